//! A page asks an address of the app where nothing answers.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(unanswered) = project.unanswered_addresses() else {
        sink.not_applicable("no page asks an address of the app, or what answers is not all read");
        return;
    };
    for found in &unanswered {
        let Some((&first, others)) = found.asked.split_first() else { continue };
        let address = &found.address;
        let message =
            format!("the page asks {address}, and no route of the app answers there: every request ends in 404");
        let finding = sink.report(first, format!("address:{address}"), message);
        for &other in others {
            finding.place(other, format!("asks {address}"));
        }
    }
}
