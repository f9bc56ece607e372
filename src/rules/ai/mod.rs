//! What a model may do.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
];
