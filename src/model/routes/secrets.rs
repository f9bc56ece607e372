//! Which secrets of the environment go into a value.

use crate::{
    facts::code::{BinaryOp, ExprId, ExprKind, Origin, PatKind, StmtKind},
    model::values::Values,
    source::span::FileId,
    vocab::Vocabulary,
};

/// The secret variables that `expr` is, or that a text in it is made of (`` `Bearer ${process.env.CRON_SECRET}` ``).
pub(super) fn names(values: &Values<'_>, vocab: &Vocabulary, file: FileId, expr: ExprId) -> Vec<String> {
    let mut names = Vec::new();
    collect(values, file, expr, 5, &mut names);
    names.retain(|name| is_secret(vocab, name));
    names
}

fn is_secret(vocab: &Vocabulary, name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let by_word = ["SECRET", "TOKEN", "KEY", "PASSWORD", "PASS", "HASH", "PIN"].iter().any(|w| upper.contains(w));
    vocab.env.is_secret(name) || by_word && !vocab.env.public.has(name) && !vocab.env.is_client(name)
}

fn collect(values: &Values<'_>, file: FileId, expr: ExprId, depth: u32, names: &mut Vec<String>) {
    let Some(code) = values.code(file).filter(|_| depth > 0) else { return };
    let own = values.env_names(file, expr);
    if !own.is_empty() {
        names.extend(own);
        return;
    }
    match code.expr(expr) {
        ExprKind::Template { parts, .. } => {
            code.expr_list(parts).for_each(|p| collect(values, file, p, depth - 1, names))
        }
        ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
            collect(values, file, left, depth - 1, names);
            collect(values, file, right, depth - 1, names);
        }
        // `Buffer.from(secret)`, `encoder.encode(secret)`, `sha256(secret)`.
        ExprKind::Call { args, .. } => {
            code.expr_list(args).take(2).for_each(|a| collect(values, file, a, depth - 1, names))
        }
        ExprKind::Await(inner) => collect(values, file, inner, depth - 1, names),
        ExprKind::Ident { binding: Some(binding), .. } => {
            let Origin::Var(stmt) = code.binding(binding).origin else { return };
            if let StmtKind::Var { pattern, init: Some(init), constant: true } = code.stmt(stmt).kind
                && matches!(code.pattern(pattern).kind, PatKind::Name(_))
                && matches!(
                    code.expr(init),
                    ExprKind::Template { .. } | ExprKind::Binary { .. } | ExprKind::Call { .. }
                )
                && !reads_request(values, file, init)
            {
                collect(values, file, init, depth - 1, names);
            }
        }
        _ => {}
    }
}

/// `req.headers.get("x") ?? …` is what the caller sent.
fn reads_request(values: &Values<'_>, file: FileId, expr: ExprId) -> bool {
    values.symbols(file, expr).iter().any(|s| matches!(s.root, crate::model::values::Root::Param(..)))
}
