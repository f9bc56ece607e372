//! A webhook that anybody can send (those of payments have a rule of their own).

use super::routes;
use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        let Some(webhook) = route.webhook.as_ref().filter(|w| w.kind != "payment") else { continue };
        // Deliveries are posted; what is read, changed or deleted under that name is the app's own list of webhooks.
        let is_delivery = !matches!(route.entry.method.as_deref(), Some("GET" | "PUT" | "PATCH" | "DELETE"));
        if is_delivery && webhook.verified.is_no() && route.effects.iter().any(|e| e.writes) {
            let name = &route.entry.name;
            let takes_mail = project.takes_mail(route);
            let message = match webhook.kind.as_str() {
                _ if takes_mail => {
                    format!("`{name}` files what anybody sends as mail that came in, whoever it names as its writer")
                }
                // Its path names what it is about, and nobody.
                "other" => format!("`{name}` believes whoever finds its address: nothing is signed or secret"),
                _ => format!("`{name}` takes for {} whoever finds its address", webhook.name),
            };
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            // Mail may be written in anybody's name as it is.
            if takes_mail || project.only_notes(route) {
                finding.severity(Severity::Medium);
            } else if !webhook.signs || route.entry.gateway_jwt || project.only_adds(route) {
                finding.severity(Severity::High);
            }
        }
    }
}
