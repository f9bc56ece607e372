//! A webhook that its sender never gets through to: the gateway asks for a key that he does not have, or the
//! signature check cannot run where it stands.

use std::cell::LazyCell;

use super::routes;
use crate::{
    facts::code::{Code, Node},
    frameworks::errors::fails_in_deno,
    model::{
        Project,
        routes::{Effect, Kind, Route},
    },
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let callers = LazyCell::new(|| invoking(project));
    for route in routes(project, sink).into_iter().filter(|r| r.entry.kind == Kind::EdgeFunction) {
        if let Some(at) = synchronous_check(project, route) {
            let message = format!(
                "`{}` refuses every delivery: `constructEvent` cannot work in Deno, `constructEventAsync` can",
                route.entry.name
            );
            sink.report(at, &route.entry.name, message);
        }
        let asked = route.webhook.as_ref().filter(|w| w.kind != "auth" && route.entry.gateway_jwt);
        let Some(webhook) = asked.filter(|_| !is_own_call(project, &callers, route)) else { continue };
        let sender = if webhook.kind == "other" { "its sender" } else { &webhook.name };
        // Without the file, the gateway may have been told otherwise when the function was deployed.
        if project.configs.supabase.is_empty() {
            let message = format!(
                "deployed with the default settings, `{}` answers 401 to {sender}: it asks for a key of the project",
                route.entry.name
            );
            let finding = sink.report(route.entry.at, &route.entry.name, message);
            finding.severity(Severity::Medium).confidence(Confidence::Low);
            continue;
        }
        let message =
            format!("the gateway answers 401 to {sender}: `{}` asks for a key of the project", route.entry.name);
        let finding = sink.report(route.entry.at, &route.entry.name, message);
        if only_tells(project, route) {
            finding.severity(Severity::Medium);
        }
        // Without a check of its own the gateway is the only lock.
        if webhook.verified.is_no() {
            finding.help(UNLOCKED);
        }
    }
}

const UNLOCKED: &str = "nothing in the function proves who calls: first verify the sender's signature, or compare a secret that only he \
     has, and only then set verify_jwt = false for it in supabase/config.toml";

/// Whether it stores nothing of what the sender says, and only sets off a message or a call.
fn only_tells(project: &Project, route: &Route) -> bool {
    let stores = |effect: &Effect| effect.writes && !project.is_aside(effect);
    let goes_on = !(route.paid_apis.is_empty() && route.errands.is_empty() && route.lent.is_empty());
    goes_on && !route.effects.iter().any(|e| stores(e) || project.changed_by_function(e).is_some())
}

/// The code that calls functions of the platform by name.
fn invoking(project: &Project) -> Vec<&Code> {
    project.code_files().map(|(_, _, code)| code).filter(|code| code.texts().any(|text| text == "invoke")).collect()
}

/// Whether the app calls the function itself, with a key of the project: from its code, or from its database.
fn is_own_call(project: &Project, callers: &[&Code], route: &Route) -> bool {
    let address = format!("/functions/v1/{}", route.entry.path);
    let mut in_sql = project.files.iter().filter(|f| f.sql.is_some()).filter_map(|f| f.text.as_deref());
    in_sql.any(|text| text.contains(&address))
        || callers.iter().any(|code| code.texts().any(|text| text == route.entry.path))
}

/// The call of the synchronous check, without a crypto provider of its own.
fn synchronous_check(project: &Project, route: &Route) -> Option<Span> {
    route.functions.iter().find_map(|&(file, function)| {
        let code: &Code = project.file(file).code.as_ref()?;
        code.descendants(Node::Function(function)).find_map(|n| {
            let Node::Expr(e) = n else { return None };
            fails_in_deno(code, e).then(|| code.range(e).in_file(file))
        })
    })
}
