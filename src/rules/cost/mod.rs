//! What somebody else can spend.

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("cost/no-spend-cap"),
    entry!("cost/no-spend-alert"),
];
