//! The caller chooses the model, or hands in the whole conversation.

use super::{option, text_calls};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, file, call) in text_calls(project, sink) {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        for (key, what) in
            [("model", "the model"), ("messages", "the whole conversation"), ("system", "the instructions")]
        {
            let Some(value) = option(project, code, file, call, &[key]) else { continue };
            if chosen_by_caller(project, code, file, value, key) {
                let message = format!("whoever calls `{}` chooses {what}", route.entry.name);
                sink.report(code.range(call).in_file(file), &route.entry.name, message);
                break;
            }
        }
    }
}

/// One text of the caller in a message of the app's own is what the feature is for; a model, a list of messages or
/// instructions from outside are not.
fn chosen_by_caller(
    project: &Project,
    code: &crate::facts::code::Code,
    file: crate::source::span::FileId,
    value: crate::facts::code::ExprId,
    key: &str,
) -> bool {
    use crate::facts::code::{ExprKind, Origin, StmtKind};
    if project.is_sent(file, value) {
        return true;
    }
    if key != "messages" {
        return false;
    }
    let list = match code.expr(value) {
        ExprKind::Ident { binding: Some(b), .. } => match code.binding(b).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => init,
                _ => value,
            },
            _ => value,
        },
        _ => value,
    };
    let ExprKind::Array { elements } = code.expr(list) else { return false };
    code.expr_list(elements).any(|e| matches!(code.expr(e), ExprKind::Spread(inner) if project.is_sent(file, inner)))
}
