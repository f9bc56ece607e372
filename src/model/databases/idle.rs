//! Tables that nothing fills: nobody waits for a search in them.

use std::collections::{BTreeSet, HashSet};

use crate::{
    model::{File, FileKind, Project},
    sql::statement::StatementKind,
};

impl Project {
    /// Those of `tables` that stay empty as far as the repository tells: nothing puts rows into them, or nothing so much as
    /// names them. None where the code calls no database by the names of tables, or computes one.
    #[must_use]
    pub fn idle_tables<'t>(&self, tables: impl IntoIterator<Item = &'t str>) -> BTreeSet<&'t str> {
        let is_computed = self.production_queries().any(|q| q.tables.is_empty());
        if is_computed || self.asked_tables.is_empty() {
            return BTreeSet::new();
        }
        let tables: BTreeSet<&str> = tables.into_iter().collect();
        let mut idle = self.unnamed_tables(&tables);
        if !tables.is_empty() && self.shows_all_inserts() {
            idle.extend(tables.into_iter().filter(|table| !self.filled.has(table)));
        }
        idle
    }

    /// Those of `tables` whose name stands in no code, no body of a function, no view, policy or job, and into which no
    /// migration puts rows. None where the code calls no database by the names of tables, or computes one.
    #[must_use]
    pub fn tables_nobody_names<'t>(&self, tables: impl IntoIterator<Item = &'t str>) -> BTreeSet<&'t str> {
        let is_computed = self.production_queries().any(|q| q.tables.is_empty());
        if is_computed || self.asked_tables.is_empty() {
            return BTreeSet::new();
        }
        self.unnamed_tables(&tables.into_iter().collect())
    }

    /// Whether whatever fills a table can be seen: all code is in languages that are read, and no library makes rows of
    /// one table within a call on another.
    fn shows_all_inserts(&self) -> bool {
        let is_foreign = |f: &File| f.kind == FileKind::OtherLanguage && f.role.is_production();
        !self.files.iter().any(is_foreign) && !self.queries.iter().any(|q| q.library.makes_related_rows())
    }

    /// Those whose name stands in no code, no body of a function, no view, policy or job, and into which no migration puts
    /// rows.
    fn unnamed_tables<'t>(&self, tables: &BTreeSet<&'t str>) -> BTreeSet<&'t str> {
        let mut idle: HashSet<&str> = tables.iter().copied().filter(|t| !self.asked_tables.contains(*t)).collect();
        if idle.is_empty() {
            return BTreeSet::new();
        }
        let mut strike = |text: &str| {
            for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
                idle.remove(word);
            }
        };
        let code = self.code_files().filter(|(id, file, _)| file.role.is_production() && self.sides.may_run(*id));
        code.flat_map(|(_, _, code)| code.texts()).for_each(&mut strike);
        for schema in &self.databases {
            schema.functions.iter().filter_map(|(_, f)| f.body.as_ref()).for_each(|body| strike(&body.text));
            schema.views().for_each(|(_, view)| strike(&view.query.text));
            let policies = schema.tables().flat_map(|(_, table)| table.policies.values());
            policies.flat_map(|p| p.using.iter().chain(&p.check)).for_each(|text| strike(&text.text));
            schema.cron_jobs.values().filter_map(|job| job.command.as_deref()).for_each(&mut strike);
        }
        for statement in self.files.iter().filter_map(|f| f.sql.as_ref()).flat_map(|sql| &sql.statements) {
            if let StatementKind::Insert(insert) = &statement.kind {
                strike(&insert.table.name);
            }
        }
        idle.into_iter().collect()
    }
}
