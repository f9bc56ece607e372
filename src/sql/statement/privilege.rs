//! Privileges and roles.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectKind, RoleName, RoutineRef, Setting};

/// `GRANT privileges ON objects TO roles`, `REVOKE … FROM roles`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivilegesChange {
    /// Given or taken.
    pub direction: GrantDirection,
    /// `REVOKE GRANT OPTION FOR`: only the right to pass them on is taken.
    pub grant_option_for: bool,
    /// Which.
    pub privileges: Privileges,
    /// On what.
    pub objects: GrantObjects,
    /// To or from whom.
    pub roles: Vec<RoleName>,
    /// `WITH GRANT OPTION`.
    pub with_grant_option: bool,
    /// `CASCADE`.
    pub cascade: bool,
}

/// Given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GrantDirection {
    /// `GRANT`.
    Grant,
    /// `REVOKE`.
    Revoke,
}

/// Which privileges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Privileges {
    /// `ALL`, `ALL PRIVILEGES`; of these columns only, where there are any.
    All(Vec<Ident>),
    /// Some.
    Listed(Vec<Privilege>),
}

/// One privilege.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privilege {
    /// Which.
    pub kind: PrivilegeKind,
    /// Of these columns only; empty = of the whole object.
    pub columns: Vec<Ident>,
}

/// The privileges of PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PrivilegeKind {
    /// `SELECT`.
    Select,
    /// `INSERT`.
    Insert,
    /// `UPDATE`.
    Update,
    /// `DELETE`.
    Delete,
    /// `TRUNCATE`.
    Truncate,
    /// `REFERENCES`.
    References,
    /// `TRIGGER`.
    Trigger,
    /// `MAINTAIN`.
    Maintain,
    /// `USAGE`.
    Usage,
    /// `CREATE`.
    Create,
    /// `CONNECT`.
    Connect,
    /// `TEMPORARY`.
    Temporary,
    /// `EXECUTE`.
    Execute,
    /// `SET`.
    Set,
    /// `ALTER SYSTEM`.
    AlterSystem,
}

/// What privileges are on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GrantObjects {
    /// Objects by name. `kind` is `Table` also for views and sequences named without a word in front.
    Named {
        /// Their kind.
        kind: ObjectKind,
        /// The objects; only routines have arguments.
        objects: Vec<RoutineRef>,
    },
    /// `ALL TABLES IN SCHEMA a, b`.
    AllInSchema {
        /// Their kind.
        kind: ObjectKind,
        /// The schemas.
        schemas: Vec<Ident>,
    },
}

/// `GRANT role TO member`, `REVOKE role FROM member`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleMembership {
    /// Given or taken.
    pub direction: GrantDirection,
    /// `REVOKE ADMIN OPTION FOR` and the like: the membership itself stays.
    pub option_for: bool,
    /// The roles whose rights are shared.
    pub roles: Vec<RoleName>,
    /// Who gets or loses them.
    pub members: Vec<RoleName>,
}

/// `ALTER DEFAULT PRIVILEGES`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultPrivileges {
    /// `FOR ROLE …`: whose future objects; empty = those of the current role.
    pub for_roles: Vec<RoleName>,
    /// `IN SCHEMA …`; empty = in all.
    pub schemas: Vec<Ident>,
    /// Given or taken.
    pub direction: GrantDirection,
    /// `REVOKE GRANT OPTION FOR`.
    pub grant_option_for: bool,
    /// Which.
    pub privileges: Privileges,
    /// On what kind of object: tables, sequences, functions (also for `ROUTINES`), types, schemas.
    pub kind: ObjectKind,
    /// To or from whom.
    pub roles: Vec<RoleName>,
    /// `WITH GRANT OPTION`.
    pub with_grant_option: bool,
}

/// `CREATE ROLE`, `USER`, `GROUP`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateRole {
    /// Its name.
    pub name: RoleName,
    /// What is said of it.
    pub options: RoleOptions,
}

/// What is said of a role; `None` = nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleOptions {
    /// `LOGIN`, `NOLOGIN`; true of `CREATE USER`.
    pub login: Option<bool>,
    /// `SUPERUSER`.
    pub superuser: Option<bool>,
    /// `BYPASSRLS`.
    pub bypass_rls: Option<bool>,
    /// `INHERIT`.
    pub inherit: Option<bool>,
    /// `CREATEROLE`.
    pub create_role: Option<bool>,
    /// `PASSWORD 'text'` with a password in it.
    pub has_password: bool,
    /// `IN ROLE …`: roles it becomes a member of.
    pub member_of: Vec<RoleName>,
    /// `ROLE …`, `ADMIN …`: roles that become its members.
    pub members: Vec<RoleName>,
}

/// `ALTER ROLE`, `ALTER USER`, `ALTER GROUP`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterRole {
    /// Which; `None` for `ALL`.
    pub name: Option<RoleName>,
    /// What is said of it.
    pub options: RoleOptions,
    /// `SET name = value`, `RESET name`.
    pub setting: Option<Setting>,
}
