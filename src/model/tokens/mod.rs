//! What the code believes of tokens: functions that say who calls by decoding one, and tests of its form.

mod form;

pub use self::form::is_judged_by_form;
use super::{
    Project,
    calls::{Call, FnRef, call_at},
    sides::Side,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, Origin, PatKind, StmtKind},
    frameworks::{auth, sign_in},
    source::span::{FileId, Range, Span},
};

/// A function on the server that says who calls, and reads it out of a token that nothing checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Believer {
    /// The function.
    pub function: FnRef,
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub at: Span,
    /// Where the token is decoded.
    pub read: Span,
}

impl Project {
    /// Sign-in of an app's own that believes any token, by file and place. An edge function stands behind a gateway that
    /// checks.
    #[must_use]
    pub fn believers(&self) -> Vec<Believer> {
        let files = self.code_files().filter(|(id, f, _)| f.role.is_production() && self.sides.of(*id) == Side::Server);
        let found = files.flat_map(|(file, _, code)| {
            named(code).into_iter().filter(|(name, _)| tells_who(self, name)).filter_map(move |(name, function)| {
                let read = decoded(self, file, code, function)?;
                let head = code.function(function).range;
                let end = (head.start as usize + name.len()).min(head.end as usize);
                let at = Range::new(head.start as usize, end).in_file(file);
                Some(Believer { function: (file, function), name: name.to_owned(), at, read })
            })
        });
        found.collect()
    }
}

/// The functions and methods of a file that have a name.
fn named(code: &Code) -> Vec<(&str, FnId)> {
    let functions = (0u32..).map(FnId).zip(&code.functions);
    let plain = functions.filter_map(|(id, f)| f.name.map(|n| (code.str(n), id)));
    let members = code.classes.iter().flat_map(|c| code.member_list(c.members));
    let methods = members.filter_map(|m| Some((code.str(m.name?), m.function?)));
    let mut all: Vec<(&str, FnId)> = plain.chain(methods).collect();
    all.sort_by_key(|(_, id)| *id);
    all.dedup_by_key(|(_, id)| *id);
    all
}

fn tells_who(project: &Project, name: &str) -> bool {
    sign_in::asks_who(name) || project.vocab.guards.auth_helpers.has(name)
}

/// Where a function, or a helper that it calls, decodes a token that neither of them checks or asks anybody about.
fn decoded(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<Span> {
    let values = project.values();
    let mut read = None;
    let mut open = vec![(file, code, function, 1)];
    while let Some((file, code, function, depth)) = open.pop() {
        for node in code.descendants(Node::Function(function)) {
            let Node::Expr(e) = node else { continue };
            if !matches!(code.expr(e), ExprKind::Call { .. } | ExprKind::New { .. }) {
                continue;
            }
            if decodes(code, e) {
                read = read.or(Some(code.range(e).in_file(file)));
            }
            let Some(call) = call_at(&values, code, file, e) else { continue };
            if verifies(project, &call) {
                return None;
            }
            for &(at, target) in call.targets.iter().filter(|_| depth > 0) {
                open.extend(project.file(at).code.as_ref().map(|inner| (at, inner, target, depth - 1)));
            }
        }
    }
    read
}

/// Whether a call checks a signature, or asks somebody who knows.
fn verifies(project: &Project, call: &Call) -> bool {
    let name = call.name();
    auth::check_of(&project.vocab, call).is_some_and(|c| c.stops || c.needs_comparison)
        || matches!(name, "fetch" | "getUser" | "getClaims")
        || ["verify", "introspect"].iter().any(|w| name.to_ascii_lowercase().contains(w))
}

/// `jwtDecode(token)`, `jwt.decode(token)`, `JSON.parse(atob(token.split(".")[1]))`, also in steps with names.
#[must_use]
pub fn decodes(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let written = code.path(callee).unwrap_or_default();
    if matches!(written.as_str(), "jwtDecode" | "jwt_decode" | "decodeJwt" | "jwt.decode" | "jose.decodeJwt") {
        return true;
    }
    let is_base64 = matches!(written.as_str(), "atob" | "Buffer.from" | "base64url.decode" | "decodeBase64");
    is_base64 && code.arg(args, 0).is_some_and(|text| is_token_part(code, text))
}

/// Whether a text is a part of a token, and not of one that another server just handed out: `token.split(".")[1]`,
/// `const [, claims] = token.split(".")`, `const parts = token.split("."); parts[1]`.
fn is_token_part(code: &Code, text: ExprId) -> bool {
    let any = |wholes: &[ExprId], is: fn(&Code, ExprId) -> bool| {
        let mut parts = wholes.iter().flat_map(|&whole| code.within_node(Node::Expr(whole)));
        parts.any(|node| matches!(node, Node::Expr(part) if is(code, part)))
    };
    any(&code.definitions(text), is_part) && !any(&origins(code, text), asks_for_token)
}

fn is_part(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Index { object, .. } => code.definitions(object).into_iter().any(|whole| splits_at_dot(code, whole)),
        _ => taken_apart(code, expr).is_some_and(|whole| splits_at_dot(code, whole)),
    }
}

/// Whether a call asks another server for a token.
fn asks_for_token(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(expr) else { return false };
    let path = code.path(callee).unwrap_or_default();
    let called = path.rsplit('.').next().unwrap_or_default();
    path == "fetch" || sign_in::lets_in(called)
}

/// What a value is made from, through names and patterns, at most so far as a person would follow.
fn origins(code: &Code, value: ExprId) -> Vec<ExprId> {
    const MOST: usize = 40;
    let mut found = code.definitions(value);
    let mut next = 0;
    while let Some(&whole) = found.get(next).filter(|_| next < MOST) {
        for node in code.within_node(Node::Expr(whole)) {
            let Node::Expr(e) = node else { continue };
            let earlier = taken_apart(code, e).map(|init| code.definitions(init)).unwrap_or_default();
            found.extend(earlier.into_iter().filter(|init| !found.contains(init)).collect::<Vec<_>>());
        }
        next += 1;
    }
    found
}

/// What the variable of a name was taken from by a pattern: `value` of `const { name } = value`.
fn taken_apart(code: &Code, variable: ExprId) -> Option<ExprId> {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(variable) else { return None };
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { pattern, init, .. } if !matches!(code.pattern(pattern).kind, PatKind::Name(_)) => init,
        _ => None,
    }
}

fn splits_at_dot(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let is_split = matches!(code.expr(callee), ExprKind::Member { property, .. } if code.str(property) == "split");
    is_split && code.arg(args, 0).and_then(|a| code.string(a)) == Some(".")
}
