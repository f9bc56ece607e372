//! Personal data of nobody: the names and addresses of accounts that the code itself makes up.

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, StmtKind},
    model::values::{Value, Values},
    source::span::FileId,
};

/// Whether a value can only be one that stands in the code.
pub(crate) fn is_made_up(values: &Values<'_>, file: FileId, code: &Code, value: ExprId) -> bool {
    is_written_here(values, file, value) || is_one_of_list(code, value)
}

/// Whether a value is nothing but text that stands in the code: `for (const mate of [{ email: "mate@demo.example" }]) …`.
fn is_written_here(values: &Values<'_>, file: FileId, value: ExprId) -> bool {
    let known = values.of(file, value);
    let is_text = |v: &Value| matches!(v, Value::Text(text) if text.as_exact().is_some_and(|t| !t.is_empty()));
    !known.is_empty() && known.iter().all(is_text)
}

/// `if (["mate@demo.example"].includes(user.email)) …`.
fn is_one_of_list(code: &Code, value: ExprId) -> bool {
    let path = code.path(value);
    let asks = |test: ExprId| {
        let ExprKind::Call { callee, args } = code.expr(test) else { return false };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
        let ExprKind::Array { elements } = code.expr(code.initial(object).unwrap_or(object)) else { return false };
        code.str(property) == "includes"
            && code.expr_list(elements).all(|e| code.string(e).is_some())
            && code.arg(args, 0).is_some_and(|asked| code.path(asked) == path)
    };
    path.is_some()
        && code.enclosures_in_function(value).any(|around| match around {
            Enclosure::Then(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { test, .. } if asks(test)),
            _ => false,
        })
}
