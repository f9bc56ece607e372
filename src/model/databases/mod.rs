//! Which SQL files belong together, and the database that each set leaves behind.
//!
//! In this order of trust: a dump of the live database, where one was given, the migrations of the platform, then those of
//! mappers, then their schemas, where these declare tables that the migrations do not make, then other folders of SQL that
//! make tables. Each folder is a set of its own: nothing says that two were run on one database.

mod filled;
mod idle;
mod left_open;

pub use self::filled::Filled;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    frameworks::{
        declared,
        sql_files::{self, Runner},
        supabase::{self, platform},
    },
    model::{
        File, Project, Role,
        access::Access,
        replay::{Fresh, Migration, replay, replay_as_meant},
        routines::Routines,
        schema::{Acl, Name, Part, Role as DatabaseRole, Schema, Table, Unsure},
    },
    source::{
        gap::Gap,
        span::{FileId, Span},
    },
    sql::statement::{AlterActionKind, ConstraintKind, Statement, StatementKind},
    vocab::Vocabulary,
};

/// How much a set of files is trusted to be what the database was made from. Earlier is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    /// A dump of the live database.
    Dump,
    /// The migrations of the platform.
    Platform,
    /// Migrations of a mapper.
    Mapper,
    /// The schema of a mapper.
    Declared,
    /// Any other folder whose SQL makes tables.
    Folder,
}

/// Files in the order in which they run.
#[derive(Debug)]
struct Set {
    trust: Trust,
    folder: String,
    files: Vec<FileId>,
}

/// A database as its migrations mean it, where statements that make tables fail: the tables of which only a part fails are
/// there. Likely what the live database has, where what the part rests on was made by hand.
#[derive(Clone, Debug)]
pub struct AsMeant {
    /// The database.
    pub schema: Schema,
    /// Who can reach which rows.
    pub access: Access,
    /// What its functions do.
    pub routines: Routines,
}

impl AsMeant {
    /// Judges a database that is as its migrations mean it.
    pub(super) fn of(schema: Schema, vocab: &Vocabulary) -> Self {
        let routines = Routines::of(&schema, &vocab.tables.audit);
        let access = Access::of(&schema, &routines, vocab);
        Self { schema, access, routines }
    }
}

/// What the SQL and the declared schemas of a project come to.
pub(super) struct Built {
    /// The databases, the one that the app uses first.
    pub(super) databases: Vec<Schema>,
    /// Those of them in which tables fail to be made, as they are meant.
    pub(super) as_meant: Vec<Schema>,
    /// The schemas of mappers all of whose tables migrations make: no databases of their own, and witnesses all the same.
    pub(super) declared: Vec<Schema>,
    /// What could not be read.
    pub(super) gaps: Vec<Gap>,
}

/// The databases of a project.
#[must_use]
pub(super) fn build(project: &Project) -> Built {
    let has_platform = sql_files::uses_platform(project);
    let sets = sets(project);
    let has_migrations = sets.iter().any(|set| matches!(set.trust, Trust::Platform | Trust::Mapper));
    let mut all: Vec<(Trust, Schema)> = Vec::new();
    let mut as_meant = Vec::new();
    let left_behind: Vec<_> = sets.par_iter().map(|set| database(project, set, has_platform)).collect();
    for (set, (mut schema, meant)) in sets.into_iter().zip(left_behind) {
        schema.loose = has_migrations && set.trust == Trust::Folder;
        schema.by_hand = set.trust == Trust::Folder && !set.folder.contains("migration");
        as_meant.extend(meant.filter(|_| project.dump.is_none() && !schema.loose && lacks_tables(&schema)));
        all.push((set.trust, schema));
    }
    let (sets, gaps) = declared::sets(project);
    let mut declared = Vec::new();
    for set in sets {
        let schema = declared_database(set);
        let is_made = |name: &Name| all.iter().any(|(trust, s)| *trust <= Trust::Mapper && s.table(name).is_some());
        if schema.tables().all(|(name, _)| is_made(name)) {
            declared.push(schema);
        } else {
            all.push((Trust::Declared, schema));
        }
    }
    all.sort_by_key(|(trust, _)| *trust);
    let mut databases: Vec<Schema> = all.into_iter().map(|(_, schema)| schema).collect();
    // A dump of the schema has no rows: buckets and jobs are rows, which the migrations add.
    if project.dump.is_some()
        && let [dump, migrations, ..] = databases.as_mut_slice()
    {
        dump.buckets.clone_from(&migrations.buckets);
        dump.cron_jobs.clone_from(&migrations.cron_jobs);
    }
    Built { databases, as_meant, declared, gaps }
}

/// Whether a table that fails to be made is not there in the end.
fn lacks_tables(schema: &Schema) -> bool {
    schema.withheld.iter().any(|(thing, _)| thing.part == Part::Existence && !schema.makes(&thing.of))
}

/// What a schema declares, on a database with no API in front: whether one stands there is not for a schema to say.
fn declared_database(set: declared::Set) -> Schema {
    let files: Vec<Migration<'_>> =
        set.statements.iter().map(|(file, statements)| Migration { file: *file, statements }).collect();
    let mut schema = replay(&plain(), &files);
    // The statements are ours: that one fails says that the declaration is not what PostgreSQL takes, or that it was read
    // wrongly. A foreign key may be left out by itself; of all else that fails the tables are not what they seem.
    let failures = std::mem::take(&mut schema.failures);
    let is_minor = |at: Span| {
        let of_file = files.iter().filter(|f| f.file == at.file).flat_map(|f| f.statements);
        of_file.filter(|s| s.range == at.range).all(is_foreign_key)
    };
    if !failures.iter().all(|f| is_minor(f.at)) || !schema.gaps.is_empty() {
        schema.gaps.clear();
        schema.unsure.insert(Unsure::Relations);
    }
    schema.source = set.folder;
    schema
}

/// `ALTER TABLE … ADD FOREIGN KEY …`.
fn is_foreign_key(statement: &Statement) -> bool {
    let StatementKind::AlterTable(alter) = &statement.kind else { return false };
    alter.actions.iter().all(
        |action| matches!(&action.kind, AlterActionKind::AddConstraint(c) if matches!(c.kind, ConstraintKind::ForeignKey(_))),
    )
}

/// The database that a set leaves behind, and the same as it is meant, where parts of tables fail.
fn database(project: &Project, set: &Set, has_platform: bool) -> (Schema, Option<Schema>) {
    let files: Vec<Migration<'_>> =
        set.files.iter().map(|id| Migration { file: *id, statements: statements(project, *id) }).collect();
    let first = set.files.first().map_or("", |id| project.file(*id).name());
    let mut fresh = match set.trust {
        Trust::Dump => platform::before_dump(),
        Trust::Platform => platform::fresh(first),
        Trust::Mapper | Trust::Folder if has_platform => platform::fresh(first),
        Trust::Mapper | Trust::Folder | Trust::Declared => plain(),
    };
    if let Some(schemas) = api_schemas(project, &set.folder).filter(|_| has_platform) {
        fresh.schema.api_schemas = schemas;
    }
    let (mut schema, mut meant) = replay_as_meant(&fresh, &files);
    for schema in std::iter::once(&mut schema).chain(&mut meant) {
        schema.source.clone_from(&set.folder);
        schema.files.clone_from(&set.files);
    }
    if set.trust == Trust::Dump {
        // What the platform made is in the dump again, and refused as being there.
        schema.failures.clear();
    }
    (schema, meant)
}

impl Project {
    /// The databases that say what is there today: the dump of the live one alone, where it was given, else all.
    #[must_use]
    pub fn live_databases(&self) -> &[Schema] {
        let end = if self.dump.is_some() { 1 } else { self.databases.len() };
        self.databases.get(..end).unwrap_or_default()
    }

    /// Whether the databases' migrations were written for a platform that the app has left, so that no API with client keys
    /// stands in front of the tables any more.
    #[must_use]
    pub fn has_left_platform(&self) -> bool {
        self.dump.is_none() && sql_files::has_left_platform(self)
    }

    /// The tables that the app's own SQL makes, each from the first set of files that makes it.
    pub fn own_tables(&self) -> impl Iterator<Item = (&Schema, &Name, &Table)> {
        let is_first = |index: usize, name: &Name| {
            let before = self.live_databases().get(..index).unwrap_or_default();
            !before.iter().any(|schema| schema.table(name).is_some_and(|table| table.at.is_some()))
        };
        self.live_databases().iter().enumerate().flat_map(move |(index, schema)| {
            let own = schema.tables().filter(move |(name, table)| table.at.is_some() && is_first(index, name));
            own.map(move |(name, table)| (schema, name, table))
        })
    }
}

fn statements(project: &Project, id: FileId) -> &[Statement] {
    project.file(id).sql.as_ref().map_or(&[], |sql| sql.statements.as_slice())
}

/// `[api].schemas` of the `config.toml` beside the migrations, or of the only one.
fn api_schemas(project: &Project, folder: &str) -> Option<Vec<String>> {
    let beside = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    let configs = &project.configs.supabase;
    let own = configs.iter().find(|(id, _)| project.file(*id).folder() == beside);
    let (_, config) = own.or_else(|| configs.first().filter(|_| configs.len() == 1))?;
    config.schemas.as_ref().map(|s| s.value.clone())
}

/// PostgreSQL as it is by itself, with no API in front.
fn plain() -> Fresh {
    let mut schema = Schema::default();
    let owner =
        DatabaseRole { inherits: true, superuser: true, bypasses_row_security: true, ..DatabaseRole::default() };
    schema.roles.insert("postgres".to_owned(), owner);
    schema.add_schema("public", "postgres", &Acl::default());
    schema.commit();
    Fresh { schema, role: "postgres".to_owned(), search_path: vec!["public".to_owned()] }
}

/// The sets of SQL files, the most trusted first, of equals the fullest.
fn sets(project: &Project) -> Vec<Set> {
    let mut by_folder: BTreeMap<(Trust, String), Vec<FileId>> = BTreeMap::new();
    // What was pulled from the live database is all that there is: what only other files make is not there.
    let has_pulled = project.all_files().any(|(_, file)| {
        file.sql.is_some() && place(project, file).0 == Trust::Platform && supabase::is_pulled(file.name())
    });
    for (id, file) in project.all_files() {
        if file.sql.is_none() {
            continue;
        }
        if project.dump == Some(id) {
            by_folder.insert((Trust::Dump, file.path.clone()), vec![id]);
            continue;
        }
        let key = place(project, file);
        let foreign = has_pulled && key.0 == Trust::Folder
            || matches!(file.role, Role::Test | Role::Example | Role::Copy | Role::Vendored | Role::Seed);
        if key.0 == Trust::Folder && (foreign || is_set_aside(file.folder())) {
            continue;
        }
        by_folder.entry(key).or_default().push(id);
    }
    let mut sets: Vec<Set> = by_folder
        .into_iter()
        .map(|((trust, folder), files)| Set { trust, files: sql_files::in_order(project, &folder, files), folder })
        .filter(|set| {
            matches!(set.trust, Trust::Dump | Trust::Platform)
                || set.files.iter().any(|id| makes_tables(statements(project, *id)))
        })
        .collect();
    sets.sort_by(|a, b| (a.trust, b.files.len(), &a.folder).cmp(&(b.trust, a.files.len(), &b.folder)));
    sets
}

/// To which set a file belongs.
fn place(project: &Project, file: &File) -> (Trust, String) {
    let (runner, folder) = sql_files::runner(project, file);
    let trust = match runner {
        Runner::Platform => Trust::Platform,
        Runner::Mapper => Trust::Mapper,
        Runner::Nobody => Trust::Folder,
    };
    (trust, folder.to_owned())
}

/// Whether a folder keeps what is no longer run, or a dump of an older state.
fn is_set_aside(folder: &str) -> bool {
    folder.split('/').any(|part| part.starts_with('.') || is_archive(part)) || sql_files::is_below_migrations(folder)
}

/// Whether the name of a folder says that what lies in it is kept, and not used any more: `_archive`, `.old`.
pub(in crate::model) fn is_archive(name: &str) -> bool {
    const ASIDE: &[&str] =
        &["archive", "archived", "archives", "backup", "backups", "old", "deprecated", "obsolete", "legacy"];
    ASIDE.contains(&name.to_lowercase().trim_matches(['.', '_']))
}

fn makes_tables(statements: &[Statement]) -> bool {
    statements.iter().any(|s| matches!(s.kind, StatementKind::CreateTable(_)))
}
