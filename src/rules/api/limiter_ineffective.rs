//! A limiter that does not limit: its memory is lost with each instance, its key is the caller's to choose, it lets
//! everybody pass when it fails, or nobody calls it.

use super::{
    limiters::{chosen_key, open_on_failure, unused_limiters},
    limiters_off::off_without_store,
    routes,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, MODULE, Node, PatKind, StmtKind},
    model::Project,
    rules::{Severity, Sink},
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen: Vec<Span> = Vec::new();
    for route in routes(project, sink).into_iter().filter(|r| r.rate_limited.is_yes()) {
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let by_memory = memory(code, function).filter(|_| route.entry.kind.is_serverless());
            let by_key = || chosen_key(project, file, code, function);
            let by_failure = || open_on_failure(project, code, function);
            let fails = by_memory.or_else(by_key).or_else(by_failure);
            let fails = fails.map(|(range, message)| (range.in_file(file), message, Severity::Medium));
            let is_off = || {
                let (at, message) = off_without_store(project, file, code, function)?;
                Some((at, message, Severity::Low))
            };
            let Some((at, message, severity)) = fails.or_else(is_off) else { continue };
            if !seen.contains(&at) {
                seen.push(at);
                let finding = sink.report(at, &route.entry.name, message).severity(severity);
                finding.place(route.entry.at, format!("`{}` relies on it", route.entry.name));
            }
        }
    }
    unused_limiters(project, sink);
}

/// A `new Map()` of the module that a function of the limiter reads and writes.
fn memory(code: &Code, function: FnId) -> Option<(Range, String)> {
    for stmt in code.block(code.function(MODULE).body) {
        let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { continue };
        let ExprKind::New { callee, .. } = code.expr(init) else { continue };
        let PatKind::Name(binding) = code.pattern(pattern).kind else { continue };
        let name = code.str(code.binding(binding).name);
        if code.ident(callee) != Some("Map") || !is_limiter_name(name) && !answers_429(code, function) {
            continue;
        }
        let within = |e: &ExprId| code.function(function).range.contains(code.range(*e));
        let uses: Vec<ExprId> = code.references(binding).iter().copied().filter(within).collect();
        let is_called = |name: &str| uses.iter().any(|&e| member_of(code, e) == Some(name));
        if is_called("get") && is_called("set") {
            let message = format!(
                "`{name}` counts in the memory of one instance, which a serverless host starts and drops at will"
            );
            return Some((code.range(init), message));
        }
    }
    None
}

fn member_of(code: &Code, object: ExprId) -> Option<&str> {
    let Node::Expr(parent) = code.parent(object) else { return None };
    match code.expr(parent) {
        ExprKind::Member { property, .. } => Some(code.str(property)),
        _ => None,
    }
}

fn is_limiter_name(name: &str) -> bool {
    const WORDS: [&str; 9] = ["rate", "limit", "limits", "limiter", "hits", "attempts", "requests", "counts", "calls"];
    crate::vocab::split(name).iter().any(|w| WORDS.contains(&w.as_str()))
}

fn answers_429(code: &Code, function: FnId) -> bool {
    code.descendants(Node::Function(function)).any(|n| match n {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "429"),
        _ => false,
    })
}
