//! The pipeline: from folders to a finished [`Project`].
//!
//! Two phases are parallel, reading files and judging them by rules, and between them the model is built once. Each
//! file's text and syntax tree are dropped when its facts are taken.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::ThreadPoolBuilder;
use thiserror::Error;

use crate::{
    model::Project,
    source::{
        discover::{Content, DiscoverError, Discovery, Found, discover},
        gap::GapKind,
    },
    syntax::{Parsers, Patterns},
    vocab::Vocabulary,
};

mod file;
pub mod progress;

use self::file::read_file;
pub(crate) use self::file::{FileFacts, wants_text};

/// Parsers and lowering recurse; their own limits keep them well below this.
const STACK_BYTES: usize = 16 << 20;

/// The system gives no threads.
#[derive(Debug, Error)]
#[error("cannot start worker threads: {0}")]
pub struct NoThreads(#[from] rayon::ThreadPoolBuildError);

/// Runs `work` on worker threads with stacks that parsers need: as many as asked for, or one for each core. Their
/// number changes nothing in any result.
///
/// # Errors
/// When no thread can be started.
pub fn on_workers<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, NoThreads> {
    let workers = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).stack_size(STACK_BYTES).build()?;
    Ok(workers.install(work))
}

/// What reading an app needs to know beforehand.
#[derive(Default)]
pub struct Knowledge {
    /// What names mean.
    pub vocab: Vocabulary,
    /// Declarative rules, which are matched while a file's tree is there.
    pub patterns: Arc<Patterns>,
    /// Paths that are as if they did not exist, as in `.gitignore`.
    pub exclude: Vec<String>,
    /// A dump of the live database's schema (`pg_dump --schema-only`): what it says is so.
    pub schema_dump: Option<PathBuf>,
}

/// Finds and reads an app and derives what it is, knowing only what names mean.
///
/// # Errors
/// As [`load_with`].
pub fn load(paths: &[PathBuf], vocab: Vocabulary) -> Result<Project, DiscoverError> {
    load_with(paths, Knowledge { vocab, ..Knowledge::default() })
}

/// Finds and reads an app and derives what it is; rules judge the result ([`crate::rules::judge`]). No paths mean the
/// current folder. To be called on workers ([`on_workers`]).
///
/// # Errors
/// When a path that was asked for cannot be opened.
pub fn load_with(paths: &[PathBuf], knowledge: Knowledge) -> Result<Project, DiscoverError> {
    let mut discovery = discover(paths)?;
    discovery.exclude(&knowledge.exclude);
    if let Some(dump) = &knowledge.schema_dump {
        discovery.add_dump(dump)?;
    }
    let facts = read_all(&discovery.files, &knowledge);
    Ok(Project::build(discovery, facts, knowledge.vocab))
}

/// Reads two versions of an app, in which most files are the same ones, and derives what each is. What both hold is read
/// and parsed once. A dump of the live database holds for both. To be called on workers ([`on_workers`]).
///
/// # Errors
/// When the dump cannot be opened.
pub fn load_versions(
    mut old: Discovery,
    mut new: Discovery,
    knowledge: Knowledge,
) -> Result<(Project, Project), DiscoverError> {
    for version in [&mut old, &mut new] {
        version.exclude(&knowledge.exclude);
        if let Some(dump) = &knowledge.schema_dump {
            version.add_dump(dump)?;
        }
    }
    let known: BTreeMap<(&str, &str), usize> =
        new.files.iter().enumerate().filter_map(|(at, file)| Some((identity(file)?, at))).collect();
    let same: Vec<Option<usize>> = old.files.iter().map(|file| known.get(&identity(file)?).copied()).collect();
    let changed: Vec<Found> =
        old.files.iter().zip(&same).filter(|(_, same)| same.is_none()).map(|(file, _)| file.clone()).collect();
    let new_facts = read_all(&new.files, &knowledge);
    let mut changed = read_all(&changed, &knowledge).into_iter();
    let copied = |at: Option<usize>| at.and_then(|at| new_facts.get(at)).cloned();
    let old_facts: Vec<FileFacts> =
        same.into_iter().map(|at| copied(at).or_else(|| changed.next()).unwrap_or_default()).collect();
    let vocab = knowledge.vocab.clone();
    Ok(rayon::join(|| Project::build(old, old_facts, vocab), || Project::build(new, new_facts, knowledge.vocab)))
}

/// What makes two files the same: path and stored content. Those of the work tree are compared with nothing.
fn identity(file: &Found) -> Option<(&str, &str)> {
    match &file.content {
        Content::Stored(blob) => Some((&file.path, &blob.id)),
        Content::OnDisk | Content::Absent => None,
    }
}

/// Reads every file, the largest first, so that no core waits for a long one at the end. Each worker has its own
/// parsers and takes the next file when it is done with one; which worker reads a file changes nothing.
fn read_all(files: &[Found], knowledge: &Knowledge) -> Vec<FileFacts> {
    let mut order: Vec<usize> = (0..files.len()).collect();
    order.sort_by_key(|&i| files.get(i).map(|f| std::cmp::Reverse(f.size)));
    let next = AtomicUsize::new(0);
    progress::expect(files.len());
    let read = rayon::broadcast(|_| {
        let mut parsers = Parsers::with(Arc::clone(&knowledge.patterns));
        let mut mine = Vec::new();
        while let Some(&index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            mine.extend(files.get(index).map(|file| (index, read_or_gap(file, &mut parsers, &knowledge.vocab))));
            progress::advance();
        }
        mine
    });
    let mut facts: Vec<FileFacts> = files.iter().map(|_| FileFacts::default()).collect();
    for (index, read) in read.into_iter().flatten() {
        if let Some(slot) = facts.get_mut(index) {
            *slot = read;
        }
    }
    facts
}

/// One bad file never ends the run.
fn read_or_gap(file: &Found, parsers: &mut Parsers, vocab: &Vocabulary) -> FileFacts {
    catch_unwind(AssertUnwindSafe(|| read_file(file, parsers, vocab))).unwrap_or_else(|_| {
        FileFacts::unread(GapKind::UnparsedFile, "reading it failed; please report this file to plimsoll".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{load, on_workers};
    use crate::{source::gap::GapKind, vocab::Vocabulary};

    #[test]
    fn the_result_does_not_depend_on_threads() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("src")).unwrap();
        for i in 0..40 {
            fs::write(dir.path().join(format!("src/f{i}.toml")), "a = 1\n".repeat(i)).unwrap();
        }
        fs::write(dir.path().join("bad.sql"), b"select '\xFF'").unwrap();
        let run = |threads| {
            let project =
                on_workers(Some(threads), || load(&[dir.path().to_owned()], Vocabulary::default())).unwrap().unwrap();
            format!("{project:?}")
        };
        let one = run(1);
        assert_eq!(one, run(4));
        assert!(one.contains(&format!("{:?}", GapKind::NotText)));
    }
}
