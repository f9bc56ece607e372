//! Personal data on the console of the server.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::Project,
    rules::Sink,
    source::span::Span,
    vocab::Words,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let calls = &project.ops.signals.console_on_server;
    if calls.is_empty() {
        sink.not_applicable("no server code writes to the console");
        return;
    }
    let words = &project.vocab.words.logged;
    let mut found = calls.iter().filter_map(|&(at, call)| Some((at, named_in(project, at, call, words)?)));
    let Some((at, name)) = found.next() else { return };
    let others: Vec<(Span, String)> = found.collect();
    let more = if others.is_empty() { String::new() } else { format!(", in {} more places too", others.len()) };
    let finding = sink.report(at, "log", format!("`{name}` is written to the log of the server{more}"));
    for (at, name) in others {
        finding.place(at, format!("`{name}`"));
    }
}

/// The name of the personal value that a call writes.
fn named_in(project: &Project, at: Span, call: ExprId, words: &Words) -> Option<String> {
    let code = project.file(at.file).code.as_ref()?;
    let ExprKind::Call { args, .. } = code.expr(call) else { return None };
    code.expr_list(args).find_map(|argument| personal(code, argument, words))
}

/// A value that is written as it is: by name, in a template, in an object, behind `||`.
fn personal(code: &Code, expr: ExprId, words: &Words) -> Option<String> {
    let name = match code.expr(expr) {
        ExprKind::Ident { name, .. } => code.str(name),
        ExprKind::Member { property, .. } => code.str(property),
        ExprKind::Template { parts, .. } => return code.expr_list(parts).find_map(|part| personal(code, part, words)),
        ExprKind::Object { properties } => {
            return code.property_list(properties).find_map(|p| personal(code, p.value, words));
        }
        ExprKind::Binary { left, right, .. } => {
            return personal(code, left, words).or_else(|| personal(code, right, words));
        }
        _ => return None,
    };
    words.has(name).then(|| name.to_owned())
}
