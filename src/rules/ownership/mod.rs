//! Database, code and pipeline are yours.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
];
