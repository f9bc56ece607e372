//! Requests that the code sends with `fetch`: is there a time limit, and is the answer's status looked at before its
//! body?

use crate::{
    facts::code::{
        BindingId, Code, Enclosure, ExprId, ExprKind, FnId, List, Node, Origin, PatId, PatKind, PropertyKey, StmtKind,
    },
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
    let calls = code.exprs.iter().enumerate().filter_map(|(index, expr)| match expr.kind {
        ExprKind::Call { callee, args } => Some((ExprId(u32::try_from(index).ok()?), callee, args)),
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

/// Follows the answer of a request to where its status or its body is read.
struct Answer<'c> {
    code: &'c Code,
    seen: Vec<BindingId>,
    found: ResponseUse,
}

/// Reading one of these tells a good answer from a bad one.
const STATUS: [&str; 6] = ["ok", "status", "statusText", "type", "redirected", "headers"];

impl Answer<'_> {
    fn of(mut self, call: ExprId) -> ResponseUse {
        self.promise(call);
        self.found
    }

    /// One use that heeds the status is enough; a blind read counts only where there is none.
    fn meet(&mut self, found: ResponseUse) {
        let rank = |u: ResponseUse| match u {
            ResponseUse::Heeded => 3,
            ResponseUse::ReadBlindly(_) => 2,
            ResponseUse::Ignored => 1,
            ResponseUse::Unknown => 0,
        };
        if rank(found) > rank(self.found) {
            self.found = found;
        }
    }

    /// `expr` is the promise of a response.
    fn promise(&mut self, expr: ExprId) {
        match self.code.parent(expr) {
            Node::Expr(parent) => match self.code.expr(parent) {
                ExprKind::Await(_) => self.response(parent),
                ExprKind::Member { property, .. } => self.chained(parent, self.code.str(property)),
                ExprKind::Conditional { .. } | ExprKind::Binary { .. } => self.promise(parent),
                ExprKind::Array { elements } => {
                    let index = self.code.expr_list(elements).position(|e| e == expr);
                    self.collected(parent, index);
                }
                ExprKind::Unary { .. } => self.meet(ResponseUse::Ignored),
                _ => self.meet(ResponseUse::Heeded),
            },
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.meet(ResponseUse::Ignored),
                StmtKind::Var { pattern, .. } => {
                    if let PatKind::Name(binding) = self.code.pattern(pattern).kind {
                        self.each_read(binding, Self::promise);
                    }
                }
                _ => self.meet(ResponseUse::Heeded),
            },
            _ => {}
        }
    }

    /// `fetch(…).then(callback)`, `.catch(…)`, `.finally(…)`.
    fn chained(&mut self, member: ExprId, method: &str) {
        let Node::Expr(call) = self.code.parent(member) else { return };
        let ExprKind::Call { args, .. } = self.code.expr(call) else { return };
        if method != "then" {
            return self.promise(call);
        }
        match self.code.arg(args, 0).map(|a| self.code.expr(a)) {
            Some(ExprKind::Function(f)) => match self.code.pattern_list(self.code.function(f).params).next() {
                Some(parameter) => self.pattern(parameter),
                None => self.meet(ResponseUse::Ignored),
            },
            _ => self.meet(ResponseUse::Heeded),
        }
    }

    /// `const [a, b] = await Promise.all([fetch(…), fetch(…)])`.
    fn collected(&mut self, array: ExprId, index: Option<usize>) {
        let element = || {
            let Node::Expr(call) = self.code.parent(array) else { return None };
            let Node::Expr(wait) = self.code.parent(call) else { return None };
            let Node::Stmt(stmt) = self.code.parent(wait) else { return None };
            let StmtKind::Var { pattern, .. } = self.code.stmt(stmt).kind else { return None };
            let PatKind::Array { elements } = self.code.pattern(pattern).kind else { return None };
            self.code.pattern_list(elements).nth(index?)
        };
        match element() {
            Some(pattern) => self.pattern(pattern),
            None => self.meet(ResponseUse::Heeded),
        }
    }

    /// `expr` is the response itself.
    fn response(&mut self, expr: ExprId) {
        match self.code.parent(expr) {
            Node::Expr(parent) => match self.code.expr(parent) {
                ExprKind::Member { property, .. } => match self.code.str(property) {
                    "json" | "text" | "arrayBuffer" | "blob" => self.body(parent),
                    name if STATUS.contains(&name) => self.meet(ResponseUse::Heeded),
                    "clone" => match self.code.parent(parent) {
                        Node::Expr(call) => self.response(call),
                        _ => self.meet(ResponseUse::Heeded),
                    },
                    // A stream is passed on; what is made of it is out of sight.
                    _ => self.meet(ResponseUse::Heeded),
                },
                ExprKind::Assign { target, value, .. } if value == expr => match self.code.expr(target) {
                    ExprKind::Ident { binding: Some(binding), .. } => self.binding(binding),
                    _ => self.meet(ResponseUse::Heeded),
                },
                // `if (!response)`: there always is one.
                ExprKind::Unary { .. } => {}
                ExprKind::Binary { .. } | ExprKind::Conditional { .. } => self.response(parent),
                _ => self.meet(ResponseUse::Heeded),
            },
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.meet(ResponseUse::Ignored),
                StmtKind::Var { pattern, .. } => self.pattern(pattern),
                StmtKind::If { .. } => {}
                _ => self.meet(ResponseUse::Heeded),
            },
            _ => {}
        }
    }

    fn pattern(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.binding(binding),
            _ => self.meet(ResponseUse::Heeded),
        }
    }

    fn binding(&mut self, binding: BindingId) {
        if !self.seen.contains(&binding) {
            self.seen.push(binding);
            self.each_read(binding, Self::response);
        }
    }

    fn each_read(&mut self, binding: BindingId, mut look: impl FnMut(&mut Self, ExprId)) {
        let code = self.code;
        for &reference in code.references(binding) {
            let is_write = matches!(code.parent(reference), Node::Expr(p) if matches!(code.expr(p), ExprKind::Assign { target, .. } if target == reference));
            if !is_write {
                look(self, reference);
            }
        }
    }

    /// `response.json` or `.text` is read at `member`: blind, unless what comes out of it is judged.
    fn body(&mut self, member: ExprId) {
        let heeds = self.is_judged(member)
            || self.code.enclosures(Node::Expr(member)).any(|e| matches!(e, Enclosure::CatchBody(_)));
        self.meet(if heeds { ResponseUse::Heeded } else { ResponseUse::ReadBlindly(member) });
    }

    /// Whether the body goes through a schema, or some part of it decides what happens next.
    fn is_judged(&self, member: ExprId) -> bool {
        let mut expr = self.code.outermost(member);
        for _ in 0..8 {
            match self.code.parent(expr) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Call { callee, .. } if callee != expr && !self.converts(callee) => {
                        return self.judges(callee);
                    }
                    ExprKind::Assign { target, value, .. } if value == expr => {
                        return match self.code.expr(target) {
                            ExprKind::Ident { binding: Some(b), .. } => self.is_tested(b),
                            _ => false,
                        };
                    }
                    ExprKind::Member { .. } => expr = self.code.outermost(parent),
                    _ => expr = parent,
                },
                Node::Stmt(stmt) => {
                    return match self.code.stmt(stmt).kind {
                        StmtKind::Var { pattern, .. } => {
                            let mut names = Vec::new();
                            self.code.bound_names(pattern, &mut names);
                            names.into_iter().any(|b| self.is_tested(b))
                        }
                        // The body of an arrow in `.then`, or of a helper: its caller judges it.
                        StmtKind::Return(_) => self.returned_is_judged(stmt),
                        _ => false,
                    };
                }
                _ => return false,
            }
        }
        false
    }

    /// A helper's caller may look at what it gets; the callback of `.then` has the next callback as its caller.
    fn returned_is_judged(&self, stmt: crate::facts::code::StmtId) -> bool {
        let function = self.code.function_above(self.code.stmt_parent(stmt));
        let Node::Expr(own) = self.code.function(function).parent else { return true };
        let Node::Expr(then) = self.code.parent(own) else { return true };
        let ExprKind::Call { callee, .. } = self.code.expr(then) else { return true };
        let is_then =
            matches!(self.code.expr(callee), ExprKind::Member { property, .. } if self.code.str(property) == "then");
        if !is_then {
            return true;
        }
        // `.then((r) => r.json()).then((body) => …)`, or the promise of the body itself.
        let Node::Expr(next) = self.code.parent(then) else { return self.is_judged(then) };
        let ExprKind::Member { property, .. } = self.code.expr(next) else { return self.is_judged(then) };
        let Node::Expr(call) = self.code.parent(next) else { return false };
        match self.code.str(property) {
            "then" => {}
            // What takes the place of a failed answer is looked at where an error's body is.
            "catch" | "finally" => return self.is_judged(call),
            _ => return false,
        }
        let ExprKind::Call { args, .. } = self.code.expr(call) else { return false };
        let Some(ExprKind::Function(f)) = self.code.arg(args, 0).map(|a| self.code.expr(a)) else { return false };
        let mut names = Vec::new();
        let first = self.code.pattern_list(self.code.function(f).params).next();
        first.into_iter().for_each(|p| self.code.bound_names(p, &mut names));
        names.into_iter().any(|b| self.is_tested(b))
    }

    /// `Schema.parse(body)`, or a function of the app's own, which may look. Answering with it, keeping it in a state
    /// and writing it to the console do not.
    fn judges(&self, callee: ExprId) -> bool {
        match self.code.expr(callee) {
            ExprKind::Member { property, .. } => {
                let name = self.code.str(property);
                let is_json = self.code.path(callee).is_some_and(|p| p.starts_with("JSON."));
                !is_json
                    && (matches!(name, "parse" | "safeParse" | "parseAsync" | "isArray") || name.starts_with("valid"))
            }
            ExprKind::Ident { binding: Some(binding), .. } => {
                matches!(self.code.binding(binding).origin, Origin::Import { .. } | Origin::Function(_))
            }
            _ => false,
        }
    }

    /// `parseFloat(body.price)`: the same value in another form.
    fn converts(&self, callee: ExprId) -> bool {
        matches!(self.code.ident(callee), Some("parseFloat" | "parseInt" | "Number" | "String" | "Boolean"))
    }

    /// Whether some condition looks at the body or a part of it, something takes the place of what is missing, or it is
    /// handed to somebody who may look.
    fn is_tested(&self, body: BindingId) -> bool {
        self.is_tested_within(body, 3)
    }

    fn is_tested_within(&self, body: BindingId, depth: u32) -> bool {
        self.code.references(body).iter().any(|&reference| {
            let mut expr = self.code.outermost(reference);
            loop {
                match self.code.parent(expr) {
                    Node::Expr(parent) => match self.code.expr(parent) {
                        ExprKind::Conditional { test, .. } if test == expr => return true,
                        ExprKind::Call { callee, .. } if callee != expr && !self.converts(callee) => {
                            return self.judges(callee);
                        }
                        ExprKind::Unary { .. } | ExprKind::Binary { .. } => return true,
                        ExprKind::Member { .. } | ExprKind::Call { .. } => expr = parent,
                        ExprKind::Assign { target, value, .. } if value == expr && depth > 0 => {
                            return match self.code.expr(target) {
                                ExprKind::Ident { binding: Some(b), .. } => self.is_tested_within(b, depth - 1),
                                _ => false,
                            };
                        }
                        _ => return false,
                    },
                    Node::Stmt(stmt) => {
                        return match self.code.stmt(stmt).kind {
                            StmtKind::If { .. } | StmtKind::Switch { .. } => true,
                            StmtKind::Var { pattern, .. } if depth > 0 => {
                                let mut names = Vec::new();
                                self.code.bound_names(pattern, &mut names);
                                names.into_iter().any(|b| self.is_tested_within(b, depth - 1))
                            }
                            _ => false,
                        };
                    }
                    _ => return false,
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, ResponseUse};
    use crate::{
        facts::code::{Code, ExprId, ExprKind},
        model::Language,
        syntax::Parsers,
    };

    /// What is done with the answer of the first call of `ask`.
    fn of(source: &str) -> ResponseUse {
        let code: Code = Parsers::new().lower(source, Language::TypeScript).code;
        let mut calls = (0..u32::try_from(code.exprs.len()).unwrap()).map(ExprId);
        let call =
            calls.find(|&e| matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some("ask")));
        Answer { code: &code, seen: Vec::new(), found: ResponseUse::Unknown }.of(call.unwrap())
    }

    fn is_blind(source: &str) -> bool {
        matches!(of(source), ResponseUse::ReadBlindly(_))
    }

    #[test]
    fn bodies_read_without_a_look_at_the_status() {
        assert!(is_blind("async () => { const r = await ask(); const { a } = await r.json(); return use.it(a); }"));
        assert!(is_blind("async () => { const a = await ask().then((r) => r.json()); use.it(a); }"));
        assert!(is_blind("async () => { const a = await (await ask()).json(); setRows(a); }"));
        assert!(is_blind("async () => { const a = await ask().then((r) => r.json()).catch(() => null); setRows(a); }"));
        assert!(is_blind("async () => { const b = await (await ask()).json(); setPrice(parseFloat(b.price)); }"));
    }

    #[test]
    fn a_look_at_status_or_body_is_enough() {
        assert!(!is_blind("async () => { const r = await ask(); if (!r.ok) throw 1; return r.json(); }"));
        assert!(!is_blind("async () => { const r = await ask(); const b = await r.json(); if (b.error) throw 1; }"));
        assert!(!is_blind("async () => { const r = await ask(); const b = Shape.parse(await r.json()); }"));
        assert!(!is_blind(
            "async () => { const b = await (await ask()).json(); const u = b.a?.url; if (!u) throw 1; }"
        ));
        assert!(!is_blind(
            "async () => { const s = await ask().then((r) => r.json()).catch(() => ({ on: false })); if (!s.on) leave(); }"
        ));
        assert!(!is_blind(
            "async () => { const p = parseFloat((await (await ask()).json())?.price); if (p > 0) return p; return other(); }"
        ));
    }

    #[test]
    fn what_nobody_keeps_is_ignored() {
        assert_eq!(of("async () => { await ask(); }"), ResponseUse::Ignored);
    }
}
