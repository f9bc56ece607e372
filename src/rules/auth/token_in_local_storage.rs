//! A token of the app's own in storage that every script of the page can read.

use crate::{
    facts::code::{ExprId, ExprKind, Node},
    model::Project,
    rules::Sink,
};

/// Words in the name of a stored entry that say it lets its holder in.
const TOKEN_WORDS: [&str; 5] = ["token", "jwt", "password", "apikey", "secret"];
/// Words that make of a stored session one that somebody signed in for; others are counted visits and drafts.
const SIGNED_IN: [&str; 6] = ["auth", "access", "user", "admin", "login", "original"];
/// Words that say it is about something else.
const OTHER_WORDS: [&str; 5] = ["redirect", "expires", "expiry", "count", "seen"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let values = project.values();
    for (id, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for (call, expr) in code.all_exprs() {
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
            let is_session = speaks_of(&["session"]) && speaks_of(&SIGNED_IN);
            let is_token = speaks_of(&TOKEN_WORDS) || is_session || lower.contains("api_key");
            if is_token && !speaks_of(&OTHER_WORDS) && is_value(code, code.arg(args, 1)) {
                let message = format!(
                    "`{name}` lies where every script of the page can read it: one injected line takes the session"
                );
                sink.report(code.range(call).in_file(id), format!("storage:{name}"), message);
            }
        }
    }
}

/// Whether something variable is stored, not a mark such as `"true"` nor a number that the browser made up.
fn is_value(code: &crate::facts::code::Code, value: Option<ExprId>) -> bool {
    let is_made_here = |v: ExprId| {
        code.within_node(Node::Expr(v)).any(|n| match n {
            Node::Expr(e) => matches!(code.expr(e), ExprKind::Member { property, .. } if matches!(code.str(property), "randomUUID" | "random" | "now")),
            _ => false,
        })
    };
    value.is_some_and(|v| {
        !is_made_here(v)
            && !matches!(code.expr(v), ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Null)
    })
}
