//! The message of success stands behind a pause, and behind nothing else.

use std::collections::BTreeMap;

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
}
