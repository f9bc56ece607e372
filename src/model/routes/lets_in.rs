//! Where an entry point lets somebody in: it makes a session or a signed token for an account that it finds by what is
//! sent.

use super::{
    Subject, answered, credential,
    handed::Source,
    ownership::{self, is_chosen},
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, StmtKind},
    frameworks::{
        accounts::{AccountChange, account_change},
        sign_in::{self, Session},
    },
    model::{
        Project,
        queries::{Columns, Op, Query},
        routes::Route,
    },
    source::span::{FileId, Range, Span},
};

/// Names are followed to what they were given so often.
const STEPS: u32 = 4;

/// Words in names of what is sent that say who somebody is, or how he wants to be served: others know them, too.
const KNOWN_TO_OTHERS: [&str; 38] = [
    "account", "address", "admin", "avatar", "body", "callback", "client", "company", "customer", "data", "display",
    "driver", "email", "employee", "first", "full", "id", "input", "lang", "language", "last", "locale", "mail",
    "member", "name", "params", "path", "phone", "picture", "query", "redirect", "role", "student", "teacher",
    "timezone", "url", "user", "username",
];

impl Project {
    /// The places where an entry point lets in whoever names an account, and nobody is asked before.
    #[must_use]
    pub fn lets_in_without_proof<'r>(&self, route: &'r Route) -> &'r [Span] {
        let asks = !route.authenticated.is_no()
            || !route.guards.is_empty()
            || route.effects.iter().any(|e| e.by_token)
            || route.webhook.is_some()
            || route.delegates_sign_in
            || route.asked_again.is_some()
            || self.is_closed_in_production(route);
        if asks { &[] } else { &route.lets_in }
    }
}

/// The places where a session or token is made for an account that is looked up by what is sent, each once; none where
/// something that only its owner has is held against anything.
pub(super) fn lets_in(subject: &Subject<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = sessions(subject)
        .into_iter()
        .filter(|&(file, made, _)| !subject.is_for_known(file, made))
        .filter(|&(file, _, account)| is_found_by_sent(subject, file, account))
        .filter_map(|(file, made, _)| Some(subject.values.code(file)?.range(made).in_file(file)))
        .collect();
    if found.is_empty() || holds_proof_against(subject) {
        return Vec::new();
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether something that is sent goes into a call or a comparison that others than the account's owner may not know.
fn holds_proof_against(subject: &Subject<'_>) -> bool {
    ownership::work(subject).into_iter().any(|(file, function)| {
        let Some(code) = subject.values.code(file) else { return true };
        let mut exprs = code.descendants(Node::Function(function)).filter_map(|node| match node {
            Node::Expr(e) => Some(e),
            _ => None,
        });
        exprs.any(|e| {
            code.last_name(e).is_some_and(|name| !is_known_to_others(name))
                && is_handed_on(subject, file, code, e)
                && !subject.dead.covers(file, code.range(e))
                && (is_chosen(subject, file, e) || subject.is_sent(file, e))
        })
    })
}

fn is_known_to_others(name: &str) -> bool {
    crate::vocab::split(name).iter().all(|word| KNOWN_TO_OTHERS.contains(&word.as_str()))
}

/// Whether an expression, or a part of it, is compared, or is handed to code that is not here: what a function of the
/// project does with it, that function says.
fn is_handed_on(subject: &Subject<'_>, file: FileId, code: &Code, expr: ExprId) -> bool {
    // Of `email.trim()` the address counts, not the method.
    if let Node::Expr(parent) = code.parent(expr)
        && matches!(code.expr(parent), ExprKind::Call { callee, .. } if callee == expr)
    {
        return false;
    }
    let mut inner = expr;
    loop {
        let Node::Expr(parent) = code.parent(inner) else { return false };
        match code.expr(parent) {
            ExprKind::Member { property, .. } if code.str(property) == "length" => return false,
            ExprKind::Call { callee, .. } if callee != inner => {
                let path = code.path(callee).unwrap_or_default();
                let only_shows = path.starts_with("console.") || matches!(code.last_name(callee), Some("log" | "json"));
                return !only_shows && subject.values.functions(file, callee).is_empty();
            }
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::And | BinaryOp::Coalesce, .. } => return false,
            ExprKind::Binary { left, right, .. } => {
                let other = if left == inner { right } else { left };
                return !matches!(code.expr(other), ExprKind::Null | ExprKind::String(_) | ExprKind::Number(_));
            }
            ExprKind::Member { .. }
            | ExprKind::Call { .. }
            | ExprKind::Object { .. }
            | ExprKind::Array { .. }
            | ExprKind::Template { .. }
            | ExprKind::Await(_) => inner = parent,
            _ => return false,
        }
    }
}

/// The expressions that make a session, each with the one that says for whom.
fn sessions(subject: &Subject<'_>) -> Vec<(FileId, ExprId, ExprId)> {
    let is_sign_in = is_sign_in(subject);
    let mut found = Vec::new();
    for (reached, call) in subject.calls() {
        let file = reached.function.0;
        let makes = match sign_in::session_made(call) {
            Some(Session::Kept) => true,
            // Tokens are signed for much else.
            Some(Session::Signed) => is_sign_in,
            None => {
                account_change(call) == Some(AccountChange::LetsIn)
                    && answered::reaches_caller(subject, reached.function, call.expr)
            }
        };
        if makes {
            found.push((file, call.expr, call.expr));
        }
    }
    let stored = subject.queries.iter().filter(|q| is_sign_in && opens_session(q));
    found.extend(stored.map(|q| (q.at.file, q.expr, q.expr)));
    for reached in &subject.reached {
        let file = reached.function.0;
        let Some(code) = subject.values.code(file) else { continue };
        for node in code.descendants(Node::Function(reached.function.1)) {
            let Node::Expr(e) = node else { continue };
            let ExprKind::Assign { target, value, .. } = code.expr(e) else { continue };
            let is_live = || !subject.dead.covers(file, code.range(e));
            if sign_in::names_signed_in(subject.values.symbols(file, target)) && is_live() {
                found.push((file, e, value));
            }
        }
    }
    found
}

/// Whether an entry point is named for letting people in.
fn is_sign_in(subject: &Subject<'_>) -> bool {
    let words = &subject.project.vocab.words;
    let path = subject.entry.path.as_str();
    words.auth_endpoints.has(path) || subject.entry.names().iter().any(|name| words.auth_endpoints.has(name))
}

/// Whether a row is added that is a session: it names its user, and its own key or token.
fn opens_session(query: &Query) -> bool {
    let [table] = query.tables.as_slice() else { return false };
    let Columns::Named(columns) = &query.columns else { return false };
    let is_key = |c: &String| matches!(c.as_str(), "id" | "sid") || credential::is_credential(table, c);
    let names_user = |c: &String| crate::vocab::split(c).first().is_some_and(|w| w == "user" || w == "account");
    query.op == Op::Insert
        && crate::vocab::split(table).last().is_some_and(|w| w == "sessions" || w == "session")
        && columns.iter().any(is_key)
        && columns.iter().any(names_user)
}

/// Whether a part of an expression comes from a look-up by what is sent, also where a helper is given it.
fn is_found_by_sent(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    names_within(code, expr).flat_map(|name| subject.sources(file, name)).any(|source: Source| {
        let Some(code) = subject.values.code(source.file) else { return false };
        names_within(code, source.expr).any(|name| is_looked_up(subject, source.file, code, name, STEPS))
    })
}

/// The names that are read in an expression.
fn names_within(code: &Code, expr: ExprId) -> impl Iterator<Item = ExprId> + '_ {
    code.within_node(Node::Expr(expr)).filter_map(move |node| match node {
        Node::Expr(e) if matches!(code.expr(e), ExprKind::Ident { binding: Some(_), .. }) => Some(e),
        _ => None,
    })
}

/// Whether a name holds what was looked up by something sent: `const user = await findUser(body.email)`.
fn is_looked_up(subject: &Subject<'_>, file: FileId, code: &Code, name: ExprId, steps: u32) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name) else { return false };
    let Origin::Var(stmt) = code.binding(binding).origin else { return false };
    let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return false };
    if matches!(code.expr(init), ExprKind::Function(_)) {
        return false;
    }
    let within = code.range(init);
    looks_up(subject, file, code, init, within)
        || steps > 0
            && names_within(code, init)
                .any(|inner| inner != name && is_looked_up(subject, file, code, inner, steps - 1))
}

/// Whether a call within an expression looks something up by what is sent: a query, or a function that says that it does.
fn looks_up(subject: &Subject<'_>, file: FileId, code: &Code, expr: ExprId, within: Range) -> bool {
    let is_sent = |e: ExprId| {
        code.within_node(Node::Expr(e)).any(|node| match node {
            Node::Expr(part) => {
                matches!(code.expr(part), ExprKind::Ident { .. } | ExprKind::Member { .. })
                    && is_chosen(subject, file, part)
            }
            _ => false,
        })
    };
    let reads = |q: &&&Query| q.op == Op::Select && q.at.file == file && within.contains(q.at.range);
    subject.queries.iter().filter(reads).any(|q| is_sent(q.expr))
        || code.within_node(Node::Expr(expr)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, args } => {
                    code.last_name(callee).is_some_and(names_look_up) && code.expr_list(args).any(is_sent)
                }
                _ => false,
            },
            _ => false,
        })
}

/// `findUnique`, `getUserByEmail`, `lookupAccount`.
fn names_look_up(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words
        .first()
        .is_some_and(|w| matches!(w.as_str(), "find" | "get" | "lookup" | "look" | "fetch" | "load" | "select"))
}
