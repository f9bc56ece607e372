//! Tables that a schema in another language than SQL declares, as the statements that would make them. So they go the
//! same way as migrations, and every rule about tables holds for them.

use super::{drizzle, prisma};
use crate::{
    formats::prisma::Schema,
    model::{Project, Role},
    source::{
        gap::{Gap, GapKind},
        span::{FileId, Range},
    },
    sql::{parse::parse_computed, statement::Statement},
};

/// One schema, as the statements that make its tables.
#[derive(Debug, Default)]
pub(crate) struct Set {
    /// The folder of its files.
    pub(crate) folder: String,
    /// The statements with the file that each part of them is declared in, in the order in which they run.
    pub(crate) statements: Vec<(FileId, Vec<Statement>)>,
}

/// The schemas of a project for PostgreSQL; those for other databases are gaps.
pub(crate) fn sets(project: &Project) -> (Vec<Set>, Vec<Gap>) {
    let mut sets = Vec::new();
    let mut gaps = Vec::new();
    for (folder, files) in prisma_schemas(project) {
        let provider = files.iter().find_map(|(_, s)| s.provider.as_deref()).unwrap_or("postgresql");
        let Some(first) = files.first().map(|(file, _)| *file) else { continue };
        if !matches!(provider, "postgresql" | "postgres" | "cockroachdb") {
            gaps.push(other_dialect(first, provider));
            continue;
        }
        let declared = prisma::schema::declared(&files);
        sets.push(Set { folder, statements: statements(&declared.enums, &declared.tables) });
    }
    let (drizzle, of_others) = drizzle_schema(project);
    sets.extend(drizzle);
    gaps.extend(of_others);
    sets.retain(|set| !set.statements.is_empty());
    (sets, gaps)
}

/// The files of each schema of Prisma: those under one `prisma` folder belong together.
fn prisma_schemas(project: &Project) -> Vec<(String, Vec<(FileId, &Schema)>)> {
    let mut schemas: Vec<(String, Vec<(FileId, &Schema)>)> = Vec::new();
    for (file, schema) in &project.configs.prisma {
        let own = project.file(*file);
        if !is_own(own.role) {
            continue;
        }
        let above = own.path.find("prisma/").and_then(|at| own.path.get(..at + "prisma".len()));
        let folder = above.unwrap_or_else(|| own.folder());
        match schemas.iter_mut().find(|(known, _)| known == folder) {
            Some((_, files)) => files.push((*file, schema)),
            None => schemas.push((folder.to_owned(), vec![(*file, schema)])),
        }
    }
    schemas
}

fn drizzle_schema(project: &Project) -> (Option<Set>, Option<Gap>) {
    let values = project.values();
    let tables = drizzle::Tables::new(project);
    let own: Vec<&drizzle::Table> = tables.all().filter(|t| is_own(project.file(t.file).role)).collect();
    let Some(first) = own.first() else { return (None, None) };
    let folder = project.file(first.file).folder().to_owned();
    let (postgres, others): (Vec<&drizzle::Table>, Vec<&drizzle::Table>) =
        own.into_iter().partition(|t| drizzle::schema::is_postgres(&values, t));
    let gap = others.first().map(|table| other_dialect(table.file, "another database than PostgreSQL"));
    let mut declared: Vec<Table> = postgres.into_iter().filter_map(|t| drizzle::schema::declared(&values, t)).collect();
    declared.sort_by_key(|t| (t.file, t.at));
    let enums = drizzle::schema::enums(&values, &project.files, &tables);
    let set = (!declared.is_empty()).then(|| Set { folder, statements: statements(&enums, &declared) });
    (set, gap)
}

fn is_own(role: Role) -> bool {
    !matches!(role, Role::Test | Role::Example | Role::Copy | Role::Vendored)
}

fn other_dialect(file: FileId, of: &str) -> Gap {
    Gap {
        at: Range::default().in_file(file),
        kind: GapKind::OtherDialect,
        detail: format!("the schema is for {of}: its tables are not judged"),
        may_affect: Vec::new(),
    }
}

/// A table, its names as the database has them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) file: FileId,
    pub(crate) at: Range,
    pub(crate) schema: Option<String>,
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) keys: Vec<Key>,
    pub(crate) foreign_keys: Vec<ForeignKey>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) at: Range,
    pub(crate) name: String,
    /// As SQL spells it.
    pub(crate) ty: String,
    pub(crate) not_null: bool,
    /// The default of the database, as SQL; values that the client makes up are none.
    pub(crate) default: Option<String>,
}

/// A primary key, unique constraint or index.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) at: Range,
    pub(crate) kind: KeyKind,
    pub(crate) name: Option<String>,
    /// Columns, each with whether it goes downwards; `None` for an expression.
    pub(crate) columns: Vec<(Option<String>, bool)>,
    pub(crate) method: Option<String>,
    /// Whether it holds only some of the rows.
    pub(crate) is_partial: bool,
}

/// The kinds of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Primary,
    Unique,
    UniqueIndex,
    Index,
}

/// A foreign key.
#[derive(Clone, Debug, Default)]
pub(crate) struct ForeignKey {
    pub(crate) at: Range,
    pub(crate) columns: Vec<String>,
    pub(crate) schema: Option<String>,
    pub(crate) table: String,
    pub(crate) references: Vec<String>,
    /// As SQL spells it; empty for nothing.
    pub(crate) on_delete: String,
}

/// An enum type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Enum {
    pub(crate) file: FileId,
    pub(crate) at: Range,
    pub(crate) name: String,
    pub(crate) values: Vec<String>,
}

/// The statements that make all of it, in an order in which they run: types, tables, keys, and foreign keys last.
fn statements(enums: &[Enum], tables: &[Table]) -> Vec<(FileId, Vec<Statement>)> {
    let mut made = Vec::new();
    for e in enums {
        let values: Vec<String> = e.values.iter().map(|v| text(v)).collect();
        made.push((
            e.file,
            parse_computed(&format!("create type {} as enum ({})", name(&e.name), values.join(", ")), e.at),
        ));
    }
    let schemas: std::collections::BTreeSet<&str> = tables.iter().filter_map(|t| t.schema.as_deref()).collect();
    if let Some(first) = tables.first() {
        for schema in schemas {
            made.push((first.file, parse_computed(&format!("create schema if not exists {}", name(schema)), first.at)));
        }
    }
    made.extend(tables.iter().map(|t| (t.file, columns(t))));
    made.extend(tables.iter().map(|t| (t.file, keys(t))));
    made.extend(tables.iter().map(|t| (t.file, foreign_keys(t))));
    made
}

fn columns(table: &Table) -> Vec<Statement> {
    let relation = relation(table.schema.as_deref(), &table.name);
    let mut made = parse_computed(&format!("create table {relation} ()"), table.at);
    for column in &table.columns {
        let not_null = if column.not_null { " not null" } else { "" };
        let default = column.default.as_ref().map(|d| format!(" default {d}")).unwrap_or_default();
        let sql = format!("alter table {relation} add column {} {}{not_null}{default}", name(&column.name), column.ty);
        made.extend(parse_computed(&sql, column.at));
    }
    made
}

fn keys(table: &Table) -> Vec<Statement> {
    let relation = relation(table.schema.as_deref(), &table.name);
    let made = table.keys.iter().filter(|key| is_made(table, key)).map(|key| {
        let plain: Vec<String> = key.columns.iter().filter_map(|(c, _)| c.as_deref().map(name)).collect();
        let constraint = key.name.as_ref().map(|n| format!("constraint {} ", name(n))).unwrap_or_default();
        let sql = match key.kind {
            KeyKind::Primary => format!("alter table {relation} add {constraint}primary key ({})", plain.join(", ")),
            KeyKind::Unique => format!("alter table {relation} add {constraint}unique ({})", plain.join(", ")),
            KeyKind::UniqueIndex | KeyKind::Index => index(&relation, key),
        };
        parse_computed(&sql, key.at)
    });
    made.flatten().collect()
}

/// Keys over expressions are not told here. What a partial index holds is not either: it counts as a plain one, so that
/// nobody is told of a missing index that is there.
fn is_made(table: &Table, key: &Key) -> bool {
    let is_whole = key.columns.iter().all(|(column, _)| column.is_some());
    let has_twin = table.keys.iter().any(|k| k.columns == key.columns && !k.is_partial);
    is_whole && !(key.is_partial && has_twin)
}

fn index(relation: &str, key: &Key) -> String {
    let unique = if key.kind == KeyKind::UniqueIndex && !key.is_partial { "unique " } else { "" };
    let own_name = key.name.as_deref().map(name).unwrap_or_default();
    let method = key.method.as_ref().map(|m| format!(" using {m}")).unwrap_or_default();
    let columns = key.columns.iter().filter_map(|(column, descending)| {
        Some(format!("{}{}", name(column.as_deref()?), if *descending { " desc" } else { "" }))
    });
    let columns: Vec<String> = columns.collect();
    format!("create {unique}index {own_name} on {relation}{method} ({})", columns.join(", "))
}

fn foreign_keys(table: &Table) -> Vec<Statement> {
    let own = relation(table.schema.as_deref(), &table.name);
    let list = |columns: &[String]| columns.iter().map(|c| name(c)).collect::<Vec<_>>().join(", ");
    let made = table.foreign_keys.iter().map(|key| {
        let other = relation(key.schema.as_deref(), &key.table);
        let action = if key.on_delete.is_empty() { String::new() } else { format!(" on delete {}", key.on_delete) };
        let (columns, references) = (list(&key.columns), list(&key.references));
        let sql = format!("alter table {own} add foreign key ({columns}) references {other} ({references}){action}");
        parse_computed(&sql, key.at)
    });
    made.flatten().collect()
}

fn relation(schema: Option<&str>, table: &str) -> String {
    schema.map(|s| format!("{}.", name(s))).unwrap_or_default() + &name(table)
}

/// A quoted name.
pub(super) fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A quoted text.
pub(super) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
