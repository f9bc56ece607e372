//! Views.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectName, RelationOption, SqlText};

/// `CREATE VIEW`, `CREATE MATERIALIZED VIEW`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateView {
    /// The view.
    pub name: ObjectName,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `MATERIALIZED`.
    pub materialized: bool,
    /// `IF NOT EXISTS` (materialized views only).
    pub if_not_exists: bool,
    /// `TEMP`.
    pub temporary: bool,
    /// `RECURSIVE`.
    pub recursive: bool,
    /// The column names, where they are written.
    pub columns: Vec<Ident>,
    /// `WITH (security_invoker = on, …)`.
    pub options: Vec<RelationOption>,
    /// The query.
    pub query: SqlText,
    /// `WITH CHECK OPTION`.
    pub check_option: Option<CheckOption>,
    /// `WITH NO DATA` of a materialized view.
    pub no_data: bool,
}

/// `WITH … CHECK OPTION`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CheckOption {
    /// `LOCAL`.
    Local,
    /// `CASCADED`, also when nothing is written.
    Cascaded,
}

/// `REFRESH MATERIALIZED VIEW`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshView {
    /// The view.
    pub name: ObjectName,
    /// `CONCURRENTLY`, which needs a unique index.
    pub concurrently: bool,
    /// `WITH NO DATA`.
    pub no_data: bool,
}
