//! A filter on an embedded relation that does not leave out the parents without a match.

use crate::{
    model::{
        Project,
        queries::{Condition, Embed, Query},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let embeds = || project.production_queries().filter(|q| !q.embeds.is_empty() && q.library.filters_embeds_apart());
    if embeds().next().is_none() {
        sink.not_applicable("no query embeds a related table");
    }
    for query in embeds() {
        for condition in &query.conditions {
            let Condition::Compare(comparison) = condition else { continue };
            let Some((relation, column)) = comparison.column.as_deref().and_then(|c| c.split_once('.')) else {
                continue;
            };
            let Some(embed) = embedded(query, relation) else { continue };
            if embed.inner {
                continue;
            }
            let table = query.tables.join(" or ");
            let message = format!(
                "every row of {table} is read, shown and counted, also those without a match: the condition on {relation}.{column} \
                 only empties what is embedded"
            );
            let key = format!("public.{table}/{relation}.{column}");
            sink.report(query.at, key, message).help(format!(
                "write {relation}!inner(…) in the select list, so that rows without a match are left out"
            ));
        }
    }
}

fn embedded<'q>(query: &'q Query, relation: &str) -> Option<&'q Embed> {
    query.embeds.iter().find(|e| e.alias.as_deref().unwrap_or(&e.relation) == relation || e.relation == relation)
}
