//! A foreign key without an index: deleting or changing a parent, and every join over it, reads the whole child table.

use std::collections::{BTreeMap, BTreeSet};

use super::index_name;
use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        indexes::{covers, covers_some_rows, may_cover},
        queries::{Client, Condition, Op, Query},
        schema::{Command, Name},
        sides::Side,
    },
    rules::{Severity, Sink},
    source::span::Span,
};

/// A foreign key that no index serves.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Unserved<'p> {
    at: Span,
    table: &'p Name,
    columns: &'p [String],
    parent: &'p Name,
    /// An index of some of the rows.
    partial: Option<&'p str>,
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let (deleted, emptied) = parents_deleted(project);
    let mut has_keys = false;
    let mut worse: Vec<(Unserved<'_>, &str)> = Vec::new();
    let mut quiet: BTreeMap<&str, Vec<Unserved<'_>>> = BTreeMap::new();
    for (schema, table, known) in project.own_tables() {
        for (constraint, key) in known.foreign_keys() {
            has_keys = true;
            let columns: Vec<&str> = constraint.columns.iter().map(String::as_str).collect();
            let is_unserved = !covers(known, &constraint.columns)
                && !may_cover(known, &constraint.columns)
                && !project.may_be_indexed(schema, table, &columns);
            let Some(at) = constraint.at.or(known.at).filter(|_| is_unserved) else { continue };
            let partial = covers_some_rows(known, &constraint.columns).map(|index| index.name.as_str());
            let found = Unserved { at, table, columns: &constraint.columns, parent: &key.table, partial };
            let is_growing = project.vocab.tables.growing.has(&table.name);
            if emptied.contains(found.parent) || is_growing && deleted.contains(found.parent) {
                worse.push((found, schema.source.as_str()));
            } else if found.partial.is_none() {
                // What the app reads by the key, an index of some of the rows serves as it was meant to.
                quiet.entry(&schema.source).or_default().push(found);
            }
        }
    }
    // Nobody waits for a table that nothing fills.
    let idle = project.idle_tables(worse.iter().map(|(key, _)| key.table.name.as_str()));
    for (key, source) in worse {
        if !idle.contains(key.table.name.as_str()) {
            felt(&key, sink);
        } else if key.partial.is_none() {
            quiet.entry(source).or_default().push(key);
        }
    }
    for mut keys in quiet.into_values() {
        keys.sort();
        unfelt(&keys, sink);
    }
    if !has_keys {
        sink.not_applicable("no table has a foreign key");
    }
}

impl Unserved<'_> {
    fn key(&self) -> String {
        format!("{}.{}", self.table, self.columns.join(","))
    }

    fn help(&self) -> String {
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        format!("create index {} on {} ({});", index_name(self.table, &columns), self.table, columns.join(", "))
    }
}

/// One whose parents the code deletes by the dozen, or whose own rows are many: each time the child table is read as a
/// whole.
fn felt(key: &Unserved<'_>, sink: &mut Sink) {
    let has = key.partial.map_or("no index".to_owned(), |index| format!("only {index}, which does not hold all rows"));
    let message = format!(
        "{}.{} refers to {}, of which the app deletes rows, and has {has}: for each of them all of {} is read",
        key.table,
        key.columns.join(", "),
        key.parent,
        key.table.name
    );
    sink.report(key.at, key.key(), message).help(key.help());
}

/// All others, as one habit.
fn unfelt(keys: &[Unserved<'_>], sink: &mut Sink) {
    let Some((first, others)) = keys.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        n => format!("; so it is with {n} more"),
    };
    let message = format!(
        "{}.{} refers to {} and has no index: a join over it, or deleting a parent row, reads all of {}{more}",
        first.table,
        first.columns.join(", "),
        first.parent,
        first.table.name
    );
    let finding = sink.report(first.at, first.key(), message);
    finding.severity(Severity::Low).help(first.help());
    for key in others {
        finding.thing(key.at, key.key(), format!("{} refers to {}", key.key(), key.parent));
    }
}

/// Tables from which the code deletes rows, and of which those it deletes many at once. One row deleted behind a button
/// searches each child table once, which nobody feels before they are large.
fn parents_deleted(project: &Project) -> (BTreeSet<Name>, BTreeSet<Name>) {
    let names = |q: &Query| -> Vec<Name> {
        q.tables.iter().map(|t| Name::new(q.schema.as_deref().unwrap_or("public"), t)).collect()
    };
    // What is run by hand, once, hurries nobody.
    let is_of_app =
        |q: &&Query| q.op == Op::Delete && !matches!(project.sides.of(q.at.file), Side::Script | Side::Test);
    let deletes: Vec<&Query> = project
        .met_queries()
        .filter(is_of_app)
        .filter(|q| !project.undoes_insert(q) && !is_denied(project, q))
        .collect();
    let many = deletes.iter().filter(|q| q.repeat.is_some() || !is_narrowed(q)).flat_map(|q| names(q)).collect();
    (deletes.iter().flat_map(|q| names(q)).collect(), many)
}

/// Whether no account may delete a row of the table, so that a delete with a user's rights finds none.
fn is_denied(project: &Project, query: &Query) -> bool {
    let cell = || project.cell(&project.table_of(query)?.1, Caller::Account, Command::Delete);
    query.client == Client::User && cell().is_some_and(|cell| cell.effective == Verdict::Denied)
}

/// Whether a call deletes one row, or those of one thing.
fn is_narrowed(query: &Query) -> bool {
    query.conditions.iter().any(|condition| match condition {
        Condition::Compare(c) => c.op == "eq" && c.literal.is_none(),
        Condition::AnyOf(_) => false,
    })
}
