//! Messages of the database, of providers and of the runtime in answers.

use crate::{
    model::{Project, routes::given_out_by_error_handlers},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
        return;
    }
    let routes = project.routes.iter().filter(|r| project.file(r.entry.at.file).role.is_production());
    let mut places: Vec<Span> = routes.flat_map(|r| r.given_out.iter().copied()).collect();
    places.extend(given_out_by_error_handlers(project));
    places.sort_unstable();
    places.dedup();
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
