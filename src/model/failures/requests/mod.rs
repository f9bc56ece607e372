//! Requests that the code sends with `fetch`: is there a time limit, and is the answer's status looked at before its
//! body?

mod answer;
mod handed;
mod own;

use self::answer::Answer;
pub(super) use self::handed::ask_callers;
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List, Node, PropertyKey},
    model::values::{Symbol, Value, Values},
    source::span::{FileId, Span},
};

/// One `fetch`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The call.
    pub at: Span,
    /// The call's expression.
    pub expr: ExprId,
    /// The function it stands in.
    pub function: FnId,
    /// What is known of the address, each hole written as `{}`; `None` when nothing is.
    pub url: Option<String>,
    /// The method, in upper case; `None` when computed.
    pub method: Option<String>,
    /// Whether it ends by itself after some time; `None` when its options are out of sight.
    pub has_time_limit: Option<bool>,
    /// Whether it says by an `Authorization` header who asks; `None` when its headers are out of sight.
    pub says_who: Option<bool>,
    /// What is done with the answer.
    pub answer: ResponseUse,
}

/// What is done with the answer of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseUse {
    /// Its status is looked at, or it is validated or handed on.
    Heeded,
    /// Its body is read here as if every answer were a good one.
    ReadBlindly(ExprId),
    /// Its body is read here and given back as it is by this function, and it is not known yet whether its callers look.
    HandedOut(ExprId, FnId),
    /// Nothing of it is kept.
    Ignored,
    /// Not followed.
    Unknown,
}

impl Request {
    /// The host, where the address begins with one that is known: `api.partner.example`.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        let rest = self.url.as_deref()?.strip_prefix("https://").or(self.url.as_deref()?.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        (!host.is_empty() && !host.contains('{')).then_some(host)
    }

    /// Whether it goes to somebody else's server: not to this app, this machine, or a relative address.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.host().is_some_and(|h| {
            !h.starts_with("localhost") && !h.starts_with("127.") && !h.starts_with("0.0.0.0") && h.contains('.')
        })
    }
}

/// All requests of a file.
pub(super) fn requests(file: FileId, code: &Code, values: &Values<'_>) -> Vec<Request> {
    let calls = code.all_exprs().filter_map(|(call, expr)| match expr.kind {
        ExprKind::Call { callee, args } => Some((call, callee, args)),
        _ => None,
    });
    let fetches = calls.filter(|&(_, callee, _)| is_fetch(file, code, values, callee));
    fetches.filter_map(|(call, _, args)| request(file, code, values, call, args)).collect()
}

fn is_fetch(file: FileId, code: &Code, values: &Values<'_>, callee: ExprId) -> bool {
    let ends_in_fetch = match code.expr(callee) {
        ExprKind::Ident { name, .. } => code.str(name) == "fetch",
        ExprKind::Member { object, property, .. } => {
            code.str(property) == "fetch" && matches!(code.ident(object), Some("window" | "globalThis" | "self"))
        }
        _ => false,
    };
    let is_known = |s: &Symbol| match s.package() {
        Some(package) => matches!(package, "node-fetch" | "undici" | "cross-fetch"),
        None => s.is_global("fetch") || s.last() == "fetch",
    };
    ends_in_fetch && values.symbols(file, callee).into_iter().any(is_known)
}

fn request(file: FileId, code: &Code, values: &Values<'_>, call: ExprId, args: List) -> Option<Request> {
    let url = code.arg(args, 0)?;
    let url = values.of(file, url).iter().find_map(|v| match v {
        Value::Text(text) => Some(text.with_holes("{}")),
        _ => None,
    });
    let options = match code.arg(args, 1) {
        None if args.len() > 1 => Options::default(),
        None => Options { method: Some("GET".to_owned()), has_time_limit: Some(false), says_who: Some(false) },
        Some(options) => options_of(file, values, options),
    };
    let has_time_limit = if is_raced(code, call) { Some(true) } else { options.has_time_limit };
    Some(Request {
        at: code.range(call).in_file(file),
        expr: call,
        function: code.function_of(call),
        url,
        method: options.method,
        has_time_limit,
        says_who: options.says_who,
        answer: Answer { code, seen: Vec::new(), found: ResponseUse::Unknown }.of(call),
    })
}

/// What the second argument says; `None` for what is out of sight.
#[derive(Default)]
struct Options {
    method: Option<String>,
    has_time_limit: Option<bool>,
    says_who: Option<bool>,
}

fn options_of(file: FileId, values: &Values<'_>, options: ExprId) -> Options {
    let Some((at, code, object, has_spread)) = literal(file, values, options) else { return Options::default() };
    let has = |name: &str| code.property(object, name).is_some();
    let absent = (!has_spread).then_some(false);
    let has_time_limit = if has("signal") || has("timeout") { Some(true) } else { absent };
    let method = match code.property(object, "method") {
        Some(method) => values.exact_text(at, method).map(|m| m.to_ascii_uppercase()),
        None => (!has_spread).then(|| "GET".to_owned()),
    };
    let says_who = match code.property(object, "headers") {
        Some(headers) => says_who(at, values, headers),
        None => absent,
    };
    Options { method, has_time_limit, says_who }
}

fn says_who(file: FileId, values: &Values<'_>, headers: ExprId) -> Option<bool> {
    let (_, code, object, has_spread) = literal(file, values, headers)?;
    let is_named = ["Authorization", "authorization"].iter().any(|name| code.property(object, name).is_some());
    if is_named { Some(true) } else { (!has_spread).then_some(false) }
}

/// The one object literal that an expression is, and whether something is spread into it. One in a variable that code
/// adds to later is not known.
fn literal<'v>(file: FileId, values: &Values<'v>, expr: ExprId) -> Option<(FileId, &'v Code, ExprId, bool)> {
    let found = values.of(file, expr);
    let [Value::Object(at, object)] = found else { return None };
    let code = values.code(*at)?;
    let ExprKind::Object { properties } = code.expr(*object) else { return None };
    let is_elsewhere = *at != file || *object != expr;
    let has_spread = is_elsewhere || code.property_list(properties).any(|p| !matches!(p.key, PropertyKey::Name(_)));
    Some((*at, code, *object, has_spread))
}

/// `Promise.race([fetch(…), timer])`, or a helper that is given the promise: `withTimeout(fetch(…), 5000)`.
fn is_raced(code: &Code, call: ExprId) -> bool {
    code.ancestors(Node::Expr(call)).take(6).any(|node| {
        let Node::Expr(e) = node else { return false };
        let ExprKind::Call { callee, .. } = code.expr(e) else { return false };
        let name = code.path(callee).unwrap_or_default().to_ascii_lowercase();
        name == "promise.race" || name.contains("timeout") || name.contains("deadline")
    })
}
