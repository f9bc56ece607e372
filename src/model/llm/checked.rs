//! What becomes of JSON that a model wrote: does anything look at its shape before it is used?

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, StmtKind, UnaryOp},
    model::Project,
};

impl Project {
    /// Whether what was parsed goes through a schema, or something looks at its shape before it is used, or no field of it
    /// is read at all.
    #[must_use]
    pub fn is_checked(&self, code: &Code, parse: ExprId) -> bool {
        is_checked(self, code, parse)
    }
}

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
                        names.iter().any(|&b| is_looked_at(project, code, b))
                            || names.iter().all(|&b| is_only_shown(code, b)) && !names.is_empty()
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

/// Whether no field of it is read: it goes as a whole into `JSON.stringify` or the console, and is stored nowhere.
fn is_only_shown(code: &Code, binding: BindingId) -> bool {
    let mut texts = code.references(binding).iter().map(|&read| match code.parent(read) {
        Node::Expr(call) => match code.expr(call) {
            ExprKind::Call { callee, .. } => {
                let path = code.path(callee).unwrap_or_default();
                path.starts_with("console.") || path == "JSON.stringify" && is_part_of_text(code, call)
            }
            _ => false,
        },
        _ => false,
    });
    !code.references(binding).is_empty() && texts.all(|is_shown| is_shown)
}

/// `` `Plan: ${…}` ``: the next question holds it.
fn is_part_of_text(code: &Code, expr: ExprId) -> bool {
    match code.parent(expr) {
        Node::Expr(above) => {
            matches!(code.expr(above), ExprKind::Template { .. } | ExprKind::Binary { op: BinaryOp::Add, .. })
        }
        _ => false,
    }
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
