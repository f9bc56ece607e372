//! One query for each of many things, where one query for all would do.

use std::collections::{BTreeMap, BTreeSet};

use super::super::phrase::joined;
use crate::{
    facts::code::ExprKind,
    model::{
        Project,
        failures::RemoteKind,
        outcome::Wait,
        queries::{Op, Over, Query, Repeat, is_typed_by_hand},
    },
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database directly");
        return;
    }
    let mut by_loop: BTreeMap<Span, Vec<(&Query, Repeat)>> = BTreeMap::new();
    for query in project.met_queries().filter(|q| q.outcome.wait != Wait::Dropped) {
        if let Some(repeat) = query.repeat.filter(|r| r.over == Over::Items) {
            by_loop.entry(repeat.whole).or_default().push((query, repeat));
        }
    }
    // Reads of one loop are one repair. Writing one by one may be meant, as each may fail by itself: one habit a file.
    let mut writes: BTreeMap<&str, Vec<(&Query, Repeat)>> = BTreeMap::new();
    for (whole, calls) in by_loop {
        let path = project.file(whole.file).path.as_str();
        let is_single = is_one_by_one(project, whole) || asks_others(project, whole) || project.goes_over_few(whole);
        if is_short(project, whole) || project.is_handful(whole) || asks_elsewhere(project, whole) {
            continue;
        }
        if calls.iter().any(|(q, _)| q.op == Op::Select) {
            report(sink, path, calls, if is_single { Severity::Low } else { Severity::Medium });
        } else if !is_single && !calls.iter().all(|(query, _)| is_of_few(project, query)) {
            writes.entry(path).or_default().extend(calls);
        }
    }
    for (path, calls) in writes {
        report(sink, path, calls, Severity::Low);
    }
}

/// Whether there is only a handful to go through: what is written are templates, settings, choices.
fn is_of_few(project: &Project, query: &Query) -> bool {
    let tables = &project.vocab.tables;
    !query.tables.is_empty() && query.tables.iter().all(|table| tables.few.has(table) || tables.tiny.has(table))
}

/// Reads first, then in the order of the code.
fn report(sink: &mut Sink, path: &str, mut calls: Vec<(&Query, Repeat)>, severity: Severity) {
    calls.sort_by_key(|(q, r)| (q.op != Op::Select, r.at, q.at));
    let Some((&(first, repeat), others)) = calls.split_first() else { return };
    let (does, instead) = match first.op {
        Op::Select => ("asked", first.library.many()),
        Op::Rpc => ("called", "let one function do the work for all of them"),
        _ => ("written", first.library.bulk()),
    };
    let tables: BTreeSet<String> =
        calls.iter().filter(|(q, _)| kind(q) == kind(first)).map(|(q, _)| table(q)).collect();
    let list = joined(&tables.into_iter().collect::<Vec<_>>());
    let is = if list.contains(" and ") { "are" } else { "is" };
    let message = format!("{list} {is} {does} once for each item of a loop: a hundred items are a hundred round trips");
    let finding = sink.report(repeat.at, format!("{path}/{}", table(first)), message);
    finding.help(instead).severity(severity);
    for (call, repeat) in others {
        finding.place(repeat.at, format!("another round trip for each item, to {}", table(call)));
    }
}

/// Reads, writes and calls of functions are told apart in what is said.
fn kind(query: &Query) -> u8 {
    match query.op {
        Op::Select => 0,
        Op::Rpc => 1,
        _ => 2,
    }
}

fn table(query: &Query) -> String {
    if query.tables.is_empty() { "the database".to_owned() } else { query.tables.join(" or ") }
}

/// Whether a loop goes over what somebody types into a form.
fn is_short(project: &Project, whole: Span) -> bool {
    let code = project.file(whole.file).code.as_ref();
    code.zip(project.list_of_loop(whole)).is_some_and(|(code, list)| is_typed_by_hand(code, list))
}

/// Whether a helper that is called in a loop asks a model or a paid service each time: a round takes as long as that.
fn asks_elsewhere(project: &Project, whole: Span) -> bool {
    in_helpers(project, whole, |is_in| {
        project.charges.iter().any(|c| is_in(c.at)) || project.llm_calls.iter().any(|c| is_in(c.at))
    })
}

/// Whether such a helper sends a request to another service: beside that, the round trips to the database hardly count.
fn asks_others(project: &Project, whole: Span) -> bool {
    in_helpers(project, whole, |is_in| project.failures.requests.iter().any(|r| r.is_foreign() && is_in(r.at)))
}

/// Whether something stands in a helper that is called in a loop.
fn in_helpers(project: &Project, whole: Span, stands: impl Fn(&dyn Fn(Span) -> bool) -> bool) -> bool {
    let Some(code) = &project.file(whole.file).code else { return false };
    let values = project.values();
    let calls = code.exprs.iter().filter(|e| whole.range.contains(e.range));
    let helpers = calls.flat_map(|e| match e.kind {
        ExprKind::Call { callee, .. } => values.functions(whole.file, callee),
        _ => Vec::new(),
    });
    helpers.into_iter().any(|(file, function)| {
        let Some(code) = &project.file(file).code else { return false };
        let own = code.function(function).range.in_file(file);
        stands(&|at: Span| at.file == own.file && own.range.contains(at.range))
    })
}

/// Whether a loop also does what can only be done one by one: it makes accounts, calls another service, a function or a
/// model. Beside that, the round trips to the database hardly count.
fn is_one_by_one(project: &Project, whole: Span) -> bool {
    let is_in = |at: Span| at.file == whole.file && whole.range.contains(at.range);
    let failures = &project.failures;
    failures
        .remote
        .iter()
        .any(|c| matches!(c.kind, RemoteKind::Auth | RemoteKind::Function | RemoteKind::Mail) && is_in(c.at))
        || failures.requests.iter().any(|r| is_in(r.at))
        || project.charges.iter().any(|c| is_in(c.at))
        || project.llm_calls.iter().any(|c| is_in(c.at))
}
