//! Work at set times that nothing starts, and clocks that call where nothing answers.

use crate::{
    model::{Project, jobs::unstarted::Idle},
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let (unstarted, dead) = (project.unstarted_work(), project.dead_addresses());
    if project.jobs().is_empty() && unstarted.is_empty() && dead.is_empty() {
        return sink.not_applicable("nothing here is for a clock");
    }
    for address in dead {
        let message = format!("a clock calls {} at set times, and nothing answers there", address.address);
        let finding = sink.report(address.at, address.address, message);
        finding.severity(Severity::Medium).help(
            "write the entry point that it is meant for, or correct the address; else take the entry out of the schedule",
        );
    }
    for work in unstarted {
        let entry = &work.route.entry;
        let (severity, why) = match work.why {
            Idle::Unnamed => (Severity::Low, "nothing in the repository starts it: no schedule, no call".to_owned()),
            Idle::LeftOut(list) => (Severity::Medium, format!("the crons of {list} leave it out")),
            Idle::AsksPerson(_) => (
                Severity::Medium,
                "no page calls it, and it lets in only who is signed in, which no clock is".to_owned(),
            ),
        };
        let message = format!("{} is by its name work at set times, and never runs: {why}", entry.name);
        let finding = sink.report(entry.at, entry.name.clone(), message);
        finding.severity(severity).confidence(Confidence::Medium).help(
            "schedule it in a migration (`cron.schedule` with `net.http_post`) or in the host's list, let it ask for a shared secret \
             in place of a session, and note when it last ran; if a clock elsewhere calls it, say so with a `plimsoll-ignore`",
        );
        if let Idle::AsksPerson(at) = work.why {
            finding.place(at, "asks for a person here");
        }
    }
}
