//! An exported function of a `"use server"` module works for anybody: it is an endpoint, wherever it is used.

use super::{routes, table};
use crate::{
    facts::code::StmtKind,
    model::{
        Project,
        queries::Client,
        routes::{Kind, Route},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let actions = routes(project, sink).iter().filter(|r| r.entry.kind == Kind::ServerAction);
    for route in actions.filter(|r| r.authenticated.is_no()) {
        let name = &route.entry.name;
        if gives_client(project, route) {
            let message = format!("`{name}` is a server action that makes a client with the service key");
            sink.report(route.entry.at, name, message);
            continue;
        }
        let mut privileged = route.effects.iter().filter(|e| e.is_privileged() && !e.by_token);
        if let Some(effect) = privileged.clone().find(|e| e.writes).or_else(|| privileged.next()) {
            let does = if effect.writes { "changes" } else { "reads" };
            let what = table(effect.table.as_deref());
            let message = format!("anybody can call the server action `{name}`, which {does} {what} past row security");
            sink.report(route.entry.at, name, message).place(effect.at, format!("{does} {what}"));
        } else if let Some(&at) = route.errands.first().filter(|_| route.paid_apis.is_empty()) {
            let message = format!(
                "anybody can call the server action `{name}`, which acts at another service with your server's key"
            );
            sink.report(route.entry.at, name, message).place(at, "with the key");
        }
    }
}

/// Whether the action returns a client that works with the service key.
fn gives_client(project: &Project, route: &Route) -> bool {
    let values = project.values();
    route.entry.steps.iter().filter_map(crate::model::routes::Step::function).any(|(file, function)| {
        let Some(code) = project.file(file).code.as_ref() else { return false };
        code.block(code.function(function).body).any(|s| match code.stmt(s).kind {
            StmtKind::Return(Some(value)) => {
                crate::frameworks::supabase::client::client_of(&values, file, value) == Client::Service
            }
            _ => false,
        })
    })
}
