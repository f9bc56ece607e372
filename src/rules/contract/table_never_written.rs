//! A table that is read and that nothing ever fills.

use std::collections::BTreeMap;

use super::is_idle_without_calls;
use crate::{
    frameworks::library::Library,
    model::{
        FileKind, Project,
        queries::{Op, Query},
        schema::Part,
    },
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle_without_calls(project, sink) {
        return;
    }
    let is_foreign = |f: &&crate::model::File| f.kind == FileKind::OtherLanguage && f.role.is_production();
    if project.files.iter().find(is_foreign).is_some() {
        sink.unknown("code in a language that is not read may fill tables");
        return;
    }
    let mut read: BTreeMap<&str, &Query> = BTreeMap::new();
    for query in project.met_queries().filter(|q| q.op == Op::Select) {
        if let [table] = query.tables.as_slice() {
            read.entry(table).or_insert(query);
        }
    }
    for (name, query) in read {
        let Some((_, _, table)) = project.table_of(query) else { continue };
        let Some(at) = table.at.filter(|_| !project.filled.has(name) && table.knows(Part::Existence)) else { continue };
        report(sink, at, (format!("public.{name}"), name, "pages"), query);
    }
    for (name, query, declared) in project.unfilled_entities() {
        let readers = if project.runs_on_server(query) { "functions" } else { "pages" };
        report(sink, declared.unwrap_or(query.at), (name.to_owned(), name, readers), query);
    }
}

fn report(sink: &mut Sink, at: Span, (key, name, readers): (String, &str, &str), query: &Query) {
    let message = format!(
        "{readers} read {name}, and nothing here ever fills it: they stay empty unless somebody adds rows by hand"
    );
    let finding = sink.report(at, key, message);
    if query.library == Library::Base44 {
        finding.help("write the code that fills it, or remove what reads it");
    }
    if query.at != at {
        finding.step(query.at, format!("reads {name}"));
    }
}
