//! Statements that PostgreSQL would refuse, and what would be missing for them.

use serde::{Deserialize, Serialize};

use crate::source::span::Span;

/// A statement that fails when the migrations run on an empty database. It changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The statement, from its first token after comments.
    pub at: Span,
    /// The class of the cause.
    pub kind: FailureKind,
    /// The cause in words: `table public.orders does not exist`.
    pub reason: String,
    /// Of a [`FailureKind::Cascade`], the statement whose failure is the root of this one.
    pub root: Option<Span>,
}

/// Why a statement fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// It uses a table that no statement makes.
    MissingTable,
    /// It uses a column that no statement makes.
    MissingColumn,
    /// It calls or changes a function that no statement makes.
    MissingFunction,
    /// It uses a schema that no statement makes.
    MissingSchema,
    /// It uses something else that no statement makes: a type, role, policy, trigger, constraint, …
    MissingObject,
    /// What it uses is made by a later statement.
    WrongOrder,
    /// What it uses would have been made by a statement that fails.
    Cascade,
    /// It makes what is already there.
    AlreadyExists,
    /// It is not PostgreSQL's SQL.
    SyntaxError,
    /// Others rest on what it drops or changes.
    DependentsExist,
    /// A function or view cannot be replaced by one of another shape.
    CannotReplace,
    /// Types do not fit, or no operator or function takes them.
    TypeMismatch,
    /// A value is none of its type, or none that the column's check takes.
    RefusedValue,
    /// It asks for something that the object cannot be or have.
    InvalidDefinition,
    /// The migration itself raises an error.
    Raised,
}
