//! A delivery that comes twice is applied twice.

use super::{balance_race::changed, webhooks};
use crate::{
    facts::code::{ExprKind, Node},
    model::{
        Project,
        queries::Op,
        routes::{Effect, Route},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, webhook) in webhooks(project, sink) {
        if !webhook.idempotent.is_no() || minds_repeats(project, route) {
            continue;
        }
        if let Some(effect) = route.effects.iter().find(|e| e.writes && adds_up(project, e)) {
            let message =
                format!("`{}` applies an event again when {} delivers it twice", route.entry.name, webhook.name);
            sink.report(route.entry.at, &route.entry.name, message).place(effect.at, "runs again");
        }
    }
}

/// Whether a write does more the second time: a new row, or an amount on top. Setting a state twice is setting it once.
fn adds_up(project: &Project, effect: &Effect) -> bool {
    let Some(query) = effect.query.and_then(|at| project.queries.iter().find(|q| q.at == at)) else { return true };
    let file = query.at.file;
    let Some(code) = project.file(file).code.as_ref() else { return false };
    match query.op {
        Op::Insert => !query.tables.iter().any(|t| project.vocab.tables.audit.has(t)),
        Op::Update => query.written.iter().any(|&object| !changed(project, file, code, object).is_empty()),
        _ => false,
    }
}

/// Whether the code knows PostgreSQL's answer to a second row with the same key.
fn minds_repeats(project: &Project, route: &Route) -> bool {
    route.functions.iter().any(|&(file, function)| {
        let Some(code) = project.file(file).code.as_ref() else { return false };
        code.descendants(Node::Function(function)).any(|n| match n {
            Node::Expr(e) => matches!(code.expr(e), ExprKind::String(s) if code.str(s) == "23505"),
            _ => false,
        })
    })
}
