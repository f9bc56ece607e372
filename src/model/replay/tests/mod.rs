//! SQL text → state: what PostgreSQL would hold afterwards.

mod blocks;
mod bodies;
mod failures;
mod growth;
mod meant;
mod privileges;
mod tables;

use super::{Migration, replay, replay_as_meant};
use crate::{
    frameworks::supabase::platform,
    model::schema::{Name, Schema, Table},
    source::span::FileId,
    sql::parse::parse_file,
};

/// The schema of a Supabase project after these files.
fn run_files(files: &[&str]) -> Schema {
    let parsed: Vec<_> = files.iter().map(|text| parse_file(text)).collect();
    let migrations: Vec<Migration<'_>> =
        (0u32..).zip(&parsed).map(|(id, file)| Migration { file: FileId(id), statements: &file.statements }).collect();
    replay(&platform::fresh("20250101"), &migrations)
}

/// The schema after one file.
fn run(sql: &str) -> Schema {
    run_files(&[sql])
}

/// The schema after one file all of whose statements apply.
fn applied(sql: &str) -> Schema {
    let schema = run(sql);
    assert_eq!(schema.failures, [], "{sql}");
    schema
}

fn table<'s>(schema: &'s Schema, name: &str) -> &'s Table {
    schema.table(&Name::new("public", name)).unwrap_or_else(|| panic!("no table {name}"))
}
