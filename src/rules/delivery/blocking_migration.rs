//! Migrations that make everybody wait: they lock a table that holds rows by then while they go through all of it.

use super::is_of_one_shots;
use crate::{
    model::{
        Project,
        migrations::{Deed, DeedKind, deeds},
        schema::Schema,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let follow = |database: &&Schema| database.files.len() > 1 && !is_of_one_shots(project, database);
    let databases: Vec<_> = project.databases.iter().filter(follow).collect();
    if databases.is_empty() {
        sink.not_applicable("there are no migrations that follow each other");
    }
    for database in databases {
        let tables = &project.vocab.tables;
        let stays_small = |name: &str| tables.tiny.has(name) || tables.few.has(name);
        let grows = |deed: &Deed| !stays_small(&deed.table.name) && database.table(&deed.table).is_some();
        let locks = |deed: &Deed| matches!(deed.kind, DeedKind::BuildIndex | DeedKind::CheckRows) && !deed.is_soon;
        let found: Vec<Deed> = deeds(project, database).into_iter().filter(|deed| locks(deed) && grows(deed)).collect();
        let Some((last, before)) = found.split_last() else { continue };
        let more = match before.len() {
            0 => String::new(),
            1 => "; an earlier statement does the like".to_owned(),
            n => format!("; {n} earlier statements do the like"),
        };
        let message = format!("{}{more}", what(last));
        let finding = sink.report(last.at, last.table.to_string(), message);
        for deed in before.iter().rev() {
            finding.thing(deed.at, deed.table.to_string(), what(deed));
        }
    }
}

fn what(deed: &Deed) -> String {
    let table = &deed.table;
    match deed.kind {
        DeedKind::BuildIndex => format!("nobody can write to {table} while this index is built"),
        _ => format!("nobody can use {table} while this goes through all of its rows"),
    }
}
