//! Where the tools that run SQL keep their files, and in which order they run them.

use std::collections::BTreeMap;

use super::stack::STORES;
use crate::{
    model::{File, FileKind, Project},
    source::span::FileId,
};

/// Who runs a file of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    /// The Supabase CLI.
    Platform,
    /// Prisma or Drizzle.
    Mapper,
    /// No tool that is known: somebody by hand, or nobody.
    Nobody,
}

/// Who runs a file of SQL, and the folder of all the files that are run with it.
pub(crate) fn runner<'f>(project: &Project, file: &'f File) -> (Runner, &'f str) {
    let (folder, name) = (file.folder(), file.name());
    let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    let ends_with = |path: &str, end: &str| path == end || path.ends_with(&format!("/{end}"));
    if ends_with(folder, "supabase/migrations") {
        return (Runner::Platform, folder);
    }
    if name == "migration.sql" && ends_with(parent, "migrations") {
        return (Runner::Mapper, parent);
    }
    let is_numbered =
        name.len() > 5 && name.bytes().take(4).all(|b| b.is_ascii_digit()) && name.as_bytes().get(4) == Some(&b'_');
    if is_numbered && file.path.contains("drizzle") || project.find(&journal_of(folder)).is_some() {
        return (Runner::Mapper, folder);
    }
    (Runner::Nobody, folder)
}

/// Whether a folder lies below the migrations of the platform, whose CLI runs only the files directly in there.
pub(crate) fn is_below_migrations(folder: &str) -> bool {
    format!("{folder}/").contains("supabase/migrations/")
}

/// Whether the project talks to Supabase: it has its folder or its library, or its SQL asks who the caller is.
pub(crate) fn uses_platform(project: &Project) -> bool {
    let has_library = project
        .configs
        .manifests
        .iter()
        .any(|(_, manifest)| manifest.dependencies.iter().any(|d| d.name.starts_with("@supabase/")));
    let asks_caller = |f: &File| f.kind == FileKind::Sql && f.text.as_deref().is_some_and(|t| t.contains("auth.uid()"));
    // With a driver of its own and nothing else of the platform, the app has left it.
    !project.configs.supabase.is_empty() || has_library || !has_driver(project) && project.files.iter().any(asks_caller)
}

/// Whether the app once lived on Supabase and nothing of it talks to it any more: it connects to PostgreSQL by itself, no
/// file that may run imports the library, and neither configuration nor functions of the platform are there. Its
/// migrations then say what was meant for a database that stands behind no API.
pub(crate) fn has_left_platform(project: &Project) -> bool {
    let is_import = |source: &str| source.contains("@supabase/");
    let imports = || {
        let running =
            project.code_files().filter(|(id, file, _)| file.role.is_production() && project.sides.may_run(*id));
        running.flat_map(|(_, _, code)| code.imports.iter().filter_map(|import| import.source.map(|s| code.str(s))))
    };
    let has_functions = || project.files.iter().any(|file| file.path.contains("supabase/functions/"));
    project.configs.supabase.is_empty()
        && has_driver(project)
        && imports().next().is_some()
        && !has_functions()
        && !imports().any(is_import)
}

/// Whether the app connects to PostgreSQL by itself.
fn has_driver(project: &Project) -> bool {
    let is_driver = |name: &str| STORES.iter().any(|(package, store)| *package == name && *store == "postgres");
    project.configs.manifests.iter().any(|(_, manifest)| manifest.dependencies.iter().any(|d| is_driver(&d.name)))
}

/// The files of a folder that are run, in their order: as Drizzle's journal lists them, where there is one, else those
/// whose names start with a digit, if there are any, by name.
pub(crate) fn in_order(project: &Project, folder: &str, mut files: Vec<FileId>) -> Vec<FileId> {
    if let Some(tags) = journal(project, folder) {
        let place = |id: &FileId| tags.get(project.file(*id).name().trim_end_matches(".sql")).copied();
        files.retain(|id| place(id).is_some());
        files.sort_by_key(place);
        return files;
    }
    // Prisma's files all have one name: their folders are the versions.
    let version = |id: &FileId| {
        let file = project.file(*id);
        if file.name() == "migration.sql" { file.folder().rsplit('/').next().unwrap_or("") } else { file.name() }
    };
    let has_digit = |id: &FileId| version(id).starts_with(|c: char| c.is_ascii_digit());
    if files.iter().any(has_digit) {
        files.retain(has_digit);
    }
    files.sort_by(|a, b| version(a).cmp(version(b)));
    files
}

/// Drizzle's list of the migrations in a folder.
fn journal_of(folder: &str) -> String {
    if folder.is_empty() { "meta/_journal.json".to_owned() } else { format!("{folder}/meta/_journal.json") }
}

/// The names of migrations in `meta/_journal.json`, each with its place; Drizzle runs what stands there, and nothing else.
fn journal(project: &Project, folder: &str) -> Option<BTreeMap<String, usize>> {
    let id = project.find(&journal_of(folder))?;
    let entries = project.configs.tree(id)?.get("entries")?.elements();
    let tag = |(place, entry): (usize, &crate::formats::Node)| Some((entry.get("tag")?.str()?.to_owned(), place));
    let tags: BTreeMap<String, usize> = entries.iter().enumerate().filter_map(tag).collect();
    (!tags.is_empty()).then_some(tags)
}
