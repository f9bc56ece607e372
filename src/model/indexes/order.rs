//! Whether an index gives rows in the order that a query asks for.

use super::{Service, implied::implies, own_comparisons};
use crate::model::{
    queries::{Comparison, Condition, Sort},
    schema::{Index, IndexKey, Part, Table},
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
        None if has_unread || table.unknown.contains(&Part::Indexes) => Service::Unknown,
        None => Service::Missing,
    }
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
