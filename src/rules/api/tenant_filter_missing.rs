//! A query past row security that reaches the rows of every tenant.

use super::routes;
use crate::{
    model::{Project, routes::How},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for loose in &route.loose {
            let How::AllTenants(column) = &loose.how else { continue };
            if seen.contains(&loose.at) {
                continue;
            }
            seen.push(loose.at);
            let does = if loose.writes { "changes" } else { "reads" };
            let message = format!(
                "`{}` {does} rows of `{}` without asking for `{column}`: those of every customer",
                route.entry.name, loose.table
            );
            sink.report(loose.at, &route.entry.name, message);
        }
    }
}
