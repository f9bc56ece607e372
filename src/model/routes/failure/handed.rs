//! What a handler throws, handed on to the error handler of its server: `handler(req, res, next).catch(next)`.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    frameworks::{endpoints::library_symbols, errors},
    model::{
        calls::FnRef,
        routes::{Kind, Step, Subject},
        values::{Root, Symbol},
    },
};

/// Whether something around the handler waits for it and hands on what it throws: a wrapper of the app, one of a library,
/// or the server itself.
pub(super) fn is_handed_on(subject: &Subject<'_>) -> bool {
    subject.entry.steps.iter().any(|step| match *step {
        Step::Guard(wrapper) => hands_on(subject, wrapper),
        Step::Library(file, expr) => {
            let symbols = library_symbols(&subject.values, file, expr);
            symbols.iter().filter_map(|symbol| symbol.package()).any(errors::wraps_handlers)
        }
        Step::Handler(_) => false,
    }) || server_waits(subject)
}

/// Whether the server itself waits for its handlers.
fn server_waits(subject: &Subject<'_>) -> bool {
    let manifests =
        || subject.project.configs.manifests.iter().filter(|(id, _)| subject.project.file(*id).role.is_production());
    let mut packages = manifests().flat_map(|(_, manifest)| &manifest.dependencies);
    subject.entry.kind == Kind::Express && packages.any(|d| errors::waits_for_handlers(&d.name, &d.version))
}

/// `Promise.resolve(handler(req, res, next)).catch(next)`, where the handler was given to who made the wrapper.
fn hands_on(subject: &Subject<'_>, (file, wrapper): FnRef) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    // A function's own `next()` is no handler that it was given.
    let is_given =
        |symbol: &Symbol| matches!(symbol.root, Root::Param(_, of, _) if of != wrapper) && symbol.path.is_empty();
    let calls = subject.graph.calls((file, wrapper));
    let given: Vec<ExprId> = calls.iter().filter(|c| c.symbols.iter().any(is_given)).map(|c| c.expr).collect();
    let is_of_given = |promise: ExprId| {
        let range = code.range(promise);
        is_resolved(code, promise) || given.iter().any(|&call| range.contains(code.range(call)))
    };
    !given.is_empty()
        && code.descendants(Node::Function(wrapper)).any(|node| {
            let Node::Expr(call) = node else { return false };
            caught(code, call).is_some_and(|(promise, catcher)| is_of_given(promise) && tells(code, catcher))
        })
}

/// The promise and what hears of its failure in `promise.catch(catcher)`.
fn caught(code: &Code, call: ExprId) -> Option<(ExprId, ExprId)> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let catcher = code.expr_list(args).next()?;
    (code.str(property) == "catch").then_some((object, catcher))
}

/// `Promise.resolve(done)`.
fn is_resolved(code: &Code, promise: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(promise) else { return false };
    code.path(callee).is_some_and(|path| path == "Promise.resolve")
}

/// Whether what hears of a failure passes it on, or answers: `next`, `(error) => next(error)`.
fn tells(code: &Code, catcher: ExprId) -> bool {
    code.descendants(Node::Expr(catcher)).any(|node| match node {
        Node::Expr(e) => matches!(code.ident(e), Some("next" | "res" | "response")),
        _ => false,
    })
}
