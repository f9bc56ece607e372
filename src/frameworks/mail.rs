//! Mail services whose client answers `{ data, error }` and never throws.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::values::Values,
    source::span::FileId,
};

/// What a callee sends with, `resend.emails.send`, where the promise of its call is kept whatever becomes of the mail:
/// a refused one is told by the `error` of the result alone.
pub(crate) fn sends_without_throwing(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    callee: ExprId,
) -> Option<&'static str> {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let ExprKind::Member { property: part, .. } = code.expr(object) else { return None };
    let name = match (code.str(part), code.str(property)) {
        ("emails", "send" | "create") => "resend.emails.send",
        ("batch", "send" | "create") => "resend.batch.send",
        _ => return None,
    };
    values.symbols(file, callee).iter().any(|s| s.package() == Some("resend")).then_some(name)
}
