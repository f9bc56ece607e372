//! The database under load.

mod duplicate_index;
mod embedded_filter_without_inner;
mod first_page_only;
mod leading_wildcard;
mod no_primary_key;
mod overlapping_policies;
mod policy_per_row_call;
mod query_in_loop;
mod unbounded_read;
mod uncached_read;
mod unfiltered_realtime;
mod unindexed_filter;
mod unindexed_foreign_key;
mod unindexed_policy_column;
mod unindexed_sort;
mod unpooled_connection;
mod write_on_every_request;

use std::collections::BTreeMap;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::{
    frameworks::supabase::PULL,
    model::{
        Project,
        queries::Query,
        schema::{Name, Table},
    },
};

pub(super) const RULES: &[Entry] = &[
    entry!("queries/unindexed-filter", unindexed_filter::check),
    entry!("queries/unindexed-sort", unindexed_sort::check),
    entry!("queries/unindexed-foreign-key", unindexed_foreign_key::check),
    entry!("queries/unbounded-read", unbounded_read::check),
    entry!("queries/first-page-only", first_page_only::check),
    entry!("queries/query-in-loop", query_in_loop::check),
    entry!("queries/leading-wildcard", leading_wildcard::check),
    entry!("queries/embedded-filter-without-inner", embedded_filter_without_inner::check),
    entry!("queries/hot-polling"),
    entry!("queries/duplicate-index", duplicate_index::check),
    entry!("queries/no-primary-key", no_primary_key::check),
    entry!("queries/uncached-read", uncached_read::check),
    entry!("queries/unfiltered-realtime", unfiltered_realtime::check),
    entry!("queries/unpooled-connection", unpooled_connection::check),
    entry!("queries/write-on-every-request", write_on_every_request::check),
    entry!("queries/unindexed-policy-column", unindexed_policy_column::check),
    entry!("queries/policy-per-row-call", policy_per_row_call::check),
    entry!("queries/overlapping-policies", overlapping_policies::check),
];

/// Says so where there is no SQL that makes tables, or no call of the database; `true` when the rule has nothing to do.
pub(super) fn is_idle(project: &Project, sink: &mut Sink) -> bool {
    if !project.queries.iter().any(|q| q.library.is_sql()) {
        sink.not_applicable("the code does not call a SQL database directly");
    } else if !project.has_schema() {
        sink.unknown(format!("no SQL in the repository makes the tables; `{PULL}` writes it as a migration"));
    } else {
        return false;
    }
    true
}

/// Calls on tables of which the repository knows the indexes, grouped by table and the columns that `columns` gives. One that
/// fails each time takes no time.
fn by_table_and_columns<'p>(
    project: &'p Project,
    columns: impl Fn(&'p Query, &'p Table) -> Option<Vec<&'p str>>,
) -> BTreeMap<(Name, Vec<&'p str>), Vec<&'p Query>> {
    let mut groups: BTreeMap<(Name, Vec<&str>), Vec<&Query>> = BTreeMap::new();
    for query in project.met_queries() {
        let Some((_, name, table)) = project.table_of(query) else { continue };
        if let Some(columns) = columns(query, table).filter(|_| !project.is_refused_for_embeds(query)) {
            groups.entry((name, columns)).or_default().push(query);
        }
    }
    groups
}

/// `orders_customer_id_idx` for the suggested index.
fn index_name(table: &Name, columns: &[&str]) -> String {
    crate::model::schema::object_name(&table.name, Some(&columns.join("_")), Some("idx"))
}
