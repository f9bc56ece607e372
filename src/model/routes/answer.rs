//! An answer to a question about a route, with the line that gives it.

use crate::source::span::Span;

/// Yes, no, not applicable, or not known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// What is known.
    pub value: Known,
    /// The line and words that say so.
    pub evidence: Option<Evidence>,
}

/// The value of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the values")]
pub enum Known {
    Yes,
    No,
    /// The question does not arise.
    NotApplicable,
    #[default]
    Unknown,
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The place.
    pub at: Span,
    /// What stands there, in a few words.
    pub how: String,
}

impl Answer {
    /// An answer without a line of its own.
    #[must_use]
    pub fn of(value: Known) -> Self {
        Self { value, evidence: None }
    }

    /// Yes, because of what stands at a place.
    #[must_use]
    pub fn yes(at: Span, how: impl Into<String>) -> Self {
        Self { value: Known::Yes, evidence: Some(Evidence { at, how: how.into() }) }
    }

    /// No, because of what stands at a place.
    #[must_use]
    pub fn no(at: Span, how: impl Into<String>) -> Self {
        Self { value: Known::No, evidence: Some(Evidence { at, how: how.into() }) }
    }

    /// Whether the answer is yes.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        self.value == Known::Yes
    }

    /// Whether the answer is no; not known is not no.
    #[must_use]
    pub fn is_no(&self) -> bool {
        self.value == Known::No
    }
}
