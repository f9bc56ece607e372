//! What a rule reports into.

use super::{Confidence, Finding, RuleId, Severity, Verdict};
use crate::source::span::Span;

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
    /// What must hold for any finding to be true, as the end of its message: `, if …`.
    doubt: Option<String>,
}

impl Sink {
    /// An empty sink for a rule with its highest severity and confidence.
    #[must_use]
    pub fn new(rule: RuleId, severity: Severity, confidence: Confidence) -> Self {
        Self { rule, severity, confidence, findings: Vec::new(), verdict: None, doubt: None }
    }

    /// Reports a finding at the rule's own severity and confidence; the result lets the rule lower them and add places.
    pub fn report(&mut self, at: Span, key: impl Into<String>, message: impl Into<String>) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.rule.clone(),
            severity: self.severity,
            confidence: self.confidence,
            message: message.into(),
            at,
            related: Vec::new(),
            help: String::new(),
            key: key.into(),
            suppressed: None,
        });
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Whatever the rule reports holds only under a condition, `, if …`, that the files rather speak against.
    pub fn doubt(&mut self, condition: impl Into<String>) {
        self.doubt = Some(condition.into());
    }

    /// Says the doubt in every finding: one step less severe, medium at most, and of low confidence. What the files rather
    /// speak against must fail no build.
    pub(super) fn say_doubt(&mut self) {
        let Some(doubt) = self.doubt.take() else { return };
        for finding in &mut self.findings {
            finding.message.push_str(&doubt);
            finding.severity = finding.severity.lower().min(Severity::Medium);
            finding.confidence = Confidence::Low;
        }
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
