//! The README says nothing of this app.

use crate::{frameworks::builders::boilerplate_in, model::Project, rules::Sink, source::span::Range};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(readme) = project.ops.documents.readme else {
        sink.not_applicable("no README");
        return;
    };
    let text = project.file(readme).text.as_deref().unwrap_or("");
    if let Some((at, words)) = boilerplate_in(text) {
        let range = Range::new(at, at + words.len());
        sink.report(range.in_file(readme), "readme", "the README is the template's and says nothing of this app");
    }
}
