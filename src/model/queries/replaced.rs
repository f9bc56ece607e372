//! Rows that are deleted and written anew in two calls.

use std::collections::BTreeMap;

use super::{Condition, Op, Query};
use crate::{
    facts::code::{Code, ExprKind, FnId},
    model::{Project, failures::is_side_record},
    source::span::FileId,
};

impl Project {
    /// The deletes of all rows that belong to one thing, each with the insert of its new ones that follows, by file. When the
    /// second call fails, the rows are gone.
    #[must_use]
    pub fn replaced_rows(&self) -> BTreeMap<FileId, Vec<(&Query, &Query)>> {
        let mut by_function: BTreeMap<(FileId, FnId), Vec<&Query>> = BTreeMap::new();
        for query in self.met_queries().filter(|q| q.library.is_rest() && matches!(q.op, Op::Delete | Op::Insert)) {
            by_function.entry((query.at.file, query.function)).or_default().push(query);
        }
        let mut by_file: BTreeMap<FileId, Vec<(&Query, &Query)>> = BTreeMap::new();
        for ((file, _), queries) in by_function {
            let known = self.file(file);
            let Some(code) = known.code.as_ref().filter(|_| !fills_samples(&known.path)) else { continue };
            let (deletes, inserts): (Vec<&Query>, Vec<&Query>) = queries.into_iter().partition(|q| q.op == Op::Delete);
            let pairs = deletes
                .into_iter()
                .filter(|q| empties(self, q))
                .filter_map(|delete| Some((delete, *inserts.iter().find(|insert| fills_again(code, delete, insert))?)));
            let pairs: Vec<_> = pairs.collect();
            if !pairs.is_empty() {
                by_file.entry(file).or_default().extend(pairs);
            }
        }
        by_file
    }
}

/// `functions/seed-test-users/index.ts`: what is written there can be written again.
fn fills_samples(path: &str) -> bool {
    crate::vocab::split(path).iter().any(|word| {
        matches!(word.as_str(), "seed" | "seeds" | "seeder" | "test" | "tests" | "demo" | "sample" | "samples" | "mock")
    })
}

/// Whether a delete takes away all that belongs to one thing. Codes and notes that are made anew each time lose nothing.
fn empties(project: &Project, delete: &Query) -> bool {
    let tables = &project.vocab.tables;
    let is_passing = |table: &String| is_side_record(&project.vocab, table) || tables.made_anew.has(table);
    let names_thing = |condition: &Condition| match condition {
        Condition::Compare(c) => c.op == "eq" && c.column.as_deref().is_some_and(|column| column != "id"),
        Condition::AnyOf(_) => false,
    };
    let names_row = |condition: &Condition| match condition {
        Condition::Compare(c) => c.column.as_deref() == Some("id"),
        Condition::AnyOf(_) => false,
    };
    delete.tables.len() == 1
        && delete.repeat.is_none()
        && !delete.has_unread
        && !delete.tables.iter().any(is_passing)
        && delete.conditions.iter().any(names_thing)
        && !delete.conditions.iter().any(names_row)
}

/// Whether an insert of several rows into the same table follows on the same way.
fn fills_again(code: &Code, delete: &Query, insert: &Query) -> bool {
    let is_list = || {
        let chain = code.chain(insert.expr);
        let call = chain.links.iter().find(|link| link.name.is_some_and(|name| code.str(name) == "insert"));
        let rows = call.and_then(|call| code.arg(call.args?, 0));
        rows.is_some_and(|rows| match code.expr(rows) {
            ExprKind::Object { .. } => false,
            ExprKind::Array { elements } => elements.len() > 1,
            _ => !matches!(code.initial(rows).map(|made| code.expr(made)), Some(ExprKind::Object { .. })),
        })
    };
    insert.tables == delete.tables
        && insert.client == delete.client
        && insert.at.range.start > delete.at.range.end
        && insert.repeat.is_none()
        && !code.are_alternatives(delete.expr, insert.expr)
        && is_list()
}
