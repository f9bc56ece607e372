//! A failure that is written to the console, after which the work goes on as if it had succeeded: in a `catch`, or in
//! `if (error)`.

use std::collections::BTreeSet;

use super::{Place, clauses, report_by_file};
use crate::{
    model::{
        Project,
        failures::{Handling, Stake},
    },
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    // What becomes of money is told by itself.
    let logged = project.failures.catches.iter().filter(|c| c.handling == Handling::Logged);
    let of_money: BTreeSet<Span> = logged.filter(|c| project.payment_tried(c).is_some()).map(|c| c.at).collect();
    let mut places = clauses(project, &[Handling::Logged]);
    places.retain(|place| !of_money.contains(&place.at));
    let tested = project.failures.unheeded.iter().filter(|u| u.handling == Handling::Logged);
    places.extend(tested.map(Place::of));
    report_by_file(project, sink, places, |place, more| {
        let after = match place.stake {
            Stake::Work | Stake::Read | Stake::Record => "nobody is told",
            _ => "the work goes on as if it had succeeded",
        };
        format!("when {} fails, a line goes to the console and {after}{more}", place.what)
    });
}
