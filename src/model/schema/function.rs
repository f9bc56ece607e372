//! Functions, triggers and policies: what runs when somebody touches rows.

use std::sync::Arc;

use super::{Acl, Id, Name, SqlText, SqlType};
use crate::{source::span::Span, sql::statement::Block};

/// What identifies a function: its name and the types of its input arguments, without modifiers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionKey {
    /// Schema and name.
    pub name: Name,
    /// Types of `IN`, `INOUT` and `VARIADIC` arguments (of a procedure, of `OUT` too).
    pub args: Vec<SqlType>,
}

/// `public.fn(uuid, text)`, as keys of findings spell it.
impl std::fmt::Display for FunctionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let args: Vec<String> = self.args.iter().map(SqlType::to_string).collect();
        write!(f, "{}({})", self.name, args.join(", "))
    }
}

/// A function, procedure or aggregate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its identity, which survives renames and replacement.
    pub id: Id,
    /// What it is.
    pub kind: RoutineKind,
    /// All parameters as declared, with output ones.
    pub params: Vec<Param>,
    /// What it gives back.
    pub returns: Returns,
    /// The language in lower case: `sql`, `plpgsql`, …
    pub language: String,
    /// The body as decoded text; `None` for what has none here (the platform's, aggregates).
    pub body: Option<SqlText>,
    /// What stands in a body in PL/pgSQL; `None` in another language, and where it could not be read.
    pub code: Option<Arc<Block>>,
    /// Runs with the rights of its owner.
    pub security_definer: bool,
    /// `SET search_path`: the schemas, in order; an empty list is `''`. `None` when it is not fixed.
    pub search_path: Option<Vec<String>>,
    /// Other settings of the function (`SET row_security = off`), by name.
    pub settings: Vec<(String, String)>,
    /// `IMMUTABLE`, `STABLE` or `VOLATILE`.
    pub volatility: Volatility,
    /// Gives null for a null argument without running.
    pub strict: bool,
    /// The owner.
    pub owner: String,
    /// Who may execute it.
    pub acl: Acl,
    /// The extension that it belongs to.
    pub extension: Option<String>,
    /// The statement that made it last; `None` for the platform's and those of extensions.
    pub at: Option<Span>,
}

/// The kinds of routine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RoutineKind {
    /// `CREATE FUNCTION`.
    #[default]
    Function,
    /// `CREATE PROCEDURE`.
    Procedure,
    /// `CREATE AGGREGATE`.
    Aggregate,
}

/// A declared parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: Option<String>,
    /// Its direction.
    pub mode: ParamMode,
    /// Its type.
    pub ty: SqlType,
    /// The text of its default.
    pub default: Option<String>,
}

/// Directions of parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParamMode {
    /// `IN`.
    #[default]
    In,
    /// `OUT`.
    Out,
    /// `INOUT`.
    InOut,
    /// `VARIADIC`.
    Variadic,
    /// A column of `RETURNS TABLE`.
    Table,
}

impl ParamMode {
    /// Whether a caller passes a value for it.
    #[must_use]
    pub fn is_input(self) -> bool {
        matches!(self, Self::In | Self::InOut | Self::Variadic)
    }
}

/// What a function gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Returns {
    /// A value.
    Value(SqlType),
    /// Rows or values.
    Set(SqlType),
    /// `RETURNS TABLE (…)`: its columns are parameters of mode [`ParamMode::Table`].
    Table,
    /// Nothing: a procedure.
    Nothing,
}

/// How freely the planner may cache results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Volatility {
    /// Always the same result for the same arguments.
    Immutable,
    /// The same within a statement.
    Stable,
    /// Anything.
    #[default]
    Volatile,
}

impl Volatility {
    /// Its word in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Immutable => "immutable",
            Self::Stable => "stable",
            Self::Volatile => "volatile",
        }
    }
}

impl Function {
    /// The parameters that a caller passes.
    pub fn inputs(&self) -> impl Iterator<Item = &Param> {
        self.params.iter().filter(|p| p.mode.is_input())
    }

    /// Whether it takes this many arguments, defaults and `VARIADIC` counted.
    #[must_use]
    pub fn takes(&self, arguments: usize) -> bool {
        let all = self.inputs().count();
        let variadic = self.inputs().any(|p| p.mode == ParamMode::Variadic);
        let optional = self.inputs().filter(|p| p.default.is_some() || p.mode == ParamMode::Variadic).count();
        arguments + optional >= all && (variadic || arguments <= all)
    }
}

/// A trigger of a table or view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// When it runs.
    pub timing: Timing,
    /// What sets it off.
    pub events: Vec<Event>,
    /// `UPDATE OF` these columns only.
    pub update_of: Vec<String>,
    /// Once a row, or once a statement.
    pub for_each_row: bool,
    /// The `WHEN` condition.
    pub when: Option<SqlText>,
    /// The function it runs.
    pub function: Name,
    /// Its arguments as written.
    pub arguments: Vec<String>,
    /// Whether it fires in ordinary sessions.
    pub enabled: bool,
    /// The statement that made it.
    pub at: Option<Span>,
}

/// When a trigger runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Before the change.
    Before,
    /// After it.
    After,
    /// In its place (views).
    InsteadOf,
}

impl Timing {
    /// Its words in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::InsteadOf => "instead of",
        }
    }
}

/// What sets off a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// Rows are added.
    Insert,
    /// Rows are taken away.
    Delete,
    /// Rows change.
    Update,
    /// All rows are taken away at once.
    Truncate,
}

impl Event {
    /// Its word in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Delete => "delete",
            Self::Update => "update",
            Self::Truncate => "truncate",
        }
    }
}

/// A row security policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The command it is for.
    pub command: Command,
    /// Permissive policies are alternatives, restrictive ones are all required.
    pub permissive: bool,
    /// The roles it is for, sorted; `["public"]` without `TO`.
    pub roles: Vec<String>,
    /// Which existing rows may be seen or touched.
    pub using: Option<SqlText>,
    /// Which new rows may be written; without it `using` decides.
    pub check: Option<SqlText>,
    /// The statement that made or altered it last.
    pub at: Option<Span>,
}

/// The commands that a policy can be for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// All four.
    #[default]
    All,
    /// Reading.
    Select,
    /// Adding.
    Insert,
    /// Changing.
    Update,
    /// Taking away.
    Delete,
}

impl Command {
    /// Its word in lower case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }

    /// Whether a policy for this command applies to `other`, which is one of the four.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self == Self::All || self == other
    }
}
