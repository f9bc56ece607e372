//! tRPC procedures: `create: protectedProcedure.input(schema).mutation(handler)` in a router.

use super::{chains, endpoints::library_symbols, handler};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{
        Project,
        routes::{Entry, Kind, Step},
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

/// Whether the app puts words of its own in place of an error's: `initTRPC.create({ errorFormatter: () => ({ message }) })`.
pub(crate) fn replaces_messages(project: &Project) -> bool {
    let is_formatter = |code: &Code, object: ExprId| {
        let formatter = code.property(object, "errorFormatter")?;
        let ExprKind::Function(function) = code.expr(formatter) else { return None };
        let mut nodes = code.descendants(Node::Function(function));
        Some(nodes.any(|n| matches!(n, Node::Expr(e) if code.property(e, "message").is_some())))
    };
    project.code_files().any(|(_, _, code)| {
        code.texts().any(|text| text == "errorFormatter")
            && code.expr_ids().any(|e| is_formatter(code, e).unwrap_or_default())
    })
}

/// Whether an entry point only hands the request to the procedures: `fetchRequestHandler({ router, … })`.
pub(crate) fn is_mount(values: &Values<'_>, entry: &Entry) -> bool {
    let hands_on = |s: &Symbol| {
        s.package().is_some_and(|p| p.starts_with("@trpc/server"))
            && matches!(s.last(), "fetchRequestHandler" | "createNextApiHandler" | "nodeHTTPRequestHandler")
    };
    entry.steps.iter().any(|step| match *step {
        Step::Library(file, expr) => library_symbols(values, file, expr).into_iter().any(hands_on),
        Step::Guard((file, function)) | Step::Handler((file, function)) => values.code(file).is_some_and(|code| {
            code.descendants(Node::Function(function)).any(|node| match node {
                Node::Expr(e) => match code.expr(e) {
                    ExprKind::Call { callee, .. } => values.symbols(file, callee).into_iter().any(hands_on),
                    _ => false,
                },
                _ => false,
            })
        }),
    })
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
        by_platform: false,
        caught_by: None,
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
