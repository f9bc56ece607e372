//! What the tests over the rules share.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use plimsoll::{
    model::Project,
    rules::{Catalogue, Rule},
    run::{self, Knowledge},
    syntax::Patterns,
    vocab::Vocabulary,
};

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The built-in rules.
pub(crate) fn catalogue() -> Catalogue {
    Catalogue::built_in().unwrap()
}

/// The folder of a rule's cases.
pub(crate) fn cases(rule: &Rule) -> PathBuf {
    root().join("corpus/rules").join(&*rule.id)
}

/// The sub-folders of a rule's cases whose names begin with `bad` or `good`, sorted.
pub(crate) fn projects(rule: &Rule, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(cases(rule)).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| p.is_dir() && name(p).starts_with(prefix)).collect();
    folders.sort();
    folders
}

/// The last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a project.
pub(crate) fn load(folder: &Path) -> Project {
    let patterns = Arc::new(Patterns::new(catalogue().patterns()));
    let knowledge = Knowledge { vocab: Vocabulary::built_in().unwrap(), patterns, ..Knowledge::default() };
    run::on_workers(Some(2), || run::load_with(&[folder.to_owned()], knowledge)).unwrap().unwrap()
}

/// The files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}

/// What a mark says: the rule reports here, it must not, or it does not yet.
const KEYWORDS: [&str; 3] = ["expect:", "fine:", "missed:"];

/// The lines that a comment marks with `keyword` for a rule: the line it stands behind, or the next line that is no mark,
/// where it stands alone.
pub(crate) fn marked_lines(text: &str, keyword: &str, rule: &str) -> Vec<u32> {
    let mut lines = Vec::new();
    let mut pending = false;
    for (number, line) in (1u32..).zip(text.lines()) {
        let mark = KEYWORDS.iter().find_map(|k| line.split_once(k).map(|(before, marks)| (*k, before, marks)));
        let names_rule = mark
            .is_some_and(|(k, _, marks)| k == keyword && marks.split([' ', ',', '*', '}']).any(|word| word == rule));
        let is_alone = mark.is_some_and(|(_, before, _)| before.trim().chars().all(|c| "/-#{*<!".contains(c)));
        if is_alone {
            pending |= names_rule;
        } else if names_rule || pending {
            lines.push(number);
            pending = false;
        }
    }
    lines
}
