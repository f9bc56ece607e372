//! Colours for the terminal, or none.

use crate::rules::Severity;

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// With escape codes, or plain.
    pub colour: bool,
}

impl Paint {
    /// No colours: logs, files, pipes.
    pub const PLAIN: Self = Self { colour: false };

    fn with(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// What matters.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.with("1", text)
    }

    /// What may be skipped.
    #[must_use]
    pub fn faint(self, text: &str) -> String {
        self.with("2", text)
    }

    /// In the colour of a severity.
    #[must_use]
    pub fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Critical => "1;31",
            Severity::High => "31",
            Severity::Medium => "33",
            Severity::Low => "34",
            Severity::Info => "2",
        };
        self.with(code, text)
    }

    /// A repair.
    #[must_use]
    pub fn fix(self, text: &str) -> String {
        self.with("32", text)
    }
}
