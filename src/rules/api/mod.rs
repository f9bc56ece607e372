//! Server entry points: who may call, with what, how often.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
];
