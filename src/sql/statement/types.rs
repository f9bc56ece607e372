//! Types and domains.

use serde::{Deserialize, Serialize};

use super::{ColumnDef, Constraint, Ident, ObjectName, SqlText, TypeName};
use crate::source::span::Range;

/// `CREATE TYPE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateType {
    /// The type.
    pub name: ObjectName,
    /// What it is made of.
    pub definition: TypeDefinition,
}

/// What a type is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeDefinition {
    /// `AS ENUM (…)`.
    Enum(Vec<EnumValue>),
    /// `AS (a int, b text)`.
    Composite(Vec<ColumnDef>),
    /// `AS RANGE (…)`.
    Range,
    /// A base type written in C, or a shell type.
    Base,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnumValue {
    /// Unquoted.
    pub value: String,
    /// Its bytes, quotes included.
    pub range: Range,
}

/// `ALTER TYPE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterType {
    /// The type.
    pub name: ObjectName,
    /// What changes.
    pub changes: Vec<TypeChange>,
}

/// What changes about a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeChange {
    /// `ADD VALUE`.
    AddValue {
        /// The value.
        value: EnumValue,
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
        /// Where it goes.
        position: EnumPosition,
    },
    /// `RENAME VALUE a TO b`.
    RenameValue {
        /// The old value.
        from: EnumValue,
        /// The new value.
        to: EnumValue,
    },
    /// `ADD ATTRIBUTE`.
    AddAttribute(Box<ColumnDef>),
    /// `DROP ATTRIBUTE`.
    DropAttribute {
        /// The attribute.
        name: Ident,
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `ALTER ATTRIBUTE … TYPE`.
    AlterAttribute {
        /// The attribute.
        name: Ident,
        /// Its new type.
        type_name: TypeName,
    },
    /// `RENAME ATTRIBUTE a TO b`.
    RenameAttribute {
        /// The old name.
        from: Ident,
        /// The new name.
        to: Ident,
    },
    /// Something about storage.
    Other(SqlText),
}

/// Where a new enum value goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EnumPosition {
    /// Last.
    End,
    /// `BEFORE 'value'`.
    Before(String),
    /// `AFTER 'value'`.
    After(String),
}

/// `CREATE DOMAIN`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateDomain {
    /// The domain.
    pub name: ObjectName,
    /// The type beneath.
    pub base: TypeName,
    /// `DEFAULT`.
    pub default: Option<SqlText>,
    /// `NOT NULL`.
    pub not_null: bool,
    /// Its checks.
    pub constraints: Vec<Constraint>,
}

/// `ALTER DOMAIN`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterDomain {
    /// The domain.
    pub name: ObjectName,
    /// What changes.
    pub change: DomainChange,
}

/// What changes about a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DomainChange {
    /// `SET DEFAULT`.
    SetDefault(SqlText),
    /// `DROP DEFAULT`.
    DropDefault,
    /// `SET NOT NULL`.
    SetNotNull,
    /// `DROP NOT NULL`.
    DropNotNull,
    /// `ADD constraint`.
    AddConstraint(Constraint),
    /// `DROP CONSTRAINT`.
    DropConstraint {
        /// The constraint.
        name: Ident,
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `RENAME CONSTRAINT a TO b`.
    RenameConstraint {
        /// The old name.
        from: Ident,
        /// The new name.
        to: Ident,
    },
    /// `VALIDATE CONSTRAINT`.
    ValidateConstraint(Ident),
}
