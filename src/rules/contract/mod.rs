//! Code and database agree.

mod conflict_target_not_unique;
mod embed_without_relation;
mod history_deleted_with_parent;
mod missing_auth_header;
mod missing_required_column;
mod request_never_sent;
mod single_without_unique_key;
mod table_never_written;
mod types_drift;
mod undeclared_relation;
mod unknown_bucket;
mod unknown_column;
mod unknown_function;
mod unknown_table;
mod value_outside_check;
mod zero_row_write;

use super::{
    catalogue::{Entry, entry},
    queries::is_idle,
};
use crate::model::{Project, queries::Query};

pub(super) const RULES: &[Entry] = &[
    entry!("contract/unknown-table", unknown_table::check),
    entry!("contract/unknown-column", unknown_column::check),
    entry!("contract/unknown-function", unknown_function::check),
    entry!("contract/value-outside-check", value_outside_check::check),
    entry!("contract/missing-required-column", missing_required_column::check),
    entry!("contract/conflict-target-not-unique", conflict_target_not_unique::check),
    entry!("contract/request-never-sent", request_never_sent::check),
    entry!("contract/history-deleted-with-parent", history_deleted_with_parent::check),
    entry!("contract/zero-row-write", zero_row_write::check),
    entry!("contract/embed-without-relation", embed_without_relation::check),
    entry!("contract/unknown-bucket", unknown_bucket::check),
    entry!("contract/table-never-written", table_never_written::check),
    entry!("contract/types-drift", types_drift::check),
    entry!("contract/undeclared-relation", undeclared_relation::check),
    entry!("contract/missing-auth-header", missing_auth_header::check),
    entry!("contract/single-without-unique-key", single_without_unique_key::check),
];

/// The calls whose names nothing holds against the schema before they run: not those of clients that are compiled
/// against it, nor of stores without one.
fn unchecked(project: &Project) -> impl Iterator<Item = &Query> {
    project.production_queries().filter(|q| q.library.is_sql() && !q.library.knows_names())
}
