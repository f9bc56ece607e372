//! How SQL on Supabase learns who calls: `auth.uid()`, `auth.jwt()`, `request.jwt.claims`, `auth.users`.

/// The role of callers without an account.
pub const ANONYMOUS_ROLE: &str = "anon";
/// The role of signed-in callers.
pub const ACCOUNT_ROLE: &str = "authenticated";
/// The schema and table of accounts: each caller with an account has his row in it.
pub const ACCOUNTS: (&str, &str) = ("auth", "users");

/// What a caller-related function or setting gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallerFact {
    /// What the caller's token says at this path; the whole token for an empty path.
    Claims(Vec<String>),
    /// Something of the request that the caller chooses: headers, cookies.
    Request,
}

/// What a function says of the caller: `auth.uid()` → the claim `sub`.
#[must_use]
pub fn function_fact(name: &[String]) -> Option<CallerFact> {
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    let path: &[&str] = match name.as_slice() {
        ["auth", "uid"] | ["uid"] => &["sub"],
        ["auth", "role"] => &["role"],
        ["auth", "email"] => &["email"],
        ["auth", "jwt"] => &[],
        _ => return None,
    };
    Some(claims(path))
}

/// What `current_setting(name)` says of the caller; `None` for settings that no request sets.
#[must_use]
pub fn setting_fact(name: &str) -> Option<CallerFact> {
    match name {
        "request.jwt.claims" => Some(claims(&[])),
        "role" => Some(claims(&["role"])),
        "request.headers" | "request.cookies" | "request.method" | "request.path" => Some(CallerFact::Request),
        _ if name.starts_with("request.header.") => Some(CallerFact::Request),
        _ => name.strip_prefix("request.jwt.claim.").map(|claim| claims(&[claim])),
    }
}

/// Where the caller's own row of [`ACCOUNTS`] repeats what his token says.
#[must_use]
pub fn account_column(column: &str) -> Option<CallerFact> {
    let path: &[&str] = match column {
        "id" => &["sub"],
        "email" => &["email"],
        "phone" => &["phone"],
        "role" => &["role"],
        "aud" => &["aud"],
        "is_anonymous" => &["is_anonymous"],
        "raw_app_meta_data" => &["app_metadata"],
        "raw_user_meta_data" => &["user_metadata"],
        _ => return None,
    };
    Some(claims(path))
}

/// Claims that the caller may set to anything by himself.
#[must_use]
pub fn is_self_written(path: &[&str]) -> bool {
    path.first() == Some(&"user_metadata")
}

/// Whether a schema is the platform's own.
#[must_use]
pub fn is_platform_schema(schema: &str) -> bool {
    matches!(
        schema,
        "auth"
            | "storage"
            | "realtime"
            | "_realtime"
            | "extensions"
            | "vault"
            | "graphql"
            | "graphql_public"
            | "pgbouncer"
            | "supabase_functions"
            | "supabase_migrations"
            | "cron"
            | "net"
            | "pgmq"
            | "pgsodium"
            | "pg_catalog"
            | "information_schema"
    )
}

fn claims(path: &[&str]) -> CallerFact {
    CallerFact::Claims(path.iter().map(|&part| part.to_owned()).collect())
}
