//! Statements about the session: settings, transactions, locks, `DO`.

use serde::{Deserialize, Serialize};

use super::{Body, Ident, ObjectName};

/// `DO`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Do {
    /// The language, lower-cased; `plpgsql` when none is written.
    pub language: String,
    /// The code.
    pub body: Body,
}

/// `SET`, `RESET`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    /// `LOCAL`: until the end of the transaction.
    pub local: bool,
    /// What is set.
    pub setting: Setting,
}

/// A setting and its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The name, lower-cased: `search_path`, `role`, `session_authorization`, `time zone` is `timezone`; `all` for
    /// `RESET ALL`.
    pub name: Ident,
    /// The value.
    pub value: SettingValue,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SettingValue {
    /// The values of the list, strings unquoted, names folded: `SET search_path = public, "$user"`, `''` is one empty
    /// value.
    Values(Vec<String>),
    /// `DEFAULT`, `RESET`, `NONE`.
    Default,
    /// `FROM CURRENT`.
    FromCurrent,
}

/// Transaction control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transaction {
    /// `BEGIN`, `START TRANSACTION`.
    Begin,
    /// `COMMIT`, `END`.
    Commit,
    /// `ROLLBACK`, `ABORT`.
    Rollback,
    /// `SAVEPOINT name`.
    Savepoint(Ident),
    /// `RELEASE name`.
    Release(Ident),
    /// `ROLLBACK TO name`.
    RollbackTo(Ident),
    /// `SET TRANSACTION`, `SET CONSTRAINTS`, `PREPARE TRANSACTION`, ….
    Other,
}

/// `LOCK TABLE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The tables.
    pub tables: Vec<ObjectName>,
}
