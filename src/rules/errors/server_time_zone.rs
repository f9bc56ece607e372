//! Hours that a server tells people by its own clock.

use crate::{model::Project, rules::Sink, source::span::Span};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let hours = project.hours_of_servers();
    let mut by_app: Vec<(&str, Vec<Span>)> = Vec::new();
    for at in hours {
        let app = project.app_of(at.file).map_or("", |app| app.root.as_str());
        match by_app.iter_mut().find(|(known, _)| *known == app) {
            Some((_, places)) => places.push(at),
            None => by_app.push((app, vec![at])),
        }
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
