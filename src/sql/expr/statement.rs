//! The tree of statements that function bodies and queries in code are made of.

use serde::{Deserialize, Serialize};

use super::tree::{Expr, FromItem, Query, SelectItem, TableName};

/// A statement of a function body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Statement {
    /// `SELECT`, `VALUES`, `WITH …`.
    Query(Query),
    /// `INSERT`.
    Insert(Box<Insert>),
    /// `UPDATE`.
    Update(Box<Update>),
    /// `DELETE`.
    Delete(Box<Delete>),
    /// Something else, which holds no query that is read here.
    Other,
}

/// `INSERT INTO table (columns) source ON CONFLICT … RETURNING …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Insert {
    /// What is written.
    pub table: TableName,
    /// `AS alias`.
    pub alias: Option<String>,
    /// The columns, in the order of the values; empty when none are named.
    pub columns: Vec<String>,
    /// The rows; none for `DEFAULT VALUES`.
    pub source: Option<Query>,
    /// `ON CONFLICT (columns)`.
    pub conflict_columns: Vec<String>,
    /// `DO UPDATE SET …`.
    pub conflict_set: Vec<Assignment>,
    /// Whether there is an `ON CONFLICT` clause.
    pub on_conflict: bool,
    /// The `RETURNING` list.
    pub returning: Vec<SelectItem>,
}

/// `UPDATE table SET … FROM … WHERE … RETURNING …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// What is written.
    pub table: TableName,
    /// `AS alias`.
    pub alias: Option<String>,
    /// What is set.
    pub set: Vec<Assignment>,
    /// The `FROM` items.
    pub from: Vec<FromItem>,
    /// The `WHERE` condition.
    pub condition: Option<Expr>,
    /// The `RETURNING` list.
    pub returning: Vec<SelectItem>,
}

/// `DELETE FROM table USING … WHERE … RETURNING …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delete {
    /// What is written.
    pub table: TableName,
    /// `AS alias`.
    pub alias: Option<String>,
    /// The `USING` items.
    pub using: Vec<FromItem>,
    /// The `WHERE` condition.
    pub condition: Option<Expr>,
    /// The `RETURNING` list.
    pub returning: Vec<SelectItem>,
}

/// `column = value` of a `SET`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assignment {
    /// The columns; several in `(a, b) = (…)`.
    pub columns: Vec<String>,
    /// The value.
    pub value: Expr,
}
