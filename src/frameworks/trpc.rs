//! tRPC procedures: `create: protectedProcedure.input(schema).mutation(handler)` in a router.

use super::{chains, handler};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{
        Project,
        routes::{Entry, Kind},
        values::{Symbol, Values},
    },
    source::span::FileId,
};

/// The procedures of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, _, code) in project.code_files() {
        for expr in code.expr_ids() {
            entries.extend(procedure(&values, id, code, expr));
        }
    }
    entries
}

fn procedure(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let kind @ ("query" | "mutation" | "subscription") = code.str(property) else { return None };
    let handler =
        code.arg(args, 0).filter(|&h| matches!(code.expr(h), ExprKind::Function(_) | ExprKind::Ident { .. }))?;
    if !values.symbols(file, object).into_iter().any(is_procedure) {
        return None;
    }
    let name = key_of(code, call)?;
    let mut steps = chains::guards(values, file, object, &["use"]);
    steps.extend(handler::steps(values, file, handler));
    Some(Entry {
        at: code.range(call).in_file(file),
        kind: Kind::Trpc,
        method: None,
        name: format!("{kind} {name}"),
        path: name,
        steps,
        gateway_jwt: false,
    })
}

fn is_procedure(symbol: &Symbol) -> bool {
    symbol.package().is_some_and(|p| p.starts_with("@trpc/server")) && symbol.path.contains(".procedure")
}

/// The key under which the procedure stands in its router.
fn key_of(code: &Code, call: ExprId) -> Option<String> {
    let Node::Expr(object) = code.parent(call) else { return None };
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    code.property_list(properties).find(|p| p.value == call).and_then(|p| match p.key {
        PropertyKey::Name(name) => Some(code.str(name).to_owned()),
        _ => None,
    })
}
