//! A service that is paid by the call, reachable with no identity, no limit, no quota.

use super::{REFUSED, is_mail_only, names, paid_routes, refused_before_paying};
use crate::{
    model::{Project, routes::Route},
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in paid_routes(project, sink) {
        if !route.authenticated.is_no() || !route.rate_limited.is_no() || route.webhook.is_some() {
            continue;
        }
        // What another entry point of the app pays for is that one's to guard.
        if route.paid_apis.iter().all(|p| p.through.is_some() || p.of_known) {
            continue;
        }
        // A form that writes to the owner alone is a public write like others.
        if is_mail_only(route) && project.mails_fixed_addresses(route) {
            continue;
        }
        // A confirmation to whoever has paid, says the service that took his money: it costs no more than he brings.
        if is_mail_only(route) && is_asked_before(route) {
            continue;
        }
        let row = row_before_paying(project, route);
        let who = if row.is_some() { "anybody who knows the row that it asks for" } else { "anybody" };
        let passes = if route.entry.gateway_jwt { "; the gateway's check passes with the public key" } else { "" };
        let message = format!(
            "{who} can call `{}` as often as he likes and spend your money at {}{passes}",
            route.entry.name,
            names(route)
        );
        let finding = sink.report(route.entry.at, &route.entry.name, message);
        if let Some(paid) = route.paid_apis.iter().find(|p| !p.of_known) {
            finding.place(paid.at, format!("the call of {}", paid.name));
        }
        if let Some(row) = row {
            finding.place(row, "visitors can neither see nor add such rows; who has an account may");
        }
        if route.entry.gateway_jwt || is_mail_only(route) || row.is_some() {
            finding.severity(Severity::High);
        }
        // Mail that comes to nobody but the owner has a daily end at its service; a job that does what is due can only be
        // begun too early.
        let is_due = project.works_alone(route);
        if is_due || route.paid_apis.iter().all(|paid| paid.to_owner) {
            finding.severity(Severity::Medium);
        }
        if is_due && route.paid_apis.iter().all(|paid| paid.kind.is_message()) {
            finding.severity(Severity::Low);
        }
        if let Some(refused) = refused_before_paying(project, route) {
            finding.severity(Severity::Low).place(refused, REFUSED);
        }
    }
}

/// The row that has to be known before anything is paid for, and is kept from visitors.
fn row_before_paying(project: &Project, route: &Route) -> Option<Span> {
    let mut found = None;
    for paid in route.paid_apis.iter().filter(|paid| !paid.of_known) {
        let (file, expr) = paid.expr?;
        found = Some(project.kept_row_before(route, file, expr)?);
    }
    found
}

/// Whether another service is asked about what the caller says before anything is paid for.
fn is_asked_before(route: &Route) -> bool {
    route.asked_again.is_some_and(|asked| {
        route.paid_apis.iter().all(|paid| asked.file != paid.at.file || asked.range.end <= paid.at.range.start)
    })
}
