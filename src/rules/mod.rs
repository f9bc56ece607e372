//! Rules: what is a fault, over the finished model. Facts and model find, rules phrase.

mod finding;

pub use self::finding::{Confidence, Finding, Label, RuleId, Severity, Verdict};
use crate::{model::Project, source::span::Span};

/// One check. Rules do no I/O, read no clock and cannot fail; a panic is caught by the caller and becomes a gap.
pub trait Rule: Send + Sync {
    /// `family/fault`; its metadata is `rules/<id>.toml`, its page `rules/<id>.md`.
    fn id(&self) -> RuleId;

    /// Looks at the project and reports into the sink. A rule that finds nothing has passed, unless it says
    /// [`Sink::not_applicable`] or [`Sink::unknown`].
    fn check(&self, project: &Project, sink: &mut Sink);
}

/// Collects what one rule says.
#[derive(Debug)]
pub struct Sink {
    rule: RuleId,
    severity: Severity,
    confidence: Confidence,
    /// The findings so far.
    pub findings: Vec<Finding>,
    /// The verdict when there are no findings, with its reason.
    pub verdict: Option<(Verdict, String)>,
}

impl Sink {
    /// An empty sink for a rule with its highest severity and confidence.
    #[must_use]
    pub fn new(rule: RuleId, severity: Severity, confidence: Confidence) -> Self {
        Self { rule, severity, confidence, findings: Vec::new(), verdict: None }
    }

    /// Reports a finding at the rule's own severity and confidence; the result lets the rule lower them and add places.
    pub fn report(&mut self, at: Span, key: impl Into<String>, message: impl Into<String>) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.rule,
            severity: self.severity,
            confidence: self.confidence,
            message: message.into(),
            at,
            related: Vec::new(),
            help: String::new(),
            key: key.into(),
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// There is nothing in this project that the rule is about.
    pub fn not_applicable(&mut self, reason: impl Into<String>) {
        self.verdict = Some((Verdict::NotApplicable, reason.into()));
    }

    /// The files do not tell; `reason` says what would settle it.
    pub fn unknown(&mut self, reason: impl Into<String>) {
        self.verdict = Some((Verdict::Unknown, reason.into()));
    }

    /// What satisfied the rule, for `why` and the checklist.
    pub fn pass(&mut self, reason: impl Into<String>) {
        self.verdict = Some((Verdict::Pass, reason.into()));
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

    /// What to do about it.
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
}
