//! Which tables anything in the repository fills.

use std::{collections::BTreeSet, sync::LazyLock};

use aho_corasick::AhoCorasick;

use crate::{
    frameworks::auth,
    model::{Project, queries::Op, routines::Routines, schema::Schema},
    sql::statement::StatementKind,
};

/// The names of tables that are filled by something, as far as it can be seen.
#[derive(Debug, Default)]
pub struct Filled {
    tables: BTreeSet<String>,
    /// Those among them that statements of migrations fill, which run once.
    once: BTreeSet<String>,
    /// Those that code and functions of the database fill, which run again and again.
    often: BTreeSet<String>,
    /// Names after `INTO` in texts of SQL, in lower case.
    targets: BTreeSet<String>,
    /// Those of them in texts of code.
    in_code: BTreeSet<String>,
    /// Texts of files that write to tables by computed names.
    generic: BTreeSet<String>,
}

impl Filled {
    /// What the code, the SQL and the functions of the database insert into.
    pub(in crate::model) fn find(project: &Project) -> Self {
        let mut filled = Self::default();
        for query in project.queries.iter().filter(|q| matches!(q.op, Op::Insert | Op::Upsert)) {
            filled.often.extend(query.tables.iter().cloned());
            if let (true, Some(code)) = (query.tables.is_empty(), &project.file(query.at.file).code) {
                filled.generic.extend(code.texts().map(ToOwned::to_owned));
            }
        }
        for routine in project.routines.iter().flat_map(Routines::all) {
            filled.often.extend(routine.writes.iter().map(|w| w.table.name.clone()));
        }
        filled.tables.extend(project.databases.iter().flat_map(by_triggers));
        let sources = project.code_files().flat_map(|(_, _, code)| {
            code.imports.iter().filter_map(|import| import.source.map(|source| code.str(source)))
        });
        if sources.into_iter().any(auth::keeps_accounts) {
            filled.often.extend(auth::TABLES_OF_ACCOUNTS.map(ToOwned::to_owned));
        }
        for file in project.files.iter().filter(|f| f.sql.is_some()) {
            let statements = file.sql.iter().flat_map(|s| &s.statements);
            filled.once.extend(statements.filter_map(|s| match &s.kind {
                StatementKind::Insert(insert) => Some(insert.table.name.clone()),
                _ => None,
            }));
            filled.targets.extend(file.text.as_deref().into_iter().flat_map(targets));
        }
        for (_, _, code) in project.code_files().filter(|(_, _, code)| INTO.as_ref().is_some_and(|w| code.may_hold(w)))
        {
            filled.in_code.extend(code.texts().flat_map(targets));
        }
        filled
    }

    /// Whether migrations fill this table and nothing else does: it has the rows that somebody wrote there, and stays so.
    #[must_use]
    pub fn is_written_once(&self, table: &str) -> bool {
        let is_named = self.tables.contains(table) || self.often.contains(table) || self.generic.contains(table);
        self.once.contains(table) && !is_named && !self.in_code.contains(&table.to_ascii_lowercase())
    }

    /// Whether code or a function of the database puts rows into this table, again and again.
    #[must_use]
    pub fn is_filled_often(&self, table: &str) -> bool {
        self.often.contains(table)
    }

    /// Whether anything may fill this table.
    #[must_use]
    pub fn has(&self, table: &str) -> bool {
        [&self.tables, &self.once, &self.often].into_iter().any(|tables| tables.contains(table))
            || self.generic.contains(table)
            || [&self.targets, &self.in_code].into_iter().any(|names| names.contains(&table.to_ascii_lowercase()))
    }
}

/// What stands before the name of a table that rows are put into.
static INTO: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(["into"]).ok());

/// The names that stand after `INTO`, in lower case: `insert into public.orders`, `merge into "Orders"`.
fn targets(text: &str) -> impl Iterator<Item = String> + '_ {
    INTO.iter().flat_map(move |into| into.find_iter(text)).filter_map(move |into| {
        let after = text.get(into.end()..)?.trim_start();
        let name = after.strip_prefix("public.").or_else(|| after.strip_prefix("\"public\".")).unwrap_or(after);
        let name = match name.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => name.split(|c: char| !c.is_alphanumeric() && c != '_').next(),
        };
        name.filter(|name| !name.is_empty()).map(str::to_ascii_lowercase)
    })
}

/// Tables whose rows partitions or parents hold.
fn by_triggers(database: &Schema) -> impl Iterator<Item = String> + '_ {
    database.tables().flat_map(|(_, table)| table.parents.iter().map(|p| p.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::targets;

    #[test]
    fn targets_are_whole_names() {
        let named = |text: &str| targets(text).collect::<Vec<_>>();
        assert_eq!(named("insert into public.orders (id) values (1)"), ["orders"]);
        assert_eq!(named("merge into \"public\".\"Order Lines\" using x"), ["order lines"]);
        assert_eq!(named("insert into orders_archive select 1"), ["orders_archive"]);
        assert_eq!(named("insert into a select 1; INSERT INTO publications select 2"), ["a", "publications"]);
        assert_eq!(named("divided into"), [""; 0]);
    }
}
