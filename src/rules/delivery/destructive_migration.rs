//! Migrations that throw away what users have entered, and say nothing of a way back.

use crate::{
    model::{
        File, Project,
        migrations::{Deed, DeedKind, deeds},
    },
    rules::Sink,
};

/// Words by which a migration speaks of a way back.
const WAY_BACK: &[&str] = &[
    "rollback",
    "roll back",
    "rolled back",
    "revert",
    "backup",
    "back up",
    "backed up",
    "undo",
    "restore",
    "way back",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases: Vec<_> = project.databases.iter().filter(|database| database.files.len() > 1).collect();
    if databases.is_empty() {
        sink.not_applicable("there are no migrations that follow each other");
    }
    for database in databases {
        // In a table made within a day there is next to nothing yet; one that goes as a whole may be another one's heir.
        let is_new = |deed: &Deed| deed.is_soon && !matches!(deed.kind, DeedKind::DropTable);
        let destroys = |deed: &Deed| deed.kind.destroys() && !is_new(deed) && !has_way_back(project, deed);
        let mut found: Vec<Deed> = deeds(project, database).into_iter().filter(destroys).collect();
        // The last one is the one that may not have run yet; a table made within a day comes behind older ones.
        found.sort_by_key(|deed| !deed.is_soon);
        let Some((last, before)) = found.split_last() else { continue };
        let more = match before.len() {
            0 => String::new(),
            1 => "; an earlier statement does the like".to_owned(),
            n => format!("; {n} earlier statements do the like"),
        };
        let message = format!("{}, and nothing says how to get it back{more}", what(last));
        let finding = sink.report(last.at, key(last), message);
        for deed in before.iter().rev() {
            finding.thing(deed.at, key(deed), what(deed));
        }
    }
}

fn what(deed: &Deed) -> String {
    let table = &deed.table;
    match &deed.kind {
        DeedKind::DropColumn(column) => format!("dropping {table}.{column} deletes its values"),
        DeedKind::NarrowType(column) => {
            format!("changing the type of {table}.{column} loses values that do not fit, or fails on them")
        }
        DeedKind::Empty => format!("all rows of {table} are deleted"),
        _ => format!("dropping {table} deletes its rows"),
    }
}

fn key(deed: &Deed) -> String {
    match &deed.kind {
        DeedKind::DropColumn(column) | DeedKind::NarrowType(column) => format!("{}.{column}", deed.table),
        _ => deed.table.to_string(),
    }
}

/// Whether the file speaks of a way back, has a file beside it that undoes it, or copies the rows before.
fn has_way_back(project: &Project, deed: &Deed) -> bool {
    let file = project.file(deed.at.file);
    let text = file.text.as_deref().unwrap_or_default().to_ascii_lowercase();
    WAY_BACK.iter().any(|word| text.contains(word)) || has_undo_file(project, file) || copies(&text, deed)
}

fn has_undo_file(project: &Project, file: &File) -> bool {
    let stem = file.path.trim_end_matches(".sql").trim_end_matches(".up");
    ["down.sql", "rollback.sql", "undo.sql"].iter().any(|end| {
        project.find(&format!("{stem}.{end}")).is_some()
            || file.name() == "migration.sql" && project.find(&format!("{}/{end}", file.folder())).is_some()
    })
}

/// Whether a statement before it in the file takes its values elsewhere: `INSERT … SELECT … FROM`, `UPDATE … SET`.
fn copies(text: &str, deed: &Deed) -> bool {
    let before = usize::try_from(deed.at.range.start).ok().and_then(|end| text.get(..end)).unwrap_or_default();
    let what = match &deed.kind {
        DeedKind::DropColumn(name) | DeedKind::NarrowType(name) => name,
        _ => &deed.table.name,
    };
    let moves = |statement: &str| {
        let words = statement.trim_start();
        (words.contains("insert into") || words.contains("update ") || words.contains(" as select"))
            && words.contains(what)
    };
    before.split(';').any(moves)
}
