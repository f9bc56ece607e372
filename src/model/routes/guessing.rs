//! Whether trying often enough opens an entry point: what must be known there, and what it is held against.

use super::{Route, Step};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, Node, StmtKind},
    frameworks::sign_in,
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

/// Whether a name is that of what one must know to be let in.
fn is_secret(name: &str) -> bool {
    const WORDS: [&str; 7] = ["code", "otp", "pin", "passcode", "token", "answer", "credentials"];
    is_password(name) || crate::vocab::split(name).iter().any(|w| WORDS.contains(&w.as_str()))
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
