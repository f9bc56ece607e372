//! What is known of a rule without running it: its `rules/<id>.toml`.

use serde::Deserialize;

use super::{Confidence, Severity};

/// The metadata of a rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metadata {
    /// The fault as one short sentence without names: lower case, no final stop.
    pub title: String,
    /// The highest severity that a finding may have; a place may lower it.
    pub severity: Severity,
    /// The highest confidence that a finding may have; a place may lower it.
    pub confidence: Confidence,
    /// Whether it is a matter of security; the family's habit when absent.
    pub security: Option<bool>,
    /// Numbers of the weaknesses in the Common Weakness Enumeration.
    #[serde(default)]
    pub cwe: Vec<u32>,
    /// Whether an `[[attest]]` entry may answer it, because the files cannot show it (or not always).
    #[serde(default)]
    pub attest: bool,
    /// Whether the score stays below 90 as long as this is neither shown nor attested.
    #[serde(default)]
    pub required: bool,
    /// Whether it is about the marks that silence rules, and looks after all others have spoken: it has no code of its own.
    #[serde(default)]
    pub after_all: bool,
    /// Rules whose finding on the same key comes first: the report shows both as one entry.
    #[serde(default)]
    pub groups_under: Vec<String>,
    /// Further words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// How much work the repair of one finding is; small when absent.
    #[serde(default)]
    pub effort: Effort,
    /// Rules whose findings are better repaired before, since the repair of this one builds on theirs.
    #[serde(default)]
    pub after: Vec<String>,
    /// What to do, where a finding does not say it with names of its own. Also what would settle an attested check.
    pub help: String,
    /// For a rule that is a pattern over the syntax tree and has no code of its own.
    pub pattern: Option<Pattern>,
}

/// How much work a repair is, for somebody who knows the stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Effort {
    /// An hour or two.
    #[default]
    S,
    /// A day or two.
    M,
    /// A week or more.
    L,
}

impl Effort {
    /// The letter.
    #[must_use]
    pub fn letter(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::S => "an hour or two",
            Self::M => "a day or two",
            Self::L => "a week or more",
        }
    }

    /// One step more.
    #[must_use]
    pub fn more(self) -> Self {
        match self {
            Self::S => Self::M,
            Self::M | Self::L => Self::L,
        }
    }
}

/// A declarative rule: a tree-sitter query.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Pattern {
    /// The query. A capture called `@at` is the place of the finding, else the first capture.
    pub query: String,
    /// The query is tried only on files that contain one of these.
    pub literals: Vec<String>,
    /// The message of a finding; `{name}` stands for the text of the capture `@name`.
    pub message: String,
    /// The key of a finding, in the same way; the file's path when absent.
    pub key: Option<String>,
}

impl Metadata {
    /// Reads a rule's metadata.
    ///
    /// # Errors
    /// When the text is not TOML, or a field is missing, unknown or of the wrong type.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}
