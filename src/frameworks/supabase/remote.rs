//! Calls of supabase-js beside the database: sign-in, functions, files. All answer `{ data, error }`.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List},
    frameworks::base44,
    model::{
        failures::RemoteKind,
        values::{Symbol, Value, Values},
    },
    source::span::FileId,
};

/// What a callee is, with the method or the function's name.
pub(crate) fn recognise(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    callee: ExprId,
    args: List,
) -> Option<(RemoteKind, String)> {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let method = code.str(property);
    match code.expr(object) {
        ExprKind::Member { object: client, property, .. } => match code.str(property) {
            "auth" if is_client(code, client) => auth(method),
            "admin" => auth(method),
            // The SDK of Base44 has a call of the same name that rejects on failure.
            "functions" if method == "invoke" && !base44::functions::is_client(values, file, code, client) => {
                let name = code.arg(args, 0).and_then(|n| values.exact_text(file, n));
                Some((RemoteKind::Function, name.unwrap_or_else(|| "a function".to_owned())))
            }
            _ => None,
        },
        ExprKind::Call { callee: from, .. } if is_storage(code, from) => {
            let is_remote = ["upload", "remove", "move", "copy", "download", "list", "createSignedUrl", "update"];
            is_remote.contains(&method).then(|| (RemoteKind::Storage, method.to_owned()))
        }
        _ => None,
    }
}

/// The function of the project behind an address: `hand-over` of `${url}/functions/v1/hand-over`.
pub(crate) fn function_at(file: FileId, values: &Values<'_>, address: ExprId) -> Option<String> {
    values.of(file, address).iter().find_map(|v| match v {
        Value::Text(text) => {
            let url = text.with_holes("\u{0}");
            let (_, name) = url.split_once("/functions/v1/")?;
            first_of(name).filter(|name| !name.contains('\u{0}')).map(str::to_owned)
        }
        _ => None,
    })
}

/// The function of an address: `orders` of `orders/cancel?soft=1`.
pub(crate) fn first_of(address: &str) -> Option<&str> {
    address.trim_start_matches('/').split(['?', '/', '#']).next().filter(|name| !name.is_empty())
}

/// Whether a method is one of a supabase-js client: its promise resolves to a result that carries the error.
pub(crate) fn never_rejects(symbol: &Symbol) -> bool {
    symbol.package().is_some_and(|p| p.starts_with("@supabase/"))
        && symbol.path.contains("Client().")
        && !symbol.path.contains("throwOnError")
}

/// Anything but an own object that happens to have a field `auth`.
fn is_client(code: &Code, client: ExprId) -> bool {
    !matches!(code.expr(client), ExprKind::This)
}

fn auth(method: &str) -> Option<(RemoteKind, String)> {
    let kind = match method {
        "getUser" | "getSession" | "getClaims" | "refreshSession" => RemoteKind::Session,
        "signOut"
        | "signUp"
        | "signInWithPassword"
        | "signInWithOtp"
        | "signInWithOAuth"
        | "signInAnonymously"
        | "updateUser"
        | "resetPasswordForEmail"
        | "verifyOtp"
        | "resend"
        | "exchangeCodeForSession"
        | "setSession"
        | "createUser"
        | "deleteUser"
        | "updateUserById"
        | "inviteUserByEmail"
        | "generateLink"
        | "listUsers"
        | "getUserById" => RemoteKind::Auth,
        _ => return None,
    };
    Some((kind, method.to_owned()))
}

/// `client.storage.from`.
fn is_storage(code: &Code, callee: ExprId) -> bool {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
    code.str(property) == "from"
        && matches!(code.expr(object), ExprKind::Member { property, .. } if code.str(property) == "storage")
}
