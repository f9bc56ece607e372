//! Policies that search a whole table, because no index has the column that they compare.

use std::collections::{BTreeMap, BTreeSet};

use super::index_name;
use crate::{
    model::{
        Project,
        indexes::{Search, Service, unserved_searches},
        queries::{Embed, Op},
        schema::{Name, Policy, Switch},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_search: BTreeMap<Search, Vec<(String, &Policy)>> = BTreeMap::new();
    let mut is_idle = true;
    let own: BTreeSet<&Name> = project.own_tables().map(|(_, name, _)| name).collect();
    let found_by_index = found_by_index(project);
    for (schema, name, table) in project.own_tables().filter(|(_, _, table)| table.row_security == Switch::On) {
        for policy in table.policies.values() {
            is_idle = false;
            for search in unserved_searches(schema, name, table, policy) {
                let columns: Vec<&str> = search.columns.iter().map(String::as_str).collect();
                let stays_small = project.vocab.tables.tiny.has(&search.table.name)
                    || project.filled.is_written_once(&search.table.name);
                let is_filter = search.table == *name && found_by_index.contains(name);
                let is_judged = own.contains(&search.table) && !stays_small && !is_filter;
                if is_judged && !project.may_be_indexed(schema, &search.table, &columns) {
                    by_search.entry(search).or_default().push((name.to_string(), policy));
                }
            }
        }
    }
    if is_idle {
        sink.not_applicable("no table has policies");
    }
    let idle = project.idle_tables(by_search.keys().map(|search| search.table.name.as_str()));
    for (Search { table, columns }, policies) in by_search.iter().filter(|(s, _)| !idle.contains(s.table.name.as_str()))
    {
        let (Some(column), Some((of, first))) = (columns.first(), policies.first()) else { continue };
        let Some(at) = first.at else { continue };
        let message = format!(
            "row security reads all of {table} to find rows by {column}: policy \"{}\" of {of} compares it, and no index has it",
            first.name
        );
        let finding = sink.report(at, format!("{table}.{column}"), message);
        finding.help(format!("create index {} on {table} ({column});", index_name(table, &[column])));
        for (of, policy) in policies.iter().skip(1) {
            if let Some(at) = policy.at {
                finding.place(at, format!("policy \"{}\" of {of} compares it too", policy.name));
            }
        }
    }
}

/// The tables in which an index finds the rows of each call of the app: there row security looks at what was found, and
/// searches nothing.
fn found_by_index(project: &Project) -> BTreeSet<Name> {
    let mut all: BTreeMap<Name, bool> = BTreeMap::new();
    let mut embedded: BTreeSet<&str> = BTreeSet::new();
    for query in project.production_queries().filter(|q| q.library.is_sql()) {
        add_embedded(&query.embeds, &mut embedded);
        if !matches!(query.op, Op::Select | Op::Update | Op::Delete) {
            continue;
        }
        let Some((_, name, _)) = project.table_of(query) else {
            // Which table is read is not known: it may be any. Of several that are known, it may be each.
            if query.tables.is_empty() {
                return BTreeSet::new();
            }
            let schema = query.schema.as_deref().unwrap_or("public");
            all.extend(query.tables.iter().map(|table| (Name::new(schema, table), false)));
            continue;
        };
        *all.entry(name).or_insert(true) &= matches!(project.judge(query).filter, Service::Used(_));
    }
    all.into_iter()
        .filter(|(name, is_found)| *is_found && !embedded.contains(name.name.as_str()))
        .map(|(n, _)| n)
        .collect()
}

/// The relations that a select embeds, the deeper ones too.
fn add_embedded<'p>(embeds: &'p [Embed], found: &mut BTreeSet<&'p str>) {
    for embed in embeds {
        found.insert(&embed.relation);
        add_embedded(&embed.embeds, found);
    }
}
