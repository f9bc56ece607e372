//! Database webhooks: the project's own database tells a function that a row has changed.

use crate::{
    facts::code::ExprKind,
    model::{
        calls::FnRef,
        values::{Root, Values},
    },
};

/// Beside the row, what the database says of the change.
const ABOUT: [&str; 4] = ["old_record", "type", "table", "schema"];

/// Whether a function takes `{ type, table, record, old_record }` from the body of a request.
pub(crate) fn takes_row_change(values: &Values<'_>, (file, function): FnRef) -> bool {
    let Some(code) = values.code(file) else { return false };
    let (mut has_row, mut has_more) = (false, false);
    for expr in code.exprs_within(function) {
        if !matches!(code.expr(expr), ExprKind::Ident { .. } | ExprKind::Member { .. }) {
            continue;
        }
        for symbol in values.symbols(file, expr) {
            let sent = [".json().", ".body."].iter().find_map(|body| symbol.path.strip_prefix(body));
            let Some(part) = sent.filter(|_| matches!(symbol.root, Root::Param(_, _, 0))) else { continue };
            has_row |= part == "record" || part.starts_with("record.");
            has_more |= part == "record.id" || ABOUT.contains(&part);
        }
    }
    has_row && has_more
}
