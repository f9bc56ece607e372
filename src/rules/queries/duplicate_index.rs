//! Two indexes that hold the same: each write pays for both, no read gains.

use crate::{
    model::{Project, schema::Index},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (_, name, table) in project.own_tables() {
        let mut kept: Vec<&Index> = Vec::new();
        // Those that a constraint owns stay, whatever else is there.
        let mut indexes: Vec<&Index> = table.indexes.values().map(AsRef::as_ref).collect();
        indexes.sort_by_key(|i| (!i.of_constraint, i.at, &i.name));
        for index in indexes {
            match kept.iter().find(|k| is_same(k, index)) {
                Some(twin) => {
                    let Some(at) = index.at.or(table.at) else { continue };
                    let message = format!("{} and {} on {name} are the same index", twin.name, index.name);
                    let finding = sink.report(at, format!("{name}/{}", index.name), message);
                    finding.help(format!("drop index {}.{};", name.schema, index.name));
                    if let Some(twin_at) = twin.at {
                        finding.place(twin_at, format!("{} holds the same", twin.name));
                    }
                }
                None => kept.push(index),
            }
        }
    }
}

/// As PostgreSQL's own comparison of definitions: same method, keys, condition and uniqueness.
fn is_same(a: &Index, b: &Index) -> bool {
    let text = |i: &Index| i.predicate.as_ref().map(|p| p.text.clone());
    a.method == b.method
        && a.unique == b.unique
        && text(a) == text(b)
        && a.include == b.include
        && a.keys.len() == b.keys.len()
        && a.keys.iter().zip(&b.keys).all(|(x, y)| {
            x.column == y.column
                && x.class == y.class
                && x.descending == y.descending
                && x.nulls_first == y.nulls_first
                && x.expression.as_ref().map(|e| &e.text) == y.expression.as_ref().map(|e| &e.text)
        })
}
