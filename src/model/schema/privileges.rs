//! Who may do what: privileges, access lists, default privileges, roles.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// The name under which access lists hold what every role has (`PUBLIC`).
pub const PUBLIC: &str = "public";

/// A set of privileges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Privileges(u16);

impl Privileges {
    /// No privilege.
    pub const NONE: Self = Self(0);
    /// `SELECT`.
    pub const SELECT: Self = Self(1);
    /// `INSERT`.
    pub const INSERT: Self = Self(1 << 1);
    /// `UPDATE`.
    pub const UPDATE: Self = Self(1 << 2);
    /// `DELETE`.
    pub const DELETE: Self = Self(1 << 3);
    /// `TRUNCATE`.
    pub const TRUNCATE: Self = Self(1 << 4);
    /// `REFERENCES`.
    pub const REFERENCES: Self = Self(1 << 5);
    /// `TRIGGER`.
    pub const TRIGGER: Self = Self(1 << 6);
    /// `USAGE` on schemas, sequences, types.
    pub const USAGE: Self = Self(1 << 7);
    /// `CREATE` on schemas.
    pub const CREATE: Self = Self(1 << 8);
    /// `EXECUTE` on functions.
    pub const EXECUTE: Self = Self(1 << 9);
    /// `MAINTAIN` on tables (PostgreSQL 17).
    pub const MAINTAIN: Self = Self(1 << 10);

    const NAMES: [(Self, &'static str); 11] = [
        (Self::SELECT, "select"),
        (Self::INSERT, "insert"),
        (Self::UPDATE, "update"),
        (Self::DELETE, "delete"),
        (Self::TRUNCATE, "truncate"),
        (Self::REFERENCES, "references"),
        (Self::TRIGGER, "trigger"),
        (Self::USAGE, "usage"),
        (Self::CREATE, "create"),
        (Self::EXECUTE, "execute"),
        (Self::MAINTAIN, "maintain"),
    ];

    /// The privilege of a name in any case; `None` for a word that names none.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, name)| name.eq_ignore_ascii_case(word)).map(|(p, _)| *p)
    }

    /// `ALL` of a kind of object.
    #[must_use]
    pub fn all(kind: ObjectKind) -> Self {
        match kind {
            ObjectKind::Table => Self(0x7f | Self::MAINTAIN.0),
            ObjectKind::Sequence => Self::SELECT | Self::UPDATE | Self::USAGE,
            ObjectKind::Function => Self::EXECUTE,
            ObjectKind::Schema => Self::USAGE | Self::CREATE,
            ObjectKind::Type => Self::USAGE,
        }
    }

    /// Whether all of `other` is in it.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// What both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// This without `other`.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their names in lower case, in PostgreSQL's order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(p, _)| self.has(*p)).map(|(_, name)| name)
    }
}

impl std::ops::BitOr for Privileges {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Privileges {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// The kinds of objects that default privileges distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectKind {
    /// Tables, views, materialized views, foreign tables.
    Table,
    /// Sequences.
    Sequence,
    /// Functions and procedures.
    Function,
    /// Schemas.
    Schema,
    /// Types and domains.
    Type,
}

/// An access list: role (or [`PUBLIC`]) to privileges. Owners and superusers are not in it: they may everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acl(BTreeMap<String, Privileges>);

impl Acl {
    /// What PostgreSQL gives on a new object of this kind when nobody has said otherwise.
    #[must_use]
    pub fn built_in(kind: ObjectKind) -> Self {
        let mut acl = Self::default();
        match kind {
            ObjectKind::Function => acl.grant(PUBLIC, Privileges::EXECUTE),
            ObjectKind::Type => acl.grant(PUBLIC, Privileges::USAGE),
            ObjectKind::Table | ObjectKind::Sequence | ObjectKind::Schema => {}
        }
        acl
    }

    /// Gives privileges to a role.
    pub fn grant(&mut self, role: &str, privileges: Privileges) {
        if !privileges.is_empty() {
            *self.0.entry(role.to_owned()).or_default() |= privileges;
        }
    }

    /// Takes privileges from a role; what it has by way of [`PUBLIC`] or another role stays.
    pub fn revoke(&mut self, role: &str, privileges: Privileges) {
        if let Some(held) = self.0.get_mut(role) {
            *held = held.without(privileges);
            if held.is_empty() {
                self.0.remove(role);
            }
        }
    }

    /// What this role itself was given.
    #[must_use]
    pub fn direct(&self, role: &str) -> Privileges {
        self.0.get(role).copied().unwrap_or_default()
    }

    /// Every entry, by role.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Privileges)> {
        self.0.iter().map(|(role, p)| (role.as_str(), *p))
    }

    /// Adds all entries of another list.
    pub fn add(&mut self, other: &Self) {
        for (role, privileges) in other.iter() {
            self.grant(role, privileges);
        }
    }

    /// Whether nobody was given anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A role of the cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Whether it uses the privileges of the roles it is a member of (`INHERIT`).
    pub inherits: bool,
    /// Roles it is a direct member of.
    pub member_of: BTreeSet<String>,
    /// Whether row security does not hold for it.
    pub bypasses_row_security: bool,
    /// Whether nothing holds for it.
    pub superuser: bool,
}

/// Whose new objects, in which schema (`None`: in all), of which kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DefaultFor {
    /// The role that makes the objects.
    pub creator: String,
    /// The schema they are made in.
    pub schema: Option<String>,
    /// What they are.
    pub kind: ObjectKind,
}

#[cfg(test)]
mod tests {
    use super::{Acl, ObjectKind, PUBLIC, Privileges};

    #[test]
    fn revoking_from_public_leaves_direct_grants() {
        let mut acl = Acl::built_in(ObjectKind::Function);
        acl.grant("anon", Privileges::EXECUTE);
        acl.revoke(PUBLIC, Privileges::EXECUTE);
        assert!(acl.direct("anon").has(Privileges::EXECUTE));
        assert!(acl.direct(PUBLIC).is_empty());
    }

    #[test]
    fn names_are_read_and_written() {
        assert_eq!(Privileges::named("Insert"), Some(Privileges::INSERT));
        assert_eq!((Privileges::DELETE | Privileges::SELECT).names().collect::<Vec<_>>(), ["select", "delete"]);
    }
}
