//! The build writes all variables of its machine into the page.

use crate::{frameworks::vite, model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for at in vite::whole_environments(project) {
        let message =
            "the build puts the whole environment into the code of the page: whoever opens it reads every key";
        sink.report(at, format!("{}/define", project.file(at.file).path), message);
    }
}
