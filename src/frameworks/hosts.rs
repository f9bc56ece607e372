//! Functions that a host serves by where their file is or by a call: Vercel `api/`, Netlify, Firebase.

use super::{express, handler};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind, StmtKind},
    model::{
        File, Project,
        modules::Imported,
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
            let before = entries.len();
            by_exports(&values, id, Kind::NetlifyFunction, name, &mut entries);
            let is_scheduled = is_scheduled(&values, id, code);
            entries.iter_mut().skip(before).for_each(|entry| entry.by_platform = is_scheduled);
        }
        for call in code.expr_ids() {
            entries.extend(firebase(&values, id, code, call));
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
        entries.push(Entry {
            at: range.in_file(id),
            kind,
            method,
            name,
            path,
            steps,
            gateway_jwt: false,
            by_platform: false,
            caught_by: None,
        });
    };
    let whole = match values.export(id, "default") {
        Some(Imported::Definition(definition)) => handler::exported(values, definition.file, definition.value),
        _ => None,
    };
    if whole.is_some_and(|(file, expr)| express::is_server(values, file, expr)) {
        return;
    }
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

/// `export const config = { schedule: "@hourly" }`, `export const handler = schedule("@hourly", …)`: such a function has no
/// address.
fn is_scheduled(values: &Values<'_>, file: FileId, code: &Code) -> bool {
    let config = match values.export(file, "config") {
        Some(Imported::Definition(definition)) => handler::exported(values, definition.file, definition.value),
        _ => None,
    };
    let has_schedule = config
        .is_some_and(|(at, object)| values.code(at).is_some_and(|code| code.property(object, "schedule").is_some()));
    has_schedule
        || code.expr_ids().any(|e| match code.expr(e) {
            ExprKind::Call { callee, .. } if code.ident(callee) == Some("schedule") => {
                values.symbols(file, callee).iter().any(|s| s.package() == Some("@netlify/functions"))
            }
            _ => false,
        })
}

/// What the platform runs on a timer, or when rows, files, accounts or messages come and go.
const BY_EVENT: [&str; 19] = [
    "onSchedule",
    "onRun",
    "onDocumentCreated",
    "onDocumentUpdated",
    "onDocumentDeleted",
    "onDocumentWritten",
    "onValueCreated",
    "onValueUpdated",
    "onValueDeleted",
    "onValueWritten",
    "onObjectFinalized",
    "onObjectDeleted",
    "onMessagePublished",
    "onTaskDispatched",
    "onCreate",
    "onUpdate",
    "onDelete",
    "onWrite",
    "onFinalize",
];

/// `export const x = onRequest(handler)`, `functions.https.onCall(handler)`, `onSchedule("every day", handler)`.
fn firebase(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let name = called(code, callee)?;
    let by_platform = BY_EVENT.contains(&name);
    if !(by_platform || matches!(name, "onRequest" | "onCall")) {
        return None;
    }
    let is_firebase =
        values.symbols(file, callee).iter().any(|s| s.package().is_some_and(|p| p.starts_with("firebase-functions")));
    if !is_firebase {
        return None;
    }
    let handler = code.expr_list(args).next_back()?;
    let function = declared_name(code, call).unwrap_or("function").to_owned();
    // The platform verifies the token of a callable function, and lets callers without one pass: the handler must ask.
    let steps = handler::steps(values, file, handler);
    Some(Entry {
        at: code.range(call).in_file(file),
        kind: Kind::FirebaseFunction,
        method: None,
        name: if by_platform { function.clone() } else { format!("ANY {function}") },
        caught_by: None,
        path: function,
        steps,
        gateway_jwt: false,
        by_platform,
    })
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
