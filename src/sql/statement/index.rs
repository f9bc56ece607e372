//! Indexes.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectName, RelationOption, SqlText};
use crate::source::span::Range;

/// `CREATE INDEX`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateIndex {
    /// Its name; PostgreSQL makes one up when none is written.
    pub name: Option<Ident>,
    /// `UNIQUE`.
    pub unique: bool,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
    /// `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// `ON ONLY`: not its partitions.
    pub only: bool,
    /// The table or materialized view.
    pub table: ObjectName,
    /// The access method; `btree` when none is written.
    pub method: String,
    /// The keys, in order.
    pub keys: Vec<IndexKey>,
    /// `INCLUDE (…)`.
    pub include: Vec<Ident>,
    /// `NULLS NOT DISTINCT`.
    pub nulls_not_distinct: bool,
    /// `WHERE …`: which rows it holds.
    pub predicate: Option<SqlText>,
    /// `WITH (…)`.
    pub options: Vec<RelationOption>,
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    /// What is indexed.
    pub target: IndexTarget,
    /// `COLLATE`.
    pub collation: Option<ObjectName>,
    /// The operator class (`gin_trgm_ops`).
    pub opclass: Option<ObjectName>,
    /// `DESC`.
    pub descending: bool,
    /// `NULLS FIRST` (true) or `NULLS LAST`; the default is first when descending, else last.
    pub nulls_first: Option<bool>,
    /// The bytes of all of it.
    pub range: Range,
}

/// What an index key is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IndexTarget {
    /// A column.
    Column(Ident),
    /// An expression, without its outer brackets.
    Expression(SqlText),
}

/// `REINDEX`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reindex {
    /// `index`, `table`, `schema`, `database` or `system`.
    pub what: String,
    /// The object, where one is named.
    pub name: Option<ObjectName>,
    /// `CONCURRENTLY`.
    pub concurrently: bool,
}
