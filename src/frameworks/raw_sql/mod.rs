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
        queries::{Client, Condition, Query},
        values::{Root, Value},
    },
};

/// A text of SQL in which `$1` stands for the first value, and the values.
#[derive(Debug, Default)]
struct Sql {
    text: String,
    values: Vec<ExprId>,
    /// Whether parts of the text itself are computed.
    is_computed: bool,
    /// The texts that a part of it may be, of which the first was taken.
    choices: Vec<String>,
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
    let sql = of_parts(site, parts, true);
    if !(runs || is_handed_in(site, tag) && begins_as_statement(&sql.text)) {
        return None;
    }
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

/// Whether the tag is a parameter, `async function log(sql, id)`: what then begins as a statement is one.
fn is_handed_in(site: Site<'_, '_>, tag: ExprId) -> bool {
    let symbols = site.values.symbols(site.file, tag);
    matches!(site.code.expr(tag), ExprKind::Ident { .. })
        && symbols.iter().any(|s| matches!(s.root, Root::Param(..)) && s.path.is_empty())
}

fn begins_as_statement(text: &str) -> bool {
    let verb = text.split_whitespace().next().unwrap_or("").to_ascii_lowercase();
    matches!(verb.as_str(), "select" | "insert" | "update" | "delete" | "with")
}

/// What `` sql`…` `` among the conditions of another library asks of the rows of a table, and whether there is more that
/// could not be read.
pub(super) fn condition(site: Site<'_, '_>, table: &str, parts: List) -> Option<(Vec<Condition>, bool)> {
    let mut sql = of_parts(site, parts, true);
    sql.text = format!("select * from \"{table}\" where {}", sql.text);
    read::read(site, &sql).map(|read| read.into_conditions(sql.is_computed))
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
    if query.tables.first().is_some_and(|table| sql.choices.first() == Some(table)) {
        query.tables.clone_from(&sql.choices);
    }
    Some(query)
}

/// The SQL that an expression is; `None` for what does not begin like a statement on tables.
fn text_of(site: Site<'_, '_>, expr: ExprId) -> Option<Sql> {
    let sql = match site.code.expr(expr) {
        ExprKind::Template { parts, tag } => of_parts(site, parts, tag.is_some()),
        _ => site.values.of(site.file, expr).iter().find_map(|v| match v {
            Value::Text(text) => {
                Some(Sql { text: text.with_holes("$1"), is_computed: text.has_holes(), ..Sql::default() })
            }
            _ => None,
        })?,
    };
    begins_as_statement(&sql.text).then_some(sql)
}

/// The parts of a template. Behind a tag the values are sent apart from the text; else they are part of it.
fn of_parts(site: Site<'_, '_>, parts: List, is_tagged: bool) -> Sql {
    let mut sql = Sql::default();
    sql.push_parts(site, parts, is_tagged, DEPTH);
    sql
}

/// Stands for the columns that a library assigns to at run time.
const UNKNOWN_COLUMN: &str = "?";

/// Templates in templates; deeper ones are taken for values.
const DEPTH: u32 = 4;

impl Sql {
    fn push_parts(&mut self, site: Site<'_, '_>, parts: List, is_tagged: bool, depth: u32) {
        for part in site.code.expr_list(parts) {
            match site.code.string(part) {
                Some(text) => self.text.push_str(text),
                None if is_tagged && self.push_fragment(site, part, depth) => {}
                None => self.push_value(site, part, is_tagged),
            }
        }
    }

    /// `` ${sql`status = ${status}`} ``, also where it is one of two: the text of a tagged template goes in. Of two the
    /// one that says something, and it holds at times only.
    fn push_fragment(&mut self, site: Site<'_, '_>, part: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match site.code.expr(part) {
            ExprKind::Template { parts, tag: Some(_) } => {
                self.push_parts(site, parts, true, depth);
                true
            }
            ExprKind::Conditional { then, otherwise, .. } => {
                let is_template = |e: ExprId| matches!(site.code.expr(e), ExprKind::Template { tag: Some(_), .. });
                let chosen = [then, otherwise].into_iter().filter(|e| is_template(*e)).max_by_key(|e| weight(site, *e));
                chosen.is_some_and(|chosen| self.push_fragment(site, chosen, depth))
            }
            _ => false,
        }
    }

    fn push_value(&mut self, site: Site<'_, '_>, part: ExprId, is_tagged: bool) {
        if let Some(name) = drizzle::name_in_sql(site, part) {
            self.text.push_str(&name);
            return;
        }
        // `set ${sql(change)}`: the library writes the assignments.
        let is_assignments = is_tagged
            && matches!(site.code.expr(part), ExprKind::Call { .. })
            && self.text.split_whitespace().next_back().is_some_and(|word| word.eq_ignore_ascii_case("set"));
        if is_assignments {
            let _ = write!(self.text, "\"{UNKNOWN_COLUMN}\" = ");
        }
        let known = if is_tagged { Vec::new() } else { site.values.exact_texts(site.file, part) };
        if let Some(first) = known.first() {
            self.text.push_str(first);
            // `for (const table of ["gulls", "terns"])`: each in turn.
            if known.len() > 1 {
                self.choices = known;
            }
        } else {
            self.values.push(part);
            let _ = write!(self.text, "${}", self.values.len());
            self.is_computed |= !is_tagged;
        }
    }
}

/// How much a template says: that of `1=1` and of an empty one is the least.
fn weight(site: Site<'_, '_>, template: ExprId) -> usize {
    match site.code.expr(template) {
        ExprKind::Template { parts, .. } => {
            let values = site.code.expr_list(parts).filter(|p| site.code.string(*p).is_none()).count();
            let text = site.code.expr_list(parts).filter_map(|p| site.code.string(p)).map(str::len).sum::<usize>();
            values * 1000 + text
        }
        _ => 0,
    }
}
