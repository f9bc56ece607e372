//! Lists of what look like real people among the files of the app.

use crate::{
    facts::people::PeopleFact,
    model::Project,
    rules::{Severity, Sink},
    source::span::Range,
};

/// From here on it is a list of customers and not a handful of samples.
const MANY: usize = 50;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (id, file) in project.all_files() {
        let Some(people) = file.people.filter(|_| !file.ignored) else { continue };
        let message = format!("{} holds {} of what look like real people", file.path, counted(people));
        // The place is the file: its lines are what must not be shown.
        let finding = sink.report(Range::default().in_file(id), &file.path, message);
        if people.addresses.max(people.numbers) < MANY {
            finding.severity(Severity::Medium);
        }
    }
}

fn counted(people: PeopleFact) -> String {
    match (people.addresses, people.numbers) {
        (0, numbers) => format!("{numbers} telephone numbers"),
        (addresses, 0) => format!("{addresses} e-mail addresses"),
        (addresses, numbers) => format!("{addresses} e-mail addresses and {numbers} telephone numbers"),
    }
}
