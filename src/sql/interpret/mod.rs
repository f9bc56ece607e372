//! Runs PL/pgSQL without a database, as far as what it depends on is known: `DO` blocks that ask the catalogs whether
//! something is there, loop over policies or tables, and put statements together as text.
//!
//! ```text
//! Block ─► block.rs (control flow) ─► Host::execute       statements, also those put together as text
//!             │ conditions, texts       ▲
//!             ▼                         │ Tables::rows    pg_policies, information_schema.columns, …
//!          expression.rs ◄─► query.rs ──┘
//! ```
//!
//! [`Datum::Unknown`] stands for what is not known; it spreads like a null, but is none: `unknown OR true` is true.

mod block;
mod datum;
mod expression;
mod functions;
mod query;

#[cfg(test)]
mod tests;

pub use self::{
    block::run,
    datum::{Datum, Rows},
};
use super::statement::{BlockStatement, Statement};

/// What queries can read.
pub trait Tables {
    /// The rows of a table or view; `None` when nothing is known of them.
    ///
    /// Object identifiers (`pg_class.oid`, `pg_policy.polrelid`) are texts that [`Tables::identify`] gives too.
    fn rows(&mut self, schema: Option<&str>, name: &str) -> Option<Rows>;

    /// What `'text'::regclass` and its like give: the identifier of a relation, type, routine, schema or role;
    /// [`Datum::Null`] when there is none.
    fn identify(&mut self, kind: Reg, text: &str) -> Datum;

    /// `current_user`, `current_schema`, `current_database`, and what else a session knows about itself.
    fn session(&self, name: &str) -> Datum;
}

/// The types whose values are identifiers of objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of PostgreSQL")]
pub enum Reg {
    Class,
    Type,
    Procedure,
    Namespace,
    Role,
}

/// What statements change.
pub trait Host: Tables {
    /// Why a statement failed.
    type Failure;
    /// A point to go back to.
    type Savepoint;

    /// Runs a statement. `variables` are the names that it may use beside those of columns.
    ///
    /// # Errors
    /// When PostgreSQL would refuse it.
    fn execute(&mut self, statement: &Statement, variables: &[String]) -> Result<(), Self::Failure>;

    /// The failure that `RAISE EXCEPTION` makes, of a condition by name or `sqlstate 22012`.
    fn raise(&mut self, condition: Option<&str>, message: Option<&str>) -> Self::Failure;

    /// Whether `EXCEPTION WHEN condition` catches a failure. Conditions are lower-cased; `others` is one.
    fn catches(failure: &Self::Failure, condition: &str) -> bool;

    /// A point to go back to when what follows fails.
    fn savepoint(&mut self) -> Self::Savepoint;

    /// Undoes what was done since.
    fn rollback(&mut self, to: Self::Savepoint);

    /// Notes that it is not known whether, or on what, these statements run.
    fn unsure(&mut self, why: &str, statements: &[BlockStatement]);
}
