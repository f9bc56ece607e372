//! What a limiter counts by.

use super::Weakness;
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node},
    model::Project,
    source::span::{FileId, Range},
};

/// A key that the caller chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyOf {
    /// A part of what he sends.
    Body,
    /// The first address that a header names.
    FirstForwarded,
}

/// `limiter.limit(key)` whose key the caller may change at will.
pub(super) fn chosen(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<(Range, Weakness)> {
    code.descendants(Node::Function(function)).find_map(|node| {
        let Node::Expr(call) = node else { return None };
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let asks = matches!(code.expr(callee), ExprKind::Member { property, .. }
            if matches!(code.str(property), "limit" | "consume"));
        let key = code.arg(args, 0).filter(|_| asks && project.is_of_limiter(file, callee))?;
        let of = if project.sent_within(file, key).is_some() {
            KeyOf::Body
        } else if is_first_forwarded(code, key) {
            KeyOf::FirstForwarded
        } else {
            return None;
        };
        Some((code.range(call), Weakness::ChosenKey(of)))
    })
}

/// `headers.get("x-forwarded-for")…split(",")[0]`, here or in the constant that the key names.
fn is_first_forwarded(code: &Code, key: ExprId) -> bool {
    let made_of = code.initial(key).unwrap_or(key);
    let has = |wanted: &dyn Fn(ExprKind) -> bool| {
        code.within_node(Node::Expr(made_of)).any(|node| matches!(node, Node::Expr(e) if wanted(code.expr(e))))
    };
    has(&|k| matches!(k, ExprKind::String(s) if code.str(s).eq_ignore_ascii_case("x-forwarded-for")))
        && has(&|k| matches!(k, ExprKind::Number(n) if code.str(n) == "0"))
}
