//! With whose rights a supabase-js client works: told by the call that creates it, not by its name.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Role,
        queries::Client,
        values::{Symbol, Value, Values},
    },
    source::span::FileId,
};

/// The rights of the client that `receiver` evaluates to.
pub(crate) fn client_of(values: &Values<'_>, file: FileId, receiver: ExprId) -> Client {
    let Some(code) = values.code(file) else { return Client::Unknown };
    // `client.schema("x")` has the rights of the client.
    if let ExprKind::Call { callee, .. } = code.expr(receiver)
        && let ExprKind::Member { object, property, .. } = code.expr(callee)
        && code.str(property) == "schema"
    {
        return client_of(values, file, object);
    }
    let mut all: Vec<Client> = values
        .of(file, receiver)
        .iter()
        .filter(|v| **v != Value::Null)
        .map(|value| match value {
            Value::Symbol(symbol) => created_by(values, symbol),
            _ => Client::Unknown,
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    match all.as_slice() {
        // A client that may be either is judged by the wider rights only where both are known.
        [one] => *one,
        [rest @ .., Client::Unknown] if rest.len() == 1 => rest[0],
        many if many.contains(&Client::Service) && !many.contains(&Client::Unknown) => Client::Service,
        _ => Client::Unknown,
    }
}

/// The rights of the client that a symbol stands for, by the call that creates it.
fn created_by(values: &Values<'_>, symbol: &Symbol) -> Client {
    let (Some(package), Some((file, call))) = (symbol.package(), symbol.made_by) else { return Client::Unknown };
    if !package.starts_with("@supabase/") || !symbol.path.ends_with("()") {
        return Client::Unknown;
    }
    let Some(code) = values.code(file) else { return Client::Unknown };
    let ExprKind::Call { args, .. } = code.expr(call) else { return Client::Unknown };
    match symbol.last() {
        name @ ("createClient" | "createServerClient" | "createBrowserClient") => {
            let key = code.arg(args, 1).map_or(Key::Unknown, |key| key_kind(values, file, key));
            match key {
                Key::Service => Client::Service,
                _ if name != "createClient" => Client::User,
                Key::Public if code.arg(args, 2).is_some_and(|o| carries_token(code, values, file, o)) => Client::User,
                Key::Public if is_browser_key(values, file, code.arg(args, 1)) => Client::User,
                Key::Public if signs_in(values, file, call) => Client::User,
                Key::Public => Client::Anon,
                Key::Unknown => Client::Unknown,
            }
        }
        name if name.starts_with("create") && name.ends_with("Client") => Client::User,
        _ => Client::Unknown,
    }
}

/// Whether the file that makes a client signs somebody in with it: `client.auth.signInWithPassword(…)`.
fn signs_in(values: &Values<'_>, file: FileId, made: ExprId) -> bool {
    const WAYS: [&str; 6] = [
        "signInWithPassword",
        "signInAnonymously",
        "signInWithIdToken",
        "verifyOtp",
        "setSession",
        "exchangeCodeForSession",
    ];
    let Some(code) = values.code(file) else { return false };
    code.exprs.iter().any(|expr| {
        let ExprKind::Member { object, property, .. } = expr.kind else { return false };
        let ExprKind::Member { object: client, .. } = code.expr(object) else { return false };
        WAYS.contains(&code.str(property))
            && values.symbols(file, client).iter().any(|symbol| symbol.made_by == Some((file, made)))
    })
}

/// Whether the client that `receiver` evaluates to was made from the service key alone, so that it knows no session: neither
/// cookies nor a token of the caller go with its requests.
pub(crate) fn knows_no_session(values: &Values<'_>, file: FileId, receiver: ExprId) -> bool {
    let made = values.of(file, receiver);
    let is_bare = |symbol: &Symbol| {
        let Some((file, call)) = symbol.made_by.filter(|_| symbol.last() == "createClient") else { return false };
        let Some(code) = values.code(file) else { return false };
        let ExprKind::Call { args, .. } = code.expr(call) else { return false };
        created_by(values, symbol) == Client::Service
            && code.arg(args, 2).is_none_or(|options| {
                literal(values, file, options).is_some() && !carries_token(code, values, file, options)
            })
    };
    !made.is_empty() && made.iter().all(|value| matches!(value, Value::Symbol(symbol) if is_bare(symbol)))
}

/// Whether a client is that of another project's database: the variable with its address says so before `SUPABASE_URL`,
/// as in `PARTNER_SUPABASE_URL`.
pub(crate) fn is_of_another_project(values: &Values<'_>, file: FileId, receiver: ExprId) -> bool {
    let mut addresses = values.symbols(file, receiver).into_iter().filter_map(|symbol| {
        let (at, call) = symbol.made_by?;
        let code = values.code(at)?;
        let ExprKind::Call { args, .. } = code.expr(call) else { return None };
        Some(values.env_names(at, code.arg(args, 0)?))
    });
    addresses.any(|names| names.iter().any(|name| name.ends_with("SUPABASE_URL") && !is_own_address(name)))
}

/// Whether a variable is by its name the address of the app's own project: `VITE_SUPABASE_URL`.
pub(crate) fn is_own_address(variable: &str) -> bool {
    const OWN: [&str; 10] = [
        "NEXT_PUBLIC_",
        "VITE_",
        "EXPO_PUBLIC_",
        "REACT_APP_",
        "PUBLIC_",
        "NUXT_PUBLIC_",
        "MY_",
        "APP_",
        "PROD_",
        "STAGING_",
    ];
    variable.strip_suffix("SUPABASE_URL").is_some_and(|before| before.is_empty() || OWN.contains(&before))
}

enum Key {
    Service,
    Public,
    Unknown,
}

fn key_kind(values: &Values<'_>, file: FileId, key: ExprId) -> Key {
    let mut kinds = Vec::new();
    let given = values.of(file, key);
    let has_variable = given.iter().any(|value| matches!(value, Value::Env(_)));
    for value in given {
        kinds.push(match value {
            Value::Env(name) => kind_of_name(name),
            Value::Text(text) => match text.as_exact() {
                Some("") => continue,
                Some(text) => match kind_of_text(text) {
                    // `VITE_ANON_KEY || "your-anon-key"`.
                    Key::Unknown if has_variable => continue,
                    kind => kind,
                },
                None => Key::Unknown,
            },
            Value::Null => continue,
            _ => Key::Unknown,
        });
    }
    // `SERVICE_ROLE_KEY || ANON_KEY` runs with the first wherever it is set.
    if kinds.iter().any(|k| matches!(k, Key::Service)) {
        Key::Service
    } else if !kinds.is_empty() && kinds.iter().all(|k| matches!(k, Key::Public)) {
        Key::Public
    } else {
        Key::Unknown
    }
}

fn kind_of_name(name: &str) -> Key {
    let upper = name.to_ascii_uppercase();
    if upper.contains("SERVICE") || upper.contains("SECRET") || upper.contains("ADMIN") {
        Key::Service
    } else if upper.contains("ANON") || upper.contains("PUBLISHABLE") || upper.contains("PUBLIC") {
        Key::Public
    } else {
        Key::Unknown
    }
}

fn kind_of_text(key: &str) -> Key {
    if key.starts_with("sb_secret_") {
        return Key::Service;
    }
    if key.starts_with("sb_publishable_") {
        return Key::Public;
    }
    match super::key::role(key).as_deref() {
        Some("service_role") => Key::Service,
        Some("anon") => Key::Public,
        _ => Key::Unknown,
    }
}

/// `{ global: { headers: { Authorization: … } } }` or `accessToken`: the caller's token goes with each request.
fn carries_token(code: &Code, values: &Values<'_>, file: FileId, options: ExprId) -> bool {
    let Some(options) = literal(values, file, options) else { return false };
    if code.property(options, "accessToken").is_some() {
        return true;
    }
    let inner = |object: ExprId, name: &str| code.property(object, name).and_then(|o| literal(values, file, o));
    inner(options, "global").and_then(|g| inner(g, "headers")).is_some_and(|headers| {
        ["Authorization", "authorization"].iter().any(|name| code.property(headers, name).is_some())
    })
}

fn literal(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<ExprId> {
    values.of(file, expr).iter().find_map(|v| match v {
        &Value::Object(at, object) if at == file => Some(object),
        _ => None,
    })
}

/// Whether the key is one that bundlers put into the browser: there the session of the signed-in user is used. A script
/// that is run by hand has none.
fn is_browser_key(values: &Values<'_>, file: FileId, key: Option<ExprId>) -> bool {
    let is_by_hand = values.role(file) == Some(Role::Script);
    key.filter(|_| !is_by_hand).is_some_and(|key| {
        values.of(file, key).iter().any(|v| match v {
            Value::Env(name) => {
                ["VITE_", "NEXT_PUBLIC_", "EXPO_PUBLIC_", "REACT_APP_", "PUBLIC_"].iter().any(|p| name.starts_with(p))
            }
            Value::Text(text) => text.as_exact().is_some_and(|t| !t.is_empty()),
            _ => false,
        })
    })
}
