//! Subscriptions that are sold, and that nobody can end.

use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(sale) = project.charges.iter().find(|c| !c.is_payout && c.sells_subscription(project)) else {
        sink.not_applicable("no subscription is sold here");
        return;
    };
    // How those of others are ended is not known.
    if !project.knows_endings(sale) || project.ends_subscriptions() {
        return;
    }
    let message = format!(
        "subscriptions are sold with {}, and whoever has one cannot end it here: there is no portal and no cancellation",
        sale.provider
    );
    let finding = sink.report(sale.at, format!("subscriptions:{}", sale.service), message);
    if let Some(contact) = project.contact_address() {
        finding.place(contact, "all that is left is to write to you").severity(Severity::Low);
    }
}
