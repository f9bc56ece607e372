//! The pipeline leaves out the build.

use crate::{
    frameworks::commands::Purpose,
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let ops = &project.ops;
    if let Some(action) = ops.on_change().find(|a| a.purpose == Purpose::Build) {
        sink.pass(format!("{} does", project.file(action.at.file).path));
        return;
    }
    let Some(other) = ops.on_change().find(|a| a.purpose.is_check()) else {
        sink.not_applicable("no pipeline checks a change, which is a finding of its own");
        return;
    };
    let message =
        format!("the pipeline runs {} and no build: a change that cannot be built passes", other.purpose.name());
    let finding = sink.report(other.at, "ci", message);
    if !ops.environments.deployment.is_empty() {
        // The host builds each change, and does not serve one that fails.
        finding.severity(Severity::Low);
    }
}
