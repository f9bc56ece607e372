//! Rows of a FROM item that are made once and found again by what a join says: the replay's hash join.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    select::Row,
    value::{Object, Value},
};
use crate::model::schema::NAME_BYTES;

/// All rows of an item that joins to many combinations.
#[derive(Debug)]
pub(super) struct Whole {
    rows: Vec<Arc<Row>>,
    /// Of each column that was asked for, the positions of its rows by value; `None` for a column whose values cannot be
    /// told apart so.
    columns: BTreeMap<String, Option<Positions>>,
}

type Positions = BTreeMap<Key, Vec<usize>>;

/// A value that equals no other than itself. The two kinds are equal in ways of their own (`'notes'::regclass`), so a column
/// holds one kind only.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Object(Object),
    Text(String),
}

impl Key {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self::Object(object.clone())),
            // A longer text may equal a name that was cut.
            Value::Text(text) if text.len() < NAME_BYTES => Some(Self::Text(text.clone())),
            _ => None,
        }
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Whole {
    pub(super) fn new(rows: Vec<Arc<Row>>) -> Self {
        Self { rows, columns: BTreeMap::new() }
    }

    /// The rows that may fulfil these equalities, in order: all that do are among them.
    pub(super) fn matching(&mut self, equalities: &[(String, Value)]) -> Vec<Arc<Row>> {
        for (column, value) in equalities {
            let Some(key) = Key::of(value) else { continue };
            if !self.columns.contains_key(column) {
                self.columns.insert(column.clone(), positions(&self.rows, column));
            }
            let Some(Some(known)) = self.columns.get(column) else { continue };
            if known.keys().next().is_none_or(|own| own.is_like(&key)) {
                let found = known.get(&key).into_iter().flatten();
                return found.filter_map(|at| self.rows.get(*at)).cloned().collect();
            }
        }
        self.rows.clone()
    }
}

/// Where the values of a column stand, if all of them are keys of one kind.
fn positions(rows: &[Arc<Row>], column: &str) -> Option<Positions> {
    let mut found = Positions::new();
    for (at, row) in rows.iter().enumerate() {
        let key = Key::of(&row.iter().find(|(name, _)| name == column)?.1)?;
        if found.keys().next().is_some_and(|first| !first.is_like(&key)) {
            return None;
        }
        found.entry(key).or_default().push(at);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Value, Whole};

    fn names(rows: &[&[(&'static str, Value)]], equalities: &[(&str, Value)]) -> usize {
        let own = rows.iter().map(|r| Arc::new(r.iter().map(|(n, v)| ((*n).into(), v.clone())).collect()));
        let equalities: Vec<_> = equalities.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
        Whole::new(own.collect()).matching(&equalities).len()
    }

    #[test]
    fn only_rows_that_may_be_equal_are_tried() {
        let rows: &[&[_]] = &[&[("relname", Value::text("notes"))], &[("relname", Value::text("plans"))]];
        assert_eq!(names(rows, &[("relname", Value::text("plans"))]), 1);
        assert_eq!(names(rows, &[("relname", Value::text("else"))]), 0);
    }

    #[test]
    fn where_equality_has_other_ways_all_rows_are_tried() {
        let rows: &[&[_]] = &[&[("relname", Value::text("notes"))], &[("relname", Value::Null)]];
        assert_eq!(names(rows, &[("relname", Value::text("notes"))]), 2, "null in the column");
        let rows: &[&[_]] = &[&[("relname", Value::text("notes"))]];
        assert_eq!(names(rows, &[("relname", Value::text("x".repeat(70)))]), 1, "a text longer than names are");
        assert_eq!(names(rows, &[("relkind", Value::text("r"))]), 1, "no such column");
    }
}
