//! The marks that silence rules.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
];
