//! Credentials of the app's own: a token or key that came with the request is looked up in a table, and who has none
//! of them gets no further.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    frameworks::auth::{self, Proof},
    model::{
        Project,
        calls::{Call, CallGraph, FnRef},
        queries::{Condition, Op},
        values::{Root, Values},
    },
    source::span::FileId,
    vocab::{Vocabulary, split},
};

/// The look-ups in a function: the expression whose value says whether the credential is known, what that proves, and
/// how in words.
pub(super) fn lookups(
    project: &Project,
    values: &Values<'_>,
    graph: &CallGraph,
    function: FnRef,
) -> Vec<(ExprId, Proof, String)> {
    let (file, own) = function;
    let Some(code) = values.code(file) else { return Vec::new() };
    let mut found = Vec::new();
    let range = code.function(own).range;
    for query in
        project.queries.iter().filter(|q| q.at.file == file && q.op == Op::Select && range.contains(q.at.range))
    {
        let table = query.tables.first().map_or("", String::as_str);
        for comparison in query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.op == "eq") {
            let (Some(column), Some(value)) = (comparison.column.as_deref(), comparison.value) else { continue };
            if let Some(proof) = proof(values, file, code, table, column, value) {
                found.push((query.expr, proof, format!("look-up in {table}.{column}")));
            }
        }
    }
    for call in graph.calls(function) {
        found.extend(orm_lookup(values, file, code, call));
    }
    found
}

/// `eq(sessions.token, token)`, `findUnique({ where: { token } })`.
fn orm_lookup(values: &Values<'_>, file: FileId, code: &Code, call: &Call) -> Option<(ExprId, Proof, String)> {
    if call.name() == "eq" && call.symbols.iter().any(|s| s.package().is_some_and(|p| p.starts_with("drizzle-orm"))) {
        let (column, value) = (code.arg(call.args, 0)?, code.arg(call.args, 1)?);
        let ExprKind::Member { object, property, .. } = code.expr(column) else { return None };
        let table = code.ident(object).unwrap_or("");
        let proof = proof(values, file, code, table, code.str(property), value)?;
        return Some((call.expr, proof, format!("look-up in {table}.{}", code.str(property))));
    }
    if !matches!(call.name(), "findUnique" | "findFirst" | "findUniqueOrThrow" | "findFirstOrThrow" | "findOne") {
        return None;
    }
    let filter = code.property(code.arg(call.args, 0)?, "where")?;
    let ExprKind::Object { properties } = code.expr(filter) else { return None };
    let table = call.written.rsplit('.').nth(1).unwrap_or("");
    code.property_list(properties).find_map(|p| {
        let PropertyKey::Name(key) = p.key else { return None };
        let proof = proof(values, file, code, table, code.str(key), p.value)?;
        Some((call.expr, proof, format!("look-up in {table}.{}", code.str(key))))
    })
}

/// What a row found by this column proves: a header or cookie names a session, anything else redeems a token.
fn proof(values: &Values<'_>, file: FileId, code: &Code, table: &str, column: &str, value: ExprId) -> Option<Proof> {
    if !is_credential(table, column) || code.string(value).is_some() {
        return None;
    }
    let is_carried = comes_with_request(values, file, code, value, 5);
    Some(if is_carried || names_session(table) { Proof::Identity } else { Proof::Token })
}

/// Columns whose value only one person, or one machine, was given.
pub(super) fn is_credential(table: &str, column: &str) -> bool {
    let words = split(column);
    let has = |word: &str| words.iter().any(|w| w == word);
    let is_hash = has("hash") && !has("password") && !has("content") && !has("file");
    let is_code = has("code")
        && ["invite", "invitation", "reset", "share", "access", "verification", "magic", "confirmation"]
            .iter()
            .any(|w| has(w));
    let is_key = has("apikey") || has("key") && (has("api") || has("secret") || names_session(table));
    let is_session = (has("session") || has("sid")) && names_session(table);
    has("token") || has("secret") || has("otp") || is_hash || is_code || is_key || is_session
}

/// Tables of sessions, keys and devices.
fn names_session(table: &str) -> bool {
    split(table)
        .iter()
        .any(|w| matches!(w.as_str(), "session" | "sessions" | "key" | "keys" | "device" | "devices" | "apikeys"))
}

/// Whether a value is, or was made from, a header or cookie.
fn comes_with_request(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| {
        let Node::Expr(e) = n else { return false };
        let by_origin = values.symbols(file, e).iter().any(|s| {
            let is_request = matches!(s.root, Root::Param(..) | Root::Package(_));
            is_request && ["headers", "cookies", ".cookie", ".header("].iter().any(|part| s.path.contains(part))
        });
        if by_origin {
            return true;
        }
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(e) else { return false };
        let Origin::Var(stmt) = code.binding(binding).origin else { return false };
        match code.stmt(stmt).kind {
            StmtKind::Var { init: Some(init), .. } if depth > 0 => {
                comes_with_request(values, file, code, init, depth - 1)
            }
            _ => false,
        }
    })
}

/// Whether a function gives back a keyed digest that its caller must compare: `computeToken(id, secret)`.
pub(super) fn makes_digest(vocab: &Vocabulary, graph: &CallGraph, function: FnRef, depth: u32) -> bool {
    let calls = graph.calls(function);
    let own = calls.iter().any(|c| auth::check_of(vocab, c).is_some_and(|check| check.needs_comparison));
    let compares = calls.iter().any(|c| auth::is_comparison(c.name()));
    !compares
        && (own
            || depth > 0
                && calls
                    .iter()
                    .flat_map(|c| &c.targets)
                    .any(|&t| t != function && makes_digest(vocab, graph, t, depth - 1)))
}
