//! Nothing ties the log lines of a request together.

use crate::{model::Project, rules::Sink, source::span::Span};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let signals = &project.ops.signals;
    if let Some(place) = signals.request_id {
        sink.pass(project.file(place.file).path.clone());
        return;
    }
    // Platforms that start a function for each request stamp its lines with the id of that request.
    if !project.routes.iter().any(|r| !r.entry.kind.is_serverless()) && !project.routes.is_empty() {
        sink.not_applicable("the platform stamps every line with the id of its request");
        return;
    }
    let jobs = project.jobs();
    let is_of_job = |at: Span| jobs.iter().any(|job| job.at.file == at.file);
    let lines = &signals.console_on_server;
    let is_of_request = |at: Span| {
        let ran = project.routes.iter().flat_map(|r| &r.functions).filter(|(file, _)| *file == at.file);
        let code = project.file(at.file).code.as_ref();
        code.is_some_and(|code| ran.into_iter().any(|&(_, f)| code.function(f).range.contains(at.range)))
    };
    // A handler's own file says more than a helper, which a job may call as well.
    let is_of_entry = |at: Span| project.routes.iter().any(|r| r.entry.at.file == at.file);
    let of_requests = lines
        .iter()
        .filter(|(at, _)| !is_of_job(*at) && is_of_request(*at))
        .min_by_key(|(at, _)| (!is_of_entry(*at), *at));
    let others = || lines.iter().find(|(at, _)| !is_of_job(*at));
    let Some(&(first, _)) = of_requests.or_else(others).or(lines.first()) else {
        sink.not_applicable("no server code writes a log");
        return;
    };
    sink.report(
        first,
        "log",
        "no request has an id: the log lines of one that failed cannot be found among the others",
    );
}
