//! The caller says what he pays.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, PropertyKey},
    model::{Project, routes::Route},
    rules::{Severity, Sink},
    source::span::{FileId, Range},
    vocab::ServiceKind,
};

/// Properties by which providers are told how much.
const AMOUNTS: [&str; 8] = [
    "amount",
    "unit_amount",
    "unit_amount_decimal",
    "price",
    "unit_price",
    "transaction_amount",
    "value",
    "trial_period_days",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in project.routes.iter().filter(|r| r.webhook.is_none() && !is_gift(r)) {
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            for node in code.descendants(Node::Function(function)) {
                let Node::Expr(call) = node else { continue };
                if !is_charge(project, file, code, call) {
                    continue;
                }
                let Some((range, name)) = sent_amount(project, file, code, call) else { continue };
                if seen.contains(&(file, range)) {
                    continue;
                }
                seen.push((file, range));
                let message =
                    format!("`{}` charges what the caller says: `{name}` comes from the request", route.entry.name);
                let finding = sink.report(range.in_file(file), &route.entry.name, message);
                if name == "price" {
                    // Any price of the account can be picked, not any number.
                    finding.severity(Severity::High);
                }
            }
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

/// A call that makes somebody pay: of the provider's library, or of its API.
fn is_charge(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(call) else { return false };
    let written = code.path(callee).unwrap_or_default();
    let by_library = [
        "sessions.create",
        "paymentIntents.create",
        "subscriptions.create",
        "paymentLinks.create",
        "orders.create",
        "charges.create",
        "invoiceItems.create",
        "preferences.create",
        "preference.create",
        "payment.create",
        "payments.create",
    ];
    if by_library.iter().any(|c| written.ends_with(c)) {
        let provider = project.values().symbols(file, callee);
        return provider.iter().any(|s| {
            s.package()
                .and_then(|p| project.vocab.service_of_package(p))
                .is_some_and(|s| s.kind == ServiceKind::Payment)
        }) || written.contains("stripe");
    }
    if written != "fetch" {
        return false;
    }
    code.arg(args, 0).is_some_and(|url| {
        project.values().of(file, url).into_iter().any(|v| match v {
            crate::model::values::Value::Text(t) => {
                let url = t.with_holes("x");
                project.vocab.service_at(&url).is_some_and(|s| s.kind == ServiceKind::Payment)
                    && !url.contains("verify")
                    && !url.contains("refund")
            }
            _ => false,
        })
    })
}

/// The amount or price among the arguments that the caller decides on.
fn sent_amount(project: &Project, file: FileId, code: &Code, call: ExprId) -> Option<(Range, String)> {
    let ExprKind::Call { args, .. } = code.expr(call) else { return None };
    let nodes = code.expr_list(args).flat_map(|a| code.within_node(Node::Expr(a)).collect::<Vec<_>>());
    nodes.into_iter().find_map(|n| {
        let Node::Expr(e) = n else { return None };
        let ExprKind::Object { properties } = code.expr(e) else { return None };
        code.property_list(properties).find_map(|p| {
            let PropertyKey::Name(key) = p.key else { return None };
            let name = code.str(key);
            let is_wanted = AMOUNTS.contains(&name) && !matches!(code.expr(p.value), ExprKind::Object { .. });
            let sent = project.sent_within(file, p.value).filter(|_| is_wanted)?;
            (!is_listed(code, sent)).then(|| (p.range, name.to_owned()))
        })
    })
}

/// Whether the value is held against a list or something known first.
fn is_listed(code: &Code, sent: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(sent) else { return false };
    code.references(binding).iter().any(|&r| match code.parent(r) {
        Node::Expr(p) => match code.expr(p) {
            ExprKind::Call { callee, .. } if callee != r => code.path(callee).is_some_and(|w| {
                matches!(w.rsplit('.').next(), Some("includes" | "has" | "safeParse" | "parse" | "retrieve"))
            }),
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let other = if left == r { right } else { left };
                matches!(code.expr(other), ExprKind::Member { .. })
            }
            _ => false,
        },
        _ => false,
    })
}
