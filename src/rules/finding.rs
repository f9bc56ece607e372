//! What a rule says: a finding, with exactly one primary place.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    source::span::Span,
    suppress::{Suppressed, SuppressionKind},
};

/// The id of a rule: `family/fault`, as `isolation/open-write`.
pub type RuleId = Arc<str>;

/// How bad it is, when true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A wart that grows.
    Low,
    /// Will hurt under load or on a bad day.
    Medium,
    /// Harms users or money soon.
    High,
    /// A stranger can do harm today.
    Critical,
}

impl Severity {
    /// One step less severe.
    #[must_use]
    pub fn lower(self) -> Self {
        match self {
            Self::Critical => Self::High,
            Self::High => Self::Medium,
            Self::Medium => Self::Low,
            Self::Low | Self::Info => Self::Info,
        }
    }
}

/// How sure we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A hint; never fails a build.
    Low,
    /// Right in most cases.
    Medium,
    /// Measured right in at least 95 % of cases.
    High,
}

/// Another place that belongs to a finding: a call site, the policy behind a call, one of several things at fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where.
    pub at: Span,
    /// What is there, in a few words.
    pub message: String,
    /// The key of the thing there, where the finding stands for several.
    pub key: Option<String>,
    /// Whether it is a step of the evidence (an import chain, call → policy), shown as a path.
    pub is_step: bool,
}

/// One fault, found once, with all its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule says so.
    pub rule: RuleId,
    /// At most the rule's severity.
    pub severity: Severity,
    /// At most the rule's confidence.
    pub confidence: Confidence,
    /// What a stranger, a bill or a bad night can do, with the names of the app's own things; lower case, no final stop.
    pub message: String,
    /// The one place it is shown at; kept tight.
    pub at: Span,
    /// Other places, nearest evidence first.
    pub related: Vec<Label>,
    /// What to do about it, in words a founder can pass on.
    pub help: String,
    /// The thing at fault, as reports name it (`public.notes`, `POST /api/x`); survives moved lines.
    pub key: String,
    /// What silences it; set after the rules have spoken.
    pub suppressed: Option<Suppressed>,
}

/// What a rule says about the project as a whole when it finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Looked at, nothing wrong.
    Pass,
    /// At least one finding.
    Fail,
    /// There is nothing of the kind in this project.
    NotApplicable,
    /// It cannot be told from the files; the reason says what would settle it.
    Unknown,
    /// Somebody claims it.
    Attested,
    /// The rule crashed.
    Error,
}

impl Severity {
    /// The word for it in every output and in `--fail-on`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl Confidence {
    /// The word for it in every output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Finding {
    /// Lowers the severity; never raises it.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = self.severity.min(severity);
        self
    }

    /// Lowers the confidence; never raises it.
    pub fn confidence(&mut self, confidence: Confidence) -> &mut Self {
        self.confidence = self.confidence.min(confidence);
        self
    }

    /// What to do about it, with the names of the things at fault.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = help.into();
        self
    }

    /// Another place of the same fault.
    pub fn place(&mut self, at: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Label { at, message: message.into(), key: None, is_step: false });
        self
    }

    /// Another thing with the same fault.
    pub fn thing(&mut self, at: Span, key: impl Into<String>, message: impl Into<String>) -> &mut Self {
        self.related.push(Label { at, message: message.into(), key: Some(key.into()), is_step: false });
        self
    }

    /// A step of the evidence: shown as a path from the primary place.
    pub fn step(&mut self, at: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Label { at, message: message.into(), key: None, is_step: true });
        self
    }

    /// Whether it counts for exit codes: nothing silences it, and it is more than a hint.
    #[must_use]
    pub fn fails_builds(&self) -> bool {
        self.suppressed.is_none() && self.confidence > Confidence::Low
    }

    /// Whether it is said to be wrong.
    #[must_use]
    pub fn is_ignored(&self) -> bool {
        self.suppressed.as_ref().is_some_and(|s| s.kind == SuppressionKind::Ignore)
    }

    /// How many places it stands for: the primary one and the related ones that are not mere evidence.
    #[must_use]
    pub fn places(&self) -> usize {
        1 + self.related.iter().filter(|r| !r.is_step).count()
    }
}
