//! `inspect queries`: every call of the database, as the tool reads it.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::model::{
    Project,
    queries::{Client, Columns, Comparison, Condition, Op, Query},
    sides::Side,
};

/// The calls of the database in the order of files and places.
#[must_use]
pub fn queries(project: &Project) -> Vec<Entry<'_>> {
    project.queries.iter().map(|query| entry(project, query)).collect()
}

/// One call.
#[derive(Debug, Serialize)]
pub struct Entry<'p> {
    file: &'p str,
    line: u32,
    table: String,
    op: &'static str,
    filters: Vec<&'p str>,
    order: Vec<&'p str>,
    bounded: bool,
    side: &'static str,
    error_checked: bool,
    in_loop: bool,
    columns: Json,
    client: &'static str,
    index: &'static str,
    conditions: Vec<Json>,
    sort: Vec<Json>,
    sort_index: &'static str,
}

fn entry<'p>(project: &'p Project, query: &'p Query) -> Entry<'p> {
    let file = project.file(query.at.file);
    let judged = project.judge(query);
    Entry {
        file: &file.path,
        line: file.lines.line(query.at.range.start),
        table: query.tables.join("|"),
        op: query.op.name(),
        filters: if query.op == Op::Rpc { Vec::new() } else { query.filters() },
        order: query.sort.iter().map(|s| s.column.as_str()).collect(),
        bounded: project.is_bounded(query),
        side: side(project, query),
        error_checked: query.is_error_checked(),
        in_loop: query.repeat.is_some(),
        columns: match &query.columns {
            Columns::Named(columns) => json!(columns),
            Columns::All => json!("*"),
            Columns::Unknown => Json::Null,
        },
        client: match query.client {
            Client::User => "user",
            Client::Anon => "anon",
            Client::Service => "service",
            Client::Orm => "orm",
            Client::Unknown => "unknown",
        },
        index: judged.filter.word(),
        conditions: query.conditions.iter().map(condition).collect(),
        sort: query.sort.iter().map(|s| json!({"column": s.column, "descending": s.descending})).collect(),
        sort_index: judged.sort.word(),
    }
}

/// Where a call runs; a module that both sides have counts as the browser's.
fn side(project: &Project, query: &Query) -> &'static str {
    let file = query.at.file;
    let Some(code) = &project.file(file).code else { return "unknown" };
    match project.sides.of_expr(file, code, query.expr) {
        Side::Client | Side::Shared => "client",
        Side::Server | Side::Edge => "server",
        Side::Script | Side::Config => "script",
        Side::Test => "test",
        Side::Unknown => "unknown",
    }
}

fn condition(condition: &Condition) -> Json {
    match condition {
        Condition::Compare(one) => comparison(one),
        Condition::AnyOf(groups) => {
            let groups = groups.iter().map(|group| match group.as_slice() {
                [one] => comparison(one),
                all => json!({"all_of": all.iter().map(comparison).collect::<Vec<_>>()}),
            });
            json!({"any_of": groups.collect::<Vec<_>>()})
        }
    }
}

fn comparison(comparison: &Comparison) -> Json {
    let mut object = Map::new();
    let column = comparison.column.as_ref().map(|c| format!("{c}{}", comparison.path.as_deref().unwrap_or("")));
    object.insert("column".to_owned(), json!(column));
    object.insert("op".to_owned(), json!(comparison.op));
    if let Some(value) = &comparison.literal {
        object.insert("value".to_owned(), json!(value));
    }
    Json::Object(object)
}
