//! A read whose error is dropped: a failed query looks like an empty one.

use std::collections::BTreeMap;

use super::{Place, and_more, report_by_file, severity, shown};
use crate::{
    model::{
        Project,
        failures::{HOOK, Handling, RemoteCall, RemoteKind, Unheeded},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let unheeded = &project.failures.unheeded;
    let gives_data = |call: &RemoteCall| call.kind != RemoteKind::Mail;
    if project.queries.iter().all(|q| q.library.throws()) && !project.failures.remote.iter().any(gives_data) {
        sink.not_applicable("the code reads no database through a client whose results carry an error");
        return;
    }
    let dropped = unheeded.iter().filter(|u| !u.is_write && u.handling == Handling::Nothing);
    // All queries of react-query have one place where a failure can be told.
    let (hooks, dropped): (Vec<_>, Vec<_>) = dropped.partition(|u| u.subject == HOOK);
    report_hooks(project, sink, &hooks);
    let places = dropped.into_iter().map(Place::of).collect();
    report_by_file(project, sink, places, |place, more| {
        if place.lets_in {
            return format!("when {} fails, whoever should have been turned away passes{more}", place.what);
        }
        if place.widens {
            return format!(
                "when {} fails or finds nothing, the filter by it is left out: everything is taken{more}",
                place.what
            );
        }
        let is_server = project.sides.of(place.at.file).is_server();
        let goes_on = if is_server { "the server goes on" } else { "the page goes on" };
        format!("when {} fails, {goes_on} as if there were no data{more}", place.what)
    });
}

/// One finding an app.
fn report_hooks(project: &Project, sink: &mut Sink, hooks: &[&Unheeded]) {
    let mut by_app: BTreeMap<&str, Vec<&Unheeded>> = BTreeMap::new();
    for hook in hooks {
        by_app.entry(project.app_of(hook.at.file).map_or("", |app| app.root.as_str())).or_default().push(hook);
    }
    for (root, hooks) in by_app {
        let Some((first, others)) = hooks.split_first() else { continue };
        let more = and_more(first.at, others.iter().map(|o| o.at));
        let message = format!("when {} fails, the page shows \"nothing there\"{more}", first.what);
        let finding = sink.report(first.at, format!("queries of {}", shown(root)), message);
        finding.severity(severity(first.stake)).help(
            "tell of failed queries in one place, `new QueryClient({ queryCache: new QueryCache({ onError }) })`, and show \
             `isError` where emptiness would mislead",
        );
        for hook in others {
            finding.place(hook.at, hook.what.clone());
        }
    }
}
