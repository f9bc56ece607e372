//! Three questions that every owner should be able to answer with yes: is the database mine, is the code mine, is the
//! pipeline mine?

use crate::{
    frameworks::commands::Purpose,
    model::{FileKind, Project, Role},
    source::span::Span,
};

/// An answer. What the files cannot show is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Without reserve.
    Yes,
    /// In part.
    Partly,
    /// It is the builder's, or nobody's.
    No,
    /// The files do not show it.
    Unknown,
}

impl Answer {
    /// As reports spell it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// The three answers with what they rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// An account of one's own, and the schema in the repository.
    pub database: Answer,
    /// Builds and runs without packages or services of the builder.
    pub code: Answer,
    /// Checks and deployment are described in the repository.
    pub pipeline: Answer,
    /// Which question, why, and where.
    pub evidence: Vec<(&'static str, String, Option<Span>)>,
}

impl Project {
    /// Answers the three questions.
    #[must_use]
    pub fn ownership(&self) -> Ownership {
        let mut evidence = Vec::new();
        let ties = &self.ties;
        let backend = ties.iter().find(|tie| tie.is_backend);
        for tie in ties {
            evidence.push(("code", format!("uses {} of {}", tie.what, tie.builder), tie.places.first().copied()));
        }
        if ties.is_empty() {
            evidence.push(("code", "it calls no service of a builder".to_owned(), None));
        }
        let code = match (backend, ties.is_empty()) {
            (Some(_), _) => Answer::No,
            (None, false) => Answer::Partly,
            (None, true) => Answer::Yes,
        };
        let database = match backend {
            Some(tie) => {
                evidence.push(("database", format!("it is {}'s", tie.builder), tie.places.first().copied()));
                Answer::No
            }
            None => self.database_answer(&mut evidence),
        };
        Ownership { database, code, pipeline: self.pipeline_answer(&mut evidence), evidence }
    }

    fn database_answer(&self, evidence: &mut Vec<(&'static str, String, Option<Span>)>) -> Answer {
        if self.apps.iter().all(|app| app.data.is_empty()) {
            return Answer::Unknown;
        }
        let is_schema =
            |f: &crate::model::File| matches!(f.kind, FileKind::Sql | FileKind::Prisma | FileKind::FirebaseRules);
        let schema =
            self.files.iter().find(|f| is_schema(f) && !matches!(f.role, Role::Test | Role::Copy | Role::Seed));
        match schema {
            Some(file) => evidence.push(("database", format!("its schema is here, {}", file.path), None)),
            None => evidence.push(("database", "its schema is not here".to_owned(), None)),
        }
        let made_by = self.vocab.builders.iter().find(|b| Some(b.id.as_str()) == self.made_by.builder);
        let may_be_builders = made_by.is_some_and(|builder| builder.lends_databases);
        if may_be_builders {
            evidence.push(("database", "whose account it is in cannot be told".to_owned(), None));
        }
        match (schema.is_some(), may_be_builders) {
            (true, false) => Answer::Yes,
            (true, true) | (false, false) => Answer::Partly,
            (false, true) => Answer::Unknown,
        }
    }

    fn pipeline_answer(&self, evidence: &mut Vec<(&'static str, String, Option<Span>)>) -> Answer {
        let check = self.ops.on_change().find(|a| a.purpose.is_check());
        let deployment = self.ops.environments.deployment.first();
        let deploys = self.ops.actions().any(|a| a.purpose == Purpose::Deploy) || deployment.is_some();
        match check {
            Some(action) => evidence.push(("pipeline", "changes are checked here".to_owned(), Some(action.at))),
            None => evidence.push(("pipeline", "no pipeline checks changes".to_owned(), None)),
        }
        if !deploys {
            evidence.push(("pipeline", "no deployment is described".to_owned(), None));
        }
        match (check.is_some(), deploys) {
            (true, true) => Answer::Yes,
            (false, false) => Answer::No,
            _ => Answer::Partly,
        }
    }
}
