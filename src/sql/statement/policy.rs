//! Row security policies.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectName, RoleName, SqlText};

/// `CREATE POLICY`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatePolicy {
    /// Its name.
    pub name: Ident,
    /// The table.
    pub table: ObjectName,
    /// `PERMISSIVE`, also when nothing is written; else `RESTRICTIVE`.
    pub permissive: bool,
    /// `FOR …`.
    pub command: PolicyCommand,
    /// `TO …`; empty when nothing is written, which means `public`.
    pub roles: Vec<RoleName>,
    /// `USING (…)`, without the brackets.
    pub using: Option<SqlText>,
    /// `WITH CHECK (…)`, without the brackets.
    pub check: Option<SqlText>,
}

/// What a policy is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PolicyCommand {
    /// `ALL`, also when nothing is written.
    #[default]
    All,
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
}

/// `ALTER POLICY`: what is `None` stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterPolicy {
    /// Its name.
    pub name: Ident,
    /// The table.
    pub table: ObjectName,
    /// `TO …`.
    pub roles: Option<Vec<RoleName>>,
    /// `USING (…)`, without the brackets.
    pub using: Option<SqlText>,
    /// `WITH CHECK (…)`, without the brackets.
    pub check: Option<SqlText>,
}
