//! What somebody else can spend.

mod caller_picks_model;
mod no_token_cap;
mod paid_call_unlimited;
mod paid_call_unprotected;
mod unbounded_paid_loop;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{
        Project,
        routes::{PaidCall, Route},
        values::Value,
    },
    source::span::FileId,
    vocab::ServiceKind,
};

pub(super) const RULES: &[Entry] = &[
    entry!("cost/paid-call-unprotected", paid_call_unprotected::check),
    entry!("cost/paid-call-unlimited", paid_call_unlimited::check),
    entry!("cost/no-token-cap", no_token_cap::check),
    entry!("cost/unbounded-paid-loop", unbounded_paid_loop::check),
    entry!("cost/caller-picks-model", caller_picks_model::check),
    entry!("cost/no-spend-cap"),
    entry!("cost/no-spend-alert"),
];

/// The entry points that cost money; where there are none, the rule does not apply.
fn paid_routes<'p>(project: &'p Project, sink: &mut Sink) -> Vec<&'p Route> {
    let routes: Vec<&Route> = project.routes.iter().filter(|r| !r.paid_apis.is_empty()).collect();
    if routes.is_empty() {
        sink.not_applicable("no entry point calls a service that is paid by the call");
    }
    routes
}

/// The services in a sentence.
fn names(route: &Route) -> String {
    let mut names: Vec<&str> = route.paid_apis.iter().map(|p| p.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.join(" and ")
}

/// The calls that make a model write text, each once, with the entry point that reaches it first.
fn text_calls<'p>(project: &'p Project, sink: &mut Sink) -> Vec<(&'p Route, FileId, ExprId)> {
    let mut found: Vec<(&Route, FileId, ExprId)> = Vec::new();
    for route in paid_routes(project, sink) {
        for call in route.paid_apis.iter().filter(|p| p.kind == ServiceKind::Llm) {
            let Some((file, expr)) = call.expr else { continue };
            if !found.iter().any(|(_, f, e)| (*f, *e) == (file, expr)) && writes_text(project, call, file, expr) {
                found.push((route, file, expr));
            }
        }
    }
    found
}

/// Whether a call of a model's service asks for text, not for pictures, vectors or speech.
fn writes_text(project: &Project, _call: &PaidCall, file: FileId, expr: ExprId) -> bool {
    let Some(code) = project.file(file).code.as_ref() else { return false };
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let mut words = code.path(callee).unwrap_or_default();
    if let Some(url) = code.arg(args, 0) {
        for value in project.values().of(file, url) {
            if let Value::Text(text) = value {
                words.push_str(&text.with_holes("x"));
            }
        }
    }
    let other = ["image", "embed", "audio", "speech", "transcri", "moderation", "files", "models.list"];
    !other.iter().any(|w| words.to_ascii_lowercase().contains(w))
}

/// The value of the first of some properties in the arguments of a call, or in what they are made of.
fn option(project: &Project, code: &Code, file: FileId, call: ExprId, keys: &[&str]) -> Option<ExprId> {
    let direct = in_objects(code, Node::Expr(call), keys);
    direct.or_else(|| {
        let ExprKind::Call { args, .. } = code.expr(call) else { return None };
        let idents = code.expr_list(args).flat_map(|a| code.within_node(Node::Expr(a)).collect::<Vec<_>>());
        idents
            .filter_map(|n| match n {
                Node::Expr(e) if matches!(code.expr(e), ExprKind::Ident { .. }) => Some(e),
                _ => None,
            })
            .find_map(|e| {
                project.values().of(file, e).into_iter().find_map(|v| match v {
                    Value::Object(at, object) if at == file => in_objects(code, Node::Expr(object), keys),
                    _ => None,
                })
            })
    })
}

fn in_objects(code: &Code, node: Node, keys: &[&str]) -> Option<ExprId> {
    code.within_node(node).find_map(|n| {
        let Node::Expr(e) = n else { return None };
        let ExprKind::Object { properties } = code.expr(e) else { return None };
        let mut wanted = code.property_list(properties);
        wanted.find(|p| matches!(p.key, PropertyKey::Name(k) if keys.contains(&code.str(k)))).map(|p| p.value)
    })
}
