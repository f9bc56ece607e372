//! What proves who calls: the functions of libraries that establish an identity, check a signature or redeem a code.
//! Recognised by origin; members as particular as `.auth.getUser` also where the object comes in as a parameter.

use std::borrow::Cow;

use super::accounts::is_of_firebase_admin;
use crate::{
    model::{calls::Call, values::Symbol},
    vocab::Vocabulary,
};

/// What a check establishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// Which user calls.
    Identity,
    /// That the caller holds the key of a signature.
    Signature,
    /// That the caller knows a shared secret.
    Secret,
    /// That the caller holds a token that was given to one person: reset, device, OAuth code.
    Token,
}

/// A library call that proves something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Check {
    pub(crate) proof: Proof,
    /// Whether it ends the request by itself when the proof fails: it throws, redirects or answers.
    pub(crate) stops: bool,
    /// Whether its result may only be believed when compared with something (`createHmac`).
    pub(crate) needs_comparison: bool,
}

const TELLS: Check = Check { proof: Proof::Identity, stops: false, needs_comparison: false };
pub(super) const STOPS: Check = Check { proof: Proof::Identity, stops: true, needs_comparison: false };
const SIGNED: Check = Check { proof: Proof::Signature, stops: true, needs_comparison: false };
const DIGEST: Check = Check { proof: Proof::Signature, stops: false, needs_comparison: true };
pub(super) const CODE: Check = Check { proof: Proof::Token, stops: true, needs_comparison: false };

/// What a call proves, if anything.
pub(crate) fn check_of(vocab: &Vocabulary, call: &Call) -> Option<Check> {
    let known = call.symbols.iter().find_map(|symbol| by_origin(vocab, symbol));
    if is_of_firebase_admin(call) {
        return known.filter(|_| matches!(call.name(), "verifyIdToken" | "verifySessionCookie"));
    }
    // Who signs in changes himself by one object; two arguments name somebody.
    if call.name() == "updateUser" && call.args.len() > 1 {
        return None;
    }
    // An app's own class that looks like the client of a library counts as one.
    known.or_else(|| by_member(&call.written))
}

/// What a function of a library proves.
pub(super) fn by_origin(vocab: &Vocabulary, symbol: &Symbol) -> Option<Check> {
    let is_member = symbol.path.starts_with('.');
    let path = if is_member { Cow::Borrowed(&symbol.path) } else { Cow::Owned(format!(".{}", symbol.path)) };
    if let Some(check) = by_member(&path) {
        return Some(check);
    }
    let package = symbol.package()?;
    let last = symbol.last();
    let check = match package {
        "jsonwebtoken" if last == "verify" => STOPS,
        "jose" | "hono" | "@tsndr/cloudflare-worker-jwt" | "djwt" if matches!(last, "jwtVerify" | "verify") => STOPS,
        "bcrypt" | "bcryptjs" => return None,
        _ if package.starts_with("@clerk/") => match last {
            "auth" | "currentUser" | "getAuth" | "authenticateRequest" => TELLS,
            "protect" | "requireAuth" | "verifyToken" | "verifyWebhook" => STOPS,
            _ => return None,
        },
        _ if package.starts_with("next-auth") || package.starts_with("@auth/") => match last {
            "getServerSession" | "getSession" | "getToken" | "auth" | "unstable_getServerSession" => TELLS,
            _ => return None,
        },
        "iron-session" if last == "getIronSession" => TELLS,
        "lucia" if matches!(last, "validateSession" | "validateRequest" | "validate") => TELLS,
        "@auth0/nextjs-auth0" | "express-openid-connect" => match last {
            "getSession" => TELLS,
            "withApiAuthRequired" | "requiresAuth" => STOPS,
            _ => return None,
        },
        "express-jwt" | "express-oauth2-jwt-bearer" | "express-basic-auth" => STOPS,
        "passport" if last == "authenticate" => STOPS,
        "svix" | "standardwebhooks" if last == "verify" => SIGNED,
        "livekit-server-sdk" if last == "receive" => SIGNED,
        "stripe" if matches!(last, "constructEvent" | "constructEventAsync") => SIGNED,
        _ if package.contains("stripe") && last == "processWebhook" => SIGNED,
        _ if last_two(&symbol.path) == "auth.requireUser" => STOPS,
        _ if is_webhook_verifier(vocab, package, last) => SIGNED,
        _ => return None,
    };
    Some(check)
}

/// Whether a function of a library says who is signed in, and is asked for visitors, too.
pub(crate) fn tells_who(vocab: &Vocabulary, symbol: &Symbol) -> bool {
    by_origin(vocab, symbol) == Some(TELLS)
}

/// A verifier that a list of webhook senders names, of a library that the same sender names.
fn is_webhook_verifier(vocab: &Vocabulary, package: &str, name: &str) -> bool {
    let has = |verifiers: &[String]| verifiers.iter().any(|v| v == name);
    let by_sender = vocab.webhooks.providers.iter().any(|p| has(&p.verifiers) && p.packages.has(package));
    by_sender || has(&vocab.webhooks.generic.verifiers) && vocab.webhooks.generic.packages.has(package)
}

/// Members that no other library has.
fn by_member(path: &str) -> Option<Check> {
    let path = path.trim_end_matches("()");
    let path = if path.contains("()") { Cow::Owned(path.replace("()", "")) } else { Cow::Borrowed(path) };
    let is = |members: &str| path.ends_with(members) || members.strip_prefix('.') == Some(&path);
    let any = |list: &[&str]| list.iter().any(|m| is(m));
    if any(&[
        ".auth.getUser",
        ".auth.getClaims",
        ".auth.getSession",
        ".auth.api.getSession",
        ".auth.me",
        ".auth.getUserIdentities",
        ".isAuthenticated",
    ]) {
        return Some(TELLS);
    }
    if any(&[
        ".verifyIdToken",
        ".verifySessionCookie",
        ".auth.protect",
        ".auth.updateUser",
        ".auth.setSession",
        ".jwtVerify",
    ]) {
        return Some(STOPS);
    }
    if any(&[
        ".auth.exchangeCodeForSession",
        ".auth.verifyOtp",
        ".oauthController.samlResponse",
        ".oauthController.oidcAuthzResponse",
    ]) {
        return Some(CODE);
    }
    if any(&[
        ".webhooks.constructEvent",
        ".webhooks.constructEventAsync",
        ".webhooks.verify",
        ".validateWebhookSignature",
        ".verifyWebhookSignature",
    ]) {
        return Some(SIGNED);
    }
    if any(&[".createHmac", ".subtle.sign", ".HmacSHA256", ".HmacSHA512", ".HmacSHA1"]) {
        return Some(DIGEST);
    }
    any(&[".subtle.verify"]).then_some(Check { needs_comparison: false, ..DIGEST })
}

fn last_two(path: &str) -> String {
    let path = path.trim_end_matches("()");
    let mut parts = path.rsplit('.');
    let (last, before) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    format!("{before}.{last}")
}

/// Members of a request that sessions and earlier middleware fill in: `req.user`, `ctx.session.user`.
pub(crate) fn is_session_member(path: &str) -> bool {
    let path = path.replace("()", "");
    const BY_MIDDLEWARE: [&str; 18] = [
        ".admin",
        ".account",
        ".user",
        ".user.id",
        ".session",
        ".session.user",
        ".session.userId",
        ".session.uid",
        ".session.user.id",
        ".auth",
        ".auth.uid",
        ".userId",
        ".locals.user",
        ".ctx.user",
        ".ctx.session",
        ".ctx.session.user",
        ".ctx.userId",
        ".context.auth",
    ];
    BY_MIDDLEWARE.contains(&path.as_str())
}

/// Whether a path begins at such a member: `.user.claims.sub`.
pub(crate) fn begins_at_session_member(path: &str) -> bool {
    let path = path.replace("()", "");
    let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
    ends.skip(1).filter_map(|end| path.get(..end)).any(is_session_member)
}

/// Whether a URL asks the auth provider whose token this is.
pub(crate) fn is_identity_url(url: &str) -> bool {
    ["/auth/v1/user", "/oauth2/v3/userinfo", "/oauth2/v1/tokeninfo", "/tokeninfo", "/oauth2/v2/userinfo"]
        .iter()
        .any(|end| url.split(['?', '#']).next().unwrap_or(url).ends_with(end))
}

/// Functions that compare two values in constant time, by their usual names.
pub(crate) fn is_comparison(name: &str) -> bool {
    matches!(
        name,
        "timingSafeEqual"
            | "safeCompare"
            | "secureCompare"
            | "constantTimeCompare"
            | "constantTimeEqual"
            | "constantTimeEquals"
            | "timingSafeCompare"
            | "safeEqual"
            | "timingSafeEquals"
            | "secureEquals"
            | "timingSafeStringEqual"
    )
}

/// The tables that libraries of sign-in fill by themselves, as mappers and as SQL spell them.
pub(crate) const TABLES_OF_ACCOUNTS: [&str; 16] = [
    "User",
    "user",
    "users",
    "Account",
    "account",
    "accounts",
    "Session",
    "session",
    "sessions",
    "VerificationToken",
    "verification_token",
    "verification_tokens",
    "verificationtokens",
    "verification",
    "Authenticator",
    "authenticators",
];

/// Whether a package keeps accounts and sessions in tables of the app: `@auth/prisma-adapter`, `better-auth`.
pub(crate) fn keeps_accounts(source: &str) -> bool {
    let is_adapter =
        (source.starts_with("@auth/") || source.starts_with("@next-auth/")) && source.ends_with("-adapter");
    is_adapter || matches!(source, "better-auth" | "lucia") || source.starts_with("better-auth/adapters")
}

#[cfg(test)]
mod tests {
    use super::{begins_at_session_member, by_member, is_identity_url, is_session_member};

    #[test]
    fn particular_members_are_enough() {
        assert!(by_member("supabase.auth.getUser").is_some_and(|c| !c.stops));
        assert!(by_member(".createClient().auth.getUser").is_some());
        assert!(by_member("stripe.webhooks.constructEvent").is_some_and(|c| c.stops));
        assert!(by_member("storage.getUser").is_none() && by_member("getUser").is_none());
    }

    #[test]
    fn sessions_are_members_of_the_request() {
        assert!(is_session_member(".session.userId") && !is_session_member(".body.userId"));
        assert!(begins_at_session_member(".user.claims.sub") && begins_at_session_member(".user"));
        assert!(!begins_at_session_member(".body.user.id") && !begins_at_session_member(".username.id"));
        assert!(is_identity_url("https://x.supabase.co/auth/v1/user") && !is_identity_url("/auth/v1/users"));
    }
}
