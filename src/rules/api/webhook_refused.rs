//! A webhook that its sender never gets through to: the gateway asks for a key that he does not have, or the
//! signature check cannot run where it stands.

use super::routes;
use crate::{
    facts::code::{Code, ExprKind, Node},
    model::{
        Project,
        routes::{Kind, Route},
    },
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink).iter().filter(|r| r.entry.kind == Kind::EdgeFunction) {
        if let Some(at) = synchronous_check(project, route) {
            let message = format!(
                "`{}` refuses every delivery: `constructEvent` cannot work in Deno, `constructEventAsync` can",
                route.entry.name
            );
            sink.report(at, &route.entry.name, message);
        }
        let Some(webhook) = route.webhook.as_ref().filter(|w| w.kind != "auth" && route.entry.gateway_jwt) else {
            continue;
        };
        let message = format!(
            "the gateway answers 401 to {}: `{}` asks for a key of the project",
            webhook.name, route.entry.name
        );
        sink.report(route.entry.at, &route.entry.name, message);
    }
}

/// The call of the synchronous check, without a crypto provider of its own.
fn synchronous_check(project: &Project, route: &Route) -> Option<Span> {
    route.functions.iter().find_map(|&(file, function)| {
        let code: &Code = project.file(file).code.as_ref()?;
        code.descendants(Node::Function(function)).find_map(|n| {
            let Node::Expr(e) = n else { return None };
            let ExprKind::Call { callee, args } = code.expr(e) else { return None };
            let is_check = code.path(callee).is_some_and(|p| p.ends_with("webhooks.constructEvent"));
            (is_check && args.len() < 5).then(|| code.range(e).in_file(file))
        })
    })
}
