//! A table embedded in another that it has no relation with, or several.

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::{Embed, Query},
        relations::Relation,
        schema::Name,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    // In SQL, and through an ORM with relations of its own, a join needs no foreign key.
    for query in project.met_queries().filter(|q| q.library.is_rest() && !q.embeds.is_empty()) {
        if let Some((schema, name, table)) = project.table_of(query) {
            project.embeds_within(schema, (&name, table), &query.embeds, &mut |outer, embed, relation| {
                judge(sink, query, outer, embed, relation);
            });
        }
    }
}

fn judge(sink: &mut Sink, query: &Query, outer: &Name, embed: &Embed, relation: Relation) {
    let embedded = embed.relation.trim_start_matches("...");
    let key = format!("public.{}.{embedded}", outer.name);
    match relation {
        Relation::None => {
            let message =
                format!("{} has no relation to {embedded}, so every request that asks for both fails", outer.name);
            sink.report(query.at, key, message).help(format!(
                "add a foreign key between {} and {embedded} in a migration, or read the two tables separately",
                outer.name
            ));
        }
        Relation::Several(ways) => {
            let message = format!(
                "{} relates to {embedded} in {} ways and the request does not say which, so it fails",
                outer.name,
                ways.len()
            );
            let first = ways.first().cloned().unwrap_or_default();
            sink.report(query.at, key, message).help(format!("say which: {embedded}!{first}(…)"));
        }
        Relation::One | Relation::Unknown => {}
    }
}
