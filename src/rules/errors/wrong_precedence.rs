//! `a || b ? x : y`, meant as `a || (b ? x : y)`: `a` is never used.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    model::Project,
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for expr in &code.exprs {
            let ExprKind::Conditional { test, then, otherwise } = expr.kind else { continue };
            let Some((first, second)) = lost_fallback(code, test, then, otherwise) else { continue };
            let message = format!(
                "`{first}` is never used: `||` binds tighter than `? :`, so where it is set the result is made of `{second}`, which may be missing"
            );
            sink.report(expr.range.in_file(id), file.path.clone(), message)
                .help(format!("write `{first} || ({second} ? … : …)`"));
        }
    }
}

/// The two operands of `a || b`, where only `b` is spoken of in what follows and `a` was meant to come before it.
fn lost_fallback(code: &Code, test: ExprId, then: ExprId, otherwise: ExprId) -> Option<(String, String)> {
    let ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } = code.expr(test) else { return None };
    // A value, not a question: `isOpen || count ? …` asks two things.
    let (first, second) = (value_path(code, left)?, value_path(code, right)?);
    let makes_text = matches!(code.expr(then), ExprKind::Template { .. } | ExprKind::Binary { op: BinaryOp::Add, .. });
    let speaks = |of: &str, branch: ExprId| {
        code.descendants(Node::Expr(branch)).any(|n| matches!(n, Node::Expr(e) if code.path(e).as_deref() == Some(of)))
    };
    let is_lost = makes_text && speaks(&second, then) && !speaks(&first, then) && !speaks(&first, otherwise);
    (is_lost && !speaks(&second, otherwise)).then_some((first, second))
}

/// A variable of the environment or a member: something that is used for what it holds.
fn value_path(code: &Code, expr: ExprId) -> Option<String> {
    matches!(code.expr(expr), ExprKind::Member { .. } | ExprKind::Ident { .. }).then(|| code.path(expr))?
}
