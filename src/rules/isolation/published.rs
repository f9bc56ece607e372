//! What is there for everybody to read, although its columns look private.

use super::Exposed;
use crate::{
    model::access::speaks_of_public,
    sql::expr::{Expr, ExprKind, Literal, parse_expr},
    vocab::split,
};

/// Whether a policy that speaks of the public shows the rows whose owner set a flag for it: their links open nothing more.
pub(super) fn shows_published(table: &Exposed<'_>, policy: &str) -> bool {
    let condition = table.table.policies.get(policy).and_then(|policy| policy.using.as_ref());
    speaks_of_public(policy) && condition.is_some_and(|using| asks_flag(&using.text))
}

/// Whether a condition holds only for rows with a flag of publication: `is_public = true`.
fn asks_flag(condition: &str) -> bool {
    parse_expr(condition).is_ok_and(|tree| match &tree.kind {
        ExprKind::And(parts) => parts.iter().any(is_flag),
        _ => is_flag(&tree),
    })
}

fn is_flag(expr: &Expr) -> bool {
    const FLAGS: &[&str] = &["is_public", "public", "is_published", "published"];
    match &expr.kind {
        ExprKind::Column(parts) => parts.last().is_some_and(|name| FLAGS.contains(&name.as_str())),
        ExprKind::Binary(column, operator, value) => {
            operator == "=" && is_flag(column) && value.kind == ExprKind::Literal(Literal::Bool(true))
        }
        _ => false,
    }
}

/// Whether the rows are places to call or visit, an office or a club, and no people.
pub(super) fn is_directory(table: &Exposed<'_>) -> bool {
    const OF_PLACES: &[&str] = &[
        "url",
        "website",
        "website_url",
        "logo",
        "logo_url",
        "hours",
        "opening_hours",
        "slug",
        "category",
        "kind",
        "country_code",
        "rating",
        "siret",
        "registration_number",
    ];
    const OF_PEOPLE: &[&str] = &["birth", "dob", "gender", "sex", "health", "income", "password", "ip", "agent"];
    let names = || table.table.columns.iter().map(|column| column.name.as_str());
    let of_people = |name: &str| split(name).iter().any(|word| OF_PEOPLE.contains(&word.as_str()));
    names().filter(|name| OF_PLACES.contains(name)).count() >= 2
        && table.access.sensitive.person_name.is_empty()
        && !names().any(of_people)
}
