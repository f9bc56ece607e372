//! Rights by what an account says of itself.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        routes::{Effect, OwnWord, OwnWordTest, Route},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_file: BTreeMap<FileId, Vec<OwnWordTest>> = BTreeMap::new();
    for test in project.own_word_tests() {
        by_file.entry(test.at.file).or_default().push(test);
    }
    for (file, tests) in by_file {
        let Some((first, others)) = tests.split_first() else { continue };
        let guarded =
            || project.routes.iter().filter(|route| tests.iter().any(|test| stands_in(project, route, *test)));
        let message = match first.word {
            OwnWord::Metadata => "a right hangs on user_metadata, which every user writes himself from the browser",
            OwnWord::Address => "a right hangs on a word in the e-mail address, which whoever signs up chooses",
        };
        // What runs under the caller's own rights is still held by row security; a page alone shows what it may read.
        let severity = match guarded().next() {
            // More of what one has anyway is no right over others.
            Some(_) if guarded().any(reaches_more) && !tests.iter().all(|test| test.is_of_limit) => Severity::Critical,
            Some(_) => Severity::High,
            None => Severity::Medium,
        };
        let finding = sink.report(first.at, &project.file(file).path, message).severity(severity);
        for other in others {
            finding.place(other.at, "here too");
        }
        for route in guarded() {
            finding.thing(route.entry.at, &route.entry.name, "opens by it");
        }
    }
}

/// Whether a test stands in a function that an entry point runs.
fn stands_in(project: &Project, route: &Route, test: OwnWordTest) -> bool {
    let Some(code) = project.file(test.at.file).code.as_ref() else { return false };
    let mut own = route.functions.iter().filter(|(file, _)| *file == test.at.file);
    own.any(|&(_, function)| code.function(function).range.contains(test.at.range))
}

/// Whether an entry point does more than what its caller may do by himself.
fn reaches_more(route: &Route) -> bool {
    route.effects.iter().any(Effect::is_privileged)
        || !route.paid_apis.is_empty()
        || !route.errands.is_empty()
        || !route.account_changes.is_empty()
}
