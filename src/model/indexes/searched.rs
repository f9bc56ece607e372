//! Which columns a filter searches by: those that an index over it would hold.

use crate::model::{
    Project,
    contract::allowed_values,
    indexes::is_unique,
    queries::{Comparison, Condition, Query},
    schema::Table,
};

/// A column that takes so many values at most says in which state a row is.
const FEW_STATES: usize = 12;

impl Project {
    /// The columns that an index over this filter would hold: equalities first, whose row it is before all others, then one
    /// range. Columns of two values, and conditions that no b-tree serves, are left out. Conditions that are only there at
    /// times cannot lead an index that the others use: they count where there is nothing else. Where the column of an
    /// equality is not known, or one of several, nothing is said: it is the one that narrows.
    #[must_use]
    pub fn searched_columns<'p>(&self, query: &'p Query, table: &'p Table) -> Vec<&'p str> {
        let mut needed = Searched::default();
        let mut optional = Searched::default();
        for condition in &query.conditions {
            let comparison = match condition {
                Condition::Compare(comparison) => comparison,
                Condition::AnyOf(groups) if groups.iter().all(|group| self.narrows(query, group)) => return Vec::new(),
                Condition::AnyOf(_) => continue,
            };
            let is_equality = matches!(comparison.op.as_str(), "eq" | "in");
            let Some(column) = comparison.column.as_deref() else {
                if is_equality {
                    return Vec::new();
                }
                continue;
            };
            let Some(known) = table.columns.iter().find(|c| c.name == column) else { continue };
            // Being there or not is no search: most rows are the one or the other.
            let is_presence = comparison.literal.as_deref() == Some("null");
            if known.ty.name.name == "bool" || comparison.path.is_some() || is_presence {
                continue;
            }
            let found = if self.is_optional(query, comparison) { &mut optional } else { &mut needed };
            match comparison.op.as_str() {
                "eq" | "in" if !found.equal.contains(&column) => found.equal.push(column),
                "gt" | "gte" | "lt" | "lte" if !found.range.contains(&column) => found.range.push(column),
                _ => {}
            }
        }
        if is_unique(table, &needed.equal) {
            return Vec::new();
        }
        let name = query.tables.first().map_or("", String::as_str);
        let is_choice = |c: &str| self.is_choice(name, c);
        if needed.equal.is_empty() && needed.range.is_empty() {
            optional.equal.retain(|c| !is_choice(c));
            optional.equal.truncate(1);
            return optional.equal;
        }
        let columns = &self.vocab.columns;
        let is_whose = |c: &str| columns.owner.has(c) || columns.tenant.has(c);
        needed.equal.sort_by_key(|&c| (!is_whose(c), is_choice(c), c));
        needed.range.truncate(1);
        needed.range.retain(|c| !needed.equal.contains(c));
        needed.equal.extend(needed.range);
        needed.equal
    }

    /// Whether conditions find few rows: one of them is an equality over more than a few states.
    fn narrows(&self, query: &Query, conditions: &[Comparison]) -> bool {
        let table = query.tables.first().map_or("", String::as_str);
        let is_choice = |c: &Comparison| c.column.as_deref().is_some_and(|column| self.is_choice(table, column));
        conditions.iter().any(|c| matches!(c.op.as_str(), "eq" | "in") && !is_choice(c))
    }

    /// Whether a column only says in which of a few states a row is, by its name, its type or a check that lists them: an
    /// index on it alone helps little.
    #[must_use]
    pub fn is_choice(&self, table: &str, column: &str) -> bool {
        self.vocab.columns.state.has(column)
            || self.table_named(None, table).is_some_and(|(schema, _, table)| {
                let ty = table.columns.iter().find(|c| c.name == column).map(|c| &c.ty.name);
                ty.is_some_and(|ty| schema.types.contains(ty))
                    || allowed_values(schema, table, column).is_some_and(|values| values.len() <= FEW_STATES)
            })
    }
}

/// The columns of a filter.
#[derive(Default)]
struct Searched<'p> {
    /// Compared for equality.
    equal: Vec<&'p str>,
    /// Compared by order.
    range: Vec<&'p str>,
}
