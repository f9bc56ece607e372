//! A payment that fails, and neither the buyer nor the owner learns of it.

use crate::{
    facts::code::{Code, StmtKind},
    model::{
        Project,
        failures::{CatchForm, Caught, Handling, RemoteKind},
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
        let Some(what) = payment_in(project, file, tried) else { continue };
        let end = match caught.handling {
            Handling::Logged => "only a log line says so",
            _ => "nobody is told",
        };
        let message = format!("when {what} fails, {end}: the buyer waits, and you do not know");
        sink.report(caught.at, project.file(file).path.clone(), message);
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
fn payment_in(project: &Project, file: FileId, region: Range) -> Option<String> {
    let charge = project.charges.iter().find(|c| c.at.file == file && region.contains(c.at.range));
    let function = || {
        project.failures.remote.iter().find(|r| {
            r.kind == RemoteKind::Function
                && r.at.file == file
                && region.contains(r.at.range)
                && begins_payment(&r.name)
        })
    };
    charge
        .map(|c| format!("the call of {}", c.provider))
        .or_else(|| function().map(|r| format!("the call of {}", r.name)))
}

/// `create-checkout`, `charge-card`, `process-payment`; neither a question nor a message about one.
fn begins_payment(name: &str) -> bool {
    const DEEDS: [&str; 11] = [
        "checkout",
        "buy",
        "charge",
        "payment",
        "pay",
        "payout",
        "refund",
        "purchase",
        "withdrawal",
        "withdraw",
        "deposit",
    ];
    const QUESTIONS: [&str; 15] = [
        "get",
        "list",
        "check",
        "status",
        "history",
        "fetch",
        "verify",
        "reminder",
        "methods",
        "notify",
        "notification",
        "email",
        "mail",
        "send",
        "receipt",
    ];
    let words = crate::vocab::split(name);
    words.iter().any(|w| DEEDS.contains(&w.as_str())) && !words.iter().any(|w| QUESTIONS.contains(&w.as_str()))
}
