//! JSON that a model wrote is taken for what was asked for.

use super::model_calls;
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, StmtKind, UnaryOp},
    model::Project,
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    if models.calls.is_empty() {
        return;
    }
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let mut places = Vec::new();
        for (parse, expr) in code.all_exprs() {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            if code.path(callee).as_deref() != Some("JSON.parse") {
                continue;
            }
            let Some(text) = code.arg(args, 0) else { continue };
            if models.is_output(id, text) && !is_checked(project, code, parse) {
                places.push(expr.range.in_file(id));
            }
        }
        let keeps = |at: &Span| project.is_stored_after(*at);
        places.sort_by_cached_key(|at| (!keeps(at), *at));
        let Some((&first, others)) = places.split_first() else { continue };
        let message = if keeps(&first) {
            "the model's JSON is stored as it comes: what it leaves out or makes up becomes data"
        } else {
            "the model's JSON is used as it comes: a missing or wrong field breaks what follows"
        };
        let finding = sink.report(first, file.path.clone(), message);
        if !keeps(&first) {
            finding.severity(Severity::Low);
        }
        for &other in others {
            finding.place(other, "parsed and not checked");
        }
    }
}

/// Whether what was parsed goes through a schema, or something looks at its shape before it is used.
fn is_checked(project: &Project, code: &Code, parse: ExprId) -> bool {
    let mut expr = parse;
    for _ in 0..6 {
        match code.parent(expr) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Call { callee, .. } if callee != expr => return is_validator(project, code, callee),
                ExprKind::Assign { target, value, .. } if value == expr => {
                    return match code.expr(target) {
                        ExprKind::Ident { binding: Some(b), .. } => is_looked_at(project, code, b),
                        _ => false,
                    };
                }
                // `JSON.parse(text).items ?? []` gives a default to what is missing.
                ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, .. } => return true,
                _ => expr = parent,
            },
            Node::Stmt(stmt) => {
                return match code.stmt(stmt).kind {
                    StmtKind::Var { pattern, .. } => {
                        let mut names = Vec::new();
                        code.bound_names(pattern, &mut names);
                        names.into_iter().any(|b| is_looked_at(project, code, b))
                    }
                    // Whoever gets it may check it; a parse whose value nobody takes is itself a check.
                    StmtKind::Return(_) | StmtKind::Expr(_) => true,
                    _ => false,
                };
            }
            _ => return false,
        }
    }
    false
}

fn is_validator(project: &Project, code: &Code, callee: ExprId) -> bool {
    let name = match code.expr(callee) {
        ExprKind::Member { property, .. } => code.str(property),
        ExprKind::Ident { name, .. } => code.str(name),
        _ => return false,
    };
    let lower = name.to_ascii_lowercase();
    matches!(name, "parse" | "safeParse" | "parseAsync" | "isArray" | "assert" | "cast" | "check")
        || project.vocab.guards.validators.has(name)
        || ["valid", "normali", "sanit", "coerce", "clean"].iter().any(|w| lower.contains(w))
}

/// Variables made of parts of it are followed so far.
const DEPTH: u32 = 3;

/// Whether some use of it is a test: a schema, `Array.isArray`, `typeof`, a condition, a default, a filter; or it is
/// handed on as a whole.
fn is_looked_at(project: &Project, code: &Code, binding: BindingId) -> bool {
    is_tested(project, code, binding, DEPTH)
}

fn is_tested(project: &Project, code: &Code, binding: BindingId, depth: u32) -> bool {
    code.references(binding).iter().any(|&reference| {
        let mut expr = reference;
        loop {
            match code.parent(expr) {
                Node::Expr(parent) => match code.expr(parent) {
                    ExprKind::Call { callee, .. } if callee != expr => return is_validator(project, code, callee),
                    ExprKind::Unary { op: UnaryOp::Typeof | UnaryOp::Not, .. } => return true,
                    ExprKind::Conditional { test, .. } if test == expr => return true,
                    ExprKind::Binary { left, .. } if left == expr => return true,
                    ExprKind::Member { property, .. }
                        if matches!(code.str(property), "filter" | "every" | "some" | "find") =>
                    {
                        return true;
                    }
                    ExprKind::Member { .. } | ExprKind::Index { .. } => expr = parent,
                    _ => return false,
                },
                Node::Stmt(stmt) => {
                    return match code.stmt(stmt).kind {
                        StmtKind::If { .. } | StmtKind::Switch { .. } => true,
                        StmtKind::Return(_) => expr == reference,
                        StmtKind::Var { pattern, .. } if depth > 0 => {
                            let mut names = Vec::new();
                            code.bound_names(pattern, &mut names);
                            names.into_iter().any(|b| is_tested(project, code, b, depth - 1))
                        }
                        _ => false,
                    };
                }
                _ => return false,
            }
        }
    })
}
