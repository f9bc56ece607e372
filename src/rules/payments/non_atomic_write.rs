//! Writes that belong together on a way where money moves, each on its own: what stops in the middle stays half done.

use std::collections::BTreeSet;

use super::queries_of;
use crate::{
    facts::code::{Code, ExprKind, FnId, Node},
    frameworks::begins_transaction::runs_in_transaction,
    model::{
        Project,
        queries::{Op, Query},
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let places: BTreeSet<(FileId, FnId)> = project.production_queries().map(|q| (q.at.file, q.function)).collect();
    for (file, function) in places {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let queries: Vec<&Query> = queries_of(project, file, function).collect();
        let Some((first, rest)) = chain(project, code, &queries) else { continue };
        // What a transaction holds together; whether it does, is told by itself.
        let is_begun = project.begun_before(function, first.at).is_some() || runs_in_transaction(code, function);
        if is_begun || undoes(project, code, &queries, function, first) {
            continue;
        }
        let tables: Vec<&str> = rest.iter().filter_map(|q| q.tables.first()).map(String::as_str).collect();
        let table = first.tables.first().map_or("a table", String::as_str);
        let name = code.function(function).name.map_or("", |n| code.str(n));
        let message = format!(
            "{table} is written, then {}, each on its own: when one fails, the ones before it stay",
            tables.join(" and ")
        );
        let key = format!("{}:{name}:{table}", project.file(file).path);
        let finding = sink.report(first.at, key, message);
        for query in rest {
            finding.place(query.at, format!("{} {}", query.op.name(), query.tables.join(" or ")));
        }
    }
}

/// The first write, and those of other tables that always come after it; money is among them.
fn chain<'q>(project: &Project, code: &Code, queries: &[&'q Query]) -> Option<(&'q Query, Vec<&'q Query>)> {
    let vocab = &project.vocab.tables;
    let counts = |q: &&&Query| {
        let is_side =
            |t: &String| vocab.audit.has(t) || vocab.usage.has(t) || vocab.processed_events.has(t) || is_notice(t);
        q.op.is_write() && !q.tables.is_empty() && !q.tables.iter().any(is_side)
    };
    let writes: Vec<&Query> = queries.iter().filter(counts).copied().collect();
    let (at, first) = writes.iter().enumerate().find(|(_, q)| matches!(q.op, Op::Insert | Op::Update))?;
    let mut seen = vec![first.tables.first()?];
    let mut rest: Vec<&Query> = Vec::new();
    for query in writes.get(at + 1..).unwrap_or_default() {
        let Some(table) = query.tables.first() else { continue };
        if !seen.contains(&table) && code.runs_before(first.expr, query.expr) {
            seen.push(table);
            rest.push(query);
        }
    }
    let is_money = |t: &&String| vocab.money.has(t);
    let depends = seen.iter().filter(|t| is_money(t)).count();
    // Two may be two things; three, or two places of money, are one deal.
    (depends >= 1 && seen.len() >= 3 || depends >= 2).then_some((*first, rest))
}

/// Messages and the like, and what only repeats what another row says: their loss leaves no deal half done.
fn is_notice(table: &str) -> bool {
    crate::vocab::split(table).iter().any(|w| {
        matches!(
            w.as_str(),
            "notification"
                | "notifications"
                | "message"
                | "messages"
                | "log"
                | "logs"
                | "event"
                | "events"
                | "history"
                | "confirmation"
                | "confirmations"
                | "receipt"
                | "receipts"
                | "proof"
                | "proofs"
        )
    })
}

/// Whether a later step takes the first write back, or another function of the file is called to do so.
fn undoes(project: &Project, code: &Code, queries: &[&Query], function: FnId, first: &Query) -> bool {
    let table = first.tables.first();
    let inner = |q: &Query| code.function(function).range.contains(q.at.range);
    let file = first.at.file;
    let mut all = project.queries_in(file).iter().filter(|q| inner(q) || queries.contains(q));
    let takes_back = all.any(|q| {
        let is_later = q.at.range.start > first.at.range.start && q.tables.first() == table;
        is_later && (q.op == Op::Delete || q.op == Op::Update && !code.runs_before(first.expr, q.expr))
    });
    takes_back
        || code.descendants(Node::Function(function)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| {
                    let words = crate::vocab::split(p.rsplit('.').next().unwrap_or(&p));
                    words.iter().any(|w| {
                        matches!(w.as_str(), "rollback" | "refund" | "revert" | "undo" | "compensate" | "transaction")
                    })
                }),
                _ => false,
            },
            _ => false,
        })
}
