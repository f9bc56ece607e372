//! Messages of the database, of providers and of the runtime in answers.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        routes::{Known, given_out_by_error_handlers},
    },
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
        return;
    }
    let routes = project.routes.iter().filter(|r| project.file(r.entry.at.file).role.is_production());
    let of_handlers = given_out_by_error_handlers(project);
    let by_route = routes.flat_map(|r| r.given_out.iter().map(|&at| (at, r.authenticated.value == Known::Yes)));
    // What anybody gets to read comes first; a place that serves both is open.
    let mut is_guarded: BTreeMap<Span, bool> = of_handlers.into_iter().map(|at| (at, false)).collect();
    for (at, guarded) in by_route {
        *is_guarded.entry(at).or_insert(true) &= guarded;
    }
    let mut places: Vec<Span> = is_guarded.keys().copied().collect();
    // The words of the database say more than those of a request that failed.
    let is_near_data = |at: &Span| {
        let code = project.file(at.file).code.as_ref();
        project
            .queries_in(at.file)
            .iter()
            .any(|q| code.is_some_and(|c| c.function(q.function).range.contains(at.range)))
    };
    places.sort_by_cached_key(|at| (is_guarded.get(at).copied(), !is_near_data(at), *at));
    let Some((&first, others)) = places.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => ", here and in one more place".to_owned(),
        n => format!(", here and in {n} more places"),
    };
    let message = format!("callers get to read the server's inner errors (tables, columns, providers){more}");
    let finding = sink.report(first, "errors", message);
    for &at in others {
        finding.place(at, "the error's own words go out");
    }
}
