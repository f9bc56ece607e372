//! What happens on a bad day.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[];
