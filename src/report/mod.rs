//! Reports: what was found, in the words and formats of those who read it.
//!
//! All formats are fed the same [`Report`], in which places are lines and columns and secrets are hidden.

mod badge;
mod checklist;
mod concise;
mod excerpt;
mod fingerprint;
mod github;
mod gitlab;
mod group;
mod html;
pub mod inspect;
mod json;
mod junit;
mod markdown;
mod paint;
mod place;
mod plan;
mod prompt;
mod redact;
mod sarif;
mod stage;
mod text;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::Path,
};

pub use self::{
    paint::Paint,
    place::{Place, ProjectSources, Sources, printable},
    redact::{mask, redact},
    sarif::help_uri,
    text::NOTHING,
};
use crate::{
    audit::Comparison,
    model::Project,
    rules::{Catalogue, Finding, Judgement, Rule, Severity},
    score::{self, Score},
    source::{gap::Gap, span::Span},
};

/// Everything that a format may show.
pub struct Report<'a> {
    /// The audited project.
    pub project: &'a Project,
    /// All rules.
    pub catalogue: &'a Catalogue,
    /// The findings, sorted by place.
    pub findings: Vec<Shown>,
    /// The verdict of each rule that was asked, in catalogue order.
    pub checks: Vec<Judgement>,
    /// What could not be read, sorted by place.
    pub gaps: Vec<Gap>,
    /// What the score was computed from; `None` for a partial run.
    pub scored: Option<(score::Input, Score)>,
    /// What the run was compared with; the findings are then those that are new.
    pub comparison: Option<&'a Comparison>,
    /// The texts of files.
    pub sources: &'a dyn Sources,
    /// Whether to show every place rather than the first ones.
    pub all: bool,
    /// What tells this upload from others of the same commit, for code scanning.
    pub sarif_category: Option<String>,
}

/// A finding, ready to be shown: places resolved, secrets hidden.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the rule said.
    pub finding: Finding,
    /// The primary place.
    pub place: Place,
    /// The places of the related labels, in their order.
    pub related: Vec<Place>,
    /// What identifies it across runs.
    pub fingerprint: String,
}

/// The formats of `--output`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// One line a finding.
    Concise,
    /// Everything, for programs.
    Json,
    /// For GitHub code scanning.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
    /// For GitLab code quality.
    Gitlab,
    /// For what shows test results.
    Junit,
    /// For summaries and chats.
    Markdown,
    /// One page for a browser.
    Html,
    /// What to tell a coding agent.
    Prompt,
    /// The repairs in order, with the score after each stage.
    Plan,
    /// Every check with its verdict and reason.
    Checklist,
    /// The score for a badge (shields endpoint).
    Badge,
}

impl Report<'_> {
    /// Writes the report in a format. Colours are used by `text` and `concise` only.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(&self, format: Format, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
        match format {
            Format::Text => text::write(self, paint, out),
            Format::Concise => concise::write(self, paint, out),
            Format::Json => json::write(self, out),
            Format::Sarif => sarif::write(self, out),
            Format::Github => github::write(self, out),
            Format::Gitlab => gitlab::write(self, out),
            Format::Junit => junit::write(self, out),
            Format::Markdown => markdown::write(self, out),
            Format::Html => html::write(self, out),
            Format::Prompt => prompt::write(self, out),
            Format::Plan => plan::write(self, out),
            Format::Checklist => checklist::write(self, out),
            Format::Badge => badge::write(self, out),
        }
    }

    /// The rule of a finding or check.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.catalogue.rules.iter().find(|r| *r.id == *id)
    }

    /// The findings that are not said to be wrong, worst first.
    #[must_use]
    pub fn worst_first(&self) -> Vec<&Shown> {
        let mut shown: Vec<&Shown> = self.findings.iter().filter(|s| !s.finding.is_ignored()).collect();
        shown.sort_by_key(|s| (Reverse(s.finding.severity), Reverse(s.finding.confidence)));
        shown
    }

    /// From the git root to the audited root, with a final `/`; empty when they are one. What reads a repository wants paths
    /// from its root.
    #[must_use]
    pub fn repository_prefix(&self) -> String {
        let git = self.project.git_root.as_deref();
        let below = git.and_then(|git| self.project.root.strip_prefix(git).ok()).unwrap_or(Path::new(""));
        let mut prefix = String::new();
        for folder in below.components() {
            prefix.push_str(&folder.as_os_str().to_string_lossy());
            prefix.push('/');
        }
        prefix
    }

    /// Whether there is a finding that fails a build at this level. Hints (low confidence) and silenced ones never do.
    #[must_use]
    pub fn fails_at(&self, level: Severity) -> bool {
        self.findings.iter().any(|s| s.finding.severity >= level && s.finding.fails_builds())
    }
}

/// Prepares findings for showing.
#[must_use]
pub fn show(findings: Vec<Finding>, project: &Project, sources: &dyn Sources) -> Vec<Shown> {
    let spans: BTreeSet<Span> =
        findings.iter().flat_map(|f| f.related.iter().map(|label| label.at).chain([f.at])).collect();
    let places: BTreeMap<Span, Place> =
        spans.into_iter().map(|span| (span, Place::of(span, project, sources))).collect();
    let place = |span: Span| places.get(&span).cloned().unwrap_or_else(|| Place::of(span, project, sources));
    let mut shown: Vec<Shown> = findings.into_iter().map(|f| Shown::new(f, place)).collect();
    fingerprint::assign(&mut shown, sources);
    shown
}

impl Shown {
    fn new(mut finding: Finding, place: impl Fn(Span) -> Place) -> Self {
        let hide = |text: &mut String| *text = printable(&redact(text));
        hide(&mut finding.message);
        hide(&mut finding.help);
        hide(&mut finding.key);
        for label in &mut finding.related {
            hide(&mut label.message);
        }
        let related = finding.related.iter().map(|label| place(label.at)).collect();
        Self { place: place(finding.at), finding, related, fingerprint: String::new() }
    }
}
