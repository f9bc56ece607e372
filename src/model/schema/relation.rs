//! Relations: tables, views, sequences, and the names that indexes take in the same namespace.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Acl, Id, Name, Policy, SqlType, Trigger};
use crate::source::span::Span;

/// SQL text with what is needed to resolve the names in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SqlText {
    /// The text as written, without the parentheses around it. Columns that were renamed later are renamed in it.
    pub text: Arc<str>,
    /// Where it is; `None` for the platform's, and for text that a `DO` block built.
    pub at: Option<Span>,
    /// The search path when it was read: unqualified names mean objects in these schemas.
    pub search_path: Arc<[String]>,
}

/// What a name in `pg_class` stands for. All of these share one namespace.
#[derive(Clone, Debug)]
pub enum Relation {
    /// A table, partitioned or foreign too.
    Table(Box<Table>),
    /// A view or materialized view.
    View(Box<View>),
    /// A sequence.
    Sequence(Sequence),
    /// An index; it is kept with this table or materialized view.
    Index(Name),
    /// The row type of `CREATE TYPE … AS (…)`.
    Composite,
}

/// A yes or no that may be out of reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Switch {
    /// It is on.
    On,
    /// It is off, as it is by birth.
    #[default]
    Off,
    /// A statement that cannot be read may have changed it.
    Unknown,
}

/// Parts of a relation that a statement we cannot read may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Whether it exists at all.
    Existence,
    /// Its columns, with their types and defaults.
    Columns,
    /// Its constraints.
    Constraints,
    /// Its indexes.
    Indexes,
    /// Its policies.
    Policies,
    /// Its triggers.
    Triggers,
    /// Its access list.
    Grants,
    /// Whether row security is on.
    RowSecurity,
    /// Its options: `security_invoker` of a view, `search_path` of a function.
    Options,
    /// The publications that hold it.
    Publications,
    /// Its rows, where they configure something.
    Rows,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its identity, which survives renames.
    pub id: Id,
    /// What kind of table.
    pub kind: TableKind,
    /// Its columns, in order; dropped ones are gone.
    pub columns: Vec<Arc<Column>>,
    /// The number that the last added column got.
    pub last_column: u16,
    /// Constraints by name.
    pub constraints: BTreeMap<String, Arc<Constraint>>,
    /// Indexes by name, those of constraints too.
    pub indexes: BTreeMap<String, Arc<Index>>,
    /// Row security.
    pub row_security: Switch,
    /// The statement that switched row security last.
    pub row_security_at: Option<Span>,
    /// Whether row security holds for the owner too.
    pub forced: bool,
    /// Policies by name.
    pub policies: BTreeMap<String, Arc<Policy>>,
    /// Triggers by name.
    pub triggers: BTreeMap<String, Arc<Trigger>>,
    /// The owner.
    pub owner: String,
    /// Who may do what.
    pub acl: Acl,
    /// Tables it inherits from or is a partition of.
    pub parents: Vec<Name>,
    /// The extension that it belongs to.
    pub extension: Option<String>,
    /// What is not known of it.
    pub unknown: BTreeSet<Part>,
    /// Indexes of which it is not known whether they are made: all that is in doubt where [`Part::Indexes`] is unknown.
    pub maybe_indexes: Vec<MaybeIndex>,
    /// The statement that made it; `None` for the platform's tables and those of extensions.
    pub at: Option<Span>,
}

/// An index that a statement makes of which it is not known whether it runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaybeIndex {
    /// Its keys, in order; an expression is its text.
    pub keys: Vec<String>,
    /// Whether it holds a part of the rows only: then it may serve a search by none of its keys.
    pub is_partial: bool,
}

/// The kinds of table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// An ordinary one.
    Plain,
    /// One whose rows are in its partitions.
    Partitioned {
        /// The columns it is partitioned by; `None` stands for an expression.
        key: Vec<Option<String>>,
    },
    /// A partition of its only parent.
    Partition,
    /// One whose rows are on another server: row security cannot protect it.
    Foreign,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its identity, which survives renames.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: SqlType,
    /// Whether null is refused.
    pub not_null: bool,
    /// The expression of its default or of its generation.
    pub default: Option<SqlText>,
    /// Where its values come from.
    pub source: ColumnSource,
    /// Privileges on this column alone.
    pub acl: Acl,
    /// The clause or statement that made it.
    pub at: Option<Span>,
}

/// Where a column's values come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnSource {
    /// From who writes the row, or from its default.
    #[default]
    Written,
    /// `GENERATED ALWAYS AS (…) STORED`.
    Generated,
    /// `GENERATED ALWAYS AS IDENTITY`.
    IdentityAlways,
    /// `GENERATED BY DEFAULT AS IDENTITY`.
    IdentityByDefault,
}

impl Column {
    /// Whether an insert may leave the column out without it becoming null.
    #[must_use]
    pub fn has_default(&self) -> bool {
        self.default.is_some() || self.source != ColumnSource::Written
    }
}

/// A constraint of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The columns it is about: of a key in order, of a check those it mentions.
    pub columns: Vec<String>,
    /// What it asks.
    pub kind: ConstraintKind,
    /// Whether existing rows were checked (`NOT VALID` leaves that out).
    pub validated: bool,
    /// The clause or statement that made it.
    pub at: Option<Span>,
}

/// What a constraint asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// The primary key; its index has the constraint's name.
    PrimaryKey,
    /// Uniqueness; its index has the constraint's name.
    Unique,
    /// A condition on the row.
    Check {
        /// The condition.
        expression: SqlText,
        /// The only values that the single column may have, when the condition is a list of constants.
        allowed: Option<Vec<String>>,
    },
    /// A reference to rows of a table.
    ForeignKey(ForeignKey),
    /// `EXCLUDE`; its index has the constraint's name.
    Exclude,
}

/// What a foreign key refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The table.
    pub table: Name,
    /// Its columns, in the order of the constraint's own.
    pub columns: Vec<String>,
    /// What deleting the referenced row does.
    pub on_delete: Action,
    /// What changing the referenced key does.
    pub on_update: Action,
}

/// What happens to rows whose referenced row goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// The statement is refused, checked at its end.
    #[default]
    NoAction,
    /// The statement is refused at once.
    Restrict,
    /// The rows follow.
    Cascade,
    /// The columns become null.
    SetNull,
    /// The columns get their defaults.
    SetDefault,
}

impl Action {
    /// The action in lower case, as SQL spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoAction => "no action",
            Self::Restrict => "restrict",
            Self::Cascade => "cascade",
            Self::SetNull => "set null",
            Self::SetDefault => "set default",
        }
    }
}

/// An index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// Its identity.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// `btree`, `gin`, `gist`, `hash`, `brin`, or the method of an extension.
    pub method: String,
    /// What it is sorted or searched by, in order.
    pub keys: Vec<IndexKey>,
    /// Columns that are only stored in it.
    pub include: Vec<String>,
    /// Whether it refuses equal keys.
    pub unique: bool,
    /// Whether two nulls are equal in it.
    pub nulls_not_distinct: bool,
    /// Whether it is the primary key's.
    pub primary: bool,
    /// Whether a constraint of the same name owns it.
    pub of_constraint: bool,
    /// The condition of a partial index.
    pub predicate: Option<SqlText>,
    /// The clause or statement that made it.
    pub at: Option<Span>,
}

/// One key of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexKey {
    /// The column, or `None` for an expression.
    pub column: Option<String>,
    /// The expression.
    pub expression: Option<SqlText>,
    /// The operator class, where one is named (`gin_trgm_ops`).
    pub class: Option<String>,
    /// Sorted downwards.
    pub descending: bool,
    /// Nulls come first; by default they do when sorted downwards.
    pub nulls_first: bool,
}

/// A view or materialized view.
#[derive(Clone, Debug)]
pub struct View {
    /// Its identity, which survives renames.
    pub id: Id,
    /// Its columns, with their types where those are known; `None` when what it selects could not be worked out.
    pub columns: Option<Vec<(String, Option<SqlType>)>>,
    /// Its query.
    pub query: SqlText,
    /// Whether it stores its rows.
    pub materialized: bool,
    /// Whether it reads with the rights of its caller (`security_invoker`).
    pub security_invoker: bool,
    /// `security_barrier`.
    pub security_barrier: bool,
    /// Tables and views that it reads, those in subqueries too. Functions that it calls are not looked into.
    pub reads: BTreeSet<Name>,
    /// Indexes of a materialized view, by name.
    pub indexes: BTreeMap<String, Arc<Index>>,
    /// Triggers, by name (`INSTEAD OF`).
    pub triggers: BTreeMap<String, Arc<Trigger>>,
    /// The owner, with whose rights it reads unless `security_invoker` is set.
    pub owner: String,
    /// Who may do what.
    pub acl: Acl,
    /// The extension that it belongs to.
    pub extension: Option<String>,
    /// What is not known of it.
    pub unknown: BTreeSet<Part>,
    /// The statement that made it.
    pub at: Option<Span>,
}

/// A sequence.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// Its identity.
    pub id: Id,
    /// The column that owns it (`serial`, identity, `OWNED BY`): it goes with it.
    pub owned_by: Option<Id>,
    /// The owner.
    pub owner: String,
    /// Who may do what.
    pub acl: Acl,
    /// The statement that made it.
    pub at: Option<Span>,
}

impl Table {
    /// A column by its name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|c| c.name == name).map(Arc::as_ref)
    }

    /// The columns of the primary key, in its order; empty when there is none.
    #[must_use]
    pub fn primary_key(&self) -> &[String] {
        let mut constraints = self.constraints.values();
        constraints.find(|c| c.kind == ConstraintKind::PrimaryKey).map_or(&[], |c| c.columns.as_slice())
    }

    /// The foreign keys, each with the constraint that holds it.
    pub fn foreign_keys(&self) -> impl Iterator<Item = (&Constraint, &ForeignKey)> {
        self.constraints.values().filter_map(|c| match &c.kind {
            ConstraintKind::ForeignKey(key) => Some((c.as_ref(), key)),
            _ => None,
        })
    }

    /// Whether a part of it is known. `false` means that no answer about that part may be relied on.
    #[must_use]
    pub fn knows(&self, part: Part) -> bool {
        !self.unknown.contains(&part) && !self.unknown.contains(&Part::Existence)
    }
}
