//! Tables: columns and constraints.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectName, SqlText, TypeName};
use crate::source::span::Range;

/// `CREATE TABLE` in all its forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateTable {
    /// The table.
    pub name: ObjectName,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Ordinary, temporary or unlogged.
    pub persistence: Persistence,
    /// The columns, in order. For `PARTITION OF` and `OF`, only those that are written; for `AS`, names without types.
    pub columns: Vec<ColumnDef>,
    /// The constraints that stand by themselves. Those of columns are in [`ColumnDef::constraints`].
    pub constraints: Vec<Constraint>,
    /// `LIKE other INCLUDING …`.
    pub likes: Vec<TableLike>,
    /// `INHERITS (a, b)`.
    pub inherits: Vec<ObjectName>,
    /// `PARTITION BY`.
    pub partition_by: Option<PartitionBy>,
    /// `PARTITION OF parent FOR VALUES …`.
    pub partition_of: Option<PartitionOf>,
    /// `OF type`.
    pub of_type: Option<TypeName>,
    /// `AS query`, and the query of `SELECT … INTO`.
    pub query: Option<SqlText>,
    /// `WITH NO DATA` behind `AS`.
    pub no_data: bool,
    /// `SERVER name` of a foreign table.
    pub server: Option<Ident>,
    /// `WITH (…)`, or `OPTIONS (…)` of a foreign table.
    pub options: Vec<RelationOption>,
}

/// How long a relation lives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Persistence {
    /// Ordinary.
    #[default]
    Permanent,
    /// `TEMP`: gone with the session.
    Temporary,
    /// `UNLOGGED`: emptied by a crash.
    Unlogged,
}

/// A column as it is defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnDef {
    /// Its name.
    pub name: Ident,
    /// Its type; absent where only options of an inherited column are written, and in `CREATE TABLE … AS`.
    pub type_name: Option<TypeName>,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
    /// `NOT NULL`: its place.
    pub not_null: Option<Range>,
    /// `NULL` is written.
    pub null: bool,
    /// `DEFAULT`.
    pub default: Option<SqlText>,
    /// `GENERATED ALWAYS AS (expression)`.
    pub generated: Option<Generated>,
    /// `GENERATED … AS IDENTITY`.
    pub identity: Option<Identity>,
    /// Its checks and keys; the `columns` of keys and foreign keys name this column.
    pub constraints: Vec<Constraint>,
    /// The bytes of the whole definition.
    pub range: Range,
}

/// A computed column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The expression.
    pub expression: SqlText,
    /// `STORED`; else it is computed when read.
    pub stored: bool,
}

/// An identity column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// `ALWAYS`; else `BY DEFAULT`.
    pub always: bool,
}

/// A constraint of a table, a column or a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// Its name, where one is written.
    pub name: Option<Ident>,
    /// What it demands.
    pub kind: ConstraintKind,
    /// `DEFERRABLE`.
    pub deferrable: bool,
    /// `INITIALLY DEFERRED`.
    pub initially_deferred: bool,
    /// `NOT VALID`: rows that were there before are not checked.
    pub not_valid: bool,
    /// `NO INHERIT`.
    pub no_inherit: bool,
    /// `NOT ENFORCED`.
    pub not_enforced: bool,
    /// The bytes of all of it.
    pub range: Range,
}

/// What a constraint demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConstraintKind {
    /// `CHECK (expression)`; the text is without the outer brackets.
    Check(SqlText),
    /// `PRIMARY KEY`.
    PrimaryKey(Key),
    /// `UNIQUE`.
    Unique(Key),
    /// `FOREIGN KEY`, `REFERENCES`.
    ForeignKey(ForeignKey),
    /// `EXCLUDE USING …`.
    Exclude(Exclude),
    /// `NOT NULL column`, as a constraint of its own (PostgreSQL 18) or of a domain.
    NotNull(Option<Ident>),
}

/// The columns of a primary key or a unique constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// In order; empty with `using_index`.
    pub columns: Vec<Ident>,
    /// `INCLUDE (…)`.
    pub include: Vec<Ident>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// `USING INDEX name`.
    pub using_index: Option<Ident>,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// The referring columns.
    pub columns: Vec<Ident>,
    /// The table referred to.
    pub table: ObjectName,
    /// Its columns; empty = its primary key.
    pub referenced: Vec<Ident>,
    /// `ON DELETE`.
    pub on_delete: ReferentialAction,
    /// `ON UPDATE`.
    pub on_update: ReferentialAction,
    /// `MATCH FULL`.
    pub match_full: bool,
}

/// What happens to referring rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ReferentialAction {
    /// `NO ACTION`, also when nothing is written.
    #[default]
    NoAction,
    /// `RESTRICT`.
    Restrict,
    /// `CASCADE`.
    Cascade,
    /// `SET NULL`.
    SetNull,
    /// `SET DEFAULT`.
    SetDefault,
}

/// An exclusion constraint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclude {
    /// The index method.
    pub method: String,
    /// What is compared: columns by name, expressions as text, each with its operator.
    pub elements: Vec<(SqlText, String)>,
    /// `WHERE (…)`.
    pub predicate: Option<SqlText>,
}

/// `LIKE other`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableLike {
    /// The other table.
    pub table: ObjectName,
    /// How many of this table's own columns are written before.
    pub position: usize,
    /// What is included, in lower case: `all`, `defaults`, `constraints`, `indexes`, `identity`, `generated`, …
    pub including: Vec<String>,
    /// What is excluded again.
    pub excluding: Vec<String>,
}

/// `PARTITION BY method (columns)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionBy {
    /// `range`, `list` or `hash`.
    pub method: String,
    /// Columns and expressions.
    pub keys: Vec<SqlText>,
}

/// `PARTITION OF parent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionOf {
    /// The partitioned table.
    pub parent: ObjectName,
    /// `FOR VALUES …`; absent for `DEFAULT`.
    pub bound: Option<SqlText>,
}

/// An option in `WITH (…)` or `SET (…)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationOption {
    /// The name, lower-cased, its namespace in front (`toast.autovacuum_enabled`).
    pub name: String,
    /// The value, unquoted and as written; none when only the name is written, which means true.
    pub value: Option<String>,
}

impl RelationOption {
    /// Whether it is a switch that is on, by PostgreSQL's words for booleans; `None` when the value is no boolean.
    #[must_use]
    pub fn is_on(&self) -> Option<bool> {
        match self.value.as_deref().map(str::to_ascii_lowercase).as_deref() {
            None | Some("true" | "on" | "yes" | "1" | "t" | "y") => Some(true),
            Some("false" | "off" | "no" | "0" | "f" | "n") => Some(false),
            Some(_) => None,
        }
    }
}
