//! Which tables anything in the repository fills.

use std::collections::BTreeSet;

use super::{Project, queries::Op, schema::Schema};
use crate::sql::statement::StatementKind;

/// The names of tables that are filled by something, as far as it can be seen.
#[derive(Debug, Default)]
pub struct Filled {
    tables: BTreeSet<String>,
    /// Texts that insert, in SQL and in code, in lower case.
    statements: Vec<String>,
    /// Texts of files that write to tables by computed names.
    generic: BTreeSet<String>,
}

impl Filled {
    /// Whether anything may fill this table.
    #[must_use]
    pub fn has(&self, table: &str) -> bool {
        self.tables.contains(table)
            || self.generic.contains(table)
            || self.statements.iter().any(|s| names_target(s, table))
    }
}

impl Project {
    /// What the code, the SQL and the functions of the database insert into.
    #[must_use]
    pub fn filled(&self) -> Filled {
        let mut filled = Filled::default();
        for query in self.queries.iter().filter(|q| matches!(q.op, Op::Insert | Op::Upsert)) {
            filled.tables.extend(query.tables.iter().cloned());
            if let (true, Some(code)) = (query.tables.is_empty(), &self.file(query.at.file).code) {
                filled.generic.extend(code.texts().map(ToOwned::to_owned));
            }
        }
        for routines in &self.routines {
            for routine in routines.all() {
                filled.tables.extend(routine.writes.iter().map(|w| w.table.name.clone()));
            }
        }
        for database in &self.databases {
            filled.tables.extend(by_triggers(database));
        }
        for file in self.files.iter().filter(|f| f.sql.is_some()) {
            let statements = file.sql.iter().flat_map(|s| &s.statements);
            filled.tables.extend(statements.filter_map(|s| match &s.kind {
                StatementKind::Insert(insert) => Some(insert.table.name.clone()),
                _ => None,
            }));
            filled.statements.extend(file.text.as_deref().filter(|t| inserts(t)).map(str::to_ascii_lowercase));
        }
        for (_, _, code) in self.code_files() {
            filled.statements.extend(code.texts().filter(|t| inserts(t)).map(str::to_ascii_lowercase));
        }
        filled
    }
}

fn inserts(text: &str) -> bool {
    text.as_bytes().windows(4).any(|w| w.eq_ignore_ascii_case(b"into"))
}

/// `insert into public.orders`, `insert into "orders"`; `text` is in lower case.
fn names_target(text: &str, table: &str) -> bool {
    let table = table.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("into")) {
        let after = text.get(from + at + 4..).unwrap_or("").trim_start();
        let after = after.trim_start_matches('"').trim_start_matches("public").trim_start_matches(['"', '.']);
        if let Some(rest) = after.strip_prefix(table.as_str())
            && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        {
            return true;
        }
        from += at + 4;
    }
    false
}

/// Tables whose rows partitions or parents hold.
fn by_triggers(database: &Schema) -> impl Iterator<Item = String> + '_ {
    database.tables().flat_map(|(_, table)| table.parents.iter().map(|p| p.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::names_target;

    #[test]
    fn targets_are_whole_names() {
        assert!(names_target("insert into public.orders (id) values (1)", "orders"));
        assert!(names_target("merge into \"Orders\" using x".to_lowercase().as_str(), "Orders"));
        assert!(!names_target("insert into orders_archive select 1", "orders"));
        assert!(names_target("insert into a select 1; insert into orders select 2", "orders"));
        assert!(!names_target("divided into", "orders"));
    }
}
