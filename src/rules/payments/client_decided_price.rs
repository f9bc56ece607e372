//! The caller says what he pays.

use super::is_gift;
use crate::{
    facts::code::ExprKind,
    model::{Project, payments::asked::asked, values::Value},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.charges.is_empty() {
        sink.not_applicable("nothing here charges anybody");
    }
    let believed = project.believed_of_metadata();
    for charge in project.charges.iter().filter(|c| !c.is_payout && c.follow_up.is_none()) {
        let file = charge.at.file;
        let mut reaching = project.routes.iter().filter(|r| r.functions.contains(&(file, charge.function)));
        let Some(route) = reaching.find(|r| r.webhook.is_none() && !is_gift(project, r)) else { continue };
        let Some(code) = project.file(file).code.as_ref().filter(|code| !charge.is_gift(project, code)) else {
            continue;
        };
        let name = &route.entry.name;
        if let Some(promised) = project.promised(code, charge, &believed) {
            let given = &promised.believed.given;
            let message = format!(
                "`{name}` lets the caller write `{}` on the payment, and the webhook gives {given} by it: the cheapest price \
                 buys any",
                promised.believed.key
            );
            sink.report(promised.at.in_file(file), name, message).place(promised.believed.at, "given as it says");
            continue;
        }
        let Some(asked) = asked(project, code, charge) else { continue };
        if let Some(factor) = asked.factor {
            if asked.is_bounded || route.validated.is_yes() {
                continue;
            }
            let what = code.path(factor).unwrap_or_else(|| "the number".to_owned());
            let message = format!(
                "`{name}` charges for as many as the caller says: nothing tests `{what}`, so 0.001 of it is sold as well"
            );
            let finding = sink.report(asked.at.in_file(file), name, message);
            finding.severity(Severity::Medium);
            finding.help(format!("accept whole numbers of `{what}` within limits, on the server"));
            continue;
        }
        if asked.name == "price" && is_looked_up_when_paid(project) {
            continue;
        }
        // Whoever pays less owes the rest, or has less to spend.
        if asked.fills_account && project.books_what_came_in() {
            continue;
        }
        let message = format!("`{name}` charges what the caller says: `{}` comes from the request", asked.name);
        let finding = sink.report(asked.at.in_file(file), name, message);
        // Any price of the account can be picked, not any number.
        if asked.name == "price" {
            finding.severity(Severity::Medium);
        }
        // Where nothing says what is bought, it may be credit that is booked as what was paid.
        if !asked.is_described || asked.fills_account {
            finding.severity(Severity::High);
        }
    }
}

/// `const plan = PLANS[session.metadata.price_id]` in a webhook: whoever picks another price gets what belongs to it.
fn is_looked_up_when_paid(project: &Project) -> bool {
    let values = project.values();
    let hooks = project.routes.iter().filter(|r| r.webhook.as_ref().is_some_and(|w| w.kind == "payment"));
    hooks.flat_map(|r| &r.functions).any(|&(file, function)| {
        let Some(code) = project.file(file).code.as_ref() else { return false };
        code.exprs_within(function).any(|e| {
            let ExprKind::Index { object, index } = code.expr(e) else { return false };
            let names_price = code.path(index).is_some_and(|path| path.to_ascii_lowercase().contains("price"));
            names_price && values.of(file, object).iter().any(|v| matches!(v, Value::Object(..)))
        })
    })
}
