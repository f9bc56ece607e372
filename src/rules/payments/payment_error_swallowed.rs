//! A payment that fails, and neither the buyer nor the owner learns of it.

use crate::{
    model::{
        Project,
        failures::{Handling, RemoteCall},
        payments::{
            charges::{Charge, FollowUp},
            tried::Tried,
        },
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let silent = [Handling::Nothing, Handling::Logged, Handling::Default];
    for caught in project.failures.catches.iter().filter(|c| silent.contains(&c.handling)) {
        let payment = match project.payment_tried(caught) {
            Some(Tried::Charge(charge)) => Payment::of(charge),
            Some(Tried::Function(call)) => Payment::by(call),
            None => continue,
        };
        let end = match caught.handling {
            Handling::Logged => "only a log line says so",
            _ => "nobody is told",
        };
        let message = format!("when {} fails, {end}: {}", payment.what, payment.left_undone);
        let finding = sink.report(caught.at, project.file(caught.at.file).path.clone(), message);
        if payment.is_follow_up {
            finding.help(
                "write down what the provider has done, not what was asked of it: stop here or keep the old state, report the \
                 error to the tracker, and try again",
            );
        }
    }
}

/// A call that moves money, and what is not done where it fails.
struct Payment {
    what: String,
    left_undone: &'static str,
    is_follow_up: bool,
}

impl Payment {
    fn of(charge: &Charge) -> Self {
        let (deed, left_undone) = match charge.follow_up {
            _ if charge.is_payout => ("the payout", "who was to be paid waits, and you do not know"),
            None => ("the call", "the buyer waits, and you do not know"),
            Some(FollowUp::Captures) => {
                ("the capture", "the money is never taken, and what follows believes that it was")
            }
            Some(FollowUp::GivesBack) => ("the refund", "the buyer does not get his money back, and you do not know"),
            Some(FollowUp::LetsGo) => (
                "the cancellation",
                "the money stays set aside or is taken again, and what follows believes that it ended",
            ),
        };
        Self {
            what: format!("{deed} of {}", charge.provider),
            left_undone,
            is_follow_up: charge.is_payout || charge.follow_up.is_some(),
        }
    }

    fn by(call: &RemoteCall) -> Self {
        Self {
            what: format!("the call of {}", call.name),
            left_undone: "the buyer waits, and you do not know",
            is_follow_up: false,
        }
    }
}
