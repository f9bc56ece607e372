//! A write that may change nothing without anybody noticing.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    facts::code::{ExprKind, PropertyKey},
    model::{
        Project,
        indexes::is_unique,
        queries::{Client, Condition, Op, Query},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut unnoticed: BTreeMap<&str, Vec<&Query>> = BTreeMap::new();
    for query in project.met_queries().filter(|q| is_blind(q)) {
        let [table] = query.tables.as_slice() else { continue };
        if let Some(column) = guard(project, query) {
            let message = format!(
                "whoever comes second goes on as if it had worked: the {} of {table} holds only while {column} has its old value, and nobody looks whether it changed a row",
                query.op.name()
            );
            sink.report(query.at, format!("public.{table}.{column}"), message);
        } else if query.client == Client::User
            && is_weighty(project, query)
            && names_a_row(project, query, &[])
            && !project.changes_a_row_seen_before(query)
            && !project.changes_own_rows(query)
            && !project.holds_nothing_back(query)
            && project.misses_rows_of_others(query).is_none()
        {
            unnoticed.entry(table).or_default().push(query);
        }
    }
    for (table, queries) in unnoticed {
        let Some((first, others)) = queries.split_first() else { continue };
        let message = format!(
            "when row security lets the change of {table} through for no row, it is answered as success and nobody notices"
        );
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.severity(Severity::Low);
        for other in others {
            finding.place(other.at, format!("the {} of {table}", other.op.name()));
        }
    }
}

/// An update or delete that asks for no rows and no count back.
fn is_blind(query: &Query) -> bool {
    matches!(query.op, Op::Update | Op::Delete) && !query.returning && !query.has_unread && !query.conditions.is_empty()
}

/// The column that a write both asks for and sets: it goes through for one of two callers at most. A repeat of a pure
/// mark (`read_at is null`) does no harm.
fn guard(project: &Project, query: &Query) -> Option<String> {
    let code = project.file(query.at.file).code.as_ref()?;
    let written: Vec<&str> = query
        .written
        .iter()
        .filter_map(|&object| match code.expr(object) {
            ExprKind::Object { properties } => Some(properties),
            _ => None,
        })
        .flat_map(|properties| code.property_list(properties))
        // `completed: true` twice is as good as once.
        .filter(|p| !matches!(code.expr(p.value), ExprKind::Bool(_)))
        .filter_map(|p| match p.key {
            PropertyKey::Name(name) => Some(code.str(name)),
            _ => None,
        })
        .collect();
    let tested = query.conditions.iter().filter_map(|c| match c {
        Condition::Compare(c) if matches!(c.op.as_str(), "eq" | "gte" | "gt" | "in" | "is") => c.column.as_deref(),
        _ => None,
    });
    let mut tested = tested.filter(|c| written.contains(c) && decides(project, c));
    tested
        .next()
        .filter(|_| names_a_row(project, query, &written) && query.outcome.data.is_empty() && goes_on(project, query))
        .map(str::to_owned)
}

/// Whether the conditions, apart from those on what is written, name one row.
fn names_a_row(project: &Project, query: &Query, written: &[&str]) -> bool {
    let equal = query.conditions.iter().filter_map(|c| match c {
        Condition::Compare(c) if c.op == "eq" => c.column.as_deref(),
        _ => None,
    });
    let fixed: Vec<&str> = equal.filter(|c| !written.contains(c)).collect();
    match project.table_of(query) {
        Some((_, _, table)) => is_unique(table, &fixed),
        None => fixed.contains(&"id"),
    }
}

/// Whether the function goes on to change something else, as if it had won. A second line in a record of what happened
/// says it twice, and that is all.
fn goes_on(project: &Project, query: &Query) -> bool {
    let tables = &project.vocab.tables;
    let is_record =
        |q: &Query| q.op == Op::Insert && q.tables.iter().all(|t| tables.audit.has(t) || tables.record.has(t));
    let mut others = project.queries_in(query.at.file).iter().filter(|q| q.function == query.function);
    others.any(|q| {
        let changes = q.op == Op::Rpc || q.op.is_write() && !is_record(q);
        q.at.range.start > query.at.range.end && changes && q.tables != query.tables
    })
}

/// Whether who wins matters: states, money and what runs out do; marks such as "read" do not.
fn decides(project: &Project, column: &str) -> bool {
    let columns = &project.vocab.columns;
    (columns.state.has(column) || columns.money.has(column) || columns.stock.has(column))
        && !matches!(column, "is_active" | "active")
}

/// Whether it writes money or rights.
fn is_weighty(project: &Project, query: &Query) -> bool {
    let vocab = &project.vocab;
    let named = match &query.columns {
        crate::model::queries::Columns::Named(columns) => columns.as_slice(),
        _ => &[],
    };
    query.tables.iter().any(|t| vocab.tables.money.has(t))
        && query.op == Op::Update
        && named.iter().any(|c| vocab.columns.state.has(c) || vocab.columns.money.has(c))
}
