//! An exported function of a `"use server"` module works for anybody: it is an endpoint, wherever it is used.

use std::collections::BTreeMap;

use super::{deeds, identity_from_body, routes};
use crate::{
    model::{
        Project,
        routes::{Deed, Effect, Kind, Route},
    },
    rules::{Severity, Sink},
    source::span::Span,
};

/// What anybody can do by one action, in words, how it gets there, and where that is done.
type Harm = (Deed, String, &'static str, Span);

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_module: BTreeMap<_, Vec<(&Route, Harm)>> = BTreeMap::new();
    for route in routes(project, sink).into_iter().filter(|r| r.entry.kind == Kind::ServerAction) {
        let is_open = route.authenticated.is_no()
            && !route.public_by_design.is_yes()
            && identity_from_body::believed(route).is_none();
        if let Some(harm) = harm(project, route).filter(|_| is_open && is_used(project, route)) {
            by_module.entry(route.entry.at.file).or_default().push((route, harm));
        }
    }
    for (file, mut actions) in by_module {
        actions.sort_by_key(|(route, (deed, ..))| (std::cmp::Reverse(*deed), route.entry.at));
        let Some(((route, (deed, does, past, at)), others)) = actions.split_first() else { continue };
        let name = &route.entry.name;
        let message = format!("anybody can call the server action `{name}`, which {does}{past}");
        // A module is made public as a whole.
        let (key, message) = match others.len() {
            0 => (name.clone(), message),
            n => (project.file(file).path.clone(), format!("{message}; so it is with {n} more of this module")),
        };
        let finding = sink.report(route.entry.at, key, message);
        finding.place(*at, does);
        let drops_note =
            |route: &Route| project.only_notes(route) && !route.done_for_all().any(|e| project.is_aside(e));
        // Nobody has a say in what it does at another machine.
        let is_job = |route: &Route, at: &Span| route.errands.contains(at) && project.takes_nothing(route);
        let is_slight = |(route, (deed, _, _, at)): &(&Route, Harm)| {
            *deed == Deed::Deletes && drops_note(route) || is_job(route, at)
        };
        // Whoever gives himself rights has all the rest.
        if actions.iter().all(is_slight) {
            finding.severity(Severity::Medium);
        } else if *deed < Deed::Rights {
            finding.severity(Severity::High);
        }
        for (other, (_, does, ..)) in others {
            finding.thing(other.entry.at, &other.entry.name, format!("`{}` {does}", other.entry.name));
        }
    }
}

/// Whether some page knows the action: one that no other module names, or only handlers of requests and other code of the
/// server, gets no address. An action within a component, or in a file that is served itself, needs no import.
fn is_used(project: &Project, route: &Route) -> bool {
    let module = route.entry.at.file;
    let is_module = project
        .file(module)
        .code
        .as_ref()
        .is_some_and(|code| code.directives.iter().any(|d| code.str(*d) == "use server"));
    let is_handler =
        |file| project.routes.iter().any(|r| r.entry.at.file == file && r.entry.kind != Kind::ServerAction);
    let may_render = |file| project.sides.of(file).is_client() || project.file(file).path.ends_with("sx");
    let is_page = |importer| may_render(importer) && !is_handler(importer);
    !is_module || project.is_imported_by(module, &route.entry.name, is_page)
}

fn harm(project: &Project, route: &Route) -> Option<Harm> {
    let privileged = || route.effects.iter().filter(|e| e.is_anybodys());
    let works = |e: &&Effect| !project.comes_to_nothing(route, e);
    let written = project.worst(privileged().filter(|e| e.writes).filter(works));
    if let Some((does, at)) = deeds::account_change(route) {
        return Some((Deed::Rights, does.to_owned(), "", at));
    }
    if let Some(effect) = written.or_else(|| privileged().filter(works).find(|e| e.answered)) {
        let (deed, does, at) = deeds::told(project, route, effect);
        return Some((deed, does, deeds::past(effect), at));
    }
    let &at = route.errands.first().filter(|_| route.paid_apis.is_empty())?;
    Some((Deed::Changes, "acts at another service with your server's key".to_owned(), "", at))
}
