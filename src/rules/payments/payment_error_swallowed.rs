//! A payment that fails, and neither the buyer nor the owner learns of it.

use crate::{
    facts::code::{Code, ExprKind, Node, StmtKind},
    model::{
        Project,
        failures::{CatchForm, Caught, Handling, RemoteCall, RemoteKind},
        payments::charges::{Charge, FollowUp},
    },
    rules::Sink,
    source::span::{FileId, Range},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let silent = [Handling::Nothing, Handling::Logged, Handling::Default];
    for caught in project.failures.catches.iter().filter(|c| silent.contains(&c.handling)) {
        let file = caught.at.file;
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let Some(tried) = tried(code, caught) else { continue };
        let Some(payment) = payment_in(project, code, file, tried) else { continue };
        let end = match caught.handling {
            Handling::Logged => "only a log line says so",
            _ => "nobody is told",
        };
        let message = format!("when {} fails, {end}: {}", payment.what, payment.left_undone);
        let finding = sink.report(caught.at, project.file(file).path.clone(), message);
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
}

/// What a `catch` protects.
fn tried(code: &Code, caught: &Caught) -> Option<Range> {
    if caught.form == CatchForm::Callback {
        return None;
    }
    code.stmts.iter().find_map(|stmt| match stmt.kind {
        StmtKind::Try { catch: Some(catch), .. } if catch.range == caught.at.range => {
            Some(Range { start: stmt.range.start, end: catch.range.start })
        }
        _ => None,
    })
}

/// The call in a region that moves money or begins a payment.
fn payment_in(project: &Project, code: &Code, file: FileId, region: Range) -> Option<Payment> {
    let charge = project.charges.iter().find(|c| c.at.file == file && region.contains(c.at.range));
    let function = || {
        project.failures.remote.iter().find(|r| {
            r.kind == RemoteKind::Function
                && r.at.file == file
                && region.contains(r.at.range)
                && begins_payment(project, &r.name)
                && !only_asks(project, code, r)
                && (!opens_checkout(&r.name) || leaves_for_checkout(code, region))
        })
    };
    charge.map(Payment::of).or_else(|| {
        function().map(|r| Payment {
            what: format!("the call of {}", r.name),
            left_undone: "the buyer waits, and you do not know",
            is_follow_up: false,
        })
    })
}

/// `invoke("payout", { body: { action: "balance" } })`: the function does several things, and is asked for none of them.
fn only_asks(project: &Project, code: &Code, call: &RemoteCall) -> bool {
    let asking = &project.vocab.words.asking;
    code.within_node(Node::Expr(call.expr)).any(|node| {
        let Node::Expr(object) = node else { return false };
        ["action", "type", "operation", "op"].iter().any(|key| {
            let value = code.property(object, key).and_then(|v| project.values().exact_text(call.at.file, v));
            value.is_some_and(|text| crate::vocab::split(&text).first().is_some_and(|w| asking.has(w)))
        })
    })
}

/// A checkout is a page that the buyer is sent to.
fn opens_checkout(name: &str) -> bool {
    crate::vocab::split(name).iter().any(|w| matches!(w.as_str(), "checkout" | "buy" | "purchase" | "pay"))
}

/// Whether a region sends the browser elsewhere; else something is only asked or made ready.
fn leaves_for_checkout(code: &Code, region: Range) -> bool {
    code.exprs.iter().filter(|e| region.contains(e.range)).any(|e| match e.kind {
        ExprKind::Member { property, .. } => {
            matches!(
                code.str(property),
                "url" | "checkout_url" | "checkoutUrl" | "authorization_url" | "redirectToCheckout" | "init_point"
            )
        }
        _ => false,
    })
}

/// `create-checkout`, `charge-card`, `process-payment`; neither a question nor a message about one.
fn begins_payment(project: &Project, name: &str) -> bool {
    let (deeds, questions) = (&project.vocab.words.pays, &project.vocab.words.asks_of_payment);
    let words = crate::vocab::split(name);
    words.iter().any(|w| deeds.has(w)) && !words.iter().any(|w| questions.has(w))
}
