//! Objects of all kinds: creating, renaming, moving, dropping; and the small kinds, schemas to publications.

use serde::{Deserialize, Serialize};

use super::{
    Ident, ObjectName, OwnedBy, Persistence, RelationOption, RoleName, RoutineRef, SqlText, Statement, TypeName,
};

/// The kinds of object that PostgreSQL knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words of PostgreSQL")]
pub enum ObjectKind {
    AccessMethod,
    Aggregate,
    Cast,
    Collation,
    Column,
    Constraint,
    Conversion,
    Database,
    Domain,
    EventTrigger,
    Extension,
    ForeignDataWrapper,
    ForeignTable,
    Function,
    Index,
    Language,
    LargeObject,
    MaterializedView,
    Operator,
    OperatorClass,
    OperatorFamily,
    Parameter,
    Policy,
    Procedure,
    PropertyGraph,
    Publication,
    Role,
    Routine,
    Rule,
    Schema,
    Sequence,
    Server,
    Statistics,
    Subscription,
    System,
    Table,
    Tablespace,
    TextSearchConfiguration,
    TextSearchDictionary,
    TextSearchParser,
    TextSearchTemplate,
    Transform,
    Trigger,
    Type,
    UserMapping,
    View,
}

/// The kinds of relation, which share the actions of `ALTER TABLE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the words of PostgreSQL")]
pub enum RelationKind {
    Table,
    View,
    MaterializedView,
    Index,
    Sequence,
    ForeignTable,
}

/// `CREATE SCHEMA`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateSchema {
    /// Its name; with only `AUTHORIZATION`, that of the role.
    pub name: Ident,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `AUTHORIZATION role`.
    pub owner: Option<RoleName>,
    /// The statements that are part of it; unqualified names in them belong to this schema.
    pub elements: Vec<Statement>,
}

/// `CREATE` of a kind of object that is known by name only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateObject {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its name; none for casts, transforms and the like. Aggregates have arguments.
    pub object: Option<RoutineRef>,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `OR REPLACE`.
    pub or_replace: bool,
}

/// `ALTER kind name …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterObject {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its name; routines and aggregates may have arguments. None where it has no name.
    pub object: Option<RoutineRef>,
    /// The table of a trigger, policy or rule.
    pub on: Option<ObjectName>,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// What changes.
    pub change: ObjectChange,
}

/// What changes about an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ObjectChange {
    /// `RENAME TO`.
    RenameTo(Ident),
    /// `SET SCHEMA`.
    SetSchema(Ident),
    /// `OWNER TO`.
    OwnerTo(RoleName),
    /// Anything else.
    Other(SqlText),
}

/// `DROP kind a, b`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropObjects {
    /// Their kind.
    pub kind: ObjectKind,
    /// The objects; routines and aggregates may have arguments. Empty for casts and the like, which have no name.
    pub objects: Vec<RoutineRef>,
    /// The table of a trigger, policy or rule.
    pub on: Option<ObjectName>,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// `CASCADE`.
    pub cascade: bool,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
}

/// `COMMENT ON kind name IS 'text'`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The kind.
    pub kind: ObjectKind,
    /// The object; for a column, its name. None where it has no name.
    pub object: Option<RoutineRef>,
    /// The table of a column, trigger, policy, rule or constraint.
    pub on: Option<ObjectName>,
    /// The text; none for `NULL`.
    pub text: Option<String>,
}

/// `CREATE SEQUENCE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateSequence {
    /// The sequence.
    pub name: ObjectName,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Ordinary, temporary or unlogged.
    pub persistence: Persistence,
    /// `AS type`.
    pub type_name: Option<TypeName>,
    /// `OWNED BY table.column`.
    pub owned_by: Option<OwnedBy>,
}

/// `CREATE EXTENSION`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateExtension {
    /// Its name.
    pub name: Ident,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `SCHEMA name`.
    pub schema: Option<Ident>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// `CREATE PUBLICATION`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatePublication {
    /// Its name.
    pub name: Ident,
    /// `FOR ALL TABLES`.
    pub all_tables: bool,
    /// `FOR TABLE …`, `FOR TABLES IN SCHEMA …`.
    pub objects: Vec<PublicationObject>,
    /// `WITH (…)`.
    pub options: Vec<RelationOption>,
}

/// What is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublicationObject {
    /// A table.
    Table {
        /// Which.
        name: ObjectName,
        /// Only these columns; empty = all.
        columns: Vec<Ident>,
        /// `WHERE (…)`, without the brackets.
        filter: Option<SqlText>,
    },
    /// `TABLES IN SCHEMA name`; `CURRENT_SCHEMA` is `current_schema`.
    Schema(Ident),
}

/// `ALTER PUBLICATION`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterPublication {
    /// Its name.
    pub name: Ident,
    /// What changes.
    pub change: PublicationChange,
}

/// What changes about a publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublicationChange {
    /// `ADD …`.
    Add(Vec<PublicationObject>),
    /// `SET TABLE …`: these and no others.
    Set(Vec<PublicationObject>),
    /// `DROP …`.
    Drop(Vec<PublicationObject>),
    /// `SET ALL TABLES`.
    SetAllTables,
    /// `SET (…)`.
    SetOptions(Vec<RelationOption>),
}
