//! `BEGIN` through a client that keeps no session: the statements that follow are no transaction.

use std::collections::BTreeSet;

use super::queries_of;
use crate::{
    model::{
        Project,
        queries::{Query, transactions::Session},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen: BTreeSet<(FileId, u32)> = BTreeSet::new();
    for begin in project.begins.iter().filter(|begin| begin.session == Session::PerStatement) {
        let file = begin.at.file;
        let is_new = project.file(file).role.is_production() && seen.insert((file, begin.function.0));
        let is_after = |q: &&Query| q.op.is_write() && begin.at < q.at;
        let later: Vec<&Query> = queries_of(project, file, begin.function).filter(is_after).collect();
        if !is_new || later.len() < 2 {
            continue;
        }
        let message = "this `BEGIN` begins nothing: each statement after it is sent on a connection of its own, so what was \
                       written before one fails stays";
        let tables = &project.vocab.tables;
        let weighs = later.iter().flat_map(|q| &q.tables).any(|t| tables.money.has(t) || tables.rights.has(t));
        let function =
            project.file(file).code.as_ref().and_then(|code| Some(code.str(code.function(begin.function).name?)));
        let key = format!("{}:{}", project.file(file).path, function.unwrap_or_default());
        let finding = sink.report(begin.at, key, message);
        if let Some(last) = later.last() {
            finding.place(last.at, "written for good, whatever follows");
        }
        if !weighs {
            finding.severity(Severity::Medium);
        }
    }
}
