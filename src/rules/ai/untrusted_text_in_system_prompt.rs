//! The caller's own words in the instructions of a model.

use super::{model_calls, offers_tools};
use crate::{
    model::{Project, llm::ModelCall, queries::Op},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    let mut said: Vec<crate::source::span::Span> = Vec::new();
    for call in &models.calls {
        let file = call.at.file;
        let Some(code) = &project.file(file).code else { continue };
        let mut sent = models.instructions(call).into_iter().filter_map(|text| project.words_of_caller(file, text));
        let Some(first) = sent.next() else { continue };
        let at = code.range(first).in_file(file);
        if said.contains(&at) {
            continue;
        }
        said.push(at);
        let what = code.path(first).unwrap_or_else(|| "a text".to_owned());
        let message = format!(
            "whoever calls this can make the model answer anything, on your bill: `{what}` from the request stands in its \
             instructions"
        );
        let gains_more = offers_tools(&models, code, call) || reads_rows(project, call);
        let finding = sink.report(at, project.file(file).path.clone(), message);
        if !gains_more {
            // All he gets is an answer to himself.
            finding.severity(Severity::Low);
        }
        finding.step(call.at, format!("sent to {}", call.service));
    }
}

/// Whether the function that calls the model also reads the database: what it read may be talked out of the model.
fn reads_rows(project: &Project, call: &ModelCall) -> bool {
    project.queries_in(call.at.file).iter().any(|q| q.op == Op::Select && q.function == call.function)
}
