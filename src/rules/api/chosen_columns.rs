//! Select lists that the caller writes: `.select(columns.join(","))`.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{Project, queries::Client},
    rules::Sink,
    source::span::FileId,
};

/// Reports a list of columns that is the caller's, of a query that passes by row security: he names any column, and the rows
/// of any related table (`owner:profiles(*)`).
pub(super) fn report(project: &Project, file: FileId, code: &Code, list: ExprId, sink: &mut Sink) {
    let Some(columns) = unjoined(code, list) else { return };
    let all = project.queries_in(file).iter();
    let query = all.filter(|q| q.client == Client::Service).find(|q| q.at.range.contains(code.range(list)));
    let Some(table) = query.and_then(|query| query.tables.first()) else { return };
    if !project.is_sent(file, columns) || is_sifted(code, columns) {
        return;
    }
    let name = code.path(columns).unwrap_or_else(|| "the caller".to_owned());
    let message = format!(
        "`{name}` of the caller says what is read of `{table}`: he can name any column, and the rows of every related table"
    );
    let finding = sink.report(code.range(list).in_file(file), format!("public.{table}"), message);
    finding.help("keep a list of the columns that may be asked for, and take from it those that the caller names");
}

/// The list before its parts are joined; none for a text that is written here.
fn unjoined(code: &Code, list: ExprId) -> Option<ExprId> {
    match code.expr(list) {
        ExprKind::Ident { .. } | ExprKind::Member { .. } => Some(list),
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } if code.str(property) == "join" => unjoined(code, object),
            _ => None,
        },
        _ => None,
    }
}

/// Whether something looks at each part, or at the whole.
fn is_sifted(code: &Code, columns: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(columns) else { return false };
    code.references(binding).iter().any(|&reference| {
        let Node::Expr(parent) = code.parent(reference) else { return false };
        match code.expr(parent) {
            ExprKind::Member { property, .. } => matches!(code.str(property), "every" | "some" | "filter" | "find"),
            ExprKind::Call { callee, .. } => callee != reference,
            _ => false,
        }
    })
}
