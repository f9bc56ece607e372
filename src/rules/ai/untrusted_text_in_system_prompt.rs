//! The caller's own words in the instructions of a model.

use super::model_calls;
use crate::{model::Project, rules::Sink};

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
            "callers can rewrite the instructions of the model: `{what}` from the request stands in its system prompt"
        );
        sink.report(at, project.file(file).path.clone(), message).step(call.at, format!("sent to {}", call.service));
    }
}
