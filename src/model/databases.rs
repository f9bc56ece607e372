//! Which SQL files belong together, and the database that each set leaves behind.
//!
//! In this order of trust: a dump of the live database, where one was given, `supabase/migrations`, then the SQL migrations
//! of Prisma and Drizzle, then their schemas, where these declare tables that the migrations do not make, then other folders
//! of SQL that make tables. Each folder is a set of its own: nothing says that two were run on one database.

use std::collections::BTreeMap;

use super::{
    FileKind, Project, Role,
    replay::{Fresh, Migration, replay},
    schema::{Acl, Name, Role as DatabaseRole, Schema, Table, Unsure},
};
use crate::{
    frameworks::{declared, supabase::platform},
    source::{
        gap::Gap,
        span::{FileId, Span},
    },
    sql::statement::{AlterActionKind, ConstraintKind, Statement, StatementKind},
};

/// How much a set of files is trusted to be what the database was made from. Earlier is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    /// A dump of the live database.
    Dump,
    /// `supabase/migrations`.
    Supabase,
    /// Migrations of Prisma or Drizzle.
    Orm,
    /// A schema of Prisma or Drizzle.
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

/// The databases of a project, the one that the app uses first.
#[must_use]
pub(super) fn build(project: &Project) -> (Vec<Schema>, Vec<Gap>) {
    let uses_supabase = uses_supabase(project);
    let sets = sets(project);
    let has_migrations = sets.iter().any(|set| matches!(set.trust, Trust::Supabase | Trust::Orm));
    let of_sql = sets.into_iter().map(|set| {
        let mut schema = database(project, &set, uses_supabase);
        schema.loose = has_migrations && set.trust == Trust::Folder;
        (set.trust, schema)
    });
    let mut all: Vec<(Trust, Schema)> = of_sql.collect();
    let (declared, gaps) = declared::sets(project);
    for set in declared {
        let schema = declared_database(set);
        let is_made = |name: &Name| all.iter().any(|(trust, s)| *trust <= Trust::Orm && s.table(name).is_some());
        if !schema.tables().all(|(name, _)| is_made(name)) {
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
    (databases, gaps)
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

fn database(project: &Project, set: &Set, uses_supabase: bool) -> Schema {
    let files: Vec<Migration<'_>> =
        set.files.iter().map(|id| Migration { file: *id, statements: statements(project, *id) }).collect();
    let first = set.files.first().map_or("", |id| project.file(*id).name());
    let mut fresh = match set.trust {
        Trust::Dump => platform::before_dump(),
        Trust::Supabase => platform::fresh(first),
        Trust::Orm | Trust::Folder if uses_supabase => platform::fresh(first),
        Trust::Orm | Trust::Folder | Trust::Declared => plain(),
    };
    if let Some(schemas) = api_schemas(project, &set.folder).filter(|_| uses_supabase) {
        fresh.schema.api_schemas = schemas;
    }
    let mut schema = replay(&fresh, &files);
    schema.source.clone_from(&set.folder);
    schema.files.clone_from(&set.files);
    if set.trust == Trust::Dump {
        // What the platform made is in the dump again, and refused as being there.
        schema.failures.clear();
    }
    schema
}

impl Project {
    /// The databases that say what is there today: the dump of the live one alone, where it was given, else all.
    #[must_use]
    pub fn live_databases(&self) -> &[Schema] {
        let end = if self.dump.is_some() { 1 } else { self.databases.len() };
        self.databases.get(..end).unwrap_or_default()
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

/// Whether the project talks to Supabase: it has its folder or its library, or its SQL asks who the caller is.
fn uses_supabase(project: &Project) -> bool {
    let library = |(_, manifest): &(FileId, crate::formats::manifest::Manifest)| {
        manifest.dependencies.iter().any(|d| d.name.starts_with("@supabase/"))
    };
    !project.configs.supabase.is_empty()
        || project.configs.manifests.iter().any(library)
        || project
            .files
            .iter()
            .any(|f| f.kind == FileKind::Sql && f.text.as_deref().is_some_and(|t| t.contains("auth.uid()")))
}

/// The sets of SQL files, the most trusted first, of equals the fullest.
fn sets(project: &Project) -> Vec<Set> {
    let mut by_folder: BTreeMap<(Trust, String), Vec<FileId>> = BTreeMap::new();
    // What was pulled from the live database is all that there is: what only other files make is not there.
    let has_pulled = project.all_files().any(|(_, file)| {
        file.sql.is_some()
            && place(&file.path, file.folder(), file.name()).0 == Trust::Supabase
            && is_pulled(file.name())
    });
    for (id, file) in project.all_files() {
        if file.sql.is_none() {
            continue;
        }
        if project.dump == Some(id) {
            by_folder.insert((Trust::Dump, file.path.clone()), vec![id]);
            continue;
        }
        let key = place(&file.path, file.folder(), file.name());
        let foreign = has_pulled && key.0 == Trust::Folder
            || matches!(file.role, Role::Test | Role::Example | Role::Copy | Role::Vendored | Role::Seed);
        if key.0 == Trust::Folder && (foreign || is_set_aside(file.folder())) {
            continue;
        }
        by_folder.entry(key).or_default().push(id);
    }
    let mut sets: Vec<Set> = by_folder
        .into_iter()
        .map(|((trust, folder), files)| Set { trust, folder, files: numbered(project, files) })
        .filter(|set| {
            matches!(set.trust, Trust::Dump | Trust::Supabase)
                || set.files.iter().any(|id| makes_tables(statements(project, *id)))
        })
        .collect();
    sets.sort_by(|a, b| (a.trust, b.files.len(), &a.folder).cmp(&(b.trust, a.files.len(), &b.folder)));
    sets
}

/// Whether a migration is what `supabase db pull` writes: the schema of the live database.
fn is_pulled(name: &str) -> bool {
    name.ends_with("_remote_schema.sql")
}

/// Whether a folder keeps what is no longer run, or a dump of an older state; the Supabase CLI runs nothing below
/// `supabase/migrations` but the files in it.
fn is_set_aside(folder: &str) -> bool {
    const ASIDE: &[&str] = &["archive", "archived", "archives", "backup", "backups", "old", "deprecated", "legacy"];
    let is_aside = |part: &str| part.starts_with('.') || ASIDE.contains(&part.to_lowercase().trim_matches('_'));
    folder.split('/').any(is_aside) || format!("{folder}/").contains("supabase/migrations/")
}

/// To which set a file belongs.
fn place(path: &str, folder: &str, name: &str) -> (Trust, String) {
    let parent = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    let ends_with = |path: &str, end: &str| path == end || path.ends_with(&format!("/{end}"));
    if ends_with(folder, "supabase/migrations") {
        return (Trust::Supabase, folder.to_owned());
    }
    if name == "migration.sql" && ends_with(parent, "migrations") {
        return (Trust::Orm, parent.to_owned());
    }
    let numbered =
        name.len() > 5 && name.bytes().take(4).all(|b| b.is_ascii_digit()) && name.as_bytes().get(4) == Some(&b'_');
    if numbered && path.contains("drizzle") {
        return (Trust::Orm, folder.to_owned());
    }
    (Trust::Folder, folder.to_owned())
}

/// The files whose names start with a digit, if there are any, in the order of their names.
fn numbered(project: &Project, mut files: Vec<FileId>) -> Vec<FileId> {
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

fn makes_tables(statements: &[Statement]) -> bool {
    statements.iter().any(|s| matches!(s.kind, StatementKind::CreateTable(_)))
}
