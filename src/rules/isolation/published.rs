//! What is there for everybody to read, although its columns look private.

use super::Exposed;
use crate::{
    model::{Project, access::speaks_of_public},
    sql::expr::{Expr, ExprKind, Literal, parse_expr},
    vocab::Words,
};

/// Whether a policy that speaks of the public shows the rows whose owner set a flag for it: their links open nothing more.
pub(super) fn shows_published(project: &Project, table: &Exposed<'_>, policy: &str) -> bool {
    let condition = table.table.policies.get(policy).and_then(|policy| policy.using.as_ref());
    let flags = &project.vocab.columns.published;
    speaks_of_public(policy) && condition.is_some_and(|using| asks_flag(&using.text, flags))
}

/// Whether a condition holds only for rows with a flag of publication: `is_public = true`.
fn asks_flag(condition: &str, flags: &Words) -> bool {
    parse_expr(condition).is_ok_and(|tree| match &tree.kind {
        ExprKind::And(parts) => parts.iter().any(|part| is_flag(part, flags)),
        _ => is_flag(&tree, flags),
    })
}

fn is_flag(expr: &Expr, flags: &Words) -> bool {
    match &expr.kind {
        ExprKind::Column(parts) => parts.last().is_some_and(|name| flags.has(name)),
        ExprKind::Binary(column, operator, value) => {
            operator == "=" && is_flag(column, flags) && value.kind == ExprKind::Literal(Literal::Bool(true))
        }
        _ => false,
    }
}

/// Whether the rows are places to call or visit, an office or a club, and no people.
pub(super) fn is_directory(project: &Project, table: &Exposed<'_>) -> bool {
    let words = &project.vocab.columns;
    let names = || table.table.columns.iter().map(|column| column.name.as_str());
    names().filter(|name| words.place.has(name)).count() >= 2
        && table.access.sensitive.person_name.is_empty()
        && !names().any(|name| words.of_people.has(name))
}
