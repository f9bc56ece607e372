//! A delivery that comes twice is applied twice.

use super::{balance_race::changed, webhooks};
use crate::{
    facts::code::{Code, ExprKind, Node, PropertyKey, StmtKind},
    model::{
        Project,
        indexes::is_unique,
        queries::{Columns, Op, Query},
        routes::{Effect, Route},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, webhook) in webhooks(project, sink) {
        if minds_repeats(project, route) {
            continue;
        }
        if !webhook.idempotent.is_no() {
            if let Some((look, effect)) = looks_before_insert(project, route) {
                let message = format!(
                    "`{}` looks whether it knows an event and writes that down only after the work: of two deliveries at \
                     once both are applied",
                    route.entry.name
                );
                let finding = sink.report(look.at, &route.entry.name, message);
                finding.severity(Severity::Medium).place(effect.at, "runs again");
            }
            continue;
        }
        if let Some(effect) = route.effects.iter().find(|e| e.writes && adds_up(project, e)) {
            let message =
                format!("`{}` applies an event again when {} delivers it twice", route.entry.name, webhook.name);
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            finding.place(effect.at, "runs again");
            if is_flagged(project, effect) {
                finding.severity(Severity::Medium);
            }
        }
    }
}

/// The look for an event that was handled, and what is applied between it and the note that it was.
fn looks_before_insert<'r>(project: &Project, route: &'r Route) -> Option<(&'r Effect, &'r Effect)> {
    let is_kept = |e: &&Effect| e.table.as_deref().is_some_and(|t| project.vocab.tables.processed_events.has(t));
    let look = route.effects.iter().filter(is_kept).find(|e| !e.writes)?;
    let note = route.effects.iter().filter(is_kept).find(|e| e.writes && e.at.file == look.at.file)?;
    let between = |e: &&Effect| look.at < e.at && e.at < note.at && e.at.file == look.at.file;
    let applied = route.effects.iter().filter(between).find(|e| e.writes && adds_up(project, e))?;
    Some((look, applied))
}

/// `if (row.done) return` before, `update({ done: true })` after, in the same function: only two deliveries at the same
/// moment pass.
fn is_flagged(project: &Project, effect: &Effect) -> bool {
    let file = effect.at.file;
    let Some(code) = project.file(file).code.as_ref() else { return false };
    let Some(query) = project.query_of(effect) else { return false };
    let of_function = |q: &&Query| q.function == query.function;
    let later = project.queries_in(file).iter().filter(of_function).filter(|q| q.op == Op::Update && q.at > query.at);
    let flags: Vec<&str> = later
        .flat_map(|q| q.written.iter().copied())
        .filter_map(|object| match code.expr(object) {
            ExprKind::Object { properties } => Some(properties),
            _ => None,
        })
        .flat_map(|properties| code.property_list(properties))
        .filter(|p| matches!(code.expr(p.value), ExprKind::Bool(true)))
        .filter_map(|p| match p.key {
            PropertyKey::Name(name) => Some(code.str(name)),
            _ => None,
        })
        .collect();
    code.within(query.function).any(|node| {
        let Node::Stmt(stmt) = node else { return false };
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return false };
        let leaves = code.block(then).next_back().is_some_and(|s| matches!(code.stmt(s).kind, StmtKind::Return(_)));
        leaves
            && code.stmt(stmt).range.end <= query.at.range.start
            && code.within_node(Node::Expr(test)).any(|n| {
                matches!(n, Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { property, .. } if flags.contains(&code.str(property))))
            })
    })
}

/// Whether a write does more the second time: a new row, or an amount on top. Setting a state twice is setting it once.
fn adds_up(project: &Project, effect: &Effect) -> bool {
    let file = effect.at.file;
    let Some(code) = project.file(file).code.as_ref() else { return false };
    if effect.table.as_deref().is_some_and(|t| {
        project.vocab.tables.audit.has(t) || crate::vocab::split(t).iter().any(|w| w.starts_with("log"))
    }) {
        return false;
    }
    let Some(query) = project.query_of(effect) else {
        return adds_row(code, effect);
    };
    match query.op {
        Op::Insert => !meets_key(project, query),
        Op::Update => query.written.iter().any(|&object| !changed(project, file, code, object).is_empty()),
        _ => false,
    }
}

/// Whether the row that is added holds a key that the same delivery, sent again, meets.
fn meets_key(project: &Project, query: &Query) -> bool {
    let Columns::Named(columns) = &query.columns else { return false };
    let written: Vec<&str> = columns.iter().map(String::as_str).collect();
    project.table_of(query).is_some_and(|(_, _, table)| is_unique(table, &written))
}

/// `Order.create(…)`, `db.insert(…)`: the verb of a call that is no query of ours.
fn adds_row(code: &Code, effect: &Effect) -> bool {
    let calls = code.exprs.iter().filter(|e| e.range == effect.at.range);
    let mut names = calls.filter_map(|e| match e.kind {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { property, .. } => Some(code.str(property)),
            _ => None,
        },
        _ => None,
    });
    names.any(|n| {
        n.starts_with("create") || n.starts_with("insert") || n == "bulkCreate" || n == "query" || n == "execute"
    })
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
