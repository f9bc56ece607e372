//! What a change introduces: the findings whose rule and key another version does not have.
//!
//! The whole project is analysed in both versions, since a change in one file makes faults in others: a policy that is
//! dropped, a helper that stops checking.

use std::{collections::BTreeMap, path::Path};

use super::{Audit, AuditError, Request, judged, knowledge};
use crate::{
    config::{Config, FILE_NAME},
    rules::{Catalogue, RuleId},
    run,
    score::Score,
    source::{
        discover::{Content, Discovery, Scope, discover},
        git::{Blob, GitError, Repository, Version},
        version::Snapshot,
    },
    suppress::{BASELINE_FILE, Baseline},
};

/// Which two versions are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Against {
    /// The index with `HEAD`: what a commit would introduce.
    Staged,
    /// The work tree with a revision.
    Since(String),
}

/// What another version had.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The revision, as the user names it.
    pub with: String,
    /// How many findings are new.
    pub introduced: usize,
    /// How many were there before.
    pub already_there: usize,
    /// What is there no more.
    pub fixed: Vec<Fixed>,
    /// The score of the other version, where both have one.
    pub score_before: Option<Score>,
    /// Whether the two versions hold the same files.
    pub is_same: bool,
    /// The contents that the new version was read from; none when it was read from disk.
    pub contents: Option<BTreeMap<String, Blob>>,
}

/// A finding that is there no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed {
    /// Which rule.
    pub rule: RuleId,
    /// What was at fault.
    pub key: String,
    /// What the rule said.
    pub message: String,
}

/// Audits the new version, and keeps of its findings those that are introduced. To be called on workers
/// ([`run::on_workers`]).
///
/// # Errors
/// When what was asked for cannot be opened, or git cannot be asked.
pub fn compare(request: &Request, against: &Against, catalogue: &Catalogue) -> Result<Audit, AuditError> {
    let scope = Scope::of(&request.paths)?;
    let root = scope.git_root.clone().ok_or_else(|| GitError::NoRepository(scope.root.display().to_string()))?;
    let repository = Repository::at(&root);
    let with = match against {
        Against::Staged => "HEAD",
        Against::Since(revision) => revision,
    };
    let before = Snapshot::of(&repository, &repository.commit(with)?)?;
    let mut request = request.clone();
    let (new, is_same) = match against {
        Against::Since(_) => (discover(&request.paths)?, false),
        Against::Staged => {
            let index = Snapshot::of(&repository, &Version::Index)?;
            carry(&index, &scope, &mut request, catalogue)?;
            (index.discover(&scope)?, index.is_same(&before))
        }
    };
    let old = before.discover(&scope)?;
    let contents = contents(&new);
    let (old, new) = run::load_versions(old, new, knowledge(&request, catalogue)?)?;
    let (mut old, mut new) = rayon::join(|| judged(old, &request, catalogue), || judged(new, &request, catalogue));
    old.findings.retain(|finding| !finding.is_ignored());
    let (had, has) = (Baseline::of(old.findings.iter()), Baseline::of(new.findings.iter()));
    let all = new.findings.len();
    new.findings.retain(|finding| !had.has(finding));
    let introduced = new.findings.len();
    let fixed = old.findings.into_iter().filter(|finding| !has.has(finding));
    let fixed = fixed.map(|f| Fixed { rule: f.rule, key: f.key, message: f.message }).collect();
    let score_before = old.scored.map(|(_, score)| score);
    let already_there = all - introduced;
    let with = with.to_owned();
    new.comparison = Some(Comparison { with, introduced, already_there, fixed, score_before, is_same, contents });
    Ok(new)
}

/// Takes configuration and baseline from the index, where they are what will be committed: hooks that do not stash get the
/// same answer as those that do.
fn carry(index: &Snapshot, scope: &Scope, request: &mut Request, catalogue: &Catalogue) -> Result<(), AuditError> {
    let Some(below) = scope.git_root.as_deref().and_then(|git| scope.root.strip_prefix(git).ok()) else {
        return Ok(());
    };
    // The nearest one upwards holds, as on disk.
    let named = |folder: &Path, name: &str| {
        folder.join(name).iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    if request.carried.config {
        request.config = Config::default();
        for folder in below.ancestors() {
            if let Some(text) = index.text(&named(folder, FILE_NAME))? {
                request.config = Config::parse(&text, FILE_NAME, catalogue)?;
                break;
            }
        }
    }
    if request.carried.baseline {
        request.baseline = match index.text(&named(below, BASELINE_FILE))? {
            Some(text) => Baseline::parse(&text)?,
            None => Baseline::default(),
        };
    }
    Ok(())
}

fn contents(discovery: &Discovery) -> Option<BTreeMap<String, Blob>> {
    let stored = |content: &Content| match content {
        Content::Stored(blob) => Some(blob.clone()),
        Content::OnDisk | Content::Absent => None,
    };
    let contents: BTreeMap<String, Blob> =
        discovery.files.iter().filter_map(|file| Some((file.path.clone(), stored(&file.content)?))).collect();
    (!contents.is_empty()).then_some(contents)
}
