//! Scripts that copy the data away, and that somebody has to run.

use crate::{
    formats::shell,
    frameworks::commands::{Purpose, purpose_of},
    model::{File, FileKind, Project},
    source::span::FileId,
};

const FOLDERS: [&str; 5] = ["scripts", "script", "bin", "tools", "ops"];
const DATA: [&str; 6] = ["db", "database", "data", "supabase", "postgres", "full"];
const COPY: [&str; 2] = ["backup", "dump"];

impl Project {
    /// The first script that copies the data: `scripts/backup-db.mjs`, `bin/save.sh` with `pg_dump` in it.
    pub(crate) fn copy_by_hand(&self) -> Option<FileId> {
        self.all_files().find(|(_, file)| copies_data(file)).map(|(id, _)| id)
    }
}

fn copies_data(file: &File) -> bool {
    match file.kind {
        FileKind::Shell => {
            let commands = file.text.as_deref().map(shell::commands).unwrap_or_default();
            commands.iter().any(|command| purpose_of(command.program()) == Some(Purpose::Backup))
        }
        FileKind::Code(_) => file.folder().split('/').any(|folder| FOLDERS.contains(&folder)) && is_named_a_copy(file),
        _ => false,
    }
}

fn is_named_a_copy(file: &File) -> bool {
    let words = crate::vocab::split(file.name());
    let any_of = |known: &[&str]| words.iter().any(|w| known.contains(&w.as_str()));
    any_of(&COPY) && any_of(&DATA)
}
