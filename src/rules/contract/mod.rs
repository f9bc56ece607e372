//! Code and database agree.

mod conflict_target_not_unique;
mod missing_required_column;
mod request_never_sent;
mod unknown_function;
mod unknown_table;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::model::Project;

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("contract/unknown-table", unknown_table::check),
    entry!("contract/unknown-function", unknown_function::check),
    entry!("contract/missing-required-column", missing_required_column::check),
    entry!("contract/conflict-target-not-unique", conflict_target_not_unique::check),
    entry!("contract/request-never-sent", request_never_sent::check),
];

/// Says so where there is no SQL that makes tables, or no call of the database; `true` when the rule has nothing to do.
fn is_idle(project: &Project, sink: &mut Sink) -> bool {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database directly");
    } else if project.databases.iter().all(|d| d.tables().all(|(_, t)| t.at.is_none())) {
        sink.unknown("no SQL in the repository makes the tables; pass --schema-dump to judge them");
    } else {
        return false;
    }
    true
}
