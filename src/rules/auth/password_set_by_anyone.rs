//! A new password is set without a proof of who asks for it.

use super::super::api::routes;
use crate::{
    model::{
        Project,
        queries::{Columns, Op, Query},
        routes::{Route, Skip},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink).iter().filter(|r| proves_nothing(r) && !project.is_closed_in_production(r)) {
        for effect in route.done_for_all().filter(|e| e.writes && e.is_privileged()) {
            if seen.contains(&effect.at) {
                continue;
            }
            let Some(query) = project.query_of(effect) else { continue };
            let Some(column) = password_column(query) else { continue };
            let table = effect.table.as_deref().unwrap_or("a table");
            let message = format!(
                "anybody can set `{table}.{column}` through `{}`, and with it take the account",
                route.entry.name
            );
            let finding = sink.report(query.at, &route.entry.name, message);
            finding.step(route.entry.at, "nothing here proves who asks");
            if let Some(test) = project.asks_password_if_sent(route) {
                finding.place(test, "the password so far is only asked for when one is sent");
            }
            seen.push(query.at);
        }
    }
}

/// Whether the caller shows neither a session nor a token of a reset; a check that he can leave out is none.
fn proves_nothing(route: &Route) -> bool {
    let has_guard =
        route.guards.iter().any(|g| !route.skippable.iter().any(|(s, skip)| s == g && *skip == Skip::Caller));
    !has_guard && route.authenticated.is_no() && !route.effects.iter().any(|e| e.by_token) && route.webhook.is_none()
}

/// The password, hashed or not, that an update changes.
fn password_column(query: &Query) -> Option<&str> {
    let Columns::Named(columns) = &query.columns else { return None };
    let is_update = matches!(query.op, Op::Update | Op::Upsert);
    columns.iter().map(String::as_str).filter(|_| is_update).find(|c| {
        let words = crate::vocab::split(c);
        let is_about =
            words.iter().any(|w| matches!(w.as_str(), "reset" | "changed" | "at" | "expires" | "token" | "must"));
        words.iter().any(|w| matches!(w.as_str(), "password" | "passwd" | "senha" | "passwort" | "contrasena" | "pin"))
            && !is_about
    })
}
