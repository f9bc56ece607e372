//! A token of the app's own in storage that every script of the page can read.

use crate::{
    facts::code::{ExprId, ExprKind},
    model::Project,
    rules::Sink,
};

/// Words in the name of a stored entry that say it lets its holder in.
const TOKEN_WORDS: [&str; 6] = ["token", "jwt", "password", "session", "api_key", "secret"];
/// Words that say it is about something else.
const OTHER_WORDS: [&str; 5] = ["redirect", "expires", "expiry", "count", "seen"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let values = project.values();
    for (id, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for (index, expr) in code.exprs.iter().enumerate() {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            let is_store = matches!(
                code.path(callee).as_deref(),
                Some("localStorage.setItem" | "sessionStorage.setItem" | "window.localStorage.setItem")
            );
            let Some(name) = is_store.then(|| code.arg(args, 0)).flatten().and_then(|n| values.exact_text(id, n))
            else {
                continue;
            };
            let lower = name.to_ascii_lowercase();
            let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            let speaks_of =
                |list: &[&str]| words.iter().any(|w| list.iter().any(|l| w == l || w.ends_with(l) && l.len() > 4));
            if speaks_of(&TOKEN_WORDS) && !speaks_of(&OTHER_WORDS) && is_value(code, code.arg(args, 1)) {
                let call = ExprId(u32::try_from(index).unwrap_or(u32::MAX));
                let message = format!(
                    "`{name}` lies where every script of the page can read it: one injected line takes the session"
                );
                sink.report(code.range(call).in_file(id), format!("storage:{name}"), message);
            }
        }
    }
}

/// Whether something variable is stored, not a mark such as `"true"`.
fn is_value(code: &crate::facts::code::Code, value: Option<ExprId>) -> bool {
    value.is_some_and(|v| {
        !matches!(code.expr(v), ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Null)
    })
}
