//! Drizzle: tables declared in TypeScript, and the query builder over them.

mod columns;
mod filter;
pub(crate) mod query;
pub(crate) mod schema;
mod table;

pub(crate) use self::table::{Table, Tables};
use super::{data::Site, declared::name};
use crate::{
    facts::code::{ExprId, ExprKind},
    model::values::Values,
    source::span::FileId,
};

/// The keys by which the code calls the columns of the table that an expression is.
pub(super) fn columns(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<Vec<String>> {
    let declared = table::table(values, file, expr)?.declared(values);
    (!declared.has_unread).then(|| declared.list.into_iter().map(|entry| entry.key).collect())
}

/// How `${users}` and `${users.email}` read in a text of SQL.
pub(super) fn name_in_sql(site: Site<'_, '_>, part: ExprId) -> Option<String> {
    if !matches!(site.code.expr(part), ExprKind::Ident { .. } | ExprKind::Member { .. }) {
        return None;
    }
    if let Some((table, key)) = table::column(site.values, site.file, part) {
        return Some(format!("{}.{}", name(&table.name), name(&table.column(site.values, &key))));
    }
    table::table(site.values, site.file, part).map(|t| name(&t.name))
}
