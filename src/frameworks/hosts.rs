//! Functions that a host serves by where their file is or by a call: Vercel `api/`, Netlify, Firebase, MCP tools.

use super::handler;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind, StmtKind},
    model::{
        File, Project,
        routes::{Entry, Kind, METHODS, Step},
        values::Values,
    },
    source::span::{FileId, Range},
};

/// The functions of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, file, code) in project.code_files() {
        if let Some(name) = vercel_name(project, file) {
            by_exports(&values, id, Kind::VercelFunction, &format!("/api/{name}"), &mut entries);
        } else if let Some(name) = netlify_name(file) {
            by_exports(&values, id, Kind::NetlifyFunction, name, &mut entries);
        }
        for call in code.expr_ids() {
            entries.extend(firebase(&values, id, code, call).or_else(|| tool(&values, id, code, call)));
        }
    }
    entries
}

fn stem(path: &str) -> Option<&str> {
    let (stem, ending) = path.rsplit_once('.')?;
    let is_code =
        matches!(ending, "ts" | "js" | "mjs" | "mts" | "cjs") && !stem.ends_with(".d") && !stem.ends_with(".test");
    is_code.then(|| stem.strip_suffix("/index").unwrap_or(stem))
}

/// A file of the root folder `api/`; what begins with `_` is a helper.
fn vercel_name<'f>(project: &Project, file: &'f File) -> Option<&'f str> {
    let stem = stem(file.path.strip_prefix("api/")?)?;
    let is_app = project.find("package.json").is_some();
    (is_app && !stem.split('/').any(|s| s.starts_with(['_', '.']))).then_some(stem)
}

fn netlify_name(file: &File) -> Option<&str> {
    let path = &file.path;
    let at =
        ["netlify/functions/", "netlify/edge-functions/"].iter().find_map(|f| path.find(f).map(|at| at + f.len()))?;
    let rest = path.get(at..)?;
    stem(rest).map(|s| s.split('/').next().unwrap_or(s)).filter(|s| !s.starts_with('_'))
}

fn by_exports(values: &Values<'_>, id: FileId, kind: Kind, path: &str, entries: &mut Vec<Entry>) {
    let mut add = |name: String, method: Option<&str>, steps: Vec<Step>, range: Range| {
        let method = method.map(str::to_owned);
        let path = path.to_owned();
        entries.push(Entry { at: range.in_file(id), kind, method, name, path, steps, gateway_jwt: false });
    };
    for export in ["default", "handler"] {
        if let Some((steps, range)) = handler::exported_steps(values, id, export) {
            add(format!("ANY {path}"), None, steps, range);
            return;
        }
    }
    for method in METHODS {
        if let Some((steps, range)) = handler::exported_steps(values, id, method) {
            add(format!("{method} {path}"), Some(method), steps, range);
        }
    }
}

/// `export const x = onRequest(handler)`, `functions.https.onCall(handler)`, triggers by HTTP only.
fn firebase(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let name = called(code, callee)?;
    if !matches!(name, "onRequest" | "onCall") {
        return None;
    }
    let is_firebase =
        values.symbols(file, callee).iter().any(|s| s.package().is_some_and(|p| p.starts_with("firebase-functions")));
    if !is_firebase {
        return None;
    }
    let handler = code.expr_list(args).next_back()?;
    let function = declared_name(code, call).unwrap_or("function").to_owned();
    let mut steps = handler::steps(values, file, handler);
    if name == "onCall" {
        // The platform verifies the token of a callable function; the handler finds who it is in `auth`.
        steps.insert(0, Step::Library(file, callee));
    }
    Some(Entry {
        at: code.range(call).in_file(file),
        kind: Kind::FirebaseFunction,
        method: None,
        name: format!("ANY {function}"),
        path: function,
        steps,
        gateway_jwt: false,
    })
}

/// `server.tool("name", schema, handler)`, `server.registerTool(…)`.
fn tool(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    if !matches!(called(code, callee)?, "tool" | "registerTool") {
        return None;
    }
    let ExprKind::Member { object, .. } = code.expr(callee) else { return None };
    let is_mcp = values
        .symbols(file, object)
        .iter()
        .any(|s| s.package().is_some_and(|p| p.starts_with("@modelcontextprotocol/")));
    if !is_mcp {
        return None;
    }
    let name = values.exact_text(file, code.arg(args, 0)?)?;
    let steps = handler::steps(values, file, code.expr_list(args).next_back()?);
    let at = code.range(call).in_file(file);
    Some(Entry { at, kind: Kind::McpTool, method: None, path: name.clone(), name, steps, gateway_jwt: false })
}

fn called(code: &Code, callee: ExprId) -> Option<&str> {
    match code.expr(callee) {
        ExprKind::Member { property, .. } => Some(code.str(property)),
        ExprKind::Ident { name, .. } => Some(code.str(name)),
        _ => None,
    }
}

/// The variable or export that a call is assigned to.
fn declared_name(code: &Code, call: ExprId) -> Option<&str> {
    match code.parent(call) {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { pattern, .. } => match code.pattern(pattern).kind {
                PatKind::Name(b) => Some(code.str(code.binding(b).name)),
                _ => None,
            },
            _ => None,
        },
        Node::Expr(parent) => match code.expr(parent) {
            ExprKind::Assign { target, .. } => match code.expr(target) {
                ExprKind::Member { property, .. } => Some(code.str(property)),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
