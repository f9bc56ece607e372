//! Whom paid messages go to.

use super::{Route, Step, Subject, flow, paid};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, Origin},
    model::{Project, queries::Query, values::Value},
    source::span::FileId,
};

impl Project {
    /// Whether every mail goes to addresses that are written in the code or set on the server.
    #[must_use]
    pub fn mails_fixed_addresses(&self, route: &Route) -> bool {
        !route.paid_apis.is_empty()
            && route.paid_apis.iter().all(|paid| paid.expr.is_some_and(|call| self.goes_to_fixed(call)))
    }

    /// Whether whom a call sends something to is written in the code or set on the server.
    #[must_use]
    pub(super) fn goes_to_fixed(&self, call: (FileId, ExprId)) -> bool {
        let Some(code) = self.file(call.0).code.as_ref() else { return false };
        let to = self.option(call, &["to", "To", "recipient", "phoneNumber", "chatId", "chat_id"]);
        to.is_some_and(|to| is_fixed(self, call.0, code, to, 6))
    }

    /// Whether all that is paid for are messages, and nothing that the caller sends can be where they go: they reach
    /// people that the app knows.
    #[must_use]
    pub fn writes_to_known(&self, route: &Route) -> bool {
        route.paid_apis.iter().all(|p| p.kind.is_message())
            && !route.entry.kind.takes_arguments()
            && !route.entry.steps.iter().filter_map(Step::function).any(|(file, function)| {
                let Some(code) = self.file(file).code.as_ref() else { return true };
                code.descendants(Node::Function(function)).any(|n| match n {
                    Node::Expr(e) => self.may_be_recipient(file, code, e),
                    _ => false,
                })
            })
    }

    /// `body.phone`, or the whole body given to something that may look for one.
    fn may_be_recipient(&self, file: FileId, code: &Code, expr: ExprId) -> bool {
        if let ExprKind::Call { callee, args } = code.expr(expr) {
            return !self.values().functions(file, callee).is_empty()
                && code.expr_list(args).any(|a| self.is_sent_whole(file, a));
        }
        // `toNumber`, `guestPhone`.
        let names_one = |name: &str| crate::vocab::split(name).iter().any(|word| self.vocab.words.envelope.has(word));
        code.last_name(expr).is_some_and(names_one) && self.is_sent(file, expr)
    }
}

/// Whether the people in the rows of a query are sent messages whose text the caller writes.
pub(super) fn are_written_to(subject: &Subject<'_>, query: &Query) -> bool {
    let file = query.at.file;
    let Some(code) = subject.values.code(file) else { return false };
    let messages = paid::calls(subject).into_iter().filter(|paid| paid.kind.is_message()).filter_map(|paid| paid.expr);
    let mut to = messages.filter(|(at, _)| *at == file).filter_map(|call| {
        let recipient = subject.project.option(call, &["to", "bcc"])?;
        let text = subject.project.option(call, &["subject", "text", "body", "message"])?;
        (subject.project.is_sent(file, text) && !matches!(code.expr(text), ExprKind::Template { .. }))
            .then_some(recipient)
    });
    to.any(|recipient| {
        let within = code.range(recipient);
        let mut read = flow::references(code, query.function, query.expr).into_iter();
        read.any(|reference| within.contains(code.range(reference)))
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
        && let Some(list) = code.iterated_by(function)
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
