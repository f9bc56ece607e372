//! The model: what the project is, derived once from all facts. Rules and reports only read it.

pub mod access;
pub mod apps;
mod boundary;
pub mod buckets;
mod build;
pub mod builder;
mod bundle;
pub mod calls;
mod clock;
pub mod configs;
pub mod contract;
mod databases;
pub mod encryption;
pub mod failures;
mod file;
pub mod indexes;
pub mod jobs;
mod led;
pub mod limiters;
pub mod linked;
mod literals;
pub mod llm;
pub mod markup;
pub mod migrations;
pub mod modules;
mod narrowed;
pub mod ops;
pub mod outcome;
pub mod passwords;
pub mod payments;
pub mod queries;
mod reassigned;
pub mod relations;
pub mod replay;
pub mod routes;
pub mod routine_harm;
pub mod routines;
pub mod schema;
pub mod second_factor;
pub mod sides;
mod stored;
pub mod tokens;
mod undefined;
mod unread;
mod usage;
pub mod values;
pub mod versions;
pub mod writers;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

pub use self::buckets::{BucketUse, DeadLink, FileRefusal};
pub use self::databases::{AsMeant, Filled};
pub use self::file::{File, FileKind, Language, Role};
pub use self::undefined::Undefined;
use crate::{
    facts::code::Code,
    frameworks::base44::entities::Entities,
    source::{gap::Gap, span::FileId},
    vocab::Vocabulary,
};

/// The audited project: everything rules and reports may ask.
#[derive(Debug, Default)]
pub struct Project {
    /// The audited root; paths of files are relative to it. Never printed.
    pub root: PathBuf,
    /// The root of the git work tree that holds it. Never printed.
    pub git_root: Option<PathBuf>,
    /// The only files to report on, when single files were asked for; empty: all.
    pub restricted_to: Vec<FileId>,
    /// All files that were found, in path order; [`FileId`] is the position.
    pub files: Vec<File>,
    /// What the configuration files say.
    pub configs: configs::Configs,
    /// Its apps, by folder.
    pub apps: Vec<apps::App>,
    /// The entities of Base44 whose schemas it holds.
    pub(crate) entities: Entities,
    /// Which app builder made it.
    pub made_by: builder::MadeBy,
    /// The databases, one for each set of SQL; the first is the one the app uses.
    pub databases: Vec<schema::Schema>,
    /// Schemas of mappers that declare what migrations make, maybe otherwise.
    pub declared: Vec<schema::Schema>,
    /// Who can reach which rows: one entry for each of [`Project::databases`], in the same order.
    pub access: Vec<access::Access>,
    /// What the functions of each of [`Project::databases`] do, in the same order.
    pub routines: Vec<routines::Routines>,
    /// Those of [`Project::databases`] in which tables fail to be made, as they are meant.
    pub meant: Vec<databases::AsMeant>,
    /// Which file or package each import names.
    pub modules: modules::Modules,
    /// What expressions were evaluated to.
    pub(crate) known_values: values::Known,
    /// How it is run.
    pub ops: ops::Ops,
    /// The services of builders that production code uses.
    pub ties: Vec<builder::lockin::Tie>,
    /// Where each file runs.
    pub sides: sides::Sides,
    /// Every call of the database in the code, by file and place.
    pub queries: Vec<queries::Query>,
    /// The names of the tables that they name.
    pub asked_tables: BTreeSet<String>,
    /// What the SQL speaks of without having made it.
    pub(crate) spoken: contract::spoken::Spoken,
    /// What anything in the repository puts rows into.
    pub filled: databases::Filled,
    /// The tables that no SQL here makes and whose row security the last word of the migrations switches off, with the
    /// statement that does.
    pub left_open: BTreeMap<schema::Name, crate::source::span::Span>,
    /// Whether the SQL here makes more than half of the tables that the code asks for: then it is likely all there is, and
    /// not a part of what the live database was made from.
    pub makes_most_tables: bool,
    /// The calls that are refused each time and that the code does not go on after, by file and place.
    pub refusals: Vec<contract::behind::Refusal>,
    /// What is written into the columns of tables.
    pub(crate) writers: writers::Writers,
    /// Every server entry point and what was found out about it, by file and place.
    pub routes: Vec<routes::Route>,
    /// What the code does with passwords, by file and place.
    pub passwords: Vec<passwords::PasswordUse>,
    /// Every call that moves money, by file and place.
    pub charges: Vec<payments::charges::Charge>,
    /// The `BEGIN`s that the code sends, by file and place.
    pub begins: Vec<queries::Begin>,
    /// The calls that make a model write text, by file and place.
    pub(crate) llm_calls: Vec<llm::ModelCall>,
    /// What the code does when something fails.
    pub failures: failures::Failures,
    /// The dump of the live database's schema, where one was given.
    pub dump: Option<FileId>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// What names say about the things named.
    pub vocab: Vocabulary,
}

impl Project {
    /// A file by its id.
    #[must_use]
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.index()]
    }

    /// All files with their ids, in path order.
    pub fn all_files(&self) -> impl Iterator<Item = (FileId, &File)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// The file at a path relative to the root.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.binary_search_by(|f| f.path.as_str().cmp(path)).ok()?;
        u32::try_from(index).ok().map(FileId)
    }

    /// The calls of the database in one file, in source order.
    #[must_use]
    pub fn queries_in(&self, file: FileId) -> &[queries::Query] {
        let first = self.queries.partition_point(|q| q.at.file < file);
        let behind = self.queries.partition_point(|q| q.at.file <= file);
        self.queries.get(first..behind).unwrap_or_default()
    }

    /// An evaluator of expressions.
    #[must_use]
    pub fn values(&self) -> values::Values<'_> {
        values::Values::new(&self.files, &self.modules, &self.known_values)
    }

    /// The database calls of production code: no tests, scripts, seeds, stories or copies, nothing that nobody imports or
    /// calls, and nothing behind a call that always throws.
    pub fn production_queries(&self) -> impl Iterator<Item = &queries::Query> {
        self.written_queries().filter(|q| q.reach == queries::Reach::Runs)
    }

    /// Of these, the ones that somebody who uses the app may come to.
    pub fn met_queries(&self) -> impl Iterator<Item = &queries::Query> {
        self.production_queries().filter(|q| self.sides.is_met_at(q.at))
    }

    /// The same, with those that a call before them keeps from running until it is mended.
    pub fn written_queries(&self) -> impl Iterator<Item = &queries::Query> {
        self.queries.iter().filter(|q| self.file(q.at.file).role.is_production() && self.sides.may_run_at(q.at))
    }

    /// The files with lowered code.
    pub fn code_files(&self) -> impl Iterator<Item = (FileId, &File, &Code)> {
        self.all_files().filter_map(|(id, f)| f.code.as_ref().map(|c| (id, f, c)))
    }
}
