//! Middleware of libraries that stands before a handler and turns strangers away by itself.

use super::{
    auth::{self, CODE, Check, Proof, STOPS},
    endpoints::library_symbols,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{Project, values::Symbol},
    source::span::FileId,
};

/// What a step of an entry point proves whose code is a library's: `passport.authenticate("jwt")`, `jwt({ secret })`.
/// Nothing where it only tells who calls, and lets everybody pass.
pub(crate) fn check(project: &Project, file: FileId, step: ExprId) -> Option<Check> {
    let values = project.values();
    let code = values.code(file)?;
    let options = match code.expr(step) {
        ExprKind::Call { args, .. } => code.arg(args, 0),
        _ => None,
    };
    let symbols = library_symbols(&values, file, step);
    if symbols.iter().any(|s| s.package() == Some("passport") && s.last() == "authenticate") {
        return by_strategy(&values.exact_texts(file, options?));
    }
    let known = symbols.iter().find_map(|s| by_package(s).or_else(|| auth::by_origin(&project.vocab, s)));
    known.filter(|check| check.stops && !options.is_some_and(|o| lets_strangers_pass(code, o)))
}

/// Passport strategies: a token or session says who calls; a password or another service signs him in first.
fn by_strategy(names: &[String]) -> Option<Check> {
    let name = names.first()?.to_ascii_lowercase();
    let is_password = ["local", "ldap", "login", "signup", "register"].iter().any(|w| name.contains(w));
    let is_token =
        ["jwt", "bearer", "session", "token", "basic", "digest", "key", "cookie"].iter().any(|w| name.contains(w));
    match (is_password, is_token) {
        (true, _) => None,
        (false, true) => Some(STOPS),
        (false, false) => Some(CODE),
    }
}

fn by_package(symbol: &Symbol) -> Option<Check> {
    let secret = Check { proof: Proof::Secret, ..STOPS };
    let last = symbol.last();
    match symbol.package()? {
        "hono" if matches!(last, "jwt" | "jwk") => Some(STOPS),
        "hono" if matches!(last, "bearerAuth" | "basicAuth") => Some(secret),
        "express-basic-auth" => Some(secret),
        "@hono/firebase-auth" if last == "verifyFirebaseAuth" => Some(STOPS),
        "@hono/auth-js" if last == "verifyAuth" => Some(STOPS),
        "@hono/oidc-auth" if last == "oidcAuthMiddleware" => Some(STOPS),
        "express-openid-connect" if last == "auth" => Some(STOPS),
        "connect-ensure-login" if last == "ensureLoggedIn" => Some(STOPS),
        "@kinde-oss/kinde-node-express" if last == "protectRoute" => Some(STOPS),
        // It takes nothing but what the service has signed.
        "inngest" if last == "serve" => Some(Check { proof: Proof::Signature, ..STOPS }),
        "koa-jwt" => Some(STOPS),
        package if package.starts_with("@clerk/") && last == "ClerkExpressRequireAuth" => Some(STOPS),
        package if package.starts_with("supertokens-node") && last == "verifySession" => Some(STOPS),
        _ => None,
    }
}

/// `{ credentialsRequired: false }`, `{ authRequired: false }`, `{ sessionRequired: false }`.
fn lets_strangers_pass(code: &Code, options: ExprId) -> bool {
    ["credentialsRequired", "authRequired", "sessionRequired", "passthrough"].iter().any(|name| {
        code.property(options, name).is_some_and(|value| match code.expr(value) {
            ExprKind::Bool(is_on) => is_on == (*name == "passthrough"),
            _ => true,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::by_strategy;
    use crate::frameworks::auth::Proof;

    #[test]
    fn a_strategy_says_what_is_proven() {
        let of = |name: &str| by_strategy(&[name.to_owned()]).map(|check| check.proof);
        assert_eq!(of("jwt"), Some(Proof::Identity));
        assert_eq!(of("google"), Some(Proof::Token));
        assert_eq!(of("local-signup"), None);
    }
}
