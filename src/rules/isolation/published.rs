//! What is there for everybody to read, although its columns look private.

use super::Exposed;
use crate::{
    model::{
        Project,
        access::{Caller, Verdict, speaks_of_public},
        queries::{Columns, Op, Query},
        schema::{Command, Name},
    },
    sql::expr::{Expr, ExprKind, Is, Literal, parse_expr},
    vocab::{Words, split},
};

/// Whether a policy that speaks of the public shows the rows whose owner set a flag for it, or forms that are open: their
/// links open nothing more.
pub(super) fn shows_published(project: &Project, table: &Exposed<'_>, policy: &str) -> bool {
    let words = &project.vocab.columns;
    let condition = table.table.policies.get(policy).and_then(|policy| policy.using.as_ref());
    let asks = |flags| condition.is_some_and(|using| asks_flag(&using.text, flags));
    speaks_of_public(policy) && (asks(&words.published) || asks(&words.switched_on) && holds_forms(project, table))
}

/// Whether the rows are forms that strangers are sent to: they describe fields, and nobody in particular.
fn holds_forms(project: &Project, table: &Exposed<'_>) -> bool {
    let sensitive = &table.access.sensitive;
    let of_form = |name: &str| {
        let words = split(name);
        words.first().is_some_and(|word| word == "form")
            || words.last().is_some_and(|word| matches!(word.as_str(), "fields" | "questions"))
    };
    // Who made a form does not say whose answers it holds.
    let is_whose = |name: &str| {
        project.vocab.columns.owner.has(name) && !matches!(name, "created_by" | "author_id" | "creator_id")
    };
    table.table.columns.iter().any(|column| of_form(&column.name))
        && !table.table.columns.iter().any(|column| is_whose(&column.name))
        && sensitive.personal.is_empty()
        && sensitive.person_name.is_empty()
}

/// Whether the links of a table lead to rows of others that a stranger cannot read by them: the tables that it points to
/// show him nothing, those of people and tenants left aside.
pub(super) fn opens_nothing(project: &Project, table: &Exposed<'_>) -> bool {
    let tables = &project.vocab.tables;
    let access = table.database.access;
    let mut targets = table.table.foreign_keys().map(|(_, key)| &key.table).filter(|name| {
        access.tables.contains_key(*name) && !tables.profile.has(&name.name) && !tables.tenant.has(&name.name)
    });
    let is_closed = |name: &Name| {
        let cell = access.cell(name, Caller::Anonymous, Command::Select);
        cell.is_some_and(|cell| !matches!(cell.verdict, Verdict::Open | Verdict::Unknown))
    };
    targets.next().is_some_and(is_closed) && targets.all(is_closed)
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

/// Whether a policy shows only rows that have a link, `share_code IS NOT NULL`, while the app adds rows and never writes
/// one: no row is shown.
pub(super) fn asks_unwritten(project: &Project, table: &Exposed<'_>, policy: &str, links: &[&str]) -> bool {
    let condition = table.table.policies.get(policy).and_then(|policy| policy.using.as_ref());
    let Some(tree) = condition.and_then(|using| parse_expr(&using.text).ok()) else { return false };
    let parts = match &tree.kind {
        ExprKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&tree),
    };
    let asked = parts.iter().find_map(|part| match &part.kind {
        ExprKind::Not(inner) => match &inner.kind {
            ExprKind::Is(value, Is::Null) => value.as_column().filter(|column| links.contains(column)),
            _ => None,
        },
        _ => None,
    });
    let Some(asked) = asked else { return false };
    let writes = || {
        let of_table = project.queries.iter().filter(|query| query.tables.contains(&table.name.name));
        of_table.filter(|query| matches!(query.op, Op::Insert | Op::Upsert | Op::Update))
    };
    let leaves_out = |query: &Query| matches!(&query.columns, Columns::Named(columns) if !columns.iter().any(|column| column == asked));
    writes().any(|query| query.op != Op::Update) && writes().all(leaves_out)
}

/// Whether the rows are places to call or visit, an office or a club, and no people; or the people who stand for an
/// organisation, put into an order to be looked at.
pub(super) fn is_directory(project: &Project, table: &Exposed<'_>) -> bool {
    let words = &project.vocab.columns;
    let names = || table.table.columns.iter().map(|column| column.name.as_str());
    if is_board(project, table) {
        return true;
    }
    names().filter(|name| words.place.has(name)).count() >= 2
        && table.access.sensitive.person_name.is_empty()
        && !names().any(|name| words.of_people.has(name))
}

/// A team: two of a photo, a role and a life, a place in the order, nobody's account, and no more to reach them by than mail
/// and telephone.
fn is_board(project: &Project, table: &Exposed<'_>) -> bool {
    let words = &project.vocab.columns;
    let names = || table.table.columns.iter().map(|column| column.name.as_str());
    let is_reach = |name: &String| {
        split(name)
            .iter()
            .any(|word| matches!(word.as_str(), "email" | "mail" | "phone" | "telephone" | "tel" | "mobile"))
    };
    let sensitive = &table.access.sensitive;
    names().any(|name| words.ranked.has(name))
        && names().filter(|name| words.presented.has(name)).count() >= 2
        && !table.has_owner(project)
        && sensitive.tenant.is_none()
        && sensitive.personal.iter().all(is_reach)
        && !names().any(|name| words.of_people.has(name))
}
