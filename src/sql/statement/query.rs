//! Statements that read and write rows, as far as they can be understood without a database.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectName, SqlText};

/// `SELECT`, `VALUES`, `TABLE`, `WITH … SELECT`, `CALL`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The whole statement.
    pub text: SqlText,
    /// The functions called in the select list (or the procedure of `CALL`), outermost only, in order:
    /// `select cron.schedule('a', '* * * * *', 'select 1')`.
    pub calls: Vec<FunctionCall>,
    /// The tables, views and functions of `FROM`, outermost only.
    pub from: Vec<ObjectName>,
    /// `INSERT`, `UPDATE`, `DELETE`, `MERGE` in `WITH`: what they write.
    pub writes: Vec<ObjectName>,
}

/// A call with the arguments that are known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionCall {
    /// The function.
    pub name: ObjectName,
    /// Its arguments.
    pub args: Vec<CallArg>,
}

/// An argument of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallArg {
    /// `name => value`.
    pub name: Option<String>,
    /// The value.
    pub value: Value,
}

/// An expression, and the value it has when it is a literal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// The expression.
    pub text: SqlText,
    /// Its value.
    pub literal: Literal,
}

/// The value of a literal. Casts of literals (`'a'::text`) are seen through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Literal {
    /// `NULL`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as written, sign included.
    Number(String),
    /// A string, unquoted.
    String(String),
    /// `ARRAY['a', 'b']`.
    Array(Vec<Literal>),
    /// `DEFAULT` in `VALUES` and `SET`.
    Default,
    /// Not a literal.
    Computed,
}

impl Literal {
    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value as a boolean, also when it is written as a string.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::String(text) if matches!(text.as_str(), "true" | "t" | "on" | "yes" | "1") => Some(true),
            Self::String(text) if matches!(text.as_str(), "false" | "f" | "off" | "no" | "0") => Some(false),
            _ => None,
        }
    }
}

/// `INSERT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insert {
    /// The table.
    pub table: ObjectName,
    /// The columns; empty = all, in order.
    pub columns: Vec<Ident>,
    /// The rows.
    pub source: InsertSource,
    /// `ON CONFLICT`.
    pub on_conflict: Option<OnConflict>,
    /// The whole statement.
    pub text: SqlText,
}

/// Where inserted rows come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InsertSource {
    /// `VALUES (…), (…)`.
    Values(Vec<Vec<Value>>),
    /// A query. A bare `SELECT` of expressions without `FROM` is one row of [`InsertSource::Values`] if it has no `WHERE`.
    Query(SqlText),
    /// `DEFAULT VALUES`.
    Defaults,
}

/// `ON CONFLICT`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnConflict {
    /// The columns of the target; expressions are left out.
    pub columns: Vec<Ident>,
    /// `ON CONSTRAINT name`.
    pub constraint: Option<Ident>,
    /// What is updated; empty for `DO NOTHING`.
    pub update: Vec<Assignment>,
}

/// `column = value`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The column.
    pub column: Ident,
    /// The value; of `(a, b) = (select …)`, the whole right side for each column.
    pub value: Value,
}

/// `UPDATE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The table.
    pub table: ObjectName,
    /// What is set.
    pub set: Vec<Assignment>,
    /// `WHERE`.
    pub filter: Option<SqlText>,
    /// The whole statement.
    pub text: SqlText,
}

/// `DELETE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delete {
    /// The table.
    pub table: ObjectName,
    /// `WHERE`.
    pub filter: Option<SqlText>,
    /// The whole statement.
    pub text: SqlText,
}

/// `MERGE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The table that is written.
    pub table: ObjectName,
    /// The whole statement.
    pub text: SqlText,
}

/// `TRUNCATE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truncate {
    /// The tables.
    pub tables: Vec<ObjectName>,
    /// `CASCADE`.
    pub cascade: bool,
}

/// `COPY`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyRows {
    /// The table; none for a query.
    pub table: Option<ObjectName>,
    /// The columns; empty = all.
    pub columns: Vec<Ident>,
    /// `FROM`: rows come in; else `TO`.
    pub from: bool,
}
