//! The answer of a request, followed to where its status or its body is read.

use super::ResponseUse;
use crate::facts::code::{
    BindingId, Code, Enclosure, ExprId, ExprKind, FnId, Node, Origin, PatId, PatKind, StmtId, StmtKind,
};

/// Follows the answer of a request to where its status or its body is read.
pub(super) struct Answer<'c> {
    pub(super) code: &'c Code,
    pub(super) seen: Vec<BindingId>,
    pub(super) found: ResponseUse,
}

/// Whether a body is looked at before something is built on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judged {
    /// A schema or a condition looks at it.
    Yes,
    /// The function gives it back as it is: whoever calls that may look.
    ByCallers(FnId),
    /// Nobody does.
    No,
}

impl Judged {
    /// Of several uses one that looks is enough.
    fn best(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::No, |best, next| match (best, next) {
            (Self::Yes, _) | (_, Self::No) => best,
            _ => next,
        })
    }

    fn when(looks: bool) -> Self {
        if looks { Self::Yes } else { Self::No }
    }
}

/// Variables made of parts of a body are followed so far.
pub(super) const DEPTH: u32 = 3;

/// Reading one of these tells a good answer from a bad one.
const STATUS: [&str; 6] = ["ok", "status", "statusText", "type", "redirected", "headers"];

impl Answer<'_> {
    pub(super) fn of(mut self, call: ExprId) -> ResponseUse {
        self.promise(call);
        self.found
    }

    /// One use that heeds the status is enough; a blind read counts only where there is none.
    fn meet(&mut self, found: ResponseUse) {
        let rank = |u: ResponseUse| match u {
            ResponseUse::Heeded => 4,
            ResponseUse::ReadBlindly(_) => 3,
            ResponseUse::HandedOut(..) => 2,
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
        if self.is_only_logged(self.code.outermost(member), 12) {
            return self.meet(ResponseUse::Ignored);
        }
        let is_of_failure = self.code.enclosures(Node::Expr(member)).any(|e| matches!(e, Enclosure::CatchBody(_)));
        self.meet(match self.judged(member) {
            _ if is_of_failure => ResponseUse::Heeded,
            Judged::Yes => ResponseUse::Heeded,
            Judged::ByCallers(function) => ResponseUse::HandedOut(member, function),
            Judged::No => ResponseUse::ReadBlindly(member),
        });
    }

    /// Whether nothing is built on a value: it goes into a line of the log and nowhere else.
    fn is_only_logged(&self, value: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match self.code.parent(value) {
            Node::Expr(parent) => match self.code.expr(parent) {
                ExprKind::Await(_) | ExprKind::Member { .. } | ExprKind::Template { .. } => {
                    self.is_only_logged(parent, depth)
                }
                ExprKind::Call { callee, .. } if callee != value => {
                    let is_text = self.code.path(callee).as_deref() == Some("JSON.stringify");
                    if is_text { self.is_only_logged(parent, depth) } else { self.code.prints(callee) }
                }
                _ => false,
            },
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Var { pattern, .. } => {
                    let mut names = Vec::new();
                    self.code.bound_names(pattern, &mut names);
                    let mut uses = names.into_iter().flat_map(|b| self.code.references(b)).peekable();
                    uses.peek().is_some() && uses.all(|&used| self.is_only_logged(used, depth))
                }
                StmtKind::Return(_) => self.next_only_logs(stmt, depth),
                _ => false,
            },
            _ => false,
        }
    }

    /// `.then((r) => r.json()).then((body) => console.log(body)).catch(…)`: what is no answer ends in the `catch`.
    fn next_only_logs(&self, stmt: StmtId, depth: u32) -> bool {
        let function = self.code.function_above(self.code.stmt_parent(stmt));
        let next = || {
            let Node::Expr(own) = self.code.function(function).parent else { return None };
            let Node::Expr(then) = self.code.parent(own) else { return None };
            self.callback_of(then, "then")
        };
        let Some((callback, call)) = next() else { return false };
        let mut names = Vec::new();
        let first = self.code.pattern_list(self.code.function(callback).params).next();
        first.into_iter().for_each(|p| self.code.bound_names(p, &mut names));
        let mut uses = names.into_iter().flat_map(|b| self.code.references(b)).peekable();
        let is_caught = || self.callback_of(call, "catch").is_some();
        uses.peek().is_some() && uses.all(|&used| self.is_only_logged(used, depth)) && is_caught()
    }

    /// The callback of `promise.then(…)` or `.catch(…)`, where that is called on a promise, and the call.
    fn callback_of(&self, promise: ExprId, method: &str) -> Option<(FnId, ExprId)> {
        let Node::Expr(member) = self.code.parent(promise) else { return None };
        let ExprKind::Member { property, .. } = self.code.expr(member) else { return None };
        let Node::Expr(call) = self.code.parent(member) else { return None };
        let ExprKind::Call { args, .. } = self.code.expr(call) else { return None };
        if self.code.str(property) != method {
            return None;
        }
        match self.code.expr(self.code.arg(args, 0)?) {
            ExprKind::Function(callback) => Some((callback, call)),
            _ => None,
        }
    }

    /// Whether the body goes through a schema, or some part of it decides what happens next.
    pub(super) fn judged(&self, member: ExprId) -> Judged {
        let mut expr = self.code.outermost(member);
        for _ in 0..8 {
            match self.code.parent(expr) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Call { callee, .. } if callee != expr && !self.converts(callee) => {
                        return Judged::when(self.judges(callee));
                    }
                    ExprKind::Assign { target, value, .. } if value == expr => {
                        return match self.code.expr(target) {
                            ExprKind::Ident { binding: Some(b), .. } => self.tested(b, DEPTH),
                            _ => Judged::No,
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
                            Judged::best(names.into_iter().map(|b| self.tested(b, DEPTH)))
                        }
                        StmtKind::Return(_) => self.returned(stmt),
                        _ => Judged::No,
                    };
                }
                _ => return Judged::No,
            }
        }
        Judged::No
    }

    /// A helper's caller may look at what it gets; the callback of `.then` has the next callback as its caller.
    fn returned(&self, stmt: StmtId) -> Judged {
        let function = self.code.function_above(self.code.stmt_parent(stmt));
        let by_callers = Judged::ByCallers(function);
        let Node::Expr(own) = self.code.function(function).parent else { return by_callers };
        let Node::Expr(then) = self.code.parent(own) else { return by_callers };
        let ExprKind::Call { callee, .. } = self.code.expr(then) else { return by_callers };
        let is_then =
            matches!(self.code.expr(callee), ExprKind::Member { property, .. } if self.code.str(property) == "then");
        if !is_then {
            return by_callers;
        }
        self.promised(then)
    }

    /// `.then((r) => r.json()).then((body) => …)`, or the promise of the body itself.
    pub(super) fn promised(&self, body: ExprId) -> Judged {
        let Node::Expr(next) = self.code.parent(body) else { return self.judged(body) };
        let ExprKind::Member { property, .. } = self.code.expr(next) else { return self.judged(body) };
        let Node::Expr(call) = self.code.parent(next) else { return Judged::No };
        match self.code.str(property) {
            "then" => {}
            // What takes the place of a failed answer is looked at where an error's body is.
            "catch" | "finally" => return self.judged(call),
            _ => return Judged::No,
        }
        let ExprKind::Call { args, .. } = self.code.expr(call) else { return Judged::No };
        match self.code.arg(args, 0).map(|a| self.code.expr(a)) {
            Some(ExprKind::Function(callback)) => self.given_to(callback),
            Some(ExprKind::Ident { .. }) => Judged::when(self.code.arg(args, 0).is_some_and(|a| self.judges(a))),
            _ => Judged::No,
        }
    }

    /// Whether a callback looks at the body that it is given.
    pub(super) fn given_to(&self, callback: FnId) -> Judged {
        let mut names = Vec::new();
        let first = self.code.pattern_list(self.code.function(callback).params).next();
        first.into_iter().for_each(|p| self.code.bound_names(p, &mut names));
        Judged::best(names.into_iter().map(|b| self.tested(b, DEPTH)))
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

    /// `parseFloat(body.price)`, `JSON.parse(text)`: the same value in another form.
    fn converts(&self, callee: ExprId) -> bool {
        matches!(self.code.ident(callee), Some("parseFloat" | "parseInt" | "Number" | "String" | "Boolean"))
            || self.code.path(callee).as_deref() == Some("JSON.parse")
    }

    /// Whether some condition looks at the body or a part of it, something takes the place of what is missing, or it is
    /// handed to somebody who may look.
    pub(super) fn tested(&self, body: BindingId, depth: u32) -> Judged {
        Judged::best(self.code.references(body).iter().map(|&reference| self.tested_at(reference, depth)))
    }

    fn tested_at(&self, reference: ExprId, depth: u32) -> Judged {
        let mut expr = self.code.outermost(reference);
        loop {
            match self.code.parent(expr) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Conditional { test, .. } if test == expr => return Judged::Yes,
                    ExprKind::Call { callee, .. } if callee != expr && !self.converts(callee) => {
                        return Judged::when(self.judges(callee));
                    }
                    ExprKind::Unary { .. } | ExprKind::Binary { .. } => return Judged::Yes,
                    ExprKind::Member { .. } | ExprKind::Call { .. } => expr = parent,
                    ExprKind::Assign { target, value, .. } if value == expr && depth > 0 => {
                        return match self.code.expr(target) {
                            ExprKind::Ident { binding: Some(b), .. } => self.tested(b, depth - 1),
                            _ => Judged::No,
                        };
                    }
                    _ => return Judged::No,
                },
                Node::Stmt(stmt) => {
                    return match self.code.stmt(stmt).kind {
                        StmtKind::If { .. } | StmtKind::Switch { .. } => Judged::Yes,
                        StmtKind::Var { pattern, .. } if depth > 0 => {
                            let mut names = Vec::new();
                            self.code.bound_names(pattern, &mut names);
                            Judged::best(names.into_iter().map(|b| self.tested(b, depth - 1)))
                        }
                        StmtKind::Return(_) if expr == reference => self.returned(stmt),
                        _ => Judged::No,
                    };
                }
                _ => return Judged::No,
            }
        }
    }
}

#[cfg(test)]
mod tests;
