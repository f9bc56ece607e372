//! Generated types and migrations that tell different stories.

use std::collections::BTreeSet;

use crate::{
    frameworks::supabase::types::TypesWitness,
    model::{
        Project,
        contract::Known,
        modules::Target,
        schema::{Part, Schema, Unsure},
    },
    rules::Sink,
    source::span::{FileId, Range},
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
    let trusted: BTreeSet<FileId> = believed(project, witnesses.map(|(id, _, witness)| (id, witness)).collect());
    let stories = trusted.into_iter().filter_map(|id| {
        let (only_types, only_sql) = differences(project, schema, project.file(id).types.as_ref()?);
        (!only_types.is_empty() || !only_sql.is_empty()).then_some((id, only_types, only_sql))
    });
    let mut stories: Vec<_> = stories.collect();
    stories.sort_by_key(|(id, only_types, only_sql)| (std::cmp::Reverse(only_types.len() + only_sql.len()), *id));
    let Some(((id, only_types, only_sql), others)) = stories.split_first() else { return };
    let mut parts = Vec::new();
    if !only_types.is_empty() {
        parts.push(format!("{} in the types that no migration makes ({})", only_types.len(), named(only_types)));
    }
    if !only_sql.is_empty() {
        parts.push(format!("{} in the migrations that the types lack ({})", only_sql.len(), named(only_sql)));
    }
    let message = format!("types and migrations tell different stories: {}", parts.join(", "));
    let finding = sink.report(Range::default().in_file(*id), project.file(*id).path.clone(), message);
    for (other, only_types, only_sql) in others {
        let differences = only_types.len() + only_sql.len();
        finding.place(
            Range::default().in_file(*other),
            format!("another copy of the types, with {differences} differences"),
        );
    }
}

/// The generated types that the code relies on: those that production code imports, or, where none is, the longest.
fn believed(project: &Project, witnesses: Vec<(FileId, &TypesWitness)>) -> BTreeSet<FileId> {
    let importers = project.code_files().filter(|(_, file, _)| file.role.is_production());
    let imported: BTreeSet<FileId> = importers
        .flat_map(|(id, ..)| project.modules.targets(id))
        .filter_map(|target| if let Target::File(file) = target { Some(*file) } else { None })
        .collect();
    let used: BTreeSet<FileId> = witnesses.iter().map(|(id, _)| *id).filter(|id| imported.contains(id)).collect();
    if !used.is_empty() {
        return used;
    }
    let longest = witnesses.iter().max_by_key(|(id, w)| (w.relations.len(), std::cmp::Reverse(*id)));
    longest.map(|(id, _)| *id).into_iter().collect()
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
        let may_be_added = |column: &str| project.may_change(name, Part::Columns, |held| held == column);
        let unknown = columns.iter().filter(|c| !known.contains(c.as_str()) && !may_be_added(c));
        only_types.extend(unknown.map(|c| dotted(c)));
        only_sql.extend(known.iter().filter(|c| !columns.contains(**c)).map(|c| dotted(c)));
    }
    let made: BTreeSet<&str> = tables().map(|(n, _)| n.name.as_str()).collect();
    let foreign = witness.relations.keys().filter(|n| !made.contains(n.as_str()) && !views.contains(n.as_str()));
    // What a failing statement would have made, or another set of SQL makes, is no invention of the types.
    let is_made_nowhere =
        |name: &&String| matches!(project.knows_relation(Some("public"), name), Known::No | Known::Witnessed);
    only_types.extend(foreign.filter(is_made_nowhere).cloned());
    (only_types, only_sql)
}
