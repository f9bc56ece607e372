//! The message of success stands behind a pause, or where a key is not set, and behind nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::and_more;
use crate::{
    model::{Project, failures::Pretended},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_file: BTreeMap<&str, Vec<&Pretended>> = BTreeMap::new();
    for pretended in &project.failures.pretended {
        by_file.entry(&project.file(pretended.at.file).path).or_default().push(pretended);
    }
    for (path, places) in by_file {
        let Some((first, others)) = places.split_first() else { continue };
        let message = format!(
            "{} waits a moment, says it worked (`{}`), and does nothing{}",
            first.name,
            first.how,
            and_more(first.at, others.iter().map(|o| o.at))
        );
        let finding = sink.report(first.at, path, message);
        finding.step(first.pause, "the pause that stands for the work");
        for other in others {
            finding.place(other.at, format!("{} does nothing, too", other.name));
        }
    }
    left_out(project, sink);
}

/// What is left out where a key is missing, and answered as done.
fn left_out(project: &Project, sink: &mut Sink) {
    let mut seen = BTreeSet::new();
    for route in project.running_routes() {
        let Some(left_out) = project.unset_work(route).filter(|left_out| seen.insert(left_out.at)) else { continue };
        let names: Vec<&str> = left_out.settings.iter().map(String::as_str).collect();
        let message = format!(
            "`{}` answers success where {} is not set: what it is for is left out, and nobody learns of it",
            route.entry.name,
            names.join(" or ")
        );
        sink.report(left_out.at, &route.entry.name, message).help(
            "answer an error where the setting is missing, or refuse to start without it; a stand-in for trials belongs \
             behind a setting of its own",
        );
    }
}
