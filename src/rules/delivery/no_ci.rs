//! No pipeline looks at a change.

use crate::{model::Project, rules::Sink, source::span::Range};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ops = &project.ops;
    if let Some(action) = ops.on_change().find(|a| a.purpose.is_check()) {
        let file = &project.file(action.at.file).path;
        sink.pass(format!("{file} runs {} when code changes", action.purpose.name()));
    } else if ops.has_unread_pipeline(project) {
        sink.unknown("a pipeline file cannot be read: mend its syntax");
    } else if let Some(pipeline) = ops.pipelines.first() {
        let at = Range::default().in_file(pipeline.file);
        sink.report(
            at,
            "ci",
            "the pipeline runs, but checks no change: a version that breaks something goes out unnoticed",
        );
    } else {
        sink.report(
            project.anchor(),
            "ci",
            "no pipeline checks a change: one that breaks something goes out unnoticed",
        );
    }
}
