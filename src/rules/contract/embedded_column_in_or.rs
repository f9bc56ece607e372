//! Alternatives that name a column of an embedded table: the API cannot read them.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.queries.iter().any(|query| query.library.is_rest()) {
        return sink.not_applicable("the code does not call a database by its REST API");
    }
    for query in project.met_queries().filter(|query| query.library.is_rest()) {
        let Some((column, at)) = query.beyond.first() else { continue };
        let Some(code) = &project.file(query.at.file).code else { continue };
        let table = query.tables.join(" or ");
        let embedded = column.split('.').next().unwrap_or(column);
        let when = if project.cannot_be_read(query) { "each time" } else { "whenever this filter is set" };
        let message = format!(
            "the request for {table} fails {when}: its `or` names {column}, and the columns of an embedded table are not \
             understood there"
        );
        let finding = sink.report(code.range(*at).in_file(query.at.file), format!("public.{table}.{column}"), message);
        finding.help(format!(
            "one `or` cannot ask both tables: search {table} and {embedded} apart and join what they give, or make a view \
             with the columns of both; for columns of {embedded} alone, `.or(…, {{ referencedTable: \"{embedded}\" }})`"
        ));
    }
}
