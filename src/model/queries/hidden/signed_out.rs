//! Rows that are asked for where nobody is signed in yet: on the pages for signing in, signing up and lost passwords.

use super::{Asked, compared, is_address};
use crate::{
    facts::code::{ExprId, ExprKind},
    frameworks::sign_in,
    model::{
        Project,
        access::{Caller, Cause, Verdict},
        queries::Query,
        schema::{Command, Name},
    },
    source::span::Span,
    vocab::split,
};

impl Project {
    /// Whether a read looks for somebody by his address before he is signed in, and the policies show nothing to those who
    /// are not.
    pub(super) fn asked_signed_out(&self, query: &Query, name: &Name) -> Option<(Asked, Option<Span>)> {
        let verdict = |caller| self.cell(name, caller, Command::Select);
        let nobody = verdict(Caller::Anonymous)
            .filter(|cell| cell.effective == Verdict::Denied && cell.cause == Some(Cause::Policy))?;
        let is_for_accounts = verdict(Caller::Account).is_some_and(|cell| cell.effective != Verdict::Denied);
        if !is_for_accounts || !is_entrance(&self.file(query.at.file).path) {
            return None;
        }
        let is_given =
            |value: ExprId| !self.is_of_session(query.at.file, value) && !self.is_person_id(query.at.file, value);
        let (column, _) =
            compared(query, &["eq", "ilike"]).find(|(column, value)| is_address(column) && is_given(*value))?;
        (!has_signed_in(self, query)).then(|| (Asked::SignedOut(column.to_owned()), nobody.at))
    }
}

/// Whether a page is by its name one for those who are not signed in: `Login.tsx`, `forgot-password/page.tsx`.
fn is_entrance(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let stem = parts.next().unwrap_or_default().split('.').next().unwrap_or_default();
    let name = if matches!(stem, "page" | "index") { parts.next().unwrap_or_default() } else { stem };
    let words = split(name);
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_pair = |one: &str, other: &str| words.windows(2).any(|pair| pair[0] == one && pair[1] == other);
    ["login", "signin", "signup", "register", "forgot", "cadastro"].iter().any(|word| has(word))
        || is_pair("sign", "in")
        || is_pair("sign", "up")
        || is_pair("log", "in")
}

/// Whether the function signs somebody in, or asks who he is, before it reads.
pub(super) fn has_signed_in(project: &Project, query: &Query) -> bool {
    let Some(code) = project.file(query.at.file).code.as_ref() else { return false };
    code.exprs_within(query.function).any(|e| {
        let ExprKind::Call { callee, .. } = code.expr(e) else { return false };
        let Some(path) = code.path(callee) else { return false };
        let last = path.rsplit('.').next().unwrap_or_default();
        (sign_in::lets_in(last) || sign_in::asks_who(last)) && code.range(e).start < query.at.range.start
    })
}
