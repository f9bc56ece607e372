//! From refusals to failures with their causes: is what a statement misses made later, or by one that fails itself?

use std::collections::BTreeMap;

use super::refusal::{Refusal, Subject};
use crate::{
    model::schema::{Failure, FailureKind},
    source::span::Span,
    sql::statement::{
        AlterActionKind, Block, BlockKind, BlockStatement, BodyCode, ObjectChange, Statement, StatementKind,
    },
};

/// What became of one statement.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where it is.
    pub(super) at: Span,
    /// What it makes, by bare names.
    pub(super) makes: Vec<Subject>,
    /// Whether it did.
    pub(super) outcome: Outcome,
}

/// Whether a statement succeeds.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    Applied,
    Refused(Box<Refusal>),
    Unsure,
}

impl Entry {
    pub(super) fn is_applied(&self) -> bool {
        matches!(self.outcome, Outcome::Applied)
    }
}

/// The failures, each with its cause: the root of a cascade is the first statement that failed and would have made
/// what is missing.
pub(super) fn failures(log: &[Entry]) -> Vec<Failure> {
    let mut made_at_all: BTreeMap<&Subject, bool> = BTreeMap::new();
    for entry in log {
        for subject in &entry.makes {
            *made_at_all.entry(subject).or_default() |= !matches!(entry.outcome, Outcome::Refused(_));
        }
    }
    let mut failed_makers: BTreeMap<&Subject, Span> = BTreeMap::new();
    let mut roots: BTreeMap<Span, Span> = BTreeMap::new();
    let mut failures = Vec::new();
    for entry in log {
        let Outcome::Refused(refusal) = &entry.outcome else { continue };
        let subject = refusal.missing.as_ref();
        let maker = subject.and_then(|s| failed_makers.get(s)).copied();
        let (kind, root) = match (maker, subject.and_then(|s| made_at_all.get(s))) {
            (Some(maker), _) => (FailureKind::Cascade, Some(roots.get(&maker).copied().unwrap_or(maker))),
            (None, Some(true)) => (FailureKind::WrongOrder, None),
            (None, Some(false)) => (FailureKind::Cascade, None),
            (None, None) => (refusal.condition.failure(), None),
        };
        if let Some(root) = root {
            roots.insert(entry.at, root);
        }
        for subject in &entry.makes {
            failed_makers.entry(subject).or_insert(entry.at);
        }
        failures.push(Failure { at: entry.at, kind, reason: refusal.reason.clone(), root });
    }
    failures
}

/// What a statement would make, whether it succeeds or not.
pub(super) fn makes(statement: &Statement) -> Vec<Subject> {
    use StatementKind as S;
    let relation = |name: &str| vec![Subject::Relation(name.to_owned())];
    let other = |name: &str| vec![Subject::Other(name.to_owned())];
    match &statement.kind {
        S::Invalid(s) => match (&s.target, s.command.as_str()) {
            (Some(target), "CREATE TABLE" | "CREATE VIEW") => relation(&target.name),
            (Some(target), "CREATE FUNCTION" | "CREATE OR REPLACE FUNCTION") => {
                vec![Subject::Function(target.name.clone())]
            }
            (Some(target), "CREATE TYPE" | "CREATE DOMAIN") => vec![Subject::Type(target.name.clone())],
            _ => Vec::new(),
        },
        S::CreateSchema(s) => other(&s.name.name),
        S::CreateTable(s) => {
            let columns = s.columns.iter().map(|c| Subject::Column(c.name.name.clone()));
            std::iter::once(Subject::Relation(s.name.name.clone())).chain(columns).collect()
        }
        S::CreateView(s) => relation(&s.name.name),
        S::CreateSequence(s) => relation(&s.name.name),
        S::CreateIndex(s) => s.name.iter().map(|n| Subject::Relation(n.name.clone())).collect(),
        S::CreateRoutine(s) => vec![Subject::Function(s.name.name.clone())],
        S::CreateType(s) => vec![Subject::Type(s.name.name.clone())],
        S::CreateDomain(s) => vec![Subject::Type(s.name.name.clone())],
        S::CreatePolicy(s) => other(&s.name.name),
        S::CreateTrigger(s) => other(&s.name.name),
        S::CreateRole(s) => other(&s.name.name),
        S::CreatePublication(s) => other(&s.name.name),
        S::AlterTable(s) => s.actions.iter().filter_map(|a| action_makes(&a.kind)).flatten().collect(),
        S::AlterObject(s) => match &s.change {
            ObjectChange::RenameTo(name) => any(&name.name),
            _ => Vec::new(),
        },
        S::Do(s) => match &s.body.code {
            BodyCode::Plpgsql(block) => block_makes(block),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// What the plain statements of a block would make.
fn block_makes(block: &Block) -> Vec<Subject> {
    let mut all = Vec::new();
    let mut open: Vec<&BlockStatement> = block.body.iter().chain(block.handlers.iter().flat_map(|h| &h.body)).collect();
    while let Some(statement) = open.pop() {
        match &statement.kind {
            BlockKind::Block(inner) => all.extend(block_makes(inner)),
            BlockKind::Sql { statement, .. } => all.extend(makes(statement)),
            BlockKind::If { branches, otherwise } => {
                open.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise));
            }
            BlockKind::Case { branches, otherwise, .. } => {
                open.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise.iter().flatten()));
            }
            BlockKind::Loop { body, .. } => open.extend(body),
            _ => {}
        }
    }
    all
}

fn action_makes(action: &AlterActionKind) -> Option<Vec<Subject>> {
    match action {
        AlterActionKind::AddColumn { column, .. } => Some(vec![Subject::Column(column.name.name.clone())]),
        AlterActionKind::AddConstraint(c) => c.name.as_ref().map(|n| vec![Subject::Other(n.name.clone())]),
        AlterActionKind::RenameTo(name) => Some(any(&name.name)),
        AlterActionKind::RenameColumn { to, .. } => Some(vec![Subject::Column(to.name.clone())]),
        _ => None,
    }
}

/// A renamed object may be of any kind.
fn any(name: &str) -> Vec<Subject> {
    let kinds: [fn(String) -> Subject; 5] =
        [Subject::Relation, Subject::Column, Subject::Function, Subject::Type, Subject::Other];
    kinds.iter().map(|kind| kind(name.to_owned())).collect()
}
