//! Statements in the bodies of functions that PostgreSQL refuses whenever they run.

use super::{FailureKind, Name};
use crate::source::span::Span;

/// A statement of a body that fails on the finished schema. Nothing told so when the function was made: bodies in PL/pgSQL
/// are checked when they run, and what they name may have gone since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyFault {
    /// The statement; that which makes the function where its text was put together.
    pub at: Option<Span>,
    /// The table whose trigger runs the function, where it fails for the rows of this table and not for those of others.
    pub on: Option<Name>,
    /// The class of the cause.
    pub kind: FailureKind,
    /// The cause in words: `column month_key does not exist`.
    pub reason: String,
    /// What is not there.
    pub missing: Missing,
    /// Whether no call comes past it: the function always fails.
    pub always: bool,
    /// Whether a call that does not come to it returns before it has changed anything, although the function is there to
    /// change something: it refuses, or fails.
    pub fruitless: bool,
    /// Whether the statement fails only where it finds a row: where it finds none, it does nothing.
    pub over_rows: bool,
    /// Whether a handler of the function hides the error: the call answers, and has done nothing.
    pub hidden: bool,
}

/// What a statement misses, by its bare name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nothing: types do not fit, a name means two things.
    Nothing,
    /// A value that a check of this table would have to list.
    Value(Name),
    /// A table or view.
    Relation(String),
    /// A column.
    Column(String),
    /// A function.
    Function(String),
    /// A type.
    Type(String),
    /// Something that is there, in a schema which the function's own search path leaves out: its bare name.
    BeyondPath(String),
}
