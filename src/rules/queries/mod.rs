//! The database under load.

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("queries/hot-polling"),
];
