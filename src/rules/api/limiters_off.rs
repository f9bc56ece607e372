//! Limiters that let everybody pass where their store is not set up: nothing says so, in production neither.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, List, Node, StmtKind, UnaryOp},
    model::Project,
    source::span::{FileId, Span},
};

/// What stands in for a limiter and never refuses, or a test that lets pass without a store: where, and what it does.
pub(super) fn off_without_store(
    project: &Project,
    file: FileId,
    code: &Code,
    function: FnId,
) -> Option<(Span, String)> {
    stand_in(project, file, code, function).or_else(|| let_pass(project, file, code, function))
}

/// `limiter.limit(key)`, where `limiter` is one of a library, or an object of the project whose `limit` always says yes.
fn stand_in(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<(Span, String)> {
    let values = project.values();
    code.descendants(Node::Function(function)).find_map(|node| {
        let Node::Expr(call) = node else { return None };
        let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        if !matches!(code.str(property), "limit" | "consume") || !is_of_library(project, file, callee) {
            return None;
        }
        let always = |(at, f): (FileId, FnId)| {
            let code = project.file(at).code.as_ref()?;
            always_passes(code, f).then(|| code.function(f).range.in_file(at))
        };
        let at = values.functions(file, callee).into_iter().find_map(always)?;
        let name = code.last_name(object).unwrap_or("a limiter");
        Some((
            at,
            format!("what stands in for `{name}` where its store is not set up lets everybody pass, and tells nobody"),
        ))
    })
}

/// `if (!redis) return { success: true }` in a limiter, or in a function that asks one.
fn let_pass(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<(Span, String)> {
    let name = code.function(function).name.map_or("", |n| code.str(n));
    let asks = || {
        code.within(function).any(|node| match node {
            Node::Expr(e) => {
                matches!(code.expr(e), ExprKind::Call { callee, .. } if is_of_library(project, file, callee))
            }
            _ => false,
        })
    };
    code.within(function).find_map(|node| {
        let Node::Stmt(stmt) = node else { return None };
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
        let passes = lacks_store(code, test) && gives_way(code, then);
        (passes && (project.vocab.guards.limiters.has(name) || asks())).then(|| {
            let message = format!("`{name}` lets everybody pass where its store is not set up, and tells nobody");
            (code.stmt(stmt).range.in_file(file), message)
        })
    })
}

fn is_of_library(project: &Project, file: FileId, callee: ExprId) -> bool {
    let symbols = project.values().symbols(file, callee);
    symbols.iter().any(|s| s.package().is_some_and(|p| project.vocab.packages.limiters.has(p)))
}

/// `!redis`, `!limiter || !url`: nothing else is asked, so that it holds in production as well.
fn lacks_store(code: &Code, test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => code.last_name(operand).is_some_and(names_store),
        ExprKind::Binary { op: BinaryOp::Or, left, right } => lacks_store(code, left) && lacks_store(code, right),
        _ => false,
    }
}

fn names_store(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.iter().any(|w| matches!(w.as_str(), "redis" | "ratelimit" | "limiter" | "upstash" | "kv"))
        || words.windows(2).any(|pair| pair[0] == "rate" && pair[1] == "limit")
}

/// Whether a block says yes: `return true`, `return { success: true }`.
fn gives_way(code: &Code, block: List) -> bool {
    code.block(block).any(|s| match code.stmt(s).kind {
        StmtKind::Return(Some(value)) => says_yes(code, value),
        _ => false,
    })
}

fn says_yes(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Bool(true) => true,
        ExprKind::Object { .. } => ["success", "allowed", "ok"]
            .iter()
            .any(|name| code.property(value, name).is_some_and(|said| matches!(code.expr(said), ExprKind::Bool(true)))),
        _ => false,
    }
}

/// Whether all that a function gives back is a yes, and nothing in it decides.
fn always_passes(code: &Code, function: FnId) -> bool {
    let mut returned = 0;
    let is_yes = code.within(function).all(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Return(Some(value)) => {
                returned += 1;
                says_yes(code, value)
            }
            StmtKind::If { .. } | StmtKind::Throw(_) => false,
            _ => true,
        },
        _ => true,
    });
    is_yes && returned > 0
}
