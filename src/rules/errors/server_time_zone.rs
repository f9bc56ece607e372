//! Hours that a server tells people by its own clock.

use std::collections::BTreeMap;

use crate::{model::Project, rules::Sink, source::span::Span};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_app: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for at in project.hours_of_servers() {
        by_app.entry(project.app_of(at.file).map_or("", |app| app.root.as_str())).or_default().push(at);
    }
    for (app, places) in by_app {
        let Some((&first, others)) = places.split_first() else { continue };
        let message = "the server writes out an hour by its own clock, which on hosts is that of Greenwich: people are told \
                       another hour than the one that is meant";
        let finding = sink.report(first, app, message);
        for &other in others {
            finding.place(other, "the same");
        }
    }
}
