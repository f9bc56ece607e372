//! The model: what the project is, derived once from all facts. Rules and reports only read it.

use crate::{
    facts::code::Code,
    source::{gap::Gap, span::FileId, text::LineIndex},
};

/// The audited project: everything rules and reports may ask.
#[derive(Debug, Default)]
pub struct Project {
    /// All files that were found, in path order; [`FileId`] is the position.
    pub files: Vec<File>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
}

/// One file of the project.
#[derive(Debug)]
pub struct File {
    /// Path relative to the audited root, `/`-separated.
    pub path: String,
    /// What it is, by name.
    pub kind: FileKind,
    /// Where its lines start; empty for files that were not read.
    pub lines: LineIndex,
    /// The lowered code of a TypeScript or JavaScript file that was read.
    pub code: Option<Code>,
}

/// What a file is, by its name and ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// TypeScript or JavaScript of any ending.
    Code(Language),
    /// `.sql`.
    Sql,
    /// `.json`, `.jsonc`, `.json5`.
    Json,
    /// `.toml`.
    Toml,
    /// `.yml`, `.yaml`.
    Yaml,
    /// `.env` and its variants.
    Env,
    /// `.html`.
    Html,
    /// `schema.prisma` and parts of it.
    Prisma,
    /// `firestore.rules`, `storage.rules`, `database.rules.json`.
    FirebaseRules,
    /// `.md`, `.mdx`, `.txt`.
    Document,
    /// A lock file of a package manager.
    Lockfile,
    /// Code in a language that is not read (`.py`, `.go`, …).
    OtherLanguage,
    /// Known by name only.
    Other,
}

/// Which grammar a code file is parsed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `.ts`, `.mts`, `.cts`.
    TypeScript,
    /// `.tsx`.
    Tsx,
    /// `.js`, `.jsx`, `.mjs`, `.cjs`: the JavaScript grammar reads JSX too.
    JavaScript,
}

impl Project {
    /// A file by its id.
    #[must_use]
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.index()]
    }

    /// The files with lowered code.
    pub fn code_files(&self) -> impl Iterator<Item = (FileId, &File, &Code)> {
        (0u32..).map(FileId).zip(&self.files).filter_map(|(id, f)| f.code.as_ref().map(|c| (id, f, c)))
    }
}
