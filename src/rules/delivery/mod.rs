//! Migrations, pipeline, environments, way back.

mod several_lockfiles;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("delivery/build-errors-ignored"),
    entry!("delivery/several-lockfiles", several_lockfiles::check),
    entry!("delivery/restore-untested"),
];
