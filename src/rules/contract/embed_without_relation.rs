//! A table embedded in another that it has no relation with, or several.

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::{Embed, Query},
        relations::Relation,
        schema::{Name, Schema, Table},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    // In SQL, and through an ORM with relations of its own, a join needs no foreign key.
    for query in project.production_queries().filter(|q| q.library.is_rest() && !q.embeds.is_empty()) {
        if let Some((schema, name, table)) = project.table_of(query) {
            judge(project, sink, query, (schema, &name, table), &query.embeds, 0);
        }
    }
}

/// Embeds may hold embeds; this deep is deeper than any that a person wrote.
const DEPTH: u32 = 8;

fn judge(
    project: &Project,
    sink: &mut Sink,
    query: &Query,
    (schema, outer, table): (&Schema, &Name, &Table),
    embeds: &[Embed],
    depth: u32,
) {
    for embed in embeds {
        let relation = embed.relation.trim_start_matches("...");
        let key = format!("public.{}.{relation}", outer.name);
        match project.relation(schema, outer, table, embed) {
            Relation::None => {
                let message =
                    format!("{} has no relation to {relation}, so every request that asks for both fails", outer.name);
                sink.report(query.at, key, message).help(format!(
                    "add a foreign key between {} and {relation} in a migration, or read the two tables separately",
                    outer.name
                ));
            }
            Relation::Several(ways) => {
                let message = format!(
                    "{} relates to {relation} in {} ways and the request does not say which, so it fails",
                    outer.name,
                    ways.len()
                );
                let first = ways.first().cloned().unwrap_or_default();
                sink.report(query.at, key, message).help(format!("say which: {relation}!{first}(…)"));
            }
            Relation::One | Relation::Unknown => {}
        }
        let inner = Name::new(outer.schema.clone(), relation);
        if let Some(next) = schema.table(&inner).filter(|_| depth < DEPTH) {
            judge(project, sink, query, (schema, &inner, next), &embed.embeds, depth + 1);
        }
    }
}
