//! A list read without a limit: slow when it grows, and silently cut at the API's 1,000 rows.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        failures::is_side_record,
        queries::{Condition, Op, Query},
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_table: BTreeMap<&str, Vec<&Query>> = BTreeMap::new();
    let mut reads = 0;
    for query in project.met_queries().filter(|q| q.op == Op::Select) {
        reads += 1;
        let [table] = query.tables.as_slice() else { continue };
        if project.is_bounded(query)
            || query.has_unread
            || project.vocab.tables.tiny.has(table)
            || stays_small(project, query, table)
            || project.empties_itself(query)
            || project.is_one_for_each(query)
            || project.file(query.at.file).code.as_ref().is_some_and(|code| query.is_read_as_one(code))
        {
            continue;
        }
        by_table.entry(table).or_default().push(query);
    }
    if reads == 0 {
        sink.not_applicable("the code reads no list from a database");
    }
    for (table, mut calls) in by_table {
        // The whole table first: that read is sure to grow.
        let is_whole = |q: &Query| q.conditions.is_empty() && !project.is_last_resort(q);
        calls.sort_by_key(|q| (!is_whole(q), q.at));
        let Some((first, others)) = calls.split_first() else { continue };
        let is_whole = is_whole(first);
        let what = if is_whole { "all rows of" } else { "all matching rows of" };
        let more = if others.is_empty() { String::new() } else { format!(", in {} places", calls.len()) };
        let message = match first.library.cut_at() {
            Some(rows) if first.library.reads_pages() => {
                let what = what.strip_prefix("all ").unwrap_or(what);
                format!("of the {what} {table}, only the first {rows} come{more}: the others are left out unsaid")
            }
            Some(rows) => format!(
                "{what} {table} are read at once{more}: slow as it grows, and cut without a word at {rows} rows"
            ),
            None => format!("{what} {table} are read at once{more}: slow as it grows"),
        };
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.help(format!(
            "read {table} in pages ({}), and count or sum in the database, not in the app",
            first.library.pages()
        ));
        if !is_whole {
            finding.severity(Severity::Low).confidence(Confidence::Low);
        }
        for call in others {
            finding.place(call.at, format!("reads {table} without a limit"));
        }
    }
}

/// What belongs to one thing stays small, unless its rows come in with every use, or are added up: then the one row too
/// many is a wrong sum. Where nothing is cut off, so does all that belongs to somebody; what is in one state grows with
/// the table.
fn stays_small(project: &Project, query: &Query, table: &str) -> bool {
    let comparisons = || query.conditions.iter().flat_map(Condition::comparisons);
    let columns = || comparisons().filter_map(|c| c.column.as_deref());
    if query.library.cut_at().is_none() {
        return columns().any(|column| !project.vocab.columns.state.has(column));
    }
    if is_settings(project, query) {
        return true;
    }
    let equalities = || {
        query.conditions.iter().filter_map(|condition| match condition {
            Condition::Compare(c) if c.op == "eq" => Some(c),
            _ => None,
        })
    };
    let of_caller = equalities().any(|c| c.value.is_some_and(|value| project.is_person_id(query.at.file, value)));
    let of_one_thing =
        of_caller || equalities().any(|c| c.column.as_deref().is_some_and(|c| names_thing(project, query, c)));
    if !of_one_thing || project.is_summed(query) {
        return false;
    }
    // Nobody pays or books a thousand times; what is written down about him by the app soon is as much.
    let of_one_person = of_caller || columns().any(|column| project.vocab.columns.owner.has(column));
    if of_one_person { !grows_for_one(project, table) } else { !project.vocab.tables.growing.has(table) }
}

/// Whether one person alone soon has a thousand rows of a table.
fn grows_for_one(project: &Project, table: &str) -> bool {
    const MANY: [&str; 9] = [
        "message",
        "messages",
        "transaction",
        "transactions",
        "entries",
        "expenses",
        "readings",
        "measurements",
        "answers",
    ];
    is_side_record(&project.vocab, table)
        || crate::vocab::split(table).last().is_some_and(|word| MANY.contains(&word.as_str()))
}

/// Whether a column says to which other thing a row belongs.
fn names_thing(project: &Project, query: &Query, column: &str) -> bool {
    let is_key = project.table_of(query).is_some_and(|(_, _, table)| {
        table.foreign_keys().any(|(constraint, _)| constraint.columns.iter().any(|c| c == column))
    });
    is_key || crate::vocab::split(column).last().is_some_and(|word| word == "id")
}

/// A row for each level, key or plan, which no code of the app adds to: its only unique key is one column of text.
fn is_settings(project: &Project, query: &Query) -> bool {
    let Some((_, _, table)) = project.table_of(query) else { return false };
    let is_text = |column: &str| {
        let ty = table.columns.iter().find(|c| c.name == column).map(|c| c.ty.name.name.as_str());
        ty.is_some_and(|ty| matches!(ty, "text" | "varchar"))
    };
    let mut keys = table.indexes.values().filter(|index| index.unique && index.predicate.is_none());
    let has_text_key = keys.any(|index| match index.keys.as_slice() {
        [key] => key.column.as_deref().is_some_and(is_text),
        _ => false,
    });
    let adds = |q: &&Query| matches!(q.op, Op::Insert | Op::Upsert) && q.tables == query.tables;
    has_text_key && project.production_queries().find(adds).is_none()
}
