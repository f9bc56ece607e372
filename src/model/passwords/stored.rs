//! Passwords that are kept or compared as they are.

use super::{PasswordUse, Place, What, is_password, names};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, List, Node, Origin, PropertyKey, StmtKind},
    frameworks::{library::Library, prisma},
    model::{
        Project,
        queries::Condition,
        values::{Root, Symbol},
    },
};

/// A password among the values of a write: `insert({ password })`, `values ($1, $2)` with `[email, password]`.
pub(super) fn written(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
    let value = match code.str(property) {
        "insert" | "upsert" | "update" | "values" | "set" | "create" | "createMany" | "insertOne" | "updateOne" => {
            let is_database = writes_rows(place, expr, callee);
            code.arg(args, 0).filter(|_| is_database).and_then(|rows| raw_property(place, rows, 3))
        }
        "query" | "execute" | "unsafe" => raw_argument(place, args),
        _ => None,
    }?;
    let range = code.range(expr);
    let mut own = place.project.queries_in(place.file).iter();
    let table = own.find(|q| q.at.range.contains(range) || range.contains(q.at.range));
    let table = table.and_then(|q| q.tables.first().cloned());
    Some(PasswordUse {
        at: code.range(value).in_file(place.file),
        what: What::Stored(table),
        name: names::last(code, value).unwrap_or("password").to_owned(),
        value: None,
    })
}

/// Whether a call writes rows: a query of the model, or a method of a library for databases.
fn writes_rows(place: &Place<'_>, expr: ExprId, callee: ExprId) -> bool {
    let range = place.code.range(expr);
    let is_query = place.project.queries_in(place.file).iter().any(|q| q.op.is_write() && q.at.range.contains(range));
    let packages = &place.project.vocab.packages.direct_postgres;
    is_query
        || place.project.values().symbols(place.file, callee).iter().any(|s| {
            s.package().is_some_and(|p| {
                packages.has(p) || p == "mongoose" || Library::of_package(p).is_some_and(Library::throws)
            })
        })
        || place.code.path(callee).is_some_and(|p| prisma::is_on_client(&p))
}

/// A property named as a password, whose value is what somebody typed.
fn raw_property(place: &Place<'_>, rows: ExprId, depth: u32) -> Option<ExprId> {
    let code = place.code;
    match code.expr(rows) {
        ExprKind::Object { properties } => code.property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(key) if is_password(code.str(key)) => Some(p.value).filter(|&v| is_raw(place, v)),
            _ if depth > 0 => raw_property(place, p.value, depth - 1),
            _ => None,
        }),
        ExprKind::Array { elements } if depth > 0 => {
            code.expr_list(elements).find_map(|e| raw_property(place, e, depth - 1))
        }
        _ => None,
    }
}

/// `db.query("insert into users (email, password) …", [email, password])`.
fn raw_argument(place: &Place<'_>, args: List) -> Option<ExprId> {
    let code = place.code;
    let text = place.project.values().exact_text(place.file, code.arg(args, 0)?)?.to_ascii_lowercase();
    let is_write = ["insert", "update"].iter().any(|verb| text.trim_start().starts_with(verb));
    let ExprKind::Array { elements } = code.expr(code.arg(args, 1)?) else { return None };
    code.expr_list(elements)
        .filter(|_| is_write)
        .find(|&e| names::last(code, e).is_some_and(is_password) && is_raw(place, e))
}

/// Whether a value is a password as somebody typed it: a part of the request, or what a form holds.
fn is_raw(place: &Place<'_>, value: ExprId) -> bool {
    let Some(name) = place.name(value) else { return false };
    is_password(name)
        && (place.project.is_sent(place.file, value)
            || place.project.values().symbols(place.file, value).into_iter().any(is_typed))
}

/// `useState("")[0]`, `schema.parse(body).password`.
fn is_typed(symbol: &Symbol) -> bool {
    let parsed = symbol.path.contains("arse()") || symbol.path.contains("arseAsync()");
    symbol.package() == Some("react") && symbol.path.contains("useState()") || parsed
}

/// `user.password === password`.
pub(super) fn compared(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } = code.expr(expr) else {
        return None;
    };
    [(left, right), (right, left)].into_iter().find_map(|(stored, given)| {
        let name = place.name(stored).filter(|n| is_password(n))?;
        let is_given = place.name(given).is_some_and(is_password) && base(code, given) != base(code, stored);
        let is_stored = is_from_storage(place, stored);
        (is_given && is_stored && !is_from_storage(place, given)).then(|| place.found(expr, What::Compared, name))
    })
}

/// What a member is read from, as it is written.
fn base(code: &Code, expr: ExprId) -> Option<String> {
    match code.expr(expr) {
        ExprKind::Member { object, .. } => code.path(object),
        _ => None,
    }
}

/// Whether a value was read from a database, or is one of a list of accounts.
fn is_from_storage(place: &Place<'_>, expr: ExprId) -> bool {
    if !matches!(place.code.expr(expr), ExprKind::Member { .. }) {
        return false;
    }
    place.project.values().symbols(place.file, expr).iter().any(|symbol| match &symbol.root {
        Root::Package(name) => name != "react" && !is_form(name) && symbol.path.contains("()") && !is_typed(symbol),
        Root::Result(..) => true,
        Root::Param(file, function, 0) if *file == place.file => is_search_callback(place.code, *function),
        _ => false,
    })
}

fn is_form(package: &str) -> bool {
    package.contains("form") || package.contains("zod") || package.contains("valibot")
}

/// `accounts.find((a) => a.password === password)`.
fn is_search_callback(code: &Code, function: crate::facts::code::FnId) -> bool {
    let Node::Expr(callback) = code.function(function).parent else { return false };
    let Node::Expr(call) = code.parent(callback) else { return false };
    match code.expr(call) {
        ExprKind::Call { callee, .. } => {
            matches!(names::last(code, callee), Some("find" | "some" | "filter" | "findIndex"))
        }
        _ => false,
    }
}

/// `.eq("password", password)`: the table is asked for a row with this very password.
pub(super) fn filtered(project: &Project) -> Vec<PasswordUse> {
    let mut found = Vec::new();
    for query in project.production_queries() {
        let Some(code) = project.file(query.at.file).code.as_ref() else { continue };
        for comparison in query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.op == "eq") {
            let (Some(column), Some(value)) = (comparison.column.as_deref(), comparison.value) else { continue };
            if is_password(column) && !is_hashed(code, value) {
                let at = code.range(value).in_file(query.at.file);
                found.push(PasswordUse { at, what: What::Compared, name: column.to_owned(), value: None });
            }
        }
    }
    found
}

/// Whether a value comes out of a call, or its name speaks of a hash.
fn is_hashed(code: &Code, value: ExprId) -> bool {
    let named = names::last(code, value).is_some_and(|n| n.to_ascii_lowercase().contains("hash"));
    let by_call = match code.expr(value) {
        ExprKind::Call { .. } | ExprKind::Await(_) => true,
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => {
                    matches!(code.expr(init), ExprKind::Await(inner) if !is_body(code, inner))
                }
                _ => false,
            },
            _ => false,
        },
        _ => false,
    };
    named || by_call
}

/// `await request.json()`.
fn is_body(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Call { callee, .. } => matches!(names::last(code, callee), Some("json" | "formData" | "parseBody")),
        _ => false,
    }
}
