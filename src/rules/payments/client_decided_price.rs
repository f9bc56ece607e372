//! The caller says what he pays.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    model::{Project, charges::Charge, routes::Route},
    rules::{Severity, Sink},
    source::span::Range,
};

/// Properties by which providers are told how much, in lower case.
const AMOUNTS: [&str; 11] = [
    "amount",
    "unit_amount",
    "unit_amount_decimal",
    "price",
    "unit_price",
    "transaction_amount",
    "value",
    "trial_period_days",
    "amount_in_cents",
    "gross_amount",
    "total",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.charges.is_empty() {
        sink.not_applicable("nothing here charges anybody");
    }
    for charge in project.charges.iter().filter(|c| !c.is_payout) {
        let file = charge.at.file;
        let mut reaching = project.routes.iter().filter(|r| r.functions.contains(&(file, charge.function)));
        let Some(route) = reaching.find(|r| r.webhook.is_none() && !is_gift(r)) else { continue };
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let Some((range, name)) = sent_amount(project, code, charge) else { continue };
        let message = format!("`{}` charges what the caller says: `{name}` comes from the request", route.entry.name);
        let finding = sink.report(range.in_file(file), &route.entry.name, message);
        if name == "price" {
            // Any price of the account can be picked, not any number.
            finding.severity(Severity::High);
        }
    }
}

/// In gifts, tips and deposits the payer decides by nature.
fn is_gift(route: &Route) -> bool {
    let words = crate::vocab::split(&route.entry.name);
    words.iter().any(|w| {
        matches!(
            w.as_str(),
            "donate"
                | "donation"
                | "donations"
                | "tip"
                | "tips"
                | "deposit"
                | "topup"
                | "fund"
                | "contribute"
                | "contribution"
                | "support"
                | "doacao"
        )
    })
}

/// The amount or price among the arguments that the caller decides on.
fn sent_amount(project: &Project, code: &Code, charge: &Charge) -> Option<(Range, String)> {
    charge.options(code).into_iter().find_map(|p| {
        let name = code.property_name(&p)?;
        let is_wanted = AMOUNTS.contains(&name.to_ascii_lowercase().as_str())
            && !matches!(code.expr(p.value), ExprKind::Object { .. });
        let sent = project.sent_within(charge.at.file, p.value).filter(|_| is_wanted)?;
        (!is_listed(code, sent) && !is_top_up(code, charge, sent)).then(|| (p.range, name.to_owned()))
    })
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(op, B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual)
}

/// Whether a value is bounded above and nothing says what is bought: a wallet is filled, by as much as its owner likes.
fn is_top_up(code: &Code, charge: &Charge, sent: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(sent) else { return false };
    let is_bounded = code.references(binding).iter().any(|&r| match code.parent(r) {
        Node::Expr(p) => match code.expr(p) {
            ExprKind::Binary { op: BinaryOp::Greater | BinaryOp::GreaterEqual, left, .. } => left == r,
            ExprKind::Binary { op: BinaryOp::Less | BinaryOp::LessEqual, right, .. } => right == r,
            _ => false,
        },
        _ => false,
    });
    const GOODS: [&str; 10] =
        ["product", "offer", "plan", "order", "item", "items", "booking", "cart", "registration", "course"];
    let names_goods = charge
        .options(code)
        .iter()
        .filter_map(|p| code.property_name(p))
        .any(|n| crate::vocab::split(n).iter().any(|w| GOODS.contains(&w.as_str())));
    is_bounded && !names_goods
}

/// Whether the value is held against a list or something known first.
fn is_listed(code: &Code, sent: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(sent) else { return false };
    code.references(binding).iter().any(|&r| match code.parent(r) {
        Node::Expr(p) => match code.expr(p) {
            ExprKind::Call { callee, .. } if callee != r => code.path(callee).is_some_and(|w| {
                matches!(w.rsplit('.').next(), Some("includes" | "has" | "safeParse" | "parse" | "retrieve"))
            }),
            ExprKind::Binary { op, left, right } if is_comparison(op) => {
                let other = if left == r { right } else { left };
                matches!(code.expr(other), ExprKind::Member { .. })
            }
            _ => false,
        },
        _ => false,
    })
}
