//! Reads of the browser without a cache.

use crate::{
    model::{Project, queries::Op},
    rules::Sink,
};

/// Fewer reads than this need no library.
const MANY: usize = 10;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let is_read = |q: &&crate::model::queries::Query| {
        q.op == Op::Select && !q.library.keeps_what_it_read() && project.sides.of(q.at.file).is_client()
    };
    let reads: Vec<_> = project.production_queries().filter(is_read).collect();
    let (Some(first), true) = (reads.first(), reads.len() >= MANY) else {
        sink.not_applicable("the browser reads the database in few places");
        return;
    };
    let caches = &project.vocab.packages.query_caches;
    if project.depends_on(|package| caches.has(package)) {
        sink.pass("reads go through a query cache");
        return;
    }
    let message = format!("{} reads of the browser and no query cache: every visit of a page asks anew", reads.len());
    sink.report(first.at, "cache", message);
}
