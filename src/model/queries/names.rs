//! The names of the schema that a call holds.

use super::{Columns, Condition, Embed, Op, Query};

impl Query {
    /// The columns that a call names for certain, each with its table, without repeats.
    #[must_use]
    pub fn names(&self) -> Vec<(String, String)> {
        let [table] = self.tables.as_slice() else { return Vec::new() };
        if self.op == Op::Rpc {
            return Vec::new();
        }
        let mut columns: Vec<String> = match &self.columns {
            Columns::Named(columns) => columns.clone(),
            _ => Vec::new(),
        };
        // `not("author", "is", null)` asks for rows that have one: it names what is embedded.
        let is_embed = |name: &str| {
            self.embeds.iter().any(|e| e.alias.as_deref() == Some(name) || e.alias.is_none() && e.relation == name)
        };
        let compared = self.conditions.iter().flat_map(Condition::comparisons).filter_map(|c| c.column.clone());
        columns.extend(compared.filter(|name| !is_embed(name)));
        // `data->>year` is a value within the column.
        columns.extend(self.sort.iter().filter_map(|s| s.column.split("->").next()).map(str::to_owned));
        columns.retain(|c| is_plain(c));
        let mut all: Vec<(String, String)> = columns.into_iter().map(|c| (table.clone(), c)).collect();
        for embed in &self.embeds {
            embedded(embed, &mut all);
        }
        all.sort();
        all.dedup();
        all
    }
}

/// An embed names its table, or a foreign key or column of the outer table; only the former is taken.
fn embedded(embed: &Embed, all: &mut Vec<(String, String)>) {
    all.extend(embed.columns.iter().filter(|c| is_plain(c)).map(|c| (embed.relation.clone(), c.clone())));
    for inner in &embed.embeds {
        embedded(inner, all);
    }
}

/// Whether the name is that of a column, and not a path, a call, or one with a hole.
fn is_plain(name: &str) -> bool {
    !name.contains(['.', '(', '*', ' ', '\u{1}']) && name != "count"
}
