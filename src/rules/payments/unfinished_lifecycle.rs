//! Subscriptions that begin here and never end: nothing listens to what becomes of them.

use crate::{
    facts::code::{Code, ExprKind, Node, PropertyKey, StmtKind},
    model::{
        Project,
        payments::charges::Charge,
        routes::{Route, Webhook},
    },
    rules::Sink,
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
        if own.iter().any(|(r, _)| provider.endings.iter().any(|e| handles(project, r, e))) {
            continue;
        }
        match own.first() {
            Some((route, webhook)) => {
                let message = format!(
                    "`{}` hears of no failed payment and no cancellation: who stops paying {} keeps what he had",
                    route.entry.name, webhook.name
                );
                sink.report(route.entry.at, &route.entry.name, message).place(sale.at, "sells the subscription");
            }
            None => without_webhook(sink, provider, sale),
        }
    }
    if !sells {
        sink.not_applicable("no subscription is sold here");
    }
}

fn without_webhook(sink: &mut Sink, provider: &WebhookProvider, sale: &Charge) {
    let message = format!(
        "subscriptions are sold with {}, and nothing here listens to what becomes of them: neither the payment nor the end \
         of one is noticed",
        provider.name
    );
    sink.report(sale.at, format!("subscriptions:{}", provider.id), message);
}

/// Whether the code of a webhook does something when an event comes.
fn handles(project: &Project, route: &Route, event: &str) -> bool {
    route.functions.iter().any(|&(file, function)| {
        let Some(code) = project.file(file).code.as_ref() else { return false };
        code.descendants(Node::Function(function)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::String(s) if code.str(s) == event => !is_idle_case(code, e),
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
fn is_idle_case(code: &Code, test: crate::facts::code::ExprId) -> bool {
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
