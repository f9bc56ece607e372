//! A signature check that is left out when a header or a setting is missing.

use super::webhooks;
use crate::{
    model::{Project, routes::Skip},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (route, webhook) in webhooks(project, sink) {
        let Some((guard, skip)) = route.skippable.first() else { continue };
        let at = guard.conditions.first().and_then(|&(file, condition)| {
            let code = project.file(file).code.as_ref()?;
            Some(Span { file, range: code.range(condition) })
        });
        let who = match skip {
            Skip::Caller => "whoever leaves the header out",
            Skip::Setting => "everybody while the secret is not set",
        };
        let message = format!(
            "`{}` checks the signature of {} only sometimes: {who} is believed",
            route.entry.name, webhook.name
        );
        sink.report(at.unwrap_or(guard.at), &route.entry.name, message).place(guard.at, "the check");
    }
}
