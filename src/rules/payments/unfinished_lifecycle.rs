//! Subscriptions that begin here and never end: nothing listens to what becomes of them.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey, StmtKind},
    model::{
        Project,
        payments::charges::Charge,
        routes::{Route, Webhook},
    },
    rules::{Severity, Sink},
    vocab::WebhookProvider,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let providers = project.vocab.webhooks.providers.iter().filter(|p| !p.endings.is_empty());
    let mut sells = false;
    for provider in providers {
        let Some(sale) = project.charges.iter().find(|c| c.service == provider.id && c.sells_subscription(project))
        else {
            continue;
        };
        sells = true;
        if project.asks_of_subscriptions() {
            continue;
        }
        let routes = project.routes.iter().filter_map(|r| r.webhook.as_ref().map(|w| (r, w)));
        let own: Vec<(&Route, &Webhook)> = routes.filter(|(_, w)| w.provider == provider.id).collect();
        let hears_end = |(route, _): &(&Route, &Webhook)| {
            provider.endings.iter().any(|event| handles(project, route, event))
                || provider.changes.iter().any(|event| handles(project, route, event))
                    && heeds_state(project, route, provider)
        };
        if own.iter().any(hears_end) || project.lapses_by_itself() {
            continue;
        }
        match own.iter().find(|(route, _)| is_told_of_sales(project, route)).or(own.first()) {
            Some((route, webhook)) => {
                let in_part =
                    own.iter().flat_map(|(r, _)| provider.changes.iter().filter(|event| handles(project, r, event)));
                let message = heard(route, webhook, in_part.min());
                sink.report(route.entry.at, &route.entry.name, message).place(sale.at, "sells the subscription");
            }
            None => without_webhook(sink, provider, sale),
        }
    }
    if !sells {
        sink.not_applicable("no subscription is sold here");
    }
}

/// Whether the events of sales come here, not those of other accounts at the provider.
fn is_told_of_sales(project: &Project, route: &Route) -> bool {
    project.exprs_of(route).any(|(_, code, e)| {
        code.string(e).is_some_and(|text| text.starts_with("checkout.") || text.contains("subscription"))
    })
}

fn heard(route: &Route, webhook: &Webhook, in_part: Option<&String>) -> String {
    let name = &route.entry.name;
    match in_part {
        Some(event) => format!(
            "`{name}` hears of `{event}`, does not weigh how the subscription stands, and hears nothing when it ends: who \
             cancels at {} keeps what he had",
            webhook.name
        ),
        None => format!(
            "`{name}` hears of no failed payment and no cancellation: who stops paying {} keeps what he had",
            webhook.name
        ),
    }
}

/// Whether what a webhook does depends on how the subscription stands: it reads a member that tells the end, or holds the
/// state against something. A state that is only written down takes nothing away.
fn heeds_state(project: &Project, route: &Route, provider: &WebhookProvider) -> bool {
    project.exprs_of(route).any(|(_, code, e)| {
        let ExprKind::Member { property, .. } = code.expr(e) else { return false };
        let name = code.str(property);
        provider.change_says.iter().any(|member| member == name) || name == "status" && is_weighed(code, e)
    })
}

/// `sub.status === "active"`, `LIVE.includes(sub.status)`, `PLAN_OF[sub.status]`, `switch (sub.status)`, not whether a checkout
/// is complete.
fn is_weighed(code: &Code, state: ExprId) -> bool {
    match code.parent(state) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Binary { left, right, .. } => ![left, right]
                .into_iter()
                .any(|e| matches!(code.string(e), Some("complete" | "paid" | "open" | "succeeded"))),
            ExprKind::Call { callee, .. } => callee != state && !code.prints(callee),
            ExprKind::Index { index, .. } => index == state,
            _ => false,
        },
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Switch { .. }),
        _ => false,
    }
}

fn without_webhook(sink: &mut Sink, provider: &WebhookProvider, sale: &Charge) {
    let message = format!(
        "subscriptions are sold with {}, and nothing here listens to what becomes of them: neither the payment nor the end \
         of one is noticed",
        provider.name
    );
    sink.report(sale.at, format!("subscriptions:{}", provider.id), message).severity(Severity::Medium);
}

/// Whether a text names an event, or begins the names of several: `type.startsWith("customer.subscription.")`.
fn names(text: &str, event: &str) -> bool {
    text == event || text.len() > 12 && event.starts_with(text) && !text.ends_with(|c: char| c.is_alphanumeric())
}

/// Whether the code of a webhook does something when an event comes.
fn handles(project: &Project, route: &Route, event: &str) -> bool {
    route.functions.iter().any(|&(file, function)| {
        let Some(code) = project.file(file).code.as_ref() else { return false };
        code.descendants(Node::Function(function)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::String(s) if names(code.str(s), event) => !is_idle_case(code, e),
                ExprKind::Object { properties } => code
                    .property_list(properties)
                    .any(|p| matches!(p.key, PropertyKey::Name(k) if code.str(k) == event)),
                _ => false,
            },
            _ => false,
        })
    })
}

/// `case "…": break;`, and cases that only log.
fn is_idle_case(code: &Code, test: ExprId) -> bool {
    let Node::Stmt(switch) = code.parent(test) else { return false };
    let StmtKind::Switch { cases, .. } = code.stmt(switch).kind else { return false };
    let mut later = code.case_list(cases).skip_while(|c| c.test != Some(test));
    // An empty body falls through to the next one.
    later.find(|c| !c.body.is_empty()).is_none_or(|case| !works(code, Some(case.body)))
}

fn works(code: &Code, body: Option<crate::facts::code::List>) -> bool {
    body.into_iter().flat_map(|b| code.block(b)).any(|s| match code.stmt(s).kind {
        StmtKind::Break | StmtKind::Return(None) => false,
        StmtKind::Block(inner) => works(code, Some(inner)),
        StmtKind::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => !code.path(callee).is_some_and(|p| p.starts_with("console.")),
            _ => true,
        },
        _ => true,
    })
}
