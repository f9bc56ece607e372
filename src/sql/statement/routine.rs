//! Functions and procedures.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Block, Ident, ObjectName, Setting, SqlText, Statement, TypeName};
use crate::source::span::Range;

/// `CREATE FUNCTION`, `CREATE PROCEDURE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateRoutine {
    /// Function or procedure.
    pub kind: RoutineKind,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// The routine.
    pub name: ObjectName,
    /// Its arguments, `OUT` ones included.
    pub args: Vec<RoutineArg>,
    /// What it returns.
    pub returns: Returns,
    /// The language, lower-cased; `sql` for `BEGIN ATOMIC` and `RETURN`; empty when none is written, which PostgreSQL
    /// refuses.
    pub language: String,
    /// Volatility and the like.
    pub options: RoutineOptions,
    /// What it does.
    pub body: RoutineBody,
}

/// What kind of routine is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RoutineKind {
    /// `FUNCTION`.
    Function,
    /// `PROCEDURE`.
    Procedure,
    /// `ROUTINE`: either.
    Routine,
}

/// An argument of a routine, as defined or as named in `ALTER`, `DROP`, `GRANT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutineArg {
    /// How it is passed.
    pub mode: ArgMode,
    /// Its name, where one is written.
    pub name: Option<Ident>,
    /// Its type.
    pub type_name: TypeName,
    /// `DEFAULT`.
    pub default: Option<SqlText>,
}

/// How an argument is passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ArgMode {
    /// `IN`, also when nothing is written.
    #[default]
    In,
    /// `OUT`.
    Out,
    /// `INOUT`.
    InOut,
    /// `VARIADIC`.
    Variadic,
}

/// A routine by name, and by arguments where they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutineRef {
    /// Its name.
    pub name: ObjectName,
    /// Its arguments; `None` when no brackets are written: the only routine of this name.
    pub args: Option<Vec<RoutineArg>>,
}

/// What a routine returns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Returns {
    /// Nothing is written: a procedure, or a function with `OUT` arguments.
    Unspecified,
    /// `RETURNS type`, `RETURNS SETOF type`.
    Type(TypeName),
    /// `RETURNS TABLE (…)`.
    Table(Vec<TableColumn>),
}

/// A column of `RETURNS TABLE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableColumn {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub type_name: TypeName,
}

/// What is said about a routine beside its body; `None` = not said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutineOptions {
    /// `IMMUTABLE`, `STABLE`, `VOLATILE` (the default of `CREATE`).
    pub volatility: Option<Volatility>,
    /// `SECURITY DEFINER` (true) or `SECURITY INVOKER` (the default of `CREATE`): the word's place too.
    pub security_definer: Option<(bool, Range)>,
    /// `STRICT`, `RETURNS NULL ON NULL INPUT` (true), or `CALLED ON NULL INPUT`.
    pub strict: Option<bool>,
    /// `LEAKPROOF`.
    pub leakproof: Option<bool>,
    /// `SET name = value`, `RESET name`.
    pub settings: Vec<Setting>,
}

/// Whether a function's answer may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Volatility {
    /// Never.
    Immutable,
    /// Not within a statement.
    Stable,
    /// At any time.
    Volatile,
}

/// The body of a routine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoutineBody {
    /// `AS $$ … $$`.
    Text(Body),
    /// `BEGIN ATOMIC … END`.
    Atomic(Vec<Statement>),
    /// `RETURN expression`.
    Return(SqlText),
    /// `AS 'file', 'symbol'`.
    Library,
    /// None is written, which PostgreSQL refuses.
    Missing,
}

/// A body that is written as a string.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// The text, unquoted; its range is what stands between the quotes.
    pub text: SqlText,
    /// How it is quoted.
    pub quoting: Quoting,
    /// What was read from it.
    pub code: BodyCode,
}

/// How a string is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quoting {
    /// `$$ … $$`, `$tag$ … $tag$`.
    Dollar,
    /// `'…'`.
    Single,
    /// `E'…'`, `U&'…'`.
    Escape,
}

/// What was read from a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BodyCode {
    /// PL/pgSQL. The schema keeps it, too: what the function does is asked of the final state.
    Plpgsql(Arc<Block>),
    /// SQL statements.
    Sql(Vec<Statement>),
    /// Another language, or nested too deeply.
    Opaque,
    /// It does not parse.
    Invalid {
        /// What is wrong.
        message: String,
        /// Where.
        range: Range,
    },
}

/// `ALTER FUNCTION`, `PROCEDURE`, `ROUTINE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterRoutine {
    /// The word behind `ALTER`.
    pub kind: RoutineKind,
    /// Which.
    pub routine: RoutineRef,
    /// What changes.
    pub options: RoutineOptions,
}
