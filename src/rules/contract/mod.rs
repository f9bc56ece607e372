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
    Sink,
    catalogue::{Entry, entry},
};
use crate::model::Project;

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

/// Says so where code and SQL cannot be held against each other; `true` when the rule has nothing to do.
fn is_idle(project: &Project, sink: &mut Sink) -> bool {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database directly");
    } else if !project.has_schema() {
        sink.unknown("no SQL in the repository makes the tables; pass --schema-dump to compare");
    } else {
        return false;
    }
    true
}
