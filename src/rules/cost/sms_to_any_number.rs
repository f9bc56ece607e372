//! Strangers make the app send messages to numbers of their choice; what limits them looks at their address alone.

use super::paid_routes;
use crate::{
    facts::code::ExprKind,
    model::{
        Project,
        calls::FnRef,
        routes::{PaidCall, Route, Step},
    },
    rules::Sink,
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in paid_routes(project, sink) {
        let Some(paid) = route.paid_apis.iter().find(|p| sends(p)) else { continue };
        let is_public = route.authenticated.is_no() && route.webhook.is_none() && !route.has_captcha;
        // Where there is no limit at all, `cost/paid-call-unprotected` says more.
        if is_public && !only_asks(route) && is_limited_before_only(project, route) {
            let message = format!(
                "anybody can have `{}` send messages of {} to any number: the only limit is one for all pages and by address, \
                 which a script changes",
                route.entry.name, paid.name
            );
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            finding.place(paid.at, format!("the call of {}", paid.name));
        }
    }
}

fn sends(paid: &PaidCall) -> bool {
    matches!(paid.kind, ServiceKind::Sms | ServiceKind::Whatsapp)
}

/// `verify-otp`, `balance`: nothing is sent.
fn only_asks(route: &Route) -> bool {
    crate::vocab::split(&route.entry.path)
        .iter()
        .any(|w| matches!(w.as_str(), "verify" | "check" | "balance" | "status" | "validate" | "confirm"))
}

/// Whether the limiter stands in what runs before every handler, and nothing that this one reaches refuses anybody for
/// having come too often.
fn is_limited_before_only(project: &Project, route: &Route) -> bool {
    let Some(evidence) = route.rate_limited.evidence.as_ref().filter(|_| route.rate_limited.is_yes()) else {
        return false;
    };
    let before: Vec<FnRef> =
        route.entry.steps.iter().filter(|s| matches!(s, Step::Guard(_))).filter_map(Step::function).collect();
    let is_before = |file| before.iter().any(|(at, _)| *at == file);
    let limits_itself = route.functions.iter().any(|&(file, function)| {
        let code = project.file(file).code.as_ref().filter(|_| !is_before(file));
        code.is_some_and(|c| {
            c.exprs_within(function).any(|e| matches!(c.expr(e), ExprKind::Number(n) if c.str(n) == "429"))
        })
    });
    is_before(evidence.at.file) && !limits_itself
}
