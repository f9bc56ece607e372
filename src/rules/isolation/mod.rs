//! Who can reach which rows.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
];
