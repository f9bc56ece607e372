//! Generated types and migrations that tell different stories.

use std::collections::BTreeSet;

use crate::{
    frameworks::supabase::types::TypesWitness,
    model::{
        Project,
        contract::Known,
        schema::{Part, Schema, Unsure},
    },
    rules::Sink,
    source::span::Range,
};

/// So many names are told; the rest is counted.
const TOLD: usize = 4;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut witnesses = project.all_files().filter_map(|(id, f)| Some((id, f, f.types.as_ref()?))).peekable();
    let schema = project.databases.first().filter(|d| d.tables().any(|(_, t)| t.at.is_some()));
    let (Some(_), Some(schema)) = (witnesses.peek(), schema) else {
        sink.not_applicable("no generated types beside migrations");
        return;
    };
    if schema.unsure.contains(&Unsure::Relations) {
        sink.unknown("some migrations cannot be read");
        return;
    }
    for (id, file, witness) in witnesses {
        let (only_types, only_sql) = differences(project, schema, witness);
        if only_types.is_empty() && only_sql.is_empty() {
            continue;
        }
        let mut parts = Vec::new();
        if !only_types.is_empty() {
            parts.push(format!("{} in the types that no migration makes ({})", only_types.len(), named(&only_types)));
        }
        if !only_sql.is_empty() {
            parts.push(format!("{} in the migrations that the types lack ({})", only_sql.len(), named(&only_sql)));
        }
        let message = format!("types and migrations tell different stories: {}", parts.join(", "));
        sink.report(Range::default().in_file(id), file.path.clone(), message);
    }
}

fn named(names: &BTreeSet<String>) -> String {
    let told: Vec<&str> = names.iter().take(TOLD).map(String::as_str).collect();
    let more = if names.len() > TOLD { ", …" } else { "" };
    format!("{}{more}", told.join(", "))
}

/// Tables and columns that one side knows and the other does not. A table that is missing is named without its columns.
fn differences(project: &Project, schema: &Schema, witness: &TypesWitness) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut only_types, mut only_sql) = (BTreeSet::new(), BTreeSet::new());
    let views: BTreeSet<&str> =
        schema.views().filter(|(n, _)| n.schema == "public").map(|(n, _)| n.name.as_str()).collect();
    let tables = || schema.tables().filter(|(n, t)| n.schema == "public" && t.extension.is_none() && t.at.is_some());
    for (name, table) in tables() {
        let Some(columns) = witness.relations.get(&name.name) else {
            only_sql.insert(name.name.clone());
            continue;
        };
        if !table.knows(Part::Columns) || columns.is_empty() {
            continue;
        }
        let known: BTreeSet<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        let dotted = |column: &str| format!("{}.{column}", name.name);
        only_types.extend(columns.iter().filter(|c| !known.contains(c.as_str())).map(|c| dotted(c)));
        only_sql.extend(known.iter().filter(|c| !columns.contains(**c)).map(|c| dotted(c)));
    }
    let made: BTreeSet<&str> = tables().map(|(n, _)| n.name.as_str()).collect();
    let foreign = witness.relations.keys().filter(|n| !made.contains(n.as_str()) && !views.contains(n.as_str()));
    // What a failing statement would have made is no invention of the types.
    let is_made_nowhere = |name: &&String| project.knows_relation(Some("public"), name) != Known::Unknown;
    only_types.extend(foreign.filter(is_made_nowhere).cloned());
    (only_types, only_sql)
}
