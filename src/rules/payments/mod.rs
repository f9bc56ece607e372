//! Money.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[];
