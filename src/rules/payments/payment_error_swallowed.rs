//! A payment that fails, and neither the buyer nor the owner learns of it.

use crate::{
    facts::code::{Code, ExprKind, Node, StmtKind},
    model::{
        Project,
        failures::{CatchForm, Caught, Handling, RemoteCall, RemoteKind},
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
        let Some(what) = payment_in(project, code, file, tried) else { continue };
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
fn payment_in(project: &Project, code: &Code, file: FileId, region: Range) -> Option<String> {
    let charge = project.charges.iter().find(|c| c.at.file == file && region.contains(c.at.range));
    let function = || {
        project.failures.remote.iter().find(|r| {
            r.kind == RemoteKind::Function
                && r.at.file == file
                && region.contains(r.at.range)
                && begins_payment(&r.name)
                && !only_asks(project, code, r)
                && (!opens_checkout(&r.name) || leaves_for_checkout(code, region))
        })
    };
    charge
        .map(|c| format!("the call of {}", c.provider))
        .or_else(|| function().map(|r| format!("the call of {}", r.name)))
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
    const QUESTIONS: [&str; 17] = [
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
        "link",
        "reconcile",
    ];
    let words = crate::vocab::split(name);
    words.iter().any(|w| DEEDS.contains(&w.as_str())) && !words.iter().any(|w| QUESTIONS.contains(&w.as_str()))
}
