//! How the project is run: pipelines, tests, variables, environments, what tells of a fault, what is written down.

mod copies;
mod documents;
mod environments;
pub(crate) mod logged_headers;
pub(crate) mod made_up;
mod needed;
mod pipelines;
mod pushes;
mod signals;
mod test_senders;
mod tests_found;
mod variables;

pub use self::{
    documents::Documents,
    environments::Environments,
    pipelines::{Action, Pipeline},
    signals::Signals,
    test_senders::TestSender,
    tests_found::Tests,
    variables::{Variables, is_example},
};
use super::Project;
use crate::source::span::Span;

/// What the files show of the project's operation.
#[derive(Clone, Debug, Default)]
pub struct Ops {
    /// Its pipelines.
    pub pipelines: Vec<Pipeline>,
    /// Where a described schema is pushed straight to a database.
    pub pushes: Vec<Span>,
    /// Its tests.
    pub tests: Tests,
    /// Its environment variables.
    pub variables: Variables,
    /// Where else it runs than in production, and how it gets there.
    pub environments: Environments,
    /// What tells of a fault.
    pub signals: Signals,
    /// What is written down.
    pub documents: Documents,
}

impl Ops {
    /// Collects what the project's files show. The model's files, configuration and modules must be there.
    #[must_use]
    pub fn find(project: &Project) -> Self {
        let pipelines = pipelines::collect(project);
        Self {
            tests: tests_found::collect(project),
            variables: variables::collect(project),
            environments: environments::collect(project),
            signals: signals::collect(project),
            documents: documents::collect(project),
            pushes: pushes::collect(project),
            pipelines,
        }
    }

    /// The actions of pipelines that run by themselves when code changes.
    pub fn on_change(&self) -> impl Iterator<Item = &Action> {
        self.pipelines.iter().filter(|p| p.is_automatic()).flat_map(|p| &p.actions)
    }

    /// Whether a pipeline's file could not be read, so that what it does is not known.
    #[must_use]
    pub fn has_unread_pipeline(&self, project: &Project) -> bool {
        project.gaps.iter().any(|gap| project.file(gap.at.file).path.contains(".github/workflows/"))
    }

    /// All actions of all pipelines.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.pipelines.iter().flat_map(|p| &p.actions)
    }
}
