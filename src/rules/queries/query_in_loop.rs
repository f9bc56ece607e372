//! One query for each of many things, where one query for all would do.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        outcome::Wait,
        queries::{Op, Over, Query},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database directly");
        return;
    }
    let mut by_file: BTreeMap<(&str, Vec<&str>), Vec<&Query>> = BTreeMap::new();
    for query in project.production_queries().filter(|q| q.outcome.wait != Wait::Dropped) {
        if !query.repeat.is_some_and(|r| r.over == Over::Items) {
            continue;
        }
        let path = project.file(query.at.file).path.as_str();
        by_file.entry((path, query.tables.iter().map(String::as_str).collect())).or_default().push(query);
    }
    for ((path, tables), calls) in by_file {
        let Some((first, others)) = calls.split_first() else { continue };
        let table = if tables.is_empty() { "the database".to_owned() } else { tables.join(" or ") };
        let (does, instead) = match first.op {
            Op::Select => ("is asked", first.library.many()),
            Op::Rpc => ("is called", "let one function do the work for all of them"),
            _ => ("is written", first.library.bulk()),
        };
        let message = format!("{table} {does} once for each item of a loop: a hundred items are a hundred round trips");
        let finding = sink.report(first.repeat.map_or(first.at, |r| r.at), format!("{path}/{table}"), message);
        finding.help(instead);
        if first.op != Op::Select {
            // Writing one by one may be meant: each may fail by itself.
            finding.severity(Severity::Low);
        }
        for call in others {
            finding
                .place(call.repeat.map_or(call.at, |r| r.at), format!("another round trip for each item, to {table}"));
        }
    }
}
