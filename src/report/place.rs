//! From byte spans to the lines and columns that people and editors use.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use crate::{
    model::{File, Project},
    source::{
        git::Blob,
        read::{read_text, stored_text},
        span::{FileId, Span},
    },
};

/// Gives back the text of an audited file, for columns, excerpts and fingerprints. Another provider can serve files from
/// somewhere else than the working tree.
pub trait Sources {
    /// The text; `None` when it cannot be had (any more).
    fn text(&self, file: FileId) -> Option<Arc<str>>;
}

/// Serves the texts of a project: those that it kept, and the others from the folder, or from git's store where the
/// project was read from there. Only the text that was asked for last is kept: who wants many goes file by file.
pub struct ProjectSources<'a> {
    project: &'a Project,
    stored: Option<&'a BTreeMap<String, Blob>>,
    last: RefCell<Option<(FileId, Option<Arc<str>>)>>,
}

impl<'a> ProjectSources<'a> {
    /// The sources of a project.
    #[must_use]
    pub fn new(project: &'a Project) -> Self {
        Self { project, stored: None, last: RefCell::default() }
    }

    /// The sources of a project that was read from these contents, by path.
    #[must_use]
    pub fn stored(project: &'a Project, contents: &'a BTreeMap<String, Blob>) -> Self {
        Self { project, stored: Some(contents), last: RefCell::default() }
    }

    fn read(&self, file: &File) -> Option<Arc<str>> {
        let text = match self.stored {
            None => read_text(&self.project.root.join(&file.path), file.kind),
            Some(contents) => stored_text(contents.get(&file.path)?, file.kind),
        };
        text.ok().map(Arc::from)
    }
}

impl Sources for ProjectSources<'_> {
    fn text(&self, file: FileId) -> Option<Arc<str>> {
        if let Some((_, text)) = self.last.borrow().as_ref().filter(|(last, _)| *last == file) {
            return text.clone();
        }
        let found = self.project.files.get(file.index())?;
        let kept = found.text.as_deref().map(Arc::from);
        let text = kept.or_else(|| self.read(found));
        *self.last.borrow_mut() = Some((file, text.clone()));
        text
    }
}

/// A place as reports print it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the audited root, `/`-separated.
    pub path: String,
    /// The first line, from 1.
    pub line: u32,
    /// The first column, from 1, in UTF-16 code units.
    pub column: u32,
    /// The last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// The bytes, for excerpts.
    pub at: Span,
}

impl Place {
    /// Finds the lines and columns of a span.
    #[must_use]
    pub fn of(span: Span, project: &Project, sources: &dyn Sources) -> Self {
        let Some(file) = project.files.get(span.file.index()) else {
            return Self { path: String::new(), line: 1, column: 1, end_line: 1, end_column: 1, at: span };
        };
        let text = sources.text(span.file);
        let text = text.as_deref().unwrap_or("");
        let (line, column) = file.lines.position(text, span.range.start);
        let (end_line, end_column) = file.lines.position(text, span.range.end);
        Self { path: file.path.clone(), line, column, end_line, end_column, at: span }
    }

    /// Whether it stands for a whole file rather than for a place in it.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.at.range.start == 0 && self.at.range.end == 0
    }
}

/// Text that is safe to print: what would move the cursor, change colours or turn the reading direction is replaced.
/// File names and code come from strangers.
#[must_use]
pub fn printable(text: &str) -> String {
    let is_unsafe = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    text.chars().map(|c| if is_unsafe(c) { '\u{FFFD}' } else { c }).collect()
}
