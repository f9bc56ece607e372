//! The call that moves money in what a `catch` protects.

use super::charges::Charge;
use crate::{
    facts::code::{Code, ExprKind, Node, StmtKind},
    model::{
        Project,
        failures::{CatchForm, Caught, RemoteCall, RemoteKind},
    },
    source::span::{FileId, Range},
};

/// What moves money, or begins a payment.
#[derive(Clone, Copy, Debug)]
pub enum Tried<'p> {
    /// A call of a provider.
    Charge(&'p Charge),
    /// A call of a function of the app's own.
    Function(&'p RemoteCall),
}

impl Project {
    /// The call that a `catch` clause protects and that moves money or begins a payment.
    #[must_use]
    pub fn payment_tried(&self, caught: &Caught) -> Option<Tried<'_>> {
        let file = caught.at.file;
        let code = self.file(file).code.as_ref()?;
        payment_in(self, code, file, tried(code, caught)?)
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

fn payment_in<'p>(project: &'p Project, code: &Code, file: FileId, region: Range) -> Option<Tried<'p>> {
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
    charge.map(Tried::Charge).or_else(|| function().map(Tried::Function))
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
