//! A redirect to wherever the caller says.

use super::{
    addresses::{BEFORE_REDIRECT, is_checked},
    routes,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::Project,
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            for node in code.descendants(Node::Function(function)) {
                let Node::Expr(call) = node else { continue };
                let Some(target) = target(code, call) else { continue };
                let Some(sent) = project.sent_within(file, target) else { continue };
                if seen.contains(&(file, call))
                    || stays_here(code, target, sent)
                    || [target, sent].into_iter().any(|e| is_checked(code, e, &BEFORE_REDIRECT))
                {
                    continue;
                }
                seen.push((file, call));
                let message = format!("`{}` sends people to any site that the link names", route.entry.name);
                sink.report(code.range(call).in_file(file), &route.entry.name, message)
                    .step(code.range(sent).in_file(file), "comes from the caller");
            }
        }
    }
}

/// Where a redirect leads.
fn target(code: &Code, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let written = code.path(callee)?;
    let is_redirect = matches!(
        written.as_str(),
        "redirect"
            | "permanentRedirect"
            | "NextResponse.redirect"
            | "Response.redirect"
            | "res.redirect"
            | "c.redirect"
            | "reply.redirect"
    );
    if !is_redirect {
        return None;
    }
    code.expr_list(args).find(|&a| !matches!(code.expr(a), ExprKind::Number(_)))
}

/// `/orders/${id}`, `${origin}/reset?token=${token}`: the host ends in the code before the caller's text begins.
fn stays_here(code: &Code, target: ExprId, sent: ExprId) -> bool {
    let ExprKind::Template { parts, .. } = code.expr(target) else { return false };
    let holds_sent = |p: ExprId| code.range(p).contains(code.range(sent));
    let before: Vec<ExprId> = code.expr_list(parts).take_while(|&p| !holds_sent(p)).collect();
    let written: String = before.iter().filter_map(|&p| code.string(p)).collect();
    let path = written.split_once("://").map_or(written.as_str(), |(_, rest)| rest);
    path.contains(['/', '?', '#']) && path != "/" && !path.starts_with("//")
}
