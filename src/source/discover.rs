//! Finding the files of an app: one walk that never enters dependencies or build output, in an order that does not
//! depend on the machine.

use std::{
    collections::BTreeSet,
    io,
    path::{Component, Path, PathBuf},
};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use super::{
    compiled::mark_compiled,
    copies::{copy_folders, is_within},
    git::Blob,
    ignored::IgnoreStack,
    kind::kind_of,
    role::role_of,
    tracked::Tracked,
};
use crate::{
    frameworks::folders,
    model::{FileKind, Role},
};

/// What the walk found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The audited root: the folder asked for, or the common root of several.
    pub root: PathBuf,
    /// The root of the git work tree that holds it.
    pub git_root: Option<PathBuf>,
    /// All files, in path order, each path once.
    pub files: Vec<Found>,
    /// When single files were asked for: their paths; reports are restricted to them.
    pub restricted_to: BTreeSet<String>,
    /// The path of the dump of the live database's schema, where one was given.
    pub dump: Option<String>,
}

/// A file that was found and not yet opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Path relative to the root, `/`-separated; bytes that are not UTF-8 are replaced.
    pub path: String,
    /// Where it is.
    pub location: PathBuf,
    /// Bytes.
    pub size: u64,
    /// By its name.
    pub kind: FileKind,
    /// By its path.
    pub role: Role,
    /// Whether git leaves it out.
    pub ignored: bool,
    /// Why it, or the folder of this path, could not be listed.
    pub error: Option<String>,
    /// Where its bytes are.
    pub content: Content,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// In the work tree.
    OnDisk,
    /// In git's store.
    Stored(Blob),
    /// In git's store, and nobody asked for them.
    Absent,
}

/// What is to be audited.
#[derive(Debug)]
pub struct Scope {
    /// The audited root: the folder asked for, or the common root of several.
    pub root: PathBuf,
    /// The root of the git work tree that holds it.
    pub git_root: Option<PathBuf>,
    /// The folders to walk, each once, none inside another.
    pub starts: Vec<PathBuf>,
    /// When single files were asked for: their paths; reports are restricted to them.
    pub restricted_to: BTreeSet<String>,
}

impl Scope {
    /// What these folders and files stand for; none mean the current folder.
    ///
    /// # Errors
    /// When a path that was asked for cannot be opened.
    pub fn of(paths: &[PathBuf]) -> Result<Self, DiscoverError> {
        let asked = resolve(paths)?;
        let root = asked.iter().map(Asked::start).reduce(common_root).unwrap_or_default();
        let git_root = root.ancestors().find(|a| a.join(".git").exists()).map(Path::to_owned);
        let restricted_to = asked.iter().filter(|a| a.is_file).map(|a| relative(&a.path, &root)).collect();
        Ok(Self { starts: starts(&asked, &root), root, git_root, restricted_to })
    }
}

/// Our input is wrong: nothing can be audited.
#[derive(Debug, Error)]
pub enum DiscoverError {
    /// A path that was asked for does not exist or cannot be opened.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// As the user wrote it.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

/// Folders that hold dependencies, caches or build output, whatever is around them; those of frameworks are in
/// [`folders::MADE`].
const NEVER_ENTERED: &[&str] = &[
    "node_modules",
    ".git",
    ".hg",
    ".svn",
    ".cache",
    ".pnpm-store",
    ".yarn",
    ".venv",
    "venv",
    "__pycache__",
    ".terraform",
    ".gradle",
    "bower_components",
    "dist",
    "dist-ssr",
];
/// Folders that hold build output only where they stand beside a `package.json`: elsewhere they are names like others.
const OUTPUT_BESIDE_MANIFEST: &[&str] =
    &["out", "build", "coverage", "dist-electron", "playwright-report", "test-results"];

impl Discovery {
    /// Leaves out what `patterns` name, in the words of `.gitignore` and relative to the root. A pattern that means nothing
    /// leaves nothing out.
    pub fn exclude(&mut self, patterns: &[String]) {
        if patterns.is_empty() {
            return;
        }
        let mut builder = ignore::gitignore::GitignoreBuilder::new(&self.root);
        for pattern in patterns {
            let _ = builder.add_line(None, pattern);
        }
        let Ok(matcher) = builder.build() else { return };
        self.files.retain(|file| !matcher.matched_path_or_any_parents(&file.path, false).is_ignore());
    }

    /// Adds a dump of the live database's schema, wherever it is; one that the walk found already is only marked.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn add_dump(&mut self, dump: &Path) -> Result<(), DiscoverError> {
        let location = dump.canonicalize().map_err(|source| unreadable(dump, source))?;
        let meta = location.metadata().map_err(|source| unreadable(dump, source))?;
        let path = upwards(&location, &self.root);
        self.files.retain(|file| file.location != location);
        let found = Found {
            path: path.clone(),
            location,
            size: meta.len(),
            kind: FileKind::Sql,
            role: Role::Source,
            ignored: false,
            error: None,
            content: Content::OnDisk,
        };
        self.files.push(found);
        self.files.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.location.cmp(&b.location)));
        self.dump = Some(path);
        Ok(())
    }
}

/// The way from the root to a file that may lie beside it: `../live/schema.sql`.
fn upwards(location: &Path, root: &Path) -> String {
    let shared = location.components().zip(root.components()).take_while(|(a, b)| a == b).count();
    let up = root.components().skip(shared).map(|_| "..".to_owned());
    let down = location.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Walks the given folders and files.
///
/// # Errors
/// When a path that was asked for cannot be opened.
pub fn discover(paths: &[PathBuf]) -> Result<Discovery, DiscoverError> {
    let Scope { root, git_root, starts, restricted_to } = Scope::of(paths)?;
    let mut found = Discovery { root, git_root, files: Vec::new(), restricted_to, dump: None };
    for start in starts {
        walk(&start, &mut found);
    }
    found.files.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.location.cmp(&b.location)));
    found.files.dedup_by(|a, b| a.location == b.location);
    mark_copies(&mut found.files);
    Ok(found)
}

struct Asked {
    path: PathBuf,
    is_file: bool,
}

impl Asked {
    /// The folder to audit: a file stands for the app that holds it.
    fn start(&self) -> PathBuf {
        if !self.is_file {
            return self.path.clone();
        }
        let parent = self.path.parent().unwrap_or(&self.path);
        let holds_app = |folder: &&Path| {
            let is_named = folder.join("package.json").is_file() || folder.join(".git").exists();
            (is_named || is_backend(&folder.join(folders::BACKEND))) && !folder.ancestors().any(is_backend)
        };
        parent.ancestors().find(holds_app).unwrap_or(parent).to_owned()
    }
}

/// Whether a folder is the backend of an app, and not one that merely has the name (`lib/supabase`). What lies in it, an
/// edge function with a manifest of its own, say, is a part of the app around it.
fn is_backend(folder: &Path) -> bool {
    folder.ends_with(folders::BACKEND)
        && (folder.join(folders::BACKEND_FILE).is_file()
            || folders::BACKEND_PARTS.iter().any(|part| folder.join(part).is_dir()))
}

fn resolve(paths: &[PathBuf]) -> Result<Vec<Asked>, DiscoverError> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    paths
        .iter()
        .map(|path| {
            let path = path.canonicalize().map_err(|source| unreadable(path, source))?;
            let is_file = path.metadata().map_err(|source| unreadable(&path, source))?.is_file();
            Ok(Asked { path, is_file })
        })
        .collect()
}

fn unreadable(path: &Path, source: io::Error) -> DiscoverError {
    DiscoverError::Unreadable { path: path.display().to_string(), source }
}

#[allow(clippy::needless_pass_by_value, reason = "the signature of a reduction")]
fn common_root(a: PathBuf, b: PathBuf) -> PathBuf {
    a.components().zip(b.components()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
}

/// The folders to walk: those asked for, each once, without those inside another.
fn starts(asked: &[Asked], root: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = asked.iter().map(Asked::start).collect();
    folders.sort();
    folders.dedup();
    let outer: Vec<PathBuf> =
        folders.iter().filter(|f| !folders.iter().any(|o| *f != o && f.starts_with(o))).cloned().collect();
    if outer.is_empty() { vec![root.to_owned()] } else { outer }
}

fn walk(start: &Path, found: &mut Discovery) {
    let mut ignores = IgnoreStack::above(start, found.git_root.as_deref());
    let kept = found.git_root.as_deref().map(|root| (root.to_owned(), Tracked::of(root)));
    let mut entries = WalkDir::new(start).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.files.extend(unlisted(&error, &found.root));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            if entry.depth() > 0 && (is_left_out(&entry) || ignores.is_ignored(entry.path(), true)) {
                entries.skip_current_dir();
            } else {
                ignores.enter(entry.path());
            }
        } else if entry.file_type().is_file() {
            // Links are not followed: what they name inside the tree is found there, the rest is not the app's.
            found.files.push(describe(&entry, &found.root, &ignores, kept.as_ref()));
        }
    }
}

fn is_left_out(folder: &DirEntry) -> bool {
    let Some(name) = folder.file_name().to_str() else { return false };
    is_left_out_name(name, || folder.path().parent().is_some_and(|p| p.join("package.json").is_file()))
}

/// Whether a folder of this name holds dependencies, caches or build output.
pub(super) fn is_left_out_name(name: &str, is_beside_manifest: impl Fn() -> bool) -> bool {
    NEVER_ENTERED.contains(&name)
        || folders::MADE.contains(&name)
        || (OUTPUT_BESIDE_MANIFEST.contains(&name) && is_beside_manifest())
}

fn describe(entry: &DirEntry, root: &Path, ignores: &IgnoreStack, kept: Option<&(PathBuf, Tracked)>) -> Found {
    let path = relative(entry.path(), root);
    let kind = kind_of(path.rsplit('/').next().unwrap_or(&path));
    let (size, error) = match entry.metadata() {
        Ok(meta) => (meta.len(), None),
        Err(error) => (0, Some(error.to_string())),
    };
    Found {
        role: role_of(&path, kind),
        ignored: ignores.is_ignored(entry.path(), false) && !is_kept(entry.path(), kind, kept),
        location: entry.path().to_owned(),
        path,
        size,
        kind,
        error,
        content: Content::OnDisk,
    }
}

/// Whether a file is handed on although it is ignored: git keeps it, or there is no git here and an environment file or the
/// configuration of a host came with the rest, as in an archive of a repository.
fn is_kept(path: &Path, kind: FileKind, kept: Option<&(PathBuf, Tracked)>) -> bool {
    let is_of_host = || path.file_name().and_then(|n| n.to_str()).is_some_and(|n| folders::HOSTED_BY.contains(&n));
    kept.map_or_else(
        || kind == FileKind::Env || is_of_host(),
        |(git_root, tracked)| tracked.has(&relative(path, git_root)),
    )
}

/// An entry for a folder that could not be listed, so that the gap has a place.
fn unlisted(error: &walkdir::Error, root: &Path) -> Option<Found> {
    let location = error.path()?.to_owned();
    let reason = error.io_error().map_or_else(|| "cannot be listed".to_owned(), |e| e.kind().to_string());
    Some(Found {
        path: relative(&location, root),
        location,
        size: 0,
        kind: FileKind::Other,
        role: Role::Source,
        ignored: false,
        error: Some(reason),
        content: Content::OnDisk,
    })
}

fn relative(path: &Path, root: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(root)
        .unwrap_or(path)
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

/// Marks what is here twice: whole copies of the app, and what was compiled from its files.
pub(super) fn mark_copies(files: &mut [Found]) {
    mark_compiled(files);
    let paths: Vec<String> = files.iter().map(|f| f.path.clone()).collect();
    let copies = copy_folders(paths.iter().map(String::as_str));
    if copies.is_empty() {
        return;
    }
    for file in files {
        if is_within(&file.path, &copies) {
            file.role = Role::Copy;
        }
    }
}

#[cfg(test)]
mod tests;
