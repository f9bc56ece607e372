//! Files that the builder hosts.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let assets = project.builder_assets();
    let Some((first, rest)) = assets.split_first() else {
        sink.pass("nothing is loaded from a builder");
        return;
    };
    let finding = sink.report(first.at, first.host.clone(), format!("{} is loaded from the builder", first.address));
    for other in rest {
        finding.place(other.at, other.address.clone());
    }
}
