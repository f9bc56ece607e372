//! The marks that silence rules. They are judged when all other rules have spoken, by [`crate::suppress`].

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    // One line a rule.
    entry!("suppression/unused"),
    entry!("suppression/expired"),
    entry!("suppression/without-reason"),
];
