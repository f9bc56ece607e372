//! Whom paid messages go to.

use super::option;
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, Origin},
    model::{
        Project,
        routes::{Route, Step},
        values::Value,
    },
    source::span::FileId,
};

/// Whether every mail goes to addresses that are written in the code or set on the server.
pub(super) fn mails_fixed_addresses(project: &Project, route: &Route) -> bool {
    !route.paid_apis.is_empty()
        && route.paid_apis.iter().all(|paid| {
            let Some((file, call)) = paid.expr else { return false };
            let Some(code) = project.file(file).code.as_ref() else { return false };
            let to = option(project, code, file, call, &["to"]);
            to.is_some_and(|to| is_fixed(project, file, code, to, 6))
        })
}

/// Whether a value is a text of the code or a setting, a list of such, or an element of one that a callback is given.
fn is_fixed(project: &Project, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    if let ExprKind::Array { elements } = code.expr(expr) {
        return code.expr_list(elements).all(|e| is_fixed(project, file, code, e, depth));
    }
    if let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr)
        && let Origin::Param { function, .. } = code.binding(binding).origin
        && let Some(list) = iterated(code, function)
    {
        return is_fixed(project, file, code, list, depth);
    }
    project.values().of(file, expr).iter().all(|value| match value {
        Value::Text(text) => text.as_exact().is_some(),
        Value::Env(_) => true,
        Value::Array(at, array) if *at == file => is_fixed(project, file, code, *array, depth),
        _ => false,
    })
}

/// The list `xs` of `xs.map(callback)`.
fn iterated(code: &Code, callback: FnId) -> Option<ExprId> {
    let Node::Expr(own) = code.function(callback).parent else { return None };
    let Node::Expr(call) = code.parent(own) else { return None };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
    match code.expr(callee) {
        ExprKind::Member { object, property, .. } if matches!(code.str(property), "map" | "forEach" | "flatMap") => {
            Some(object)
        }
        _ => None,
    }
}

/// Whether all that is paid for are messages, and nothing that the caller sends can be where they go: they reach people
/// that the app knows.
pub(super) fn writes_to_known(project: &Project, route: &Route) -> bool {
    route.paid_apis.iter().all(|p| p.kind.is_message())
        && !route.entry.kind.takes_arguments()
        && !route.entry.steps.iter().filter_map(Step::function).any(|(file, function)| {
            let Some(code) = project.file(file).code.as_ref() else { return true };
            code.descendants(Node::Function(function)).any(|n| match n {
                Node::Expr(e) => may_be_recipient(project, file, code, e),
                _ => false,
            })
        })
}

/// `body.phone`, or the whole body given to something that may look for one.
fn may_be_recipient(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    // `toNumber`, `guestPhone`.
    let names_one = |name: &str| {
        crate::vocab::split(name).iter().any(|word| project.vocab.words.envelope.has(word))
            && project.is_sent(file, expr)
    };
    match code.expr(expr) {
        ExprKind::Member { property, .. } => names_one(code.str(property)),
        ExprKind::Ident { name, .. } => names_one(code.str(name)),
        ExprKind::Call { callee, args } => {
            !project.values().functions(file, callee).is_empty()
                && code.expr_list(args).any(|a| project.is_sent_whole(file, a))
        }
        _ => false,
    }
}
