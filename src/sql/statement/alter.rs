//! What `ALTER TABLE` and its kin do.

use serde::{Deserialize, Serialize};

use super::{
    ColumnDef, Constraint, Ident, Identity, ObjectName, Persistence, RelationKind, RelationOption, RoleName, SqlText,
    TypeName,
};
use crate::source::span::Range;

/// `ALTER TABLE` and its kin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterTable {
    /// The word behind `ALTER`.
    pub kind: RelationKind,
    /// `IF EXISTS`.
    pub if_exists: bool,
    /// `ONLY`: not its children.
    pub only: bool,
    /// The relation.
    pub name: ObjectName,
    /// What is done, in order.
    pub actions: Vec<AlterAction>,
}

/// One action and its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterAction {
    /// Its bytes.
    pub range: Range,
    /// What is done.
    pub kind: AlterActionKind,
}

/// The actions of `ALTER TABLE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlterActionKind {
    /// `ADD COLUMN`.
    AddColumn {
        /// The column.
        column: Box<ColumnDef>,
        /// `IF NOT EXISTS`.
        if_not_exists: bool,
    },
    /// `DROP COLUMN`.
    DropColumn {
        /// The column.
        name: Ident,
        /// `IF EXISTS`.
        if_exists: bool,
        /// `CASCADE`.
        cascade: bool,
    },
    /// `ALTER COLUMN`.
    AlterColumn {
        /// The column.
        name: Ident,
        /// What changes.
        change: ColumnChange,
    },
    /// `RENAME COLUMN a TO b`.
    RenameColumn {
        /// The old name.
        from: Ident,
        /// The new name.
        to: Ident,
    },
    /// `ADD CONSTRAINT`, `ADD PRIMARY KEY`, ….
    AddConstraint(Box<Constraint>),
    /// `DROP CONSTRAINT`.
    DropConstraint {
        /// The constraint.
        name: Ident,
        /// `IF EXISTS`.
        if_exists: bool,
        /// `CASCADE`.
        cascade: bool,
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
    /// `ALTER CONSTRAINT`: deferrability only.
    AlterConstraint(Ident),
    /// `RENAME TO`.
    RenameTo(Ident),
    /// `SET SCHEMA`.
    SetSchema(Ident),
    /// `OWNER TO`.
    OwnerTo(RoleName),
    /// `ENABLE`, `DISABLE`, `FORCE`, `NO FORCE ROW LEVEL SECURITY`.
    RowSecurity(RowSecurity),
    /// `ENABLE`, `DISABLE TRIGGER`.
    Trigger {
        /// Which.
        which: WhichTrigger,
        /// How it fires from now on.
        firing: Firing,
    },
    /// `ENABLE`, `DISABLE RULE`.
    Rule {
        /// Which.
        name: Ident,
        /// How it fires from now on.
        firing: Firing,
    },
    /// `REPLICA IDENTITY`.
    ReplicaIdentity(ReplicaIdentity),
    /// `SET (…)`.
    SetOptions(Vec<RelationOption>),
    /// `RESET (…)`: the names.
    ResetOptions(Vec<String>),
    /// `ATTACH PARTITION`; of an index, the partition's index.
    AttachPartition {
        /// The partition.
        partition: ObjectName,
        /// `FOR VALUES …`; absent for `DEFAULT` and for indexes.
        bound: Option<SqlText>,
    },
    /// `DETACH PARTITION`.
    DetachPartition(ObjectName),
    /// `INHERIT`.
    Inherit(ObjectName),
    /// `NO INHERIT`.
    NoInherit(ObjectName),
    /// `SET LOGGED` (`Permanent`), `SET UNLOGGED`.
    SetPersistence(Persistence),
    /// `OWNED BY table.column` of a sequence; none for `OWNED BY NONE`.
    OwnedBy(Option<OwnedBy>),
    /// Something about storage or statistics that no fact depends on (`SET TABLESPACE`, `CLUSTER ON`, `RESTART`).
    Other(SqlText),
}

/// The column that owns a sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnedBy {
    /// Its table.
    pub table: ObjectName,
    /// The column.
    pub column: Ident,
}

/// What changes about a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnChange {
    /// `SET DATA TYPE`, `TYPE`.
    SetType {
        /// The new type.
        type_name: TypeName,
        /// `USING expression`.
        using: Option<SqlText>,
    },
    /// `SET DEFAULT`.
    SetDefault(SqlText),
    /// `DROP DEFAULT`.
    DropDefault,
    /// `SET NOT NULL`.
    SetNotNull,
    /// `DROP NOT NULL`.
    DropNotNull,
    /// `ADD GENERATED … AS IDENTITY`.
    AddIdentity(Identity),
    /// `SET GENERATED …` of an identity column.
    SetIdentity(Identity),
    /// `DROP IDENTITY`.
    DropIdentity {
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// `SET EXPRESSION AS (…)`.
    SetExpression(SqlText),
    /// `DROP EXPRESSION`.
    DropExpression {
        /// `IF EXISTS`.
        if_exists: bool,
    },
    /// Statistics, storage, compression, options.
    Other(SqlText),
}

/// What `ALTER TABLE` says about row security.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowSecurity {
    /// `ENABLE ROW LEVEL SECURITY`.
    Enable,
    /// `DISABLE ROW LEVEL SECURITY`.
    Disable,
    /// `FORCE ROW LEVEL SECURITY`: for the owner too.
    Force,
    /// `NO FORCE ROW LEVEL SECURITY`.
    NoForce,
}

/// Which triggers are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WhichTrigger {
    /// One, by name.
    Named(Ident),
    /// `ALL`.
    All,
    /// `USER`: all but those of constraints.
    User,
}

/// When a trigger or rule fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Firing {
    /// `ENABLE`.
    Enabled,
    /// `DISABLE`.
    Disabled,
    /// `ENABLE ALWAYS`.
    Always,
    /// `ENABLE REPLICA`.
    Replica,
}

/// What old values of a row are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplicaIdentity {
    /// The primary key.
    Default,
    /// All columns.
    Full,
    /// None.
    Nothing,
    /// The columns of an index.
    UsingIndex(Ident),
}
