//! A form for strangers that a script can send a million times.

use super::{routes, table};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        let is_form = route.authenticated.is_no() && route.public_by_design.is_yes() && route.webhook.is_none();
        if !is_form || !route.rate_limited.is_no() || route.has_captcha || route.delegates_sign_in {
            continue;
        }
        if let Some(effect) = route.effects.iter().find(|e| e.writes && !e.by_token) {
            let message = format!(
                "`{}` adds to {} for anybody, as often as he likes",
                route.entry.name,
                table(effect.table.as_deref())
            );
            sink.report(route.entry.at, &route.entry.name, message).place(effect.at, "the write");
        }
    }
}
