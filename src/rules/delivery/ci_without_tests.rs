//! The pipeline leaves out the tests.

use crate::{frameworks::commands::Purpose, model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ops = &project.ops;
    if let Some(action) = ops.on_change().find(|a| a.purpose == Purpose::Test) {
        sink.pass(format!("{} does", project.file(action.at.file).path));
        return;
    }
    let Some(other) = ops.on_change().find(|a| a.purpose.is_check()) else {
        sink.not_applicable("no pipeline checks a change, which is a finding of its own");
        return;
    };
    let message =
        format!("the pipeline runs {} and no tests: a change that breaks a feature passes", other.purpose.name());
    sink.report(other.at, "ci", message);
}
