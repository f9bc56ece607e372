//! TanStack Start: `export const save = createServerFn({ method: "POST" }).middleware([auth]).validator(schema).handler(fn)`.
//! The file looks like client code; the handler is an endpoint. Beside these, files of routes may answer requests:
//! `createFileRoute("/api/x")({ server: { handlers: { POST } } })`.

use super::{chains, handler};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind, PropertyKey, StmtKind},
    model::{
        Project,
        routes::{Entry, Kind, METHODS, Step},
        values::Values,
    },
    source::span::FileId,
};

/// The server functions of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, _, code) in project.code_files() {
        for expr in code.expr_ids() {
            entries.extend(server_function(&values, id, code, expr));
            entries.extend(server_routes(&values, id, code, expr));
        }
    }
    entries
}

fn server_function(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    if code.str(property) != "handler" {
        return None;
    }
    let chain = code.chain(object);
    let makes = values.symbols(file, chain.base).iter().any(|s| s.last() == "createServerFn");
    if !makes {
        return None;
    }
    let name = variable_name(code, call).unwrap_or("serverFn").to_owned();
    let mut steps = chains::guards(values, file, object, &["middleware"]);
    steps.extend(handler::steps(values, file, code.arg(args, 0)?));
    Some(Entry {
        at: code.range(call).in_file(file),
        kind: Kind::Tanstack,
        method: None,
        path: name.clone(),
        name,
        steps,
        gateway_jwt: false,
        by_platform: false,
        caught_by: None,
    })
}

/// The methods that a route answers on the server.
fn server_routes(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Vec<Entry> {
    let Some((path, options)) = file_route(values, file, code, call) else { return Vec::new() };
    let handlers = code.property(options, "handlers").unwrap_or(options);
    let before = code.property(options, "middleware").map(|m| guards(values, file, m)).unwrap_or_default();
    let Some(ExprKind::Object { properties }) = methods_object(code, handlers).map(|o| code.expr(o)) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    for property in code.property_list(properties) {
        let PropertyKey::Name(name) = property.key else { continue };
        let Some(method) = METHODS.into_iter().chain(["ANY"]).find(|m| *m == code.str(name)) else { continue };
        let mut steps = before.clone();
        // `POST: { middleware: [signedIn], handler }`.
        if let Some(own) = code.property(property.value, "middleware") {
            steps.extend(guards(values, file, own));
        }
        steps.extend(handler::steps(values, file, code.property(property.value, "handler").unwrap_or(property.value)));
        let method = (method != "ANY").then_some(method);
        let at = code.range(property.value).in_file(file);
        entries.push(Entry::at_path(at, Kind::Tanstack, method, path.clone(), steps));
    }
    entries
}

/// The path of `createFileRoute("/api/x")({ server })` or `createServerFileRoute("/api/x").methods({ … })`, and what says
/// how it answers.
fn file_route(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<(String, ExprId)> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let options = code.arg(args, 0)?;
    let (made, options) = match code.expr(callee) {
        ExprKind::Call { .. } => (callee, code.property(options, "server")?),
        ExprKind::Member { object, property, .. } if code.str(property) == "methods" => (object, options),
        _ => return None,
    };
    let ExprKind::Call { callee: maker, args: named } = code.expr(made) else { return None };
    let is_route = |name: &str| matches!(name, "createFileRoute" | "createServerFileRoute" | "createAPIFileRoute");
    values.symbols(file, maker).iter().find(|s| is_route(s.last()))?;
    let path = code.arg(named, 0).and_then(|path| values.exact_text(file, path));
    Some((path.unwrap_or_else(|| "route".to_owned()), options))
}

/// The object of methods, also in `handlers: ({ createHandlers }) => createHandlers({ … })`.
fn methods_object(code: &Code, handlers: ExprId) -> Option<ExprId> {
    match code.expr(handlers) {
        ExprKind::Object { .. } => Some(handlers),
        ExprKind::Function(function) => code.descendants(Node::Function(function)).find_map(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, args } if code.last_name(callee) == Some("createHandlers") => {
                    code.arg(args, 0)
                }
                _ => None,
            },
            _ => None,
        }),
        _ => None,
    }
}

fn guards(values: &Values<'_>, file: FileId, middleware: ExprId) -> Vec<Step> {
    let steps = handler::steps(values, file, middleware).into_iter();
    let guards = steps.map(|step| match step {
        Step::Handler(function) => Step::Guard(function),
        other => other,
    });
    guards.collect()
}

fn variable_name(code: &Code, call: ExprId) -> Option<&str> {
    let Node::Stmt(stmt) = code.parent(call) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    match code.pattern(pattern).kind {
        PatKind::Name(b) => Some(code.str(code.binding(b).name)),
        _ => None,
    }
}
