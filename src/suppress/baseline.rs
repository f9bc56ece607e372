//! The baseline: findings that were there when an app began to be audited. They stay in the score and leave the exit code,
//! so that a build fails only for what is new.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::rules::Finding;

/// The name of the file, beside `plimsoll.toml` or in the audited root.
pub const BASELINE_FILE: &str = "plimsoll-baseline.json";
/// Raised when older files cannot be read any more.
const VERSION: u32 = 1;

/// Known findings: rule to the keys of the things at fault. Lines and files may move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<String, BTreeSet<String>>,
}

/// The baseline cannot be used.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// It cannot be read.
    #[error("cannot read {BASELINE_FILE}: {0}")]
    Unreadable(#[from] io::Error),
    /// It is not what `plimsoll baseline` writes.
    #[error("{BASELINE_FILE} is not a baseline: {0}")]
    Wrong(#[from] serde_json::Error),
}

#[derive(Deserialize, Serialize)]
struct Document {
    version: u32,
    findings: BTreeMap<String, BTreeSet<String>>,
}

impl Baseline {
    /// The baseline of the given findings.
    #[must_use]
    pub fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for finding in findings {
            known.entry(finding.rule.to_string()).or_default().insert(finding.key.clone());
        }
        Self { known }
    }

    /// The baseline in `folder`; an empty one when there is none.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn read(folder: &Path) -> Result<Self, BaselineError> {
        let path = folder.join(BASELINE_FILE);
        if !path.is_file() {
            return Ok(Self::default());
        }
        Self::parse(&fs::read_to_string(path)?)
    }

    /// Takes a baseline from its text.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, BaselineError> {
        let document: Document = serde_json::from_str(text)?;
        Ok(Self { known: document.findings })
    }

    /// The text of the file, the same for the same findings.
    #[must_use]
    pub fn text(&self) -> String {
        let document = serde_json::json!({ "version": VERSION, "findings": self.known });
        format!("{document:#}\n")
    }

    /// Whether a finding was there before.
    #[must_use]
    pub fn has(&self, finding: &Finding) -> bool {
        self.known.get(&*finding.rule).is_some_and(|keys| keys.contains(&finding.key))
    }

    /// How many things it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.known.values().map(BTreeSet::len).sum()
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}
