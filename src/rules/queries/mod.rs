//! The database under load.

use super::catalogue::Entry;

pub(super) const RULES: &[Entry] = &[];
