//! Whether an index gives rows in the order that a query asks for.

use super::{Service, implied::implies, own_comparisons};
use crate::model::{
    Project,
    queries::{Comparison, Condition, Query, Sort},
    schema::{Index, IndexKey, Name, Part, Schema, Table},
};

/// Whether an index of `table` serves the order of a query, given its conditions.
#[must_use]
pub fn sort_served(table: &Table, conditions: &[Condition], sort: &[Sort], has_unread: bool) -> Service {
    if sort.is_empty() {
        return Service::NotNeeded;
    }
    let own = own_comparisons(conditions);
    let found = table.indexes.values().find(|index| {
        index.method == "btree"
            && index.predicate.as_ref().is_none_or(|p| implies(&own, &p.text))
            && gives_order(index, &own, sort)
    });
    match found {
        Some(index) => Service::Used(index.name.clone()),
        None if table.maybe_indexes.iter().any(|index| may_order(&as_names(&index.keys), &own, sort, has_unread)) => {
            Service::Unknown
        }
        None if has_unread && table.indexes.values().any(|index| may_order(&names(index), &own, sort, true)) => {
            Service::Unknown
        }
        None => Service::Missing,
    }
}

impl Project {
    /// Whether an index that gives this order may be there although the table of `schema` has none: a statement that fails
    /// makes one, or another set of SQL of the app.
    #[must_use]
    pub fn may_be_sorted(&self, schema: &Schema, table: &Name, query: &Query) -> bool {
        let own = own_comparisons(&query.conditions);
        let gives = |keys: &[&str]| keys.is_empty() || may_order(keys, &own, &query.sort, query.has_unread);
        self.live_databases().iter().any(|other| {
            let fails = |keys: &str| gives(&keys.split(',').filter(|key| !key.is_empty()).collect::<Vec<_>>());
            let has = || other.table(table).is_some_and(|t| t.indexes.values().any(|index| gives(&names(index))));
            other.withheld.of(table, Part::Indexes).any(|(keys, _)| fails(keys))
                || !std::ptr::eq(other, schema) && has()
        })
    }
}

fn as_names(keys: &[String]) -> Vec<&str> {
    keys.iter().map(String::as_str).collect()
}

/// The columns of an index; empty for an expression.
fn names(index: &Index) -> Vec<&str> {
    index.keys.iter().map(|key| key.column.as_deref().unwrap_or_default()).collect()
}

/// Whether an index over these columns may give an order: the first that no equality fixes is the first of the order. Where
/// conditions could not be read, they may fix any that stand before it.
fn may_order(keys: &[&str], own: &[&Comparison], sort: &[Sort], has_unread: bool) -> bool {
    let is_free = |column: &str| !own.iter().any(|comparison| fixes(comparison, column));
    let Some(first) = sort.iter().find(|sort| is_free(&sort.column)) else { return true };
    if has_unread {
        return keys.contains(&first.column.as_str());
    }
    keys.iter().find(|key| is_free(key)).is_some_and(|key| *key == first.column)
}

/// Reads the index forwards or backwards; columns fixed by an equality sort nothing and are passed over on both sides.
fn gives_order(index: &Index, own: &[&Comparison], sort: &[Sort]) -> bool {
    let is_fixed = |column: &str| own.iter().any(|c| fixes(c, column));
    let wanted: Vec<&Sort> = sort.iter().filter(|s| !is_fixed(&s.column)).collect();
    let keys: Vec<&IndexKey> = index.keys.iter().filter(|k| k.column.as_deref().is_none_or(|c| !is_fixed(c))).collect();
    if wanted.is_empty() {
        // One row's worth of order: any index that finds the rows gives it.
        return index.keys.first().and_then(|k| k.column.as_deref()).is_some_and(is_fixed);
    }
    if wanted.len() > keys.len() {
        return false;
    }
    let matches = |backwards: bool| {
        wanted.iter().zip(&keys).all(|(sort, key)| {
            key.column.as_deref() == Some(&sort.column)
                && (key.descending ^ backwards) == sort.descending
                && (key.nulls_first ^ backwards) == sort.nulls_first.unwrap_or(sort.descending)
        })
    };
    matches(false) || matches(true)
}

/// Whether a condition leaves only one value of the column.
fn fixes(comparison: &Comparison, column: &str) -> bool {
    comparison.path.is_none()
        && comparison.column.as_deref() == Some(column)
        && match comparison.op.as_str() {
            "eq" => true,
            "is" => matches!(comparison.literal.as_deref(), Some("true" | "false")),
            _ => false,
        }
}
