//! TanStack Start: `export const save = createServerFn({ method: "POST" }).middleware([auth]).validator(schema).handler(fn)`.
//! The file looks like client code; the handler is an endpoint.

use super::{chains, handler};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind, StmtKind},
    model::{
        Project,
        routes::{Entry, Kind},
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
    })
}

fn variable_name(code: &Code, call: ExprId) -> Option<&str> {
    let Node::Stmt(stmt) = code.parent(call) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    match code.pattern(pattern).kind {
        PatKind::Name(b) => Some(code.str(code.binding(b).name)),
        _ => None,
    }
}
