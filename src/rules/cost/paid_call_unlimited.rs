//! A service that is paid by the call, for every account, without a limit.

use super::{REFUSED, is_mail_only, names, paid_routes, refused_before_paying};
use crate::{
    frameworks::auth::Proof,
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in paid_routes(project, sink) {
        // What a clock or another machine starts, it starts as often as it was told to.
        let by_person = match route.guards.first() {
            Some(guard) => guard.proof == Proof::Identity,
            None => route.paid_apis.iter().all(|paid| paid.of_known),
        };
        // What another entry point pays for, or a machine of one's own elsewhere, limits there, or not; staff are few.
        let is_elsewhere = route.paid_apis.iter().all(|p| p.through.is_some() || p.service == "ai-backend");
        // Nor can a message be repeated that goes with a step which is made once.
        let is_once = route.paid_apis.iter().all(|p| p.kind.is_message()) && project.moves_on_once(route);
        if is_elsewhere || is_once || project.is_for_staff(route) {
            continue;
        }
        if by_person && route.rate_limited.is_no() && !route.has_quota && route.webhook.is_none() {
            let message = format!(
                "one account can call `{}` without end and spend your money at {}",
                route.entry.name,
                names(route)
            );
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            if is_mail_only(route) || project.writes_to_known(route) {
                finding.severity(Severity::Medium);
            }
            // A check that asks nobody refuses everybody, until it is mended.
            if route.guards.iter().any(|guard| project.asks_nobody(guard)) {
                finding.severity(Severity::Medium);
            }
            if let Some(paid) = route.paid_apis.first() {
                finding.place(paid.at, format!("the call of {}", paid.name));
            }
            if let Some(refused) = refused_before_paying(project, route) {
                finding.severity(Severity::Low).place(refused, REFUSED);
            }
        }
    }
}
