//! Credentials of the app's own: a token or key that came with the request is looked up in a table, and who has none
//! of them gets no further.

use super::Subject;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    frameworks::{
        auth::{self, Proof},
        library::Library,
        stores,
    },
    model::{
        Project,
        calls::{Call, CallGraph, FnRef},
        queries::{Condition, Op},
        values::{Root, Value, Values},
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
    for query in project.queries_in(file).iter().filter(|q| q.op == Op::Select && range.contains(q.at.range)) {
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
        found.extend(store_lookup(project, values, file, code, call));
        found.extend(routine_lookup(project, values, file, code, call));
    }
    found
}

/// `eq(sessions.token, token)`, `findUnique({ where: { token } })`.
fn orm_lookup(values: &Values<'_>, file: FileId, code: &Code, call: &Call) -> Option<(ExprId, Proof, String)> {
    if call.name() == "eq"
        && call.symbols.iter().any(|s| s.package().and_then(Library::of_package) == Some(Library::Drizzle))
    {
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

/// `rpc("check_api_key", { api_key: key })`, where the key came in a header. What a limiter counts under is no key that
/// anybody was given.
fn routine_lookup(
    project: &Project,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<(ExprId, Proof, String)> {
    let given = code.arg(call.args, 1).filter(|_| call.name() == "rpc")?;
    let ExprKind::Object { properties } = code.expr(given) else { return None };
    let is_key = code.property_list(properties).any(|p| match p.key {
        PropertyKey::Name(key) => {
            let words = split(code.str(key));
            let names_key = words.iter().any(|w| matches!(w.as_str(), "key" | "token" | "secret" | "hash" | "apikey"));
            names_key && comes_with_request(values, file, code, p.value, 5)
        }
        _ => false,
    });
    let routine = code.arg(call.args, 0).and_then(|a| values.exact_text(file, a)).unwrap_or_default();
    let counts = project.vocab.guards.limiters.has(&routine);
    (is_key && !counts).then(|| (call.expr, Proof::Identity, format!("look-up by {routine}")))
}

/// `CACHE.get("reset:" + code)`, `redis.get(token)`: what was kept under a key that only one person was given. A code is one
/// where the key says what it opens; what is kept under an address, an id or a name is found by anybody.
fn store_lookup(
    project: &Project,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<(ExprId, Proof, String)> {
    let key = stores::key_asked(code, call)?;
    let key = code.initial(key).unwrap_or(key);
    let parts =
        || code.within_node(Node::Expr(key)).filter_map(|node| if let Node::Expr(e) = node { Some(e) } else { None });
    let kept: Vec<String> = parts().filter_map(|e| code.string(e)).flat_map(split).collect();
    let has = |words: &[String], of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
    let opens = has(
        &kept,
        &["reset", "password", "recovery", "verify", "verification", "magic", "login", "signin", "confirm", "invite"],
    );
    // `price:${token}` is asked by the name of a coin.
    let is_of_token =
        opens || kept.is_empty() || has(&kept, &["session", "sessions", "token", "tokens", "auth", "share"]);
    let is_held = |e: ExprId| {
        let words = match code.expr(e) {
            ExprKind::Ident { binding: Some(_), name } => split(code.str(name)),
            ExprKind::Member { property, .. } => split(code.str(property)),
            _ => return false,
        };
        words.last().is_some_and(|word| match word.as_str() {
            "secret" | "sid" => true,
            "token" => is_of_token,
            "code" | "otp" | "nonce" | "state" => opens,
            _ => false,
        })
    };
    let limits = || project.vocab.guards.limiters.takes(&kept) || has(&kept, &["limit", "rate", "count", "cache"]);
    let held = parts().find(|&e| is_held(e)).filter(|_| !limits())?;
    let carried = comes_with_request(values, file, code, held, 5);
    let proof = if carried { Proof::Identity } else { Proof::Token };
    Some((call.expr, proof, format!("look-up of what `{}` keeps", call.written)))
}

/// What a row found by this column proves: a header or cookie names a session, anything else redeems a token.
fn proof(values: &Values<'_>, file: FileId, code: &Code, table: &str, column: &str, value: ExprId) -> Option<Proof> {
    if code.string(value).is_some() {
        return None;
    }
    let carried = || comes_with_request(values, file, code, value, 5);
    if !is_credential(table, column) {
        return (is_key_of_session(table, column) && carried()).then_some(Proof::Identity);
    }
    Some(if names_session(table) || carried() { Proof::Identity } else { Proof::Token })
}

/// The key of a session's own row is the credential, where a cookie holds it.
fn is_key_of_session(table: &str, column: &str) -> bool {
    matches!(column, "id" | "sid") && names_session(table)
}

/// Whether a row of the sessions is found by the key that came in a cookie or header: it is the caller's own.
pub(super) fn is_own_session(subject: &Subject<'_>, file: FileId, table: &str, column: &str, value: ExprId) -> bool {
    let values = &subject.values;
    is_key_of_session(table, column)
        && values.code(file).is_some_and(|code| comes_with_request(values, file, code, value, 5))
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
    // What somebody is sent out with to sign in at another place, and comes back with.
    let is_state =
        has("state") && (has("oauth") || split(table).iter().any(|w| matches!(w.as_str(), "state" | "states")));
    // The part of a key that is stored in clear, by which its row is found.
    let is_beginning = has("prefix") && names_session(table);
    let is_session = (has("session") || has("sid")) && names_session(table);
    has("token")
        || has("secret")
        || has("otp")
        || is_hash
        || is_code
        || is_key
        || is_beginning
        || is_session
        || is_state
}

/// Tables of sessions, keys and devices.
pub(super) fn names_session(table: &str) -> bool {
    split(table)
        .iter()
        .any(|w| matches!(w.as_str(), "session" | "sessions" | "key" | "keys" | "device" | "devices" | "apikeys"))
}

fn is_carried(values: &Values<'_>, file: FileId, expr: ExprId) -> bool {
    values.symbols(file, expr).iter().any(|s| {
        let is_request = matches!(s.root, Root::Param(..) | Root::Package(_));
        is_request && ["headers", "cookies", ".cookie", ".header("].iter().any(|part| s.path.contains(part))
    })
}

/// Whether a value is, or was made from, a header or cookie.
pub(super) fn comes_with_request(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| {
        let Node::Expr(e) = n else { return false };
        if is_carried(values, file, e) {
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

/// Whether a library is given the caller's credential and a function of the project to run for him:
/// `directory.handle({ secret: bearer(req) }, onEvent)`.
pub(super) fn is_handed_on(values: &Values<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let of_library = call.symbols.iter().any(|s| s.package().is_some());
    let runs_own = !call.targets.is_empty() && values.functions(file, call.callee).is_empty();
    of_library
        && runs_own
        && code.expr_list(call.args).any(|argument| {
            values.of(file, argument).iter().any(|v| match v {
                &Value::Object(at, object) => at == file && holds_credential(values, file, code, object),
                _ => false,
            })
        })
}

fn holds_credential(values: &Values<'_>, file: FileId, code: &Code, object: ExprId) -> bool {
    let ExprKind::Object { properties } = code.expr(object) else { return false };
    code.property_list(properties).any(|p| match p.key {
        PropertyKey::Name(key) => {
            let words = split(code.str(key));
            let is_credential = words
                .iter()
                .any(|w| matches!(w.as_str(), "token" | "secret" | "key" | "authorization" | "credential" | "bearer"));
            is_credential && comes_from_helper(values, file, code, p.value)
        }
        _ => false,
    })
}

/// Whether a value is from a header or cookie, also by way of a helper that is given the request.
fn comes_from_helper(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId) -> bool {
    comes_with_request(values, file, code, expr, 5)
        || match code.expr(expr) {
            ExprKind::Call { callee, .. } => values.functions(file, callee).into_iter().any(|(at, function)| {
                values.code(at).is_some_and(|inner| comes_with_request_in(values, at, inner, Node::Function(function)))
            }),
            _ => false,
        }
}

fn comes_with_request_in(values: &Values<'_>, file: FileId, code: &Code, node: Node) -> bool {
    code.within_node(node).any(|n| match n {
        Node::Expr(e) => is_carried(values, file, e),
        _ => false,
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
