//! What becomes of JSON that a model wrote: does anything look at its shape before it is used?

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, PatId, PatKind, StmtKind, UnaryOp},
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
                code.prints(callee) || path == "JSON.stringify" && is_part_of_text(code, call)
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
    Look { project, code, page: None }.is_tested(binding, true, DEPTH)
}

/// Whether the same is done with what a request brought. Of that a part must be tested, as `if (!data)` and `if (data.error)`
/// say nothing of its shape, and `data.isGood && data.score > 5` only uses it. `around` are the names that it is wrapped in.
pub(super) fn is_part_looked_at(project: &Project, code: &Code, binding: BindingId, around: &[&str]) -> bool {
    Look { project, code, page: Some(around) }.is_tested(binding, false, DEPTH)
}

/// Names of what an answer says beside its content.
const BESIDE: [&str; 6] = ["data", "error", "success", "ok", "message", "status"];

/// Looks for tests of what a model wrote.
struct Look<'p> {
    project: &'p Project,
    code: &'p Code,
    /// The names that it is wrapped in, where it came by a request.
    page: Option<&'p [&'p str]>,
}

impl Look<'_> {
    /// Whether a part of an answer is no more than what the content is wrapped in.
    fn is_wrapping(&self, name: &str) -> bool {
        BESIDE.contains(&name) || self.page.is_some_and(|around| around.contains(&name))
    }

    /// `is_content` tells whether the name stands for the content itself, and not for an answer with that in it.
    fn is_tested(&self, binding: BindingId, is_content: bool, depth: u32) -> bool {
        self.code.references(binding).iter().any(|&read| self.is_tested_at(read, is_content, depth))
    }

    fn is_tested_at(&self, reference: ExprId, mut is_content: bool, depth: u32) -> bool {
        let code = self.code;
        let mut expr = reference;
        loop {
            match code.parent(expr) {
                Node::Expr(parent) => match code.expr(parent) {
                    ExprKind::Call { callee, .. } if callee != expr => return is_validator(self.project, code, callee),
                    ExprKind::Unary { op: UnaryOp::Typeof | UnaryOp::Not, .. } => return is_content,
                    ExprKind::Conditional { test, .. } if test == expr => return is_content,
                    ExprKind::Binary { op, left, .. } if left == expr => {
                        let is_default = matches!(op, BinaryOp::Or | BinaryOp::Coalesce);
                        return is_content && (is_default || self.page.is_none());
                    }
                    ExprKind::Member { property, .. }
                        if matches!(code.str(property), "filter" | "every" | "some" | "find") =>
                    {
                        return true;
                    }
                    ExprKind::Member { property, .. } => {
                        is_content |= !self.is_wrapping(code.str(property));
                        expr = parent;
                    }
                    ExprKind::Index { .. } => expr = parent,
                    _ => return false,
                },
                Node::Stmt(stmt) => {
                    return match code.stmt(stmt).kind {
                        StmtKind::If { .. } | StmtKind::Switch { .. } => is_content,
                        StmtKind::Return(_) => expr == reference,
                        StmtKind::Var { pattern, .. } if depth > 0 => self.is_kept_tested(pattern, is_content, depth),
                        _ => false,
                    };
                }
                _ => return false,
            }
        }
    }

    fn is_kept_tested(&self, pattern: PatId, is_content: bool, depth: u32) -> bool {
        let code = self.code;
        let is_taken_apart = matches!(code.pattern(pattern).kind, PatKind::Object { .. });
        let mut names = Vec::new();
        code.bound_names(pattern, &mut names);
        names.into_iter().any(|b| {
            let is_named = || !self.is_wrapping(code.str(code.binding(b).name));
            self.is_tested(b, is_content || is_taken_apart && is_named(), depth - 1)
        })
    }
}
