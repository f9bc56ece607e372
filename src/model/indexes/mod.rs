//! Which index serves a query: the judgement of PostgreSQL's planner, without its costs.
//!
//! An index serves a filter when a condition can stand in its index condition (for a b-tree: on its first key), or
//! when it is partial and the filter implies its predicate. It serves an order when reading it gives the rows sorted.
//! Used by filters and sorts of queries, by policies and by foreign keys.

mod implied;
mod order;
mod policies;
mod search;
mod searched;
mod through_view;

use std::collections::BTreeSet;

pub(in crate::model) use self::policies::asks;
use self::{implied::implies, search::serves};
pub use self::{
    order::sort_served,
    policies::{Search, read_conditions, unserved_searches},
};
use super::{
    Project,
    queries::{Comparison, Condition},
    schema::{ConstraintKind, Index, IndexKey, MaybeIndex, Name, Schema, Table},
};
use crate::sql::expr::{ExprKind, parse_expr};

/// Whether an index serves something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// This index does.
    Used(String),
    /// None does.
    Missing,
    /// There is nothing to serve.
    NotNeeded,
    /// The table's indexes, or the condition, are not known.
    Unknown,
}

impl Service {
    /// As `inspect queries` spells it.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Used(_) => "used",
            Self::Missing => "missing",
            Self::NotNeeded => "not-needed",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether an index of `table` serves the conditions of a query, all of which must hold.
///
/// `has_unread` says that there are conditions beside these that could not be read: they may add a service, never
/// take one away.
#[must_use]
pub fn filter_served(table: &Table, conditions: &[Condition], has_unread: bool) -> Service {
    let own: Vec<&Comparison> = own_comparisons(conditions);
    let alternatives: Vec<&[Vec<Comparison>]> = conditions
        .iter()
        .filter_map(|c| match c {
            Condition::AnyOf(groups) => Some(groups.as_slice()),
            Condition::Compare(_) => None,
        })
        .collect();
    if own.is_empty() && alternatives.is_empty() {
        return if has_unread { Service::Unknown } else { Service::NotNeeded };
    }
    if let Some(index) = serving(table, &own) {
        return Service::Used(index.name.clone());
    }
    for groups in alternatives {
        // Each alternative needs an index of its own, with what must hold besides.
        let served: Option<Vec<&Index>> = groups
            .iter()
            .map(|group| {
                let both: Vec<&Comparison> = group.iter().chain(own.iter().copied()).filter(|c| is_own(c)).collect();
                serving(table, &both)
            })
            .collect();
        if let Some(first) = served.and_then(|s| s.first().copied()) {
            return Service::Used(first.name.clone());
        }
    }
    // An index that may be made begins with a column that is compared, or with an expression that may be.
    let compared = own.iter().filter_map(|comparison| comparison.column.as_deref());
    let names: Vec<&str> = compared.chain(alternatives_columns(conditions)).collect();
    let may_serve = |index: &MaybeIndex| {
        let may_begin = |key: &String| names.contains(&key.as_str()) || table.column(key).is_none();
        index.is_partial || index.keys.first().is_none_or(may_begin)
    };
    if has_unread || own.iter().any(|c| c.column.is_none()) || table.maybe_indexes.iter().any(may_serve) {
        return Service::Unknown;
    }
    Service::Missing
}

/// The columns that are compared in alternatives.
fn alternatives_columns(conditions: &[Condition]) -> impl Iterator<Item = &str> {
    let of_groups = conditions.iter().filter(|condition| matches!(condition, Condition::AnyOf(_)));
    of_groups.flat_map(Condition::comparisons).filter_map(|comparison| comparison.column.as_deref())
}

/// The conditions on columns of the table itself that must hold in any case.
fn own_comparisons(conditions: &[Condition]) -> Vec<&Comparison> {
    let comparisons = conditions.iter().filter_map(|c| match c {
        Condition::Compare(comparison) => Some(comparison),
        Condition::AnyOf(_) => None,
    });
    comparisons.filter(|c| is_own(c)).collect()
}

/// Whether a condition is on the table itself, not on an embedded relation.
fn is_own(comparison: &Comparison) -> bool {
    comparison.column.as_deref().is_none_or(|c| !c.contains('.'))
}

/// The first index that serves conditions which must all hold.
fn serving<'t>(table: &'t Table, comparisons: &[&Comparison]) -> Option<&'t Index> {
    table.indexes.values().map(AsRef::as_ref).find(|index| {
        let usable = index.predicate.as_ref().is_none_or(|p| implies(comparisons, &p.text));
        usable
            && (index.predicate.is_some() && serves_partially(index)
                || comparisons.iter().any(|c| serves(table, index, c)))
    })
}

/// A partial index whose predicate is implied narrows the search by itself.
fn serves_partially(index: &Index) -> bool {
    index.predicate.is_some() && matches!(index.method.as_str(), "btree" | "gist" | "hash" | "brin")
}

/// Whether a query on `columns`, each compared for equality, finds its rows by an index: a foreign key, a policy.
#[must_use]
pub fn equality_served(table: &Table, columns: &[String]) -> Service {
    let conditions: Vec<Condition> = columns.iter().map(|c| Condition::Compare(equality(c))).collect();
    filter_served(table, &conditions, false)
}

/// Whether the leading columns of some index are `columns`, in any order: what a foreign key needs. A partial index will
/// do where being equal to something proves its condition (`WHERE parent_id IS NOT NULL`).
#[must_use]
pub fn covers(table: &Table, columns: &[String]) -> bool {
    let equalities: Vec<Comparison> = columns.iter().map(|c| equality(c)).collect();
    let equalities: Vec<&Comparison> = equalities.iter().collect();
    led_by(table, columns).any(|index| index.predicate.as_ref().is_none_or(|p| implies(&equalities, &p.text)))
}

/// An index that [`covers`] would name if it held all rows: `ON items (order_id) WHERE deleted_at IS NULL`. Queries that
/// ask for its condition use it, the database's own search for the rows of a parent never does.
#[must_use]
pub fn covers_some_rows<'t>(table: &'t Table, columns: &'t [String]) -> Option<&'t Index> {
    led_by(table, columns).find(|index| index.predicate.is_some())
}

/// The b-trees whose leading columns are `columns`, in any order.
fn led_by<'t>(table: &'t Table, columns: &'t [String]) -> impl Iterator<Item = &'t Index> {
    table.indexes.values().map(AsRef::as_ref).filter(move |index: &&Index| {
        let leading: Vec<&str> = index.keys.iter().take(columns.len()).filter_map(|k| k.column.as_deref()).collect();
        index.method == "btree"
            && leading.len() == columns.len()
            && columns.iter().all(|c| leading.contains(&c.as_str()))
    })
}

/// Whether an index of which it is not known whether it is made would do the same.
#[must_use]
pub fn may_cover(table: &Table, columns: &[String]) -> bool {
    table.maybe_indexes.iter().any(|index| {
        let leading = index.keys.iter().take(columns.len());
        leading.len() == columns.len() && leading.clone().all(|key| columns.contains(key))
    })
}

fn equality(column: &str) -> Comparison {
    Comparison {
        column: Some(column.to_owned()),
        path: None,
        op: "eq".to_owned(),
        literal: None,
        prefix: None,
        value: None,
    }
}

/// Whether a unique index is over just these columns, for each itself or with a constant in place of null
/// (`coalesce(kind, '')`): a row for each combination at most.
#[must_use]
pub fn is_row_for_each(table: &Table, columns: &[&str]) -> bool {
    table.indexes.values().filter(|index| index.unique && index.predicate.is_none()).any(|index| {
        let names: Option<BTreeSet<String>> = index.keys.iter().map(key_column).collect();
        names.is_some_and(|names| names.len() == columns.len() && columns.iter().all(|column| names.contains(*column)))
    })
}

/// The column that a key of an index is about: `kind`, `coalesce(kind, '')`.
fn key_column(key: &IndexKey) -> Option<String> {
    let of_expression = || match parse_expr(&key.expression.as_ref()?.text).ok()?.kind {
        ExprKind::Call(call) if call.name.last().is_some_and(|name| name == "coalesce") => match call.args.as_slice() {
            [column, _constant] => column.value.as_column().map(str::to_owned),
            _ => None,
        },
        _ => None,
    };
    key.column.clone().or_else(of_expression)
}

impl Project {
    /// Whether an index that begins with one of these columns may be there although the table of `schema` has none: a
    /// statement that fails makes one, or another set of SQL of the app, which knows the table from elsewhere.
    #[must_use]
    pub fn may_be_indexed(&self, schema: &Schema, table: &Name, columns: &[&str]) -> bool {
        let begins = |index: &Index| {
            let first = index.keys.first().and_then(|key| key.column.as_deref());
            first.is_some_and(|first| columns.contains(&first))
        };
        self.live_databases().iter().any(|other| {
            let has = || other.table(table).is_some_and(|table| table.indexes.values().any(|index| begins(index)));
            other.withheld.may_index(table, columns) || !std::ptr::eq(other, schema) && has()
        })
    }
}

/// The columns of each key of which no two rows have the same.
pub fn unique_keys(table: &Table) -> impl Iterator<Item = Vec<&str>> {
    let whole = table.indexes.values().filter(|index| index.unique && index.predicate.is_none());
    whole.filter_map(|index| index.keys.iter().map(|key| key.column.as_deref()).collect())
}

/// Whether equality on these columns leaves at most one row.
#[must_use]
pub fn is_unique(table: &Table, columns: &[&str]) -> bool {
    table.indexes.values().any(|index| {
        index.unique
            && index.predicate.is_none()
            && !index.keys.is_empty()
            && index.keys.iter().all(|k| k.column.as_deref().is_some_and(|c| columns.contains(&c)))
    })
}

/// Whether conditions that all hold leave at most one row: a unique index whose predicate they prove is over columns that
/// they fix, or of which a check allows a single value.
#[must_use]
pub fn leaves_one_row(table: &Table, conditions: &[Condition]) -> bool {
    let own = own_comparisons(conditions);
    let is_fixed = |column: &str| {
        own.iter().any(|c| c.op == "eq" && c.path.is_none() && c.column.as_deref() == Some(column))
            || has_one_value(table, column)
    };
    table.indexes.values().any(|index| {
        index.unique
            && index.predicate.as_ref().is_none_or(|predicate| implies(&own, &predicate.text))
            && !index.keys.is_empty()
            && index.keys.iter().all(|key| key.column.as_deref().is_some_and(is_fixed))
    })
}

/// Whether a column that is never null has a check that lists one value.
fn has_one_value(table: &Table, column: &str) -> bool {
    table.column(column).is_some_and(|known| known.not_null)
        && table.constraints.values().any(|constraint| match &constraint.kind {
            ConstraintKind::Check { allowed: Some(allowed), .. } => {
                constraint.columns == [column] && allowed.len() == 1
            }
            _ => false,
        })
}
