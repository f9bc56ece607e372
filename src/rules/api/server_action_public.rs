//! An exported function of a `"use server"` module works for anybody: it is an endpoint, wherever it is used.

use std::collections::BTreeMap;

use super::{identity_from_body, routes, table};
use crate::{
    model::{
        Project,
        queries::Client,
        routes::{Kind, Route},
    },
    rules::Sink,
    source::span::Span,
};

/// What anybody can do by one action, and where that is done.
type Harm = (String, Option<Span>);

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_module: BTreeMap<_, Vec<(&Route, Harm)>> = BTreeMap::new();
    for route in routes(project, sink).iter().filter(|r| r.entry.kind == Kind::ServerAction) {
        let is_open = route.authenticated.is_no()
            && !route.public_by_design.is_yes()
            && identity_from_body::believed(route).is_none();
        if let Some(harm) = harm(route).filter(|_| is_open && is_used(project, route)) {
            by_module.entry(route.entry.at.file).or_default().push((route, harm));
        }
    }
    for (file, actions) in by_module {
        let Some(((route, (does, at)), others)) = actions.split_first() else { continue };
        let name = &route.entry.name;
        let message = format!("anybody can call the server action `{name}`, which {does}");
        // A module is made public as a whole.
        let (key, message) = match others.len() {
            0 => (name.clone(), message),
            n => (project.file(file).path.clone(), format!("{message}; so it is with {n} more of this module")),
        };
        let finding = sink.report(route.entry.at, key, message);
        finding.related.extend(at.map(|at| crate::rules::Label {
            at,
            message: does.clone(),
            key: None,
            is_step: false,
        }));
        for (other, (does, _)) in others {
            finding.thing(other.entry.at, &other.entry.name, format!("`{}` {does}", other.entry.name));
        }
    }
}

/// Whether some page knows the action: one that no other module names, or only handlers of requests, gets no address. An
/// action within a component, or in a file that is served itself, needs no import.
fn is_used(project: &Project, route: &Route) -> bool {
    let module = route.entry.at.file;
    let is_module = project
        .file(module)
        .code
        .as_ref()
        .is_some_and(|code| code.directives.iter().any(|d| code.str(*d) == "use server"));
    let is_handler =
        |file| project.routes.iter().any(|r| r.entry.at.file == file && r.entry.kind != Kind::ServerAction);
    !is_module || project.is_imported_by(module, &route.entry.name, |importer| !is_handler(importer))
}

fn harm(route: &Route) -> Option<Harm> {
    let privileged = || route.effects.iter().filter(|e| e.is_privileged() && !e.by_token && !e.in_guard);
    if let Some(effect) = privileged().find(|e| e.writes).or_else(|| privileged().find(|e| e.answered)) {
        let does = if effect.writes { "changes" } else { "reads" };
        let past = if effect.rights == Client::Orm { "" } else { " past row security" };
        return Some((format!("{does} {}{past}", table(effect.table.as_deref())), Some(effect.at)));
    }
    let &at = route.errands.first().filter(|_| route.paid_apis.is_empty())?;
    Some(("acts at another service with your server's key".to_owned(), Some(at)))
}
