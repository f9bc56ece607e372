//! Code and database agree.

mod column_never_written;
mod conflict_target_not_unique;
mod embed_without_relation;
mod embedded_column_in_or;
mod entities;
mod function_fails;
mod history_deleted_with_parent;
mod missing_auth_header;
mod missing_required_column;
mod multiplied_sum;
mod private_bucket_url;
mod request_never_sent;
mod single_without_unique_key;
mod table_never_written;
mod types_drift;
mod undeclared_relation;
mod unknown_address;
mod unknown_bucket;
mod unknown_column;
mod unknown_function;
mod unknown_page;
mod unknown_server_function;
mod unknown_table;
mod unpublished_realtime;
mod unsent_field;
mod value_never_written;
mod value_of_wrong_type;
mod value_outside_check;
mod zero_row_write;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Sink,
    catalogue::{Entry, entry},
    phrase::joined,
    queries::is_idle,
};
use crate::{
    frameworks::library::Library,
    model::{Project, queries::Query, schema::Name},
    source::span::Span,
};

pub(super) const RULES: &[Entry] = &[
    entry!("contract/unknown-table", unknown_table::check),
    entry!("contract/unknown-column", unknown_column::check),
    entry!("contract/unknown-function", unknown_function::check),
    entry!("contract/unknown-server-function", unknown_server_function::check),
    entry!("contract/unknown-address", unknown_address::check),
    entry!("contract/unknown-page", unknown_page::check),
    entry!("contract/unsent-field", unsent_field::check),
    entry!("contract/function-fails", function_fails::check),
    entry!("contract/value-outside-check", value_outside_check::check),
    entry!("contract/value-of-wrong-type", value_of_wrong_type::check),
    entry!("contract/missing-required-column", missing_required_column::check),
    entry!("contract/conflict-target-not-unique", conflict_target_not_unique::check),
    entry!("contract/request-never-sent", request_never_sent::check),
    entry!("contract/history-deleted-with-parent", history_deleted_with_parent::check),
    entry!("contract/multiplied-sum", multiplied_sum::check),
    entry!("contract/zero-row-write", zero_row_write::check),
    entry!("contract/embed-without-relation", embed_without_relation::check),
    entry!("contract/embedded-column-in-or", embedded_column_in_or::check),
    entry!("contract/unpublished-realtime", unpublished_realtime::check),
    entry!("contract/unknown-bucket", unknown_bucket::check),
    entry!("contract/private-bucket-url", private_bucket_url::check),
    entry!("contract/table-never-written", table_never_written::check),
    entry!("contract/column-never-written", column_never_written::check),
    entry!("contract/value-never-written", value_never_written::check),
    entry!("contract/types-drift", types_drift::check),
    entry!("contract/undeclared-relation", undeclared_relation::check),
    entry!("contract/missing-auth-header", missing_auth_header::check),
    entry!("contract/single-without-unique-key", single_without_unique_key::check),
];

/// The calls whose names nothing holds against the schema before they run: not those of clients that are compiled
/// against it, nor of stores without one.
fn unchecked(project: &Project) -> impl Iterator<Item = &Query> {
    project.met_queries().filter(|q| q.library.is_sql() && !q.library.knows_names())
}

/// The same for rules that hold calls against the entities of Base44, too.
fn is_idle_without_entities(project: &Project, sink: &mut Sink) -> bool {
    project.entities.is_empty() && is_idle(project, sink)
}

/// The same for rules that the calls of such entities tell enough, also without a schema.
fn is_idle_without_calls(project: &Project, sink: &mut Sink) -> bool {
    !project.queries.iter().any(|query| query.library == Library::Base44) && is_idle(project, sink)
}

/// Values that columns refuse, with the calls that give them.
#[derive(Default)]
struct RefusedValues(BTreeMap<(Name, String), BTreeMap<Span, BTreeSet<String>>>);

/// Calls that give a column the same values, all of which it refuses.
struct RefusedGroup {
    table: Name,
    column: String,
    /// In quotes, joined.
    values: String,
    first: Span,
    others: Vec<Span>,
}

impl RefusedValues {
    fn add(&mut self, table: &Name, column: &str, value: String, at: Span) {
        let places = self.0.entry((table.clone(), column.to_owned())).or_default();
        places.entry(at).or_default().insert(value);
    }

    /// One for each column.
    fn columns(self) -> Vec<RefusedGroup> {
        let joined = |places: BTreeMap<Span, BTreeSet<String>>| {
            let values: BTreeSet<String> = places.values().flatten().cloned().collect();
            places.into_keys().map(|at| (at, values.clone())).collect()
        };
        Self(self.0.into_iter().map(|(column, places)| (column, joined(places))).collect()).groups()
    }

    /// One for each column and set of values.
    fn groups(self) -> Vec<RefusedGroup> {
        let mut groups = Vec::new();
        for ((table, column), places) in self.0 {
            let mut by_values: BTreeMap<BTreeSet<String>, Vec<Span>> = BTreeMap::new();
            for (at, values) in places {
                by_values.entry(values).or_default().push(at);
            }
            for (values, places) in by_values {
                let Some((&first, others)) = places.split_first() else { continue };
                let quoted: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
                groups.push(RefusedGroup {
                    table: table.clone(),
                    column: column.clone(),
                    values: joined(&quoted),
                    first,
                    others: others.to_vec(),
                });
            }
        }
        groups
    }
}
