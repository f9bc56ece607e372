//! All headers of a request in one line of the log: the token of whoever calls is among them.

use crate::facts::code::{Code, ExprId, ExprKind, List};

/// Whether a call is given all headers of a request as they are.
pub(crate) fn writes_all_headers(code: &Code, args: List) -> bool {
    code.expr_list(args).any(|argument| holds_headers(code, argument))
}

fn holds_headers(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Object { properties } => code.property_list(properties).any(|p| holds_headers(code, p.value)),
        ExprKind::Template { parts, .. } => code.expr_list(parts).any(|part| holds_headers(code, part)),
        ExprKind::Binary { left, right, .. } => holds_headers(code, left) || holds_headers(code, right),
        ExprKind::Spread(inner) => holds_headers(code, inner),
        // `Object.fromEntries(req.headers.entries())`, `JSON.stringify(req.headers)`, `[...req.headers]`.
        ExprKind::Call { callee, args } => match code.path(callee).as_deref() {
            Some("Object.fromEntries" | "JSON.stringify" | "Array.from") => {
                code.arg(args, 0).is_some_and(|given| holds_headers(code, given))
            }
            Some(path) => path.strip_suffix(".entries").is_some_and(is_headers),
            None => false,
        },
        ExprKind::Array { elements } => code.expr_list(elements).any(|part| holds_headers(code, part)),
        ExprKind::Member { .. } => code.path(value).is_some_and(|path| is_headers(&path)),
        _ => false,
    }
}

/// `req.headers`: an answer of somebody else's server has headers, too.
fn is_headers(path: &str) -> bool {
    matches!(path, "req.headers" | "request.headers" | "event.headers" | "c.req.raw.headers" | "ctx.request.headers")
}
