//! Mails to users that leave from an address for trying out.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let senders = project.test_senders();
    let Some((first, others)) = senders.split_first() else { return };
    let message = format!(
        "nobody but the owner of the mail account gets these mails: {} is the service's address for trying it out",
        first.address
    );
    let finding = sink.report(first.at, "sender", message);
    for other in others {
        finding.place(other.at, format!("another mail from {}", other.address));
    }
}
