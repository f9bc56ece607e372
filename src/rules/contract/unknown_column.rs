//! The code names a column that its table does not have.

use std::collections::BTreeMap;

use super::{entities, is_idle_without_entities, joined, unchecked};
use crate::{
    frameworks::supabase::PULL,
    model::{Project, contract::Known, queries::Query, schema::Name},
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle_without_entities(project, sink) {
        return;
    }
    entities::undeclared_fields(project, sink);
    let mut named_columns: BTreeMap<(Name, String), (Known, Vec<&Query>)> = BTreeMap::new();
    for query in unchecked(project) {
        for (table, column) in query.names() {
            let schema = query.schema.as_deref();
            let Some((_, name, known_table)) = project.table_named(schema, &table) else { continue };
            let (_, calls) = named_columns
                .entry((name, column))
                .or_insert_with_key(|(name, column)| (project.knows_column(name, known_table, column), Vec::new()));
            calls.push(query);
        }
    }
    let missing = named_columns
        .into_iter()
        .filter(|(_, (known, _))| matches!(known, Known::No | Known::Witnessed | Known::Elsewhere));
    let by_hand = project.is_kept_by_hand();
    let (drifted, absent): (Vec<_>, Vec<_>) = missing.partition(|(_, (known, _))| by_hand || *known != Known::No);
    if drifted.len() >= MANY {
        report_together(&drifted, sink);
    } else {
        by_statement(&drifted).iter().for_each(|faults| report(faults, false, sink));
    }
    by_statement(&absent).iter().for_each(|faults| report(faults, true, sink));
}

/// The columns that are missing together: of one table, and named by the same call first.
fn by_statement<'f, 'p>(faults: &'f [Fault<'p>]) -> Vec<Vec<&'f Fault<'p>>> {
    let mut groups: BTreeMap<(&Name, Known, Span), Vec<&Fault<'_>>> = BTreeMap::new();
    for fault in faults {
        let ((table, _), (known, calls)) = fault;
        if let Some(first) = calls.first() {
            groups.entry((table, *known, first.at)).or_default().push(fault);
        }
    }
    groups.into_values().collect()
}

/// A column that its table lacks, and the calls that name it.
type Fault<'p> = ((Name, String), (Known, Vec<&'p Query>));

/// So many columns are missing because the SQL here is not the schema.
const MANY: usize = 6;

fn report(faults: &[&Fault<'_>], is_certain: bool, sink: &mut Sink) {
    let Some(((table, column), (known, calls))) = faults.first() else { return };
    let Some((first, others)) = calls.split_first() else { return };
    let columns: Vec<&str> = faults.iter().map(|((_, column), _)| column.as_str()).collect();
    let (columns, noun, are) = match columns.as_slice() {
        [only] => ((*only).to_owned(), "column", "is"),
        several => (joined(several), "columns", "are"),
    };
    let message = match known {
        Known::Witnessed => format!("{columns} of {table} {are} in the live database only: no SQL here adds it"),
        Known::Elsewhere => format!(
            "{columns} of {table} {are} in another declaration of the table only: on a database built from the migrations the \
             call fails each time"
        ),
        _ if is_certain => format!("{table} has no {noun} {columns}: the call fails each time"),
        _ => format!(
            "{columns} of {table} {are} added by no SQL here: on a database built from it the call fails each time"
        ),
    };
    let finding = sink.report(first.at, format!("{table}.{column}"), message);
    finding.help(format!("add {columns} to {table} in a migration, or name what is meant"));
    if !is_certain {
        finding.severity(Severity::Medium);
    }
    for ((_, column), _) in faults.iter().skip(1) {
        finding.thing(first.at, format!("{table}.{column}"), format!("names {column}"));
    }
    for call in others {
        finding.place(call.at, format!("names {column}"));
    }
    for ((_, column), (_, calls)) in faults.iter().skip(1) {
        for call in calls.iter().skip(1).filter(|call| !others.iter().any(|known| known.at == call.at)) {
            finding.place(call.at, format!("names {column}"));
        }
    }
}

/// The schema lives somewhere else, which is one fault.
fn report_together(missing: &[Fault<'_>], sink: &mut Sink) {
    let mut firsts =
        missing.iter().filter_map(|((table, column), (_, calls))| Some((table, column, calls.first()?.at)));
    let Some((_, _, at)) = firsts.next() else { return };
    let message = format!(
        "the code uses {} columns that no SQL here adds: the schema was changed somewhere else, and nothing can rebuild or review it",
        missing.len()
    );
    let finding = sink.report(at, "columns", message);
    finding.severity(Severity::Medium);
    finding.help(format!("bring the schema into the repository: `{PULL}` writes what is missing as a migration"));
    for (table, column, at) in firsts {
        finding.thing(at, format!("{table}.{column}"), format!("names {table}.{column}"));
    }
}
