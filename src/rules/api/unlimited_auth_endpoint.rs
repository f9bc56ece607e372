//! Sign-in, sign-up, reset or code endpoints of the app's own that may be tried without end.

use super::routes;
use crate::{
    facts::code::ExprKind,
    frameworks::{auth::Proof, sign_in},
    model::{Project, passwords::is_password, routes::Route},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        let harm = match harm(&route.entry.path) {
            GUESSED if !project.holds_secret_against(route) => {
                // What is asked for no secret gives one out; or says a name, and lets nobody in.
                if is_sign_in(&route.entry.path) {
                    continue;
                }
                SENT
            }
            // `redeem-invite` sends nothing: what it takes may be guessed.
            SENT if !sends(project, route) => {
                if !route.effects.iter().any(|effect| effect.by_token) || !project.holds_secret_against(route) {
                    continue;
                }
                GUESSED
            }
            // Devices, teams and events are registered, too.
            MADE if !project.makes_accounts(route) => continue,
            harm => harm,
        };
        let is_limited = !route.rate_limited.is_no()
            || route.has_captcha
            || harm == GUESSED && (project.opens_by_long_token(route) || project.counts_attempts(route));
        if !is_own_auth(project, route) || is_limited {
            continue;
        }
        let name = &route.entry.name;
        if !is_for_known(route) {
            let message = format!("`{name}` can be called without end: {harm}");
            sink.report(route.entry.at, name, message);
        } else if harm == GUESSED && project.proves_more_by_code(route) {
            let message = format!(
                "`{name}` lets whoever is signed in try codes without end: he proves an address, a number or a factor \
                 that is not his"
            );
            sink.report(route.entry.at, name, message).severity(Severity::Medium);
        }
    }
}

const GUESSED: &str = "passwords and codes can be guessed";
const SENT: &str = "mails and messages go out in your name, at your cost";
const MADE: &str = "a script makes accounts by the thousand";

/// Whether a message goes out: by a service that is paid for it, or by a call that says so.
fn sends(project: &Project, route: &Route) -> bool {
    let says_so = |name: &str| {
        let words = crate::vocab::split(name);
        let only_looks = words.first().is_some_and(|w| LOOKS.contains(&w.as_str()));
        !only_looks && words.iter().any(|w| SENDS.contains(&w.as_str())) || name == "generateLink"
    };
    route.paid_apis.iter().any(|paid| paid.kind.is_message())
        || project.exprs_of(route).any(|(_, code, e)| match code.expr(e) {
            ExprKind::Call { callee, .. } => code.last_name(callee).is_some_and(says_so),
            // Another function is called for it: `functions.invoke("send-mail")`, `rpc("enqueue_email")`.
            ExprKind::String(text) => {
                let text = code.str(text);
                let words = crate::vocab::split(text);
                !text.contains(' ') && words.iter().any(|w| matches!(w.as_str(), "send" | "enqueue"))
            }
            _ => false,
        })
}

/// `isDuplicateEmailError`, `validateEmail`: nothing is sent.
const LOOKS: [&str; 12] =
    ["is", "has", "get", "find", "fetch", "load", "validate", "normalize", "parse", "check", "format", "mask"];

const SENDS: [&str; 9] = ["send", "mail", "email", "sms", "otp", "resend", "invite", "invitation", "notify"];

fn is_sign_in(path: &str) -> bool {
    crate::vocab::split(path).iter().any(|w| {
        matches!(w.as_str(), "login" | "signin" | "log" | "sign" | "entrar" | "anmelden" | "connexion" | "sesion")
    })
}

/// What somebody gets who calls it all night.
fn harm(path: &str) -> &'static str {
    let words = crate::vocab::split(path);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    if has(&["resend", "forgot", "invite", "send", "request", "magic"]) {
        SENT
    } else if has(&["signup", "register", "cadastro"]) || path.contains("sign-up") || path.contains("sign_up") {
        MADE
    } else {
        GUESSED
    }
}

/// Whether the work is about accounts: their tables, codes and tokens, or an auth provider.
fn touches_accounts(project: &Project, route: &Route) -> bool {
    let vocab = &project.vocab;
    let by_table = route.effects.iter().any(|e| {
        e.by_token
            || e.table.as_deref().is_some_and(|t| {
                let words = crate::vocab::split(t);
                let holds_codes = words.iter().any(|w| {
                    matches!(
                        w.as_str(),
                        "token"
                            | "tokens"
                            | "otp"
                            | "otps"
                            | "code"
                            | "codes"
                            | "session"
                            | "sessions"
                            | "reset"
                            | "resets"
                    )
                });
                vocab.tables.profile.has(t) || vocab.tables.rights.has(t) || holds_codes
            })
    });
    by_table
        || project.exprs_of(route).any(|(_, code, e)| match code.expr(e) {
            ExprKind::Member { property, .. } => {
                let name = code.str(property);
                is_password(name) || sign_in::makes_account(name) || matches!(name, "compare" | "generateLink")
            }
            _ => false,
        })
}

/// Whether nobody comes in who is not known, but by a token.
fn is_for_known(route: &Route) -> bool {
    route.guards.iter().any(|g| g.proof != Proof::Token)
}

/// Whether the entry point establishes who somebody is by itself; an auth provider limits attempts.
fn is_own_auth(project: &Project, route: &Route) -> bool {
    let words = &project.vocab.words;
    let is_named = |name: &str| words.auth_endpoints.has(name) || words.invitations.has(name);
    let named = route.entry.names().iter().any(|name| is_named(name)) || is_named(&route.entry.path);
    let is_read = matches!(route.entry.method.as_deref(), Some("GET" | "OPTIONS" | "HEAD"));
    named && touches_accounts(project, route) && !is_read && !route.delegates_sign_in && route.webhook.is_none()
}
