//! Whether trying often enough opens an entry point: what must be known there, and what it is held against.

use super::{Route, Step};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, Node, StmtKind},
    frameworks::{auth::Proof, sign_in},
    model::{
        Project,
        calls::{FnRef, call_at},
        passwords::is_password,
        queries::Condition,
    },
    source::span::Span,
};

impl Project {
    /// Whether what the caller must know is a token, which nobody guesses: no short code and no password is held against
    /// what is stored.
    #[must_use]
    pub fn opens_by_long_token(&self, route: &Route) -> bool {
        let is_short =
            |column: &str| crate::vocab::split(column).iter().any(|w| matches!(w.as_str(), "code" | "otp" | "pin"));
        let queries = route.effects.iter().filter(|e| e.by_token).filter_map(|e| self.query_of(e));
        let mut columns = queries
            .flat_map(|q| q.conditions.iter().flat_map(Condition::comparisons))
            .filter_map(|c| c.column.as_deref())
            .peekable();
        let compares = || {
            let values = self.values();
            self.exprs_of(route).any(|(file, code, e)| {
                call_at(&values, code, file, e).is_some_and(|call| sign_in::compares_password(&call))
            })
        };
        columns.peek().is_some() && !columns.any(is_short) && !compares()
    }

    /// Whether a caller who is known proves something else by a short code: a new address, his telephone, a second factor.
    #[must_use]
    pub fn proves_more_by_code(&self, route: &Route) -> bool {
        const INVITES: [&str; 9] =
            ["invite", "invitation", "redeem", "coupon", "promo", "referral", "discount", "join", "qr"];
        let words = crate::vocab::split(&route.entry.path);
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        has(&["verify", "confirm", "check", "validate", "verification"])
            && !has(&INVITES)
            && route.guards.iter().all(|g| g.proof == Proof::Identity)
            && self.checks_short_code(route)
    }

    /// Whether a short code is held against something, by its name.
    fn checks_short_code(&self, route: &Route) -> bool {
        let compares = |name: &str| {
            let words = crate::vocab::split(name);
            words
                .iter()
                .any(|w| matches!(w.as_str(), "verify" | "compare" | "check" | "match" | "matches" | "valid" | "equal"))
        };
        let by_query = || {
            let queries = route.effects.iter().filter_map(|e| self.query_of(e));
            let mut compared = queries.flat_map(|q| q.conditions.iter().flat_map(Condition::comparisons));
            compared.any(|c| c.literal.is_none() && c.column.as_deref().is_some_and(is_short_code))
        };
        self.exprs_of(route).any(|(_, code, e)| match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let is_code = |e: ExprId| code.last_name(e).is_some_and(is_short_code);
                let is_stored = |e: ExprId| matches!(code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { .. });
                is_code(left) && is_stored(right) || is_code(right) && is_stored(left)
            }
            ExprKind::Call { callee, args } => {
                code.last_name(callee).is_some_and(compares)
                    && code.expr_list(args).any(|a| code.last_name(a).is_some_and(is_short_code))
            }
            _ => false,
        }) || by_query()
    }

    /// Whether failed attempts are counted: `if (row.attempts >= 5) return`, `update({ attempts: row.attempts + 1 })`.
    #[must_use]
    pub fn counts_attempts(&self, route: &Route) -> bool {
        self.exprs_of(route).any(|(_, code, e)| match code.expr(e) {
            ExprKind::Member { property: name, .. } | ExprKind::Ident { name, .. } => names_attempts(code.str(name)),
            // `rpc("count_failed_attempt")`
            ExprKind::String(text) => !code.str(text).contains(' ') && names_attempts(code.str(text)),
            _ => false,
        })
    }

    /// The test by which an entry point compares a password only where one is sent: `if (oldPassword) { … compare … }`.
    #[must_use]
    pub fn asks_password_if_sent(&self, route: &Route) -> Option<Span> {
        let values = self.values();
        self.exprs_of(route).find_map(|(file, code, e)| {
            let compared = call_at(&values, code, file, e).filter(sign_in::compares_password)?;
            let is_compared = |sent: ExprId| match code.expr(sent) {
                ExprKind::Ident { binding: Some(name), .. } => {
                    code.expr_list(compared.args).any(|given| code.references(name).contains(&given))
                }
                _ => false,
            };
            code.enclosures_in_function(e).find_map(|enclosure| {
                let Enclosure::Then(stmt) = enclosure else { return None };
                let StmtKind::If { test, otherwise: None, .. } = code.stmt(stmt).kind else { return None };
                is_compared(test).then(|| code.range(test).in_file(file))
            })
        })
    }

    /// Whether something secret that is sent is held against anything, or handed to who does: a field that is only asked
    /// for opens nothing.
    #[must_use]
    pub fn holds_secret_against(&self, route: &Route) -> bool {
        // The guards before it are handed the whole request each time, the handler itself names what it works with.
        let handlers: Vec<FnRef> = route
            .entry
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Handler(function) => Some(*function),
                Step::Guard(_) | Step::Library(..) => None,
            })
            .collect();
        let is_own = |file, code: &Code, e| {
            let range = code.range(e);
            handlers.is_empty() || handlers.iter().any(|&(at, f)| at == file && code.function(f).range.contains(range))
        };
        route.effects.iter().any(|e| e.by_token)
            || self.exprs_of(route).filter(|(file, code, e)| is_own(*file, code, *e)).any(|(_, code, e)| {
                match code.expr(e) {
                    // The whole of what is sent may hold it.
                    ExprKind::Call { args, .. } => code.expr_list(args).any(|a| is_whole_input(code, a)),
                    _ => code.last_name(e).is_some_and(is_secret) && is_handed_on(code, e),
                }
            })
    }
}

/// `otp`, `totpCode`, `verification_code`, `pin`: not the code of a coupon, of an invitation, or of an error.
fn is_short_code(name: &str) -> bool {
    let words = crate::vocab::split(name);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    has(&["otp", "totp", "pin", "passcode"])
        || words == ["code"]
        || has(&["code"])
            && has(&["verification", "verify", "sms", "email", "phone", "confirmation", "mfa", "2fa", "backup"])
}

fn names_attempts(name: &str) -> bool {
    crate::vocab::words_of(name).any(|word| {
        matches!(&*word, "attempt" | "attempts" | "tries" | "tentativas" | "intentos" | "locked" | "lockout")
    })
}

/// Whether a name is that of what one must know to be let in.
fn is_secret(name: &str) -> bool {
    const WORDS: [&str; 7] = ["code", "otp", "pin", "passcode", "token", "answer", "credentials"];
    is_password(name) || crate::vocab::words_of(name).any(|w| WORDS.contains(&&*w))
}

fn is_whole_input(code: &Code, expr: ExprId) -> bool {
    matches!(code.path(expr).as_deref(), Some("req.body" | "body" | "req" | "request" | "credentials" | "formData"))
}

/// Whether an expression is an argument, is compared, or is a field of an object.
fn is_handed_on(code: &Code, expr: ExprId) -> bool {
    let Node::Expr(parent) = code.parent(expr) else { return false };
    match code.expr(parent) {
        ExprKind::Call { callee, .. } => callee != expr,
        ExprKind::Binary { op, .. } => !matches!(op, BinaryOp::Or | BinaryOp::And),
        ExprKind::Object { .. } | ExprKind::Await(_) | ExprKind::Template { .. } | ExprKind::Member { .. } => true,
        _ => false,
    }
}
