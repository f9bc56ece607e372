//! Silencing findings: by a mark in a file, an entry in `plimsoll.toml`, or the baseline. What silences nothing is itself a
//! finding, so that marks do not outlive their reason.

mod apply;
mod baseline;
mod mark;

pub use self::{
    apply::{Silencing, silence},
    baseline::{BASELINE_FILE, Baseline, BaselineError},
    mark::{Mark, MarkKind, Scope, marks},
};
use crate::date::Date;

/// Why a finding does not count like the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// By what.
    pub kind: SuppressionKind,
    /// In the words of whoever did it.
    pub reason: String,
    /// Until when.
    pub until: Option<Date>,
}

/// The kinds of silencing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuppressionKind {
    /// It is wrong: it leaves score and exit code.
    Ignore,
    /// It is right and accepted: it leaves the exit code and stays in the score.
    Accept,
    /// It was there before: as accepted.
    Baseline,
}

impl SuppressionKind {
    /// As the JSON report spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Accept => "accept",
            Self::Baseline => "baseline",
        }
    }
}
