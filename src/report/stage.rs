//! The three stages of the way across the gap, in the order in which an engineer hired for it would go.

use super::group::Entry;
use crate::rules::{Rule, Severity};

/// A stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// What a stranger can do today.
    Bleeding,
    /// What the first bad week needs.
    Basics,
    /// What keeps it alive for years.
    Durability,
}

/// Families whose faults hurt slowly, whatever their severity: nobody is robbed by them tonight.
const SLOW: [&str; 2] = ["ownership", "frontend"];

impl Stage {
    /// All, in order.
    pub(super) const ALL: [Self; 3] = [Self::Bleeding, Self::Basics, Self::Durability];

    /// The heading.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Bleeding => "Stop the bleeding",
            Self::Basics => "Production basics",
            Self::Durability => "Durability",
        }
    }

    /// What it is for, in a sentence.
    pub(super) fn purpose(self) -> &'static str {
        match self {
            Self::Bleeding => {
                "What a stranger can do to your users, your data or your bill today. Before anything else."
            }
            Self::Basics => "What the first busy day and the first bad night need. Before you invite people.",
            Self::Durability => "What keeps the app yours and cheap to change. In the weeks after.",
        }
    }

    /// The stage in which a failed rule is repaired: by the worst that it found.
    pub(super) fn of_entry(entry: &Entry, rule: &Rule) -> Self {
        Self::of(rule, entry.severity())
    }

    /// The stage to which a rule belongs that has found nothing: by the worst that it could find.
    pub(super) fn of_rule(rule: &Rule) -> Self {
        Self::of(rule, rule.metadata.severity)
    }

    fn of(rule: &Rule, severity: Severity) -> Self {
        let is_slow = SLOW.contains(&rule.family.id);
        match severity {
            Severity::Critical => Self::Bleeding,
            Severity::High if rule.is_security() => Self::Bleeding,
            Severity::High | Severity::Medium if !is_slow => Self::Basics,
            _ => Self::Durability,
        }
    }
}
