//! The schema has no history in the repository.

use crate::{
    frameworks::stack::{DESCRIBED_STORES, SQL_STORES},
    model::{File, FileKind, Project, Role, queries::Query},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !SQL_STORES.iter().any(|store| project.keeps_data_in(store)) {
        sink.not_applicable("no SQL database is used");
    } else if let Some(file) = project.files.iter().find(|f| creates_tables(f)) {
        sink.pass(file.path.clone());
    } else if DESCRIBED_STORES.iter().any(|store| project.keeps_data_in(store)) {
        let message = "the tables are described, and no migration says how the database came to have them";
        let pushes = &project.ops.pushes;
        let finding = sink.report(pushes.first().copied().unwrap_or_else(|| project.anchor()), "schema", message);
        finding.severity(Severity::Medium);
        for &at in pushes.iter().skip(1) {
            finding.place(at, "pushes the schema straight to the database");
        }
    } else if let Some(query) = production(project).find(|q| !q.tables.is_empty()) {
        let tables: std::collections::BTreeSet<&str> =
            production(project).flat_map(|q| &q.tables).map(String::as_str).collect();
        let message = format!(
            "the code uses {} tables and nothing here creates one: the running database is the only copy of the schema",
            tables.len()
        );
        sink.report(query.at, "schema", message);
    } else {
        sink.not_applicable("no table is used");
    }
}

fn production(project: &Project) -> impl Iterator<Item = &Query> {
    project.queries.iter().filter(|q| project.file(q.at.file).role.is_production())
}

fn creates_tables(file: &File) -> bool {
    let is_own = !matches!(file.role, Role::Test | Role::Seed | Role::Copy | Role::Example);
    let text = || file.text.as_deref().unwrap_or("").to_ascii_lowercase();
    file.kind == FileKind::Sql && is_own && text().contains("create table")
}
