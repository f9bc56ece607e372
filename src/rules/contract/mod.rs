//! Code and database agree.

mod conflict_target_not_unique;
mod history_deleted_with_parent;
mod missing_required_column;
mod request_never_sent;
mod unknown_column;
mod unknown_function;
mod unknown_table;
mod value_outside_check;

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
];

/// The calls whose names nothing holds against the schema before they run: not those of clients that are compiled
/// against it, nor of stores without one.
fn unchecked(project: &Project) -> impl Iterator<Item = &Query> {
    project.production_queries().filter(|q| q.library.is_sql() && !q.library.knows_names())
}
