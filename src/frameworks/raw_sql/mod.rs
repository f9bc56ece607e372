//! SQL in code: `pool.query("select …", [id])`, `` sql`select … where id = ${id}` ``, the raw queries of the ORMs.
//!
//! What makes a call one is the library that it comes from, or a text that is SQL: nobody writes
//! `anything.query("select id from users where …")` to something else than a database.

mod read;

use std::fmt::Write;

use super::{
    data::{Catalogue, Site},
    drizzle,
    library::Library,
};
use crate::{
    facts::code::{ExprId, ExprKind, List},
    frameworks::objects::elements,
    model::{
        queries::{Client, Query},
        values::Value,
    },
};

/// A text of SQL in which `$1` stands for the first value, and the values.
#[derive(Debug, Default)]
struct Sql {
    text: String,
    values: Vec<ExprId>,
    /// Whether parts of the text itself are computed.
    is_computed: bool,
}

/// The query of `` sql`…` `` and `` prisma.$queryRaw`…` ``.
pub(super) fn tagged(site: Site<'_, '_>, catalogue: &Catalogue<'_>) -> Option<Query> {
    let ExprKind::Template { parts, tag: Some(tag) } = site.code.expr(site.call) else { return None };
    let is_raw =
        matches!(site.code.expr(tag), ExprKind::Member { property, .. } if is_raw_query(site.code.str(property)));
    let runs = is_raw
        || site.values.symbols(site.file, tag).iter().any(|s| {
            s.package().is_some_and(|p| catalogue.vocab.packages.direct_postgres.has(p)) && s.last() != "Pool"
        });
    if !runs {
        return None;
    }
    let sql = of_parts(site, parts, true);
    let receiver = match site.code.expr(tag) {
        ExprKind::Member { object, .. } => object,
        _ => tag,
    };
    made(site, &sql, receiver)
}

/// The query of `pool.query(text, values)`, `sql(text, values)`, `` db.execute(sql`…`) ``.
pub(super) fn called(site: Site<'_, '_>, catalogue: &Catalogue<'_>) -> Option<Query> {
    let ExprKind::Call { callee, .. } = site.code.expr(site.call) else { return None };
    let (receiver, method) = site.method().unwrap_or((callee, ""));
    let first = site.arg(0)?;
    let is_plain = method.is_empty();
    if !is_plain && !is_method(method) || is_plain && !matches!(site.code.expr(callee), ExprKind::Ident { .. }) {
        return None;
    }
    let text = match site.code.expr(first) {
        ExprKind::Object { .. } => site.code.property(first, "text").or_else(|| site.code.property(first, "sql"))?,
        _ => first,
    };
    let is_known = || {
        site.values.symbols(site.file, callee).iter().any(|s| {
            s.package().is_some_and(|p| {
                catalogue.vocab.packages.direct_postgres.has(p) || matches!(p, "drizzle-orm" | "@prisma/client")
            })
        })
    };
    let needs_library = is_plain || matches!(method, "run" | "all" | "get" | "first");
    if needs_library && !is_known() {
        return None;
    }
    let mut sql = text_of(site, text)?;
    if let Some(list) = site.arg(1).and_then(|list| elements(site.values, site.file, list)) {
        sql.values = list.into_iter().filter(|(file, _)| *file == site.file).map(|(_, e)| e).collect();
    }
    made(site, &sql, receiver)
}

fn is_raw_query(method: &str) -> bool {
    matches!(method, "$queryRaw" | "$executeRaw")
}

fn is_method(method: &str) -> bool {
    matches!(
        method,
        "query"
            | "execute"
            | "unsafe"
            | "raw"
            | "any"
            | "one"
            | "oneOrNone"
            | "none"
            | "many"
            | "manyOrNone"
            | "run"
            | "all"
            | "get"
            | "first"
            | "$queryRaw"
            | "$executeRaw"
            | "$queryRawUnsafe"
            | "$executeRawUnsafe"
    )
}

fn made(site: Site<'_, '_>, sql: &Sql, receiver: ExprId) -> Option<Query> {
    let read = read::read(site, sql)?;
    let mut query = site.query(site.call, read.op, receiver, Library::Sql);
    query.client = Client::Orm;
    read.fill(&mut query);
    query.has_unread |= sql.is_computed;
    Some(query)
}

/// The SQL that an expression is; `None` for what does not begin like a statement on tables.
fn text_of(site: Site<'_, '_>, expr: ExprId) -> Option<Sql> {
    let sql = match site.code.expr(expr) {
        ExprKind::Template { parts, tag } => of_parts(site, parts, tag.is_some()),
        _ => site.values.of(site.file, expr).iter().find_map(|v| match v {
            Value::Text(text) => {
                Some(Sql { text: text.with_holes("$1"), values: Vec::new(), is_computed: text.has_holes() })
            }
            _ => None,
        })?,
    };
    let verb = sql.text.split_whitespace().next()?.to_ascii_lowercase();
    matches!(verb.as_str(), "select" | "insert" | "update" | "delete" | "with").then_some(sql)
}

/// The parts of a template. Behind a tag the values are sent apart from the text; else they are part of it.
fn of_parts(site: Site<'_, '_>, parts: List, is_tagged: bool) -> Sql {
    let mut sql = Sql::default();
    for part in site.code.expr_list(parts) {
        if let Some(text) = site.code.string(part) {
            sql.text.push_str(text);
            continue;
        }
        if let Some(name) = drizzle::name_in_sql(site, part) {
            sql.text.push_str(&name);
            continue;
        }
        let known = if is_tagged { None } else { site.values.exact_text(site.file, part) };
        if let Some(known) = known {
            sql.text.push_str(&known);
        } else {
            sql.values.push(part);
            let _ = write!(sql.text, "${}", sql.values.len());
            sql.is_computed |= !is_tagged;
        }
    }
    sql
}
