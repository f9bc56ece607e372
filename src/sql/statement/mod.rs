//! PostgreSQL statements as owned data: what replay, access and rules read. Nothing here names a parser.
//!
//! Names are as PostgreSQL folds them: lower-cased unless quoted, cut to 63 bytes. Expressions and queries are kept as
//! text with their place ([`SqlText`]). All ranges are bytes of the file, also inside function bodies.

mod alter;
mod block;
mod index;
mod name;
mod object;
mod policy;
mod privilege;
mod query;
mod routine;
mod session;
mod table;
mod trigger;
mod types;
mod view;

pub use alter::*;
pub use block::*;
pub use index::*;
pub use name::*;
pub use object::*;
pub use policy::*;
pub use privilege::*;
pub use query::*;
pub use routine::*;
pub use session::*;
pub use table::*;
pub use trigger::*;
pub use types::*;
pub use view::*;

use serde::{Deserialize, Serialize};

use crate::source::span::Range;

/// One statement and its place: from its first token (comments before it left out) to its last, without the `;`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its bytes in the file.
    pub range: Range,
    /// What it does.
    pub kind: StatementKind,
}

/// The statements of PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatementKind {
    /// `CREATE SCHEMA`.
    CreateSchema(CreateSchema),
    /// `CREATE TABLE`, `CREATE TABLE … AS`, `SELECT … INTO`, `CREATE FOREIGN TABLE`.
    CreateTable(Box<CreateTable>),
    /// `ALTER TABLE`, and `ALTER VIEW`, `MATERIALIZED VIEW`, `INDEX`, `SEQUENCE`, `FOREIGN TABLE`, whose actions it shares.
    AlterTable(AlterTable),
    /// `CREATE INDEX`.
    CreateIndex(Box<CreateIndex>),
    /// `REINDEX`.
    Reindex(Reindex),
    /// `CREATE VIEW`, `CREATE MATERIALIZED VIEW`.
    CreateView(Box<CreateView>),
    /// `REFRESH MATERIALIZED VIEW`.
    RefreshView(RefreshView),
    /// `CREATE TYPE`.
    CreateType(CreateType),
    /// `ALTER TYPE`, other than rename, schema and owner of the type itself (those are [`StatementKind::AlterObject`]).
    AlterType(AlterType),
    /// `CREATE DOMAIN`.
    CreateDomain(Box<CreateDomain>),
    /// `ALTER DOMAIN`, other than rename, schema and owner of the domain itself.
    AlterDomain(Box<AlterDomain>),
    /// `CREATE FUNCTION`, `CREATE PROCEDURE`.
    CreateRoutine(Box<CreateRoutine>),
    /// `ALTER FUNCTION`, `PROCEDURE`, `ROUTINE`, other than rename, schema and owner.
    AlterRoutine(AlterRoutine),
    /// `CREATE TRIGGER`.
    CreateTrigger(Box<CreateTrigger>),
    /// `CREATE EVENT TRIGGER`.
    CreateEventTrigger(CreateEventTrigger),
    /// `CREATE RULE`.
    CreateRule(Box<CreateRule>),
    /// `CREATE POLICY`.
    CreatePolicy(Box<CreatePolicy>),
    /// `ALTER POLICY`, other than rename.
    AlterPolicy(Box<AlterPolicy>),
    /// `GRANT` or `REVOKE` of privileges on objects.
    Privileges(Box<PrivilegesChange>),
    /// `GRANT` or `REVOKE` of membership in roles.
    RoleMembership(RoleMembership),
    /// `ALTER DEFAULT PRIVILEGES`.
    DefaultPrivileges(Box<DefaultPrivileges>),
    /// `CREATE ROLE`, `USER`, `GROUP`.
    CreateRole(CreateRole),
    /// `ALTER ROLE`, `USER`, other than rename.
    AlterRole(AlterRole),
    /// `CREATE SEQUENCE`.
    CreateSequence(CreateSequence),
    /// `CREATE EXTENSION`.
    CreateExtension(CreateExtension),
    /// `CREATE PUBLICATION`.
    CreatePublication(CreatePublication),
    /// `ALTER PUBLICATION`, other than rename and owner.
    AlterPublication(AlterPublication),
    /// `CREATE` of a kind of object that is known by name only: aggregate, operator, cast, server, statistics, …
    CreateObject(CreateObject),
    /// `ALTER` of any kind of object: rename, new schema, new owner, or something that is kept as text.
    AlterObject(AlterObject),
    /// `DROP` of any kind of object.
    Drop(DropObjects),
    /// `COMMENT ON`.
    Comment(Comment),
    /// `SELECT`, `VALUES`, `TABLE`, `WITH … SELECT`, and `CALL`.
    Query(Box<Query>),
    /// `INSERT`.
    Insert(Box<Insert>),
    /// `UPDATE`.
    Update(Box<Update>),
    /// `DELETE`.
    Delete(Box<Delete>),
    /// `MERGE`.
    Merge(Merge),
    /// `TRUNCATE`.
    Truncate(Truncate),
    /// `COPY`.
    Copy(CopyRows),
    /// `DO`.
    Do(Box<Do>),
    /// `SET`, `RESET`, `SET ROLE`, `SET SESSION AUTHORIZATION`.
    Set(Set),
    /// `BEGIN`, `COMMIT`, `ROLLBACK`, `SAVEPOINT`, …
    Transaction(Transaction),
    /// `LOCK TABLE`.
    Lock(Lock),
    /// A statement that changes no schema and no rows anybody reads later: `SHOW`, `VACUUM`, `ANALYZE`, `EXPLAIN`,
    /// `NOTIFY`, `LISTEN`, `PREPARE`, `EXECUTE`, `DISCARD`, `CHECKPOINT`, `LOAD`, cursors. The words that name it.
    Utility(String),
    /// A line for psql (`\i other.sql`, `\connect`): not PostgreSQL's SQL. Its text.
    Psql(String),
    /// PostgreSQL refuses it: a syntax error, or syntax that was made up.
    Invalid(Invalid),
    /// It is nested too deeply for any parser to be let near it.
    TooDeep,
    /// Valid, but not modelled.
    Opaque(Opaque),
}

/// Why PostgreSQL would refuse a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid {
    /// What is wrong, in words for a person.
    pub message: String,
    /// Where it is noticed.
    pub range: Range,
    /// The leading words, upper-cased, as far as they could be read: `CREATE POLICY`.
    pub command: String,
    /// The object it seems to be about, where that could still be read.
    pub target: Option<ObjectName>,
    /// Of a `CREATE TABLE`, the table without the items that are wrong.
    pub meant: Option<Box<CreateTable>>,
}

/// A valid statement that is not modelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opaque {
    /// The leading words: `SECURITY LABEL`.
    pub command: String,
    /// Its text.
    pub text: SqlText,
}
