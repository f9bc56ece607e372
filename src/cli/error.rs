//! What can be wrong with our input, in words that say what to do.

use std::io;

use thiserror::Error;

use crate::{
    audit::AuditError,
    config::ConfigError,
    rules::CatalogueError,
    run::NoThreads,
    source::{discover::DiscoverError, git::GitError},
    suppress::BaselineError,
    vocab::VocabularyError,
};

/// Why a run cannot be made. None of these is about the audited code.
#[derive(Debug, Error)]
pub(super) enum CliError {
    #[error(transparent)]
    Audit(#[from] AuditError),
    #[error(transparent)]
    Discover(#[from] DiscoverError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Vocabulary(#[from] VocabularyError),
    #[error(transparent)]
    Threads(#[from] NoThreads),
    #[error("there is no rule or family `{name}`")]
    NoSuchRule { name: String, meant: Option<String> },
    #[error("only one output can go to the terminal, and {0} are asked to")]
    SeveralOutputs(usize),
    #[error("cannot write {path}: {source}")]
    Output { path: String, source: io::Error },
    #[error("plimsoll itself failed")]
    Internal,
}

impl CliError {
    /// What was wrong and what to do, for stderr.
    pub(super) fn report(&self) -> String {
        match self.help() {
            Some(help) => format!("error: {self}\n  help: {help}"),
            None => format!("error: {self}"),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Discover(_) | Self::Audit(AuditError::Discover(_)) => {
                Some("name a folder that holds the app, or run plimsoll inside it".to_owned())
            }
            Self::Config(error) | Self::Audit(AuditError::Config(error)) => error.help(),
            Self::Audit(AuditError::Git(error)) => git_help(error),
            Self::NoSuchRule { meant: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
            Self::NoSuchRule { meant: None, .. } => Some("`plimsoll rules` lists them".to_owned()),
            Self::SeveralOutputs(_) => Some("write the others to files: --output json=report.json".to_owned()),
            Self::Baseline(_) | Self::Audit(AuditError::Baseline(_)) => {
                Some("write it again with `plimsoll baseline`".to_owned())
            }
            Self::Internal => Some(
                "run again with RUST_BACKTRACE=1 and report what it prints; your files were not changed".to_owned(),
            ),
            Self::Output { .. } => Some("name a file in a folder that exists and may be written to".to_owned()),
            Self::Catalogue(CatalogueError::NoPattern { .. } | CatalogueError::Query(_)) => Some(
                "a pattern is a tree-sitter query; see `plimsoll explain hot-polling` for a rule that is one"
                    .to_owned(),
            ),
            Self::Catalogue(CatalogueError::Pack { .. }) => {
                Some("--rules names a folder that holds <fault>.toml files".to_owned())
            }
            Self::Catalogue(CatalogueError::Metadata { .. }) => {
                Some("compare the file with the metadata of a built-in rule".to_owned())
            }
            Self::Audit(_) | Self::Threads(_) | Self::Vocabulary(_) => None,
        }
    }
}

fn git_help(error: &GitError) -> Option<String> {
    match error {
        GitError::NoRepository(_) => Some("--staged and --since compare versions that git knows".to_owned()),
        GitError::NoRevision(_) => {
            Some("fetch it first: a workflow's checkout may hold one commit only (fetch-depth: 0)".to_owned())
        }
        GitError::Io(_) => Some("--staged and --since need git in the path".to_owned()),
        GitError::Refused(_) => None,
    }
}
