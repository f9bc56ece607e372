//! One audit from paths to a scored result.

mod compare;

use std::{path::PathBuf, sync::Arc};

pub use self::compare::{Against, Comparison, Fixed, compare};
use crate::{
    config::{Config, ConfigError, Level},
    date::Date,
    model::{FileKind, Project},
    report::{self, Report, Sources},
    rules::{CUSTOM, Catalogue, Confidence, Finding, Judgement, Outcome, Rule, Selection, Verdict, judge},
    run::{self, Knowledge},
    score::{self, Counted, Score},
    source::{
        discover::DiscoverError,
        gap::{Gap, GapKind},
        git::GitError,
    },
    suppress::{Baseline, BaselineError, Silencing, silence},
    syntax::Patterns,
    vocab::{Vocabulary, VocabularyError},
};

/// What to audit, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// Folders and files; none means the current folder.
    pub paths: Vec<PathBuf>,
    /// Which rules to ask.
    pub selection: Selection,
    /// Findings that are less sure are left out.
    pub min_confidence: Confidence,
    /// The project's configuration.
    pub config: Config,
    /// What was there before.
    pub baseline: Baseline,
    /// The date that expiry is judged by.
    pub today: Date,
    /// A dump of the live database's schema, the most trusted source of it.
    pub schema_dump: Option<PathBuf>,
    /// What of this was found in the folder rather than given by name; a comparison of the index takes it from there.
    pub carried: Carried,
}

/// What of a request was found in the audited folder.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs, reason = "the names are the fields of the request")]
pub struct Carried {
    pub config: bool,
    pub baseline: bool,
}

/// The result.
#[derive(Debug)]
pub struct Audit {
    /// What was audited.
    pub project: Project,
    /// What the rules found.
    pub findings: Vec<Finding>,
    /// The verdict of each rule that was asked.
    pub judgements: Vec<Judgement>,
    /// What could not be read, and rules that crashed.
    pub gaps: Vec<Gap>,
    /// What the score was computed from, and the score; `None` for a partial run.
    pub scored: Option<(score::Input, Score)>,
    /// What it was compared with; the findings are then those that are new.
    pub comparison: Option<Comparison>,
}

/// Why there is no audit.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The input cannot be opened.
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    /// A word list is broken.
    #[error(transparent)]
    Vocabulary(#[from] VocabularyError),
    /// The repository cannot be asked.
    #[error(transparent)]
    Git(#[from] GitError),
    /// The configuration in the index cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The baseline in the index cannot be used.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
}

/// Audits. To be called on workers ([`run::on_workers`]).
///
/// # Errors
/// When what was asked for cannot be opened.
pub fn audit(request: &Request, catalogue: &Catalogue) -> Result<Audit, AuditError> {
    let project = run::load_with(&request.paths, knowledge(request, catalogue)?)?;
    Ok(judged(project, request, catalogue))
}

/// What reading needs to know for this request.
fn knowledge(request: &Request, catalogue: &Catalogue) -> Result<Knowledge, VocabularyError> {
    let mut vocab = Vocabulary::built_in()?;
    vocab.extend(&request.config.vocabulary);
    let patterns = Arc::new(Patterns::new(catalogue.patterns()));
    let schema_dump = request.schema_dump.clone();
    Ok(Knowledge { vocab, patterns, exclude: request.config.exclude.clone(), schema_dump })
}

/// Asks the rules about a project that has been read.
fn judged(project: Project, request: &Request, catalogue: &Catalogue) -> Audit {
    let rules = if is_empty(&project) { Vec::new() } else { asked(request, catalogue) };
    let attested = request.config.attested(request.today, catalogue);
    let mut outcome = judge(&project, &rules, &attested);
    outcome.findings.retain_mut(|finding| keep(finding, request, catalogue, &project));
    let silencing = Silencing { config: &request.config, baseline: &request.baseline, today: request.today };
    silence(&mut outcome, &project, &rules, &silencing);
    let scored = is_whole(request, &project, catalogue, rules.len()).then(|| {
        let input = score_input(&project, &rules, &outcome);
        let score = score::score(&input);
        (input, score)
    });
    let gaps = gaps(&project, outcome.gaps);
    Audit { project, findings: outcome.findings, judgements: outcome.judgements, gaps, scored, comparison: None }
}

/// What could not be read, of files and of statements, and rules that crashed: by place, each once. Two sets of SQL may
/// hold the same file.
fn gaps(project: &Project, crashed: Vec<Gap>) -> Vec<Gap> {
    let of_databases = project.databases.iter().flat_map(|database| &database.gaps);
    let mut gaps: Vec<Gap> = project.gaps.iter().chain(of_databases).cloned().chain(crashed).collect();
    gaps.sort();
    gaps.dedup();
    gaps
}

impl Audit {
    /// Whether there was nothing that could be audited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        is_empty(&self.project)
    }

    /// The result, ready to be written in any format.
    #[must_use]
    pub fn report<'a>(&'a self, catalogue: &'a Catalogue, sources: &'a dyn Sources, all: bool) -> Report<'a> {
        Report {
            project: &self.project,
            catalogue,
            findings: report::show(self.findings.clone(), &self.project, sources),
            checks: self.judgements.clone(),
            gaps: self.gaps.clone(),
            scored: self.scored.clone(),
            comparison: self.comparison.as_ref(),
            sources,
            all,
            sarif_category: None,
        }
    }
}

/// Whether there is no file that an app is made of.
fn is_empty(project: &Project) -> bool {
    let is_app = |kind| {
        matches!(kind, FileKind::Code(_) | FileKind::Sql | FileKind::Html | FileKind::Prisma | FileKind::FirebaseRules)
    };
    !project.files.iter().any(|file| is_app(file.kind) || file.name() == "package.json")
}

fn asked<'c>(request: &Request, catalogue: &'c Catalogue) -> Vec<&'c Rule> {
    let is_on = |rule: &&Rule| request.selection.takes(rule) && level(rule, &request.config) != Some(Level::Off);
    catalogue.rules.iter().filter(is_on).collect()
}

/// The level that the configuration gives a rule: by its id, else by its family.
fn level(rule: &Rule, config: &Config) -> Option<Level> {
    let by_name = |name: &str| config.rules.get(name).copied();
    by_name(&rule.id).or_else(|| by_name(rule.fault())).or_else(|| by_name(rule.family.id))
}

/// Whether a finding is wanted; the configured level is the most that it may weigh.
fn keep(finding: &mut Finding, request: &Request, catalogue: &Catalogue, project: &Project) -> bool {
    let rule = catalogue.rules.iter().find(|r| r.id == finding.rule);
    if let Some(severity) = rule.and_then(|r| level(r, &request.config)).and_then(Level::severity) {
        finding.severity(severity);
    }
    let wanted = |file| project.restricted_to.is_empty() || project.restricted_to.contains(&file);
    let is_wanted = wanted(finding.at.file) || finding.related.iter().any(|label| wanted(label.at.file));
    finding.confidence >= request.min_confidence && is_wanted
}

/// Whether everything was asked and nothing left out: only then is there a score.
fn is_whole(request: &Request, project: &Project, catalogue: &Catalogue, asked: usize) -> bool {
    asked == catalogue.rules.len() && request.min_confidence == Confidence::Low && project.restricted_to.is_empty()
}

fn score_input(project: &Project, rules: &[&Rule], outcome: &Outcome) -> score::Input {
    let counted = |f: &Finding| Counted { rule: f.rule.clone(), severity: f.severity, confidence: f.confidence };
    let missing = |(rule, judgement): (&&Rule, &Judgement)| {
        (rule.metadata.required && judgement.verdict == Verdict::Unknown).then(|| rule.id.clone())
    };
    score::Input {
        findings: outcome.findings.iter().filter(|f| !f.is_ignored() && !is_custom(f)).map(counted).collect(),
        verdicts: outcome.judgements.iter().map(|j| j.verdict).collect(),
        unattested: rules.iter().zip(&outcome.judgements).filter_map(missing).collect(),
        incomplete: incomplete(project, &outcome.gaps),
    }
}

/// A user's own rules leave the score alone, so that it means the same everywhere.
fn is_custom(finding: &Finding) -> bool {
    finding.rule.split('/').next() == Some(CUSTOM.id)
}

/// What could not be read though the score depends on it: production code and SQL as whole files, server code in a language
/// that is not read, and rules that crashed.
fn incomplete(project: &Project, crashed: &[Gap]) -> Option<String> {
    if let Some(gap) = crashed.first() {
        return Some(gap.detail.clone());
    }
    let is_whole_file = |kind| {
        use GapKind::{Deadline, NotText, TooDeep, TooLarge, Unreadable};
        matches!(kind, Unreadable | NotText | TooLarge | TooDeep | Deadline)
    };
    let matters = |gap: &&Gap| {
        let file = project.files.get(gap.at.file.index());
        let is_read = file.is_some_and(|f| {
            f.role.is_production()
                && !f.ignored
                && matches!(f.kind, FileKind::Code(_) | FileKind::Sql | FileKind::Prisma)
        });
        gap.kind == GapKind::UnsupportedLanguage || (is_whole_file(gap.kind) && is_read)
    };
    let mut gaps = project.gaps.iter().filter(matters);
    let first = gaps.next()?;
    let path = project.files.get(first.at.file.index()).map_or("", |f| f.path.as_str());
    let more = gaps.count();
    let more = if more == 0 { String::new() } else { format!(", and {more} more files") };
    Some(format!("{path} was not read ({}){more}", first.detail))
}
