//! Whether anything that a caller sends reaches the work of an entry point.

use super::{Route, Step, exits::always_exits};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, PatKind, StmtKind},
    frameworks::base44::functions::makes_client_of_request,
    model::{Project, calls::FnRef},
    source::span::Range,
};

/// Whether anything that the caller sends may reach the work. Of his request, only what it is, who signs it, and the
/// secret that he must know may be looked at.
pub(super) fn takes_input(project: &Project, route: &Route) -> bool {
    let handler = |step: &Step| match step {
        Step::Handler(function) => Some(*function),
        // What stands before the handler lets pass or not.
        Step::Guard(_) | Step::Library(..) => None,
    };
    let mut functions = route.entry.steps.iter().filter_map(handler).peekable();
    route.entry.kind.takes_arguments()
        || route.entry.path.contains(['[', ':', '*'])
        || functions.peek().is_none()
        || functions.any(|function| !reads_heads_only(project, route, function, 3))
}

fn reads_heads_only(project: &Project, route: &Route, (file, function): FnRef, depth: u32) -> bool {
    let Some(code) = project.file(file).code.as_ref() else { return false };
    let Some(first) = code.pattern_list(code.function(function).params).next() else { return true };
    let PatKind::Name(binding) = code.pattern(first).kind else { return false };
    let uses = code.references(binding);
    let values = project.values();
    let guards = route.guards.iter().chain(route.skippable.iter().map(|(guard, _)| guard));
    let checks: Vec<Range> = guards.filter(|g| g.at.file == file).map(|g| g.at.range).collect();
    let is_harmless = |node: &Node| match *node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Member { object, property, .. } if uses.contains(&object) => match code.str(property) {
                "method" | "headers" | "signal" => true,
                "body" | "query" => is_only_checked(code, e, &checks),
                "url" | "nextUrl" => says_only_where(code, e),
                _ => false,
            },
            ExprKind::Call { callee, args } => {
                let helpers = values.functions(file, callee);
                let is_given = code.arg(args, 0).is_some_and(|a| uses.contains(&a));
                let reads_heads = |&helper: &FnRef| depth > 0 && reads_heads_only(project, route, helper, depth - 1);
                is_given
                    && match helpers.as_slice() {
                        [] => code.ident(callee).is_some_and(makes_client_of_request),
                        helpers => helpers.iter().all(reads_heads),
                    }
            }
            _ => false,
        },
        _ => false,
    };
    code.descendants(Node::Function(function)).filter(is_harmless).count() == uses.len()
}

/// Whether a value goes nowhere but into the checks of who calls: `if (req.body.secret !== SECRET) return`, also under a
/// name of its own.
fn is_only_checked(code: &Code, expr: ExprId, checks: &[Range]) -> bool {
    let mut whole = expr;
    loop {
        if checks.iter().any(|check| check.contains(code.range(whole))) || turns_away(code, whole) {
            return true;
        }
        match code.parent(whole) {
            Node::Expr(parent) if keeps(code, parent) => whole = parent,
            Node::Stmt(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { pattern, .. } => {
                    let mut names = Vec::new();
                    code.bound_names(pattern, &mut names);
                    let is_checked = |&reference: &ExprId| {
                        checks.iter().any(|check| check.contains(code.range(reference))) || turns_away(code, reference)
                    };
                    // A name that is given something else, too, is another value.
                    return names.into_iter().all(|name| {
                        matches!(code.binding(name).origin, Origin::Var(_))
                            && code.references(name).iter().all(is_checked)
                    });
                }
                _ => return false,
            },
            _ => return false,
        }
    }
}

/// Whether of the address that was asked for only the machine is read: `request.nextUrl.origin`, and `url.host` of
/// `const url = new URL(request.url)`.
fn says_only_where(code: &Code, address: ExprId) -> bool {
    let reads_machine = |value: ExprId| match code.parent(value) {
        Node::Expr(parent) => {
            matches!(code.expr(parent), ExprKind::Member { property, .. } if matches!(code.str(property), "origin" | "protocol" | "host" | "hostname" | "port"))
        }
        _ => false,
    };
    let Node::Expr(parent) = code.parent(address) else { return false };
    if !matches!(code.expr(parent), ExprKind::New { callee, .. } if code.ident(callee) == Some("URL")) {
        return reads_machine(address);
    }
    match code.parent(parent) {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { pattern, .. } => match code.pattern(pattern).kind {
                PatKind::Name(name) => code.references(name).iter().all(|&reference| reads_machine(reference)),
                _ => false,
            },
            _ => false,
        },
        _ => reads_machine(parent),
    }
}

/// Whether the value of an expression is its child's, or a part of it.
fn keeps(code: &Code, expr: ExprId) -> bool {
    matches!(
        code.expr(expr),
        ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::Await(_)
            | ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, .. }
    )
}

/// Whether an expression stands in a test that lets nobody pass who fails it: `if (!given) return`.
fn turns_away(code: &Code, expr: ExprId) -> bool {
    let above = code.ancestors(Node::Expr(expr)).find_map(|node| match node {
        Node::Stmt(stmt) => Some(stmt),
        _ => None,
    });
    above.is_some_and(|stmt| match code.stmt(stmt).kind {
        StmtKind::If { test, then, .. } => code.range(test).contains(code.range(expr)) && always_exits(code, then),
        _ => false,
    })
}
