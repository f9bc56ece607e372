//! No deployment is described.

use crate::{frameworks::commands::Purpose, model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if let Some(&file) = project.ops.environments.deployment.first() {
        sink.pass(project.file(file).path.clone());
    } else if let Some(action) = project.ops.actions().find(|a| a.purpose == Purpose::Deploy) {
        sink.pass(format!("{} deploys", project.file(action.at.file).path));
    } else {
        let message = "nothing here says how the app is built and served: only its builder, or one laptop, knows";
        sink.report(project.anchor(), "deployment", message);
    }
}
