//! What becomes of the result of an asynchronous call: is it sent at all, awaited, and does anybody look at its error?
//!
//! Two conventions exist side by side. A PostgREST builder resolves to `{ data, error }` and never throws, so its
//! error must be *read*; most other promises reject, so their error must not be *hidden*. Both begin with the same
//! question, where the value goes; this module follows it through `await`, destructuring, variables, `.then`,
//! `Promise.all` and `return`, within one file.

use crate::facts::code::{
    BindingId, Code, ExprId, ExprKind, FnId, List, Node, PatId, PatKind, PropertyKey, StmtId, StmtKind, Sym, UnaryOp,
};

/// Where the value of an asynchronous call goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How the request is started and waited for.
    pub wait: Wait,
    /// What happens to the `error` of a `{ data, error }` result.
    pub error: ErrorUse,
    /// The `await` that waits for it.
    pub awaited_at: Option<ExprId>,
    /// Where the error is read, in source order.
    pub error_reads: Vec<ExprId>,
    /// The names bound to the data, or to the whole result.
    pub data: Vec<BindingId>,
    /// The function out of which the result (or the promise) is returned.
    pub returned_from: Option<FnId>,
}

/// How a promise is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// `await x`, or an element of an awaited `Promise.all`.
    Awaited,
    /// `x.then(…)`: sent, continued in a callback.
    Then,
    /// `return x`: the caller waits.
    Returned,
    /// A statement of its own, without `await`: a lazy builder is never sent.
    Dropped,
    /// `void x`.
    Void,
    /// Given to another function, or kept in a structure: not followed.
    Passed,
    /// Not found out.
    #[default]
    Unknown,
}

/// What happens to the `error` field of a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorUse {
    /// It is read: tested, thrown, logged, shown or handed on.
    Read,
    /// It is bound to a name that nobody reads.
    Bound,
    /// Only the data (or the count) is taken.
    Dropped,
    /// Nothing of the result is kept.
    Discarded,
    /// The whole result goes out of sight: returned or passed on.
    Escapes,
    /// Not found out.
    #[default]
    Unknown,
}

/// Follows the value of `expr`, a promise or thenable, to where it is waited for and looked at.
#[must_use]
pub fn outcome(code: &Code, expr: ExprId) -> Outcome {
    let mut follower = Follower { code, outcome: Outcome::default(), seen: Vec::new(), fuel: FUEL };
    follower.promise(expr);
    follower.outcome.error_reads.sort_unstable();
    follower.outcome.error_reads.dedup();
    follower.outcome
}

/// How many steps one value is followed; real code needs a few dozen, a cycle of variables must end.
const FUEL: u32 = 400;

struct Follower<'a> {
    code: &'a Code,
    outcome: Outcome,
    /// Variables whose uses were looked at: `q = cond ? q.a() : q.b()` leads back to where it came from.
    seen: Vec<BindingId>,
    fuel: u32,
}

impl Follower<'_> {
    fn spend(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    /// `expr` is a promise that nobody has waited for yet.
    fn promise(&mut self, expr: ExprId) {
        if !self.spend() {
            return;
        }
        match self.code.parent(expr) {
            Node::Expr(parent) => self.promise_in_expr(expr, parent),
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.end(Wait::Dropped, ErrorUse::Discarded),
                StmtKind::Return(_) => self.returned(stmt),
                StmtKind::Var { pattern, .. } => self.promise_in_pattern(pattern),
                _ => self.end(Wait::Passed, ErrorUse::Escapes),
            },
            Node::Function(_) | Node::Class(_) | Node::Module => {}
        }
    }

    fn promise_in_expr(&mut self, expr: ExprId, parent: ExprId) {
        match self.code.expr(parent) {
            ExprKind::Await(_) => {
                self.outcome.wait = Wait::Awaited;
                self.outcome.awaited_at.get_or_insert(parent);
                self.result(parent);
            }
            ExprKind::Unary { op: UnaryOp::Void, .. } => self.end(Wait::Void, ErrorUse::Discarded),
            ExprKind::Member { object, property, .. } if object == expr => self.promise_member(parent, property),
            // Asking whether there is a promise does not send it.
            ExprKind::Conditional { test, .. } if test == expr => {}
            ExprKind::Unary { op: UnaryOp::Not, .. } => {}
            ExprKind::Conditional { .. } => self.promise(parent),
            ExprKind::Binary { right, .. } if right == expr => self.promise(parent),
            ExprKind::Assign { target, value, .. } if value == expr => self.promise_assigned(target),
            ExprKind::Array { elements } => {
                let index = self.code.expr_list(elements).position(|e| e == expr);
                self.collected(parent, index);
            }
            ExprKind::Call { callee, .. } if callee != expr => self.promise_passed(parent, callee),
            _ => self.end(Wait::Passed, ErrorUse::Escapes),
        }
    }

    /// `promise.then(…)`, `.catch(…)`, `.finally(…)`, or another method that gives a promise again.
    fn promise_member(&mut self, member: ExprId, property: Sym) {
        let Node::Expr(call) = self.code.parent(member) else { return };
        let ExprKind::Call { callee, args } = self.code.expr(call) else { return };
        if callee != member {
            return;
        }
        if self.code.str(property) != "then" {
            self.promise(call);
            return;
        }
        self.outcome.wait = Wait::Then;
        match self.code.arg(args, 0).map(|a| self.code.expr(a)) {
            Some(ExprKind::Function(f)) => {
                let parameter = self.code.pattern_list(self.code.function(f).params).next();
                match parameter {
                    Some(p) => self.result_in_pattern(p),
                    None => self.error(ErrorUse::Discarded),
                }
            }
            Some(_) => self.error(ErrorUse::Escapes),
            None => {}
        }
    }

    /// A promise given to a call: `Promise.all(xs.map(…))` and `await withTimeout(x)` give its result on; from any
    /// other call it goes out of sight.
    fn promise_passed(&mut self, call: ExprId, callee: ExprId) {
        if let Some(list) = self.list_added_to(callee) {
            return self.promise_in_list(list);
        }
        let is_combinator = self.code.path(callee).is_some_and(|p| p.starts_with("Promise."));
        let is_awaited =
            matches!(self.code.parent(call), Node::Expr(p) if matches!(self.code.expr(p), ExprKind::Await(_)));
        if is_combinator || is_awaited {
            self.promise(call);
        } else {
            self.end(Wait::Passed, ErrorUse::Escapes);
        }
    }

    /// The variable whose `push` a callee is.
    fn list_added_to(&self, callee: ExprId) -> Option<BindingId> {
        let ExprKind::Member { object, property, .. } = self.code.expr(callee) else { return None };
        match self.code.expr(object) {
            ExprKind::Ident { binding, .. } if self.code.str(property) == "push" => binding,
            _ => None,
        }
    }

    /// `list.push(promise)`: where `await Promise.all(list)` is a statement of its own, nobody looks at what came of it. Any
    /// other use of the list is not followed.
    fn promise_in_list(&mut self, list: BindingId) {
        let is_left = |reference: &ExprId| -> bool {
            let Node::Expr(all) = self.code.parent(*reference) else { return false };
            let ExprKind::Call { callee, .. } = self.code.expr(all) else { return false };
            let is_all = matches!(self.code.path(callee).as_deref(), Some("Promise.all" | "Promise.allSettled"));
            let Node::Expr(wait) = self.code.parent(all) else { return false };
            let is_awaited = matches!(self.code.expr(wait), ExprKind::Await(_));
            let is_statement = matches!(
                self.code.parent(wait),
                Node::Stmt(s) if matches!(self.code.stmt(s).kind, StmtKind::Expr(_))
            );
            is_all && is_awaited && is_statement
        };
        let awaited = self.code.references(list).iter().any(is_left);
        if awaited {
            self.end(Wait::Awaited, ErrorUse::Discarded);
        } else {
            self.end(Wait::Passed, ErrorUse::Escapes);
        }
    }

    /// An element of an array literal that is given to `Promise.all`.
    fn collected(&mut self, array: ExprId, index: Option<usize>) {
        let Node::Expr(call) = self.code.parent(array) else {
            return self.end(Wait::Passed, ErrorUse::Escapes);
        };
        let is_all = match self.code.expr(call) {
            ExprKind::Call { callee, .. } => {
                matches!(self.code.path(callee).as_deref(), Some("Promise.all" | "Promise.allSettled"))
            }
            _ => false,
        };
        if !is_all {
            return self.end(Wait::Passed, ErrorUse::Escapes);
        }
        match (self.code.parent(call), index) {
            (Node::Expr(wait), Some(index)) if matches!(self.code.expr(wait), ExprKind::Await(_)) => {
                self.outcome.wait = Wait::Awaited;
                self.results(wait, index);
            }
            _ => self.promise(call),
        }
    }

    /// `results` is an awaited array; the value followed is its element number `index`.
    fn results(&mut self, results: ExprId, index: usize) {
        match self.code.parent(results) {
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.error(ErrorUse::Discarded),
                StmtKind::Return(_) => self.returned_result(stmt),
                StmtKind::Var { pattern, .. } => self.results_in_pattern(pattern, index),
                _ => self.error(ErrorUse::Escapes),
            },
            Node::Expr(parent) => match self.code.expr(parent) {
                ExprKind::Assign { target, .. } => match self.code.expr(target) {
                    ExprKind::Pattern(p) => self.results_in_pattern(p, index),
                    ExprKind::Ident { binding: Some(b), .. } => self.results_in_binding(b, index),
                    _ => self.error(ErrorUse::Escapes),
                },
                _ => self.error(ErrorUse::Escapes),
            },
            _ => {}
        }
    }

    fn results_in_pattern(&mut self, pattern: PatId, index: usize) {
        match self.code.pattern(pattern).kind {
            PatKind::Array { elements } => match self.code.pattern_list(elements).nth(index) {
                Some(element) => self.result_in_pattern(element),
                None => self.error(ErrorUse::Discarded),
            },
            PatKind::Name(binding) => self.results_in_binding(binding, index),
            _ => self.error(ErrorUse::Escapes),
        }
    }

    /// `const results = await Promise.all([…])`: read as `results[0].error`, `results.find(r => r.error)`, or handed on.
    fn results_in_binding(&mut self, binding: BindingId, index: usize) {
        let mut seen = false;
        for reference in self.reads(binding) {
            seen = true;
            match self.code.parent(reference) {
                Node::Expr(p) => match self.code.expr(p) {
                    ExprKind::Index { object, index: at } if object == reference => match self.code.expr(at) {
                        ExprKind::Number(n) if self.code.str(n).parse() != Ok(index) => {}
                        _ => self.result(p),
                    },
                    ExprKind::Member { property, .. } if self.code.str(property) == "length" => {}
                    // A callback looks at each result: whether it reads the error is told by a member of that name.
                    ExprKind::Member { .. } => match self.error_member_below(p) {
                        Some(read) => self.read(read),
                        None => self.error(ErrorUse::Dropped),
                    },
                    _ => self.error(ErrorUse::Escapes),
                },
                _ => self.loop_over(reference),
            }
        }
        if !seen {
            self.error(ErrorUse::Discarded);
        }
    }

    /// `for (const r of results)`.
    fn loop_over(&mut self, reference: ExprId) {
        if let Node::Stmt(stmt) = self.code.parent(reference) {
            match self.code.stmt(stmt).kind {
                StmtKind::Loop { binding: Some(p), .. } => return self.result_in_pattern(p),
                StmtKind::Var { pattern: p, .. } => return self.result_in_pattern(p),
                _ => {}
            }
        }
        self.error(ErrorUse::Escapes);
    }

    /// A read of `.error` in the arguments of the call that `member` is the callee of.
    fn error_member_below(&self, member: ExprId) -> Option<ExprId> {
        let Node::Expr(call) = self.code.parent(member) else { return None };
        let range = self.code.range(call);
        (member.0..call.0).map(ExprId).find(|&e| {
            range.contains(self.code.range(e))
                && matches!(self.code.expr(e), ExprKind::Member { property, .. } if self.code.str(property) == "error")
        })
    }

    /// `return promise`, or the body of an arrow: the caller waits. In a `.map` callback the caller is `Promise.all`.
    fn returned(&mut self, stmt: StmtId) {
        let function = self.code.function_above(self.code.stmt_parent(stmt));
        self.outcome.returned_from = Some(function);
        if self.outcome.wait == Wait::Unknown {
            self.outcome.wait = Wait::Returned;
        }
        match self.mapped_over(function) {
            Some(call) if matches!(self.outcome.wait, Wait::Returned) => {
                self.outcome.wait = Wait::Unknown;
                self.promise(call);
            }
            Some(call) => self.promise(call),
            None => self.error(ErrorUse::Escapes),
        }
    }

    /// `return await promise`: what the caller does with the result is not this function's to tell.
    fn returned_result(&mut self, stmt: StmtId) {
        self.outcome.returned_from = Some(self.code.function_above(self.code.stmt_parent(stmt)));
        self.error(ErrorUse::Escapes);
    }

    /// The call `xs.map(f)` whose callback `function` is.
    fn mapped_over(&self, function: FnId) -> Option<ExprId> {
        let Node::Expr(own) = self.code.function(function).parent else { return None };
        let Node::Expr(call) = self.code.parent(own) else { return None };
        let ExprKind::Call { callee, .. } = self.code.expr(call) else { return None };
        match self.code.expr(callee) {
            ExprKind::Member { property, .. } if matches!(self.code.str(property), "map" | "flatMap") => Some(call),
            _ => None,
        }
    }

    /// `const q = promise`: each use of `q` may wait for it.
    fn promise_in_pattern(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.promise_in_binding(binding),
            _ => self.end(Wait::Dropped, ErrorUse::Unknown),
        }
    }

    fn promise_assigned(&mut self, target: ExprId) {
        match self.code.expr(target) {
            ExprKind::Ident { binding: Some(b), .. } => self.promise_in_binding(b),
            _ => self.end(Wait::Passed, ErrorUse::Escapes),
        }
    }

    fn promise_in_binding(&mut self, binding: BindingId) {
        if self.seen.contains(&binding) {
            return;
        }
        self.seen.push(binding);
        for reference in self.reads(binding) {
            let top = self.chain_top(reference);
            self.promise(top);
        }
        if self.outcome.wait == Wait::Unknown {
            self.end(Wait::Dropped, ErrorUse::Discarded);
        }
    }

    /// The outermost call of `q.a(…).b(…)`, short of `then`, `catch` and `finally`.
    fn chain_top(&self, mut expr: ExprId) -> ExprId {
        while let Node::Expr(member) = self.code.parent(expr) {
            let ExprKind::Member { object, property, .. } = self.code.expr(member) else { break };
            if object != expr || matches!(self.code.str(property), "then" | "catch" | "finally") {
                break;
            }
            let Node::Expr(call) = self.code.parent(member) else { break };
            match self.code.expr(call) {
                ExprKind::Call { callee, .. } if callee == member => expr = call,
                _ => break,
            }
        }
        expr
    }

    /// `expr` is a result that has been waited for: `{ data, error }`.
    fn result(&mut self, expr: ExprId) {
        if !self.spend() {
            return;
        }
        match self.code.parent(expr) {
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.error(ErrorUse::Discarded),
                StmtKind::Return(_) => self.returned_result(stmt),
                StmtKind::Var { pattern, .. } => self.result_in_pattern(pattern),
                _ => self.error(ErrorUse::Escapes),
            },
            Node::Expr(parent) => self.result_in_expr(expr, parent),
            _ => {}
        }
    }

    fn result_in_expr(&mut self, expr: ExprId, parent: ExprId) {
        match self.code.expr(parent) {
            ExprKind::Member { object, property, .. } if object == expr => match self.code.str(property) {
                "error" => self.read(parent),
                // `(await x).throwOnError()` and the like hand the whole result on.
                "data" | "count" | "status" | "statusText" => self.error(ErrorUse::Dropped),
                // `results.find((r) => r.error)`, where many calls were waited for together.
                _ => match self.error_member_below(parent) {
                    Some(read) => self.read(read),
                    None => self.error(ErrorUse::Escapes),
                },
            },
            ExprKind::Assign { target, value, .. } if value == expr => match self.code.expr(target) {
                ExprKind::Pattern(p) => self.result_in_pattern(p),
                ExprKind::Ident { binding: Some(b), .. } => self.result_in_binding(b),
                _ => self.error(ErrorUse::Escapes),
            },
            ExprKind::Conditional { test, .. } if test == expr => self.error(ErrorUse::Dropped),
            ExprKind::Conditional { .. } | ExprKind::Binary { .. } => self.result(parent),
            ExprKind::Unary { op: UnaryOp::Void, .. } => self.error(ErrorUse::Discarded),
            _ => self.error(ErrorUse::Escapes),
        }
    }

    fn result_in_pattern(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.result_in_binding(binding),
            PatKind::Default { pattern, .. } => self.result_in_pattern(pattern),
            PatKind::Object { properties } => self.result_destructured(properties),
            PatKind::Unknown => self.error(ErrorUse::Discarded),
            _ => self.error(ErrorUse::Escapes),
        }
    }

    fn result_destructured(&mut self, properties: List) {
        let mut use_of_error = ErrorUse::Dropped;
        for property in self.code.pattern_property_list(properties) {
            match property.key {
                PropertyKey::Name(key) if self.code.str(key) == "error" => {
                    use_of_error = self.error_bound(property.value);
                }
                PropertyKey::Spread => use_of_error = ErrorUse::Escapes,
                PropertyKey::Name(_) | PropertyKey::Computed(_) => self.bind_data(property.value),
            }
        }
        self.error(use_of_error);
    }

    /// The pattern that the `error` field is bound to.
    fn error_bound(&mut self, pattern: PatId) -> ErrorUse {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => {
                // A variable shared by several calls (`({ data, error } = await …)`) counts for all of them: which one
                // a later test looks at depends on the path taken.
                let reads = self.reads(binding);
                let use_of_error = if reads.is_empty() { ErrorUse::Bound } else { ErrorUse::Read };
                self.outcome.error_reads.extend(reads);
                use_of_error
            }
            PatKind::Default { pattern, .. } => self.error_bound(pattern),
            PatKind::Object { .. } | PatKind::Target(_) => ErrorUse::Read,
            _ => ErrorUse::Bound,
        }
    }

    fn is_write(&self, reference: ExprId) -> bool {
        match self.code.parent(reference) {
            Node::Expr(p) => matches!(self.code.expr(p), ExprKind::Assign { target, .. } if target == reference),
            _ => false,
        }
    }

    fn bind_data(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.outcome.data.push(binding),
            PatKind::Default { pattern, .. } => self.bind_data(pattern),
            _ => {}
        }
    }

    /// `const res = await x`: read as `res.error`, destructured later, or handed on whole.
    fn result_in_binding(&mut self, binding: BindingId) {
        self.outcome.data.push(binding);
        let reads = self.reads(binding);
        if reads.is_empty() {
            return self.error(ErrorUse::Discarded);
        }
        for reference in reads {
            self.result(reference);
        }
    }

    /// The uses of a name that are no assignments to it. (A declaration is a pattern and no reference at all.)
    fn reads(&self, binding: BindingId) -> Vec<ExprId> {
        self.code.references(binding).iter().copied().filter(|&r| !self.is_write(r)).collect()
    }

    fn read(&mut self, at: ExprId) {
        self.outcome.error_reads.push(at);
        self.error(ErrorUse::Read);
    }

    fn end(&mut self, wait: Wait, error: ErrorUse) {
        if self.outcome.wait == Wait::Unknown {
            self.outcome.wait = wait;
        }
        self.error(error);
    }

    /// Of several uses of one result the best counts: one place that reads the error is enough.
    fn error(&mut self, error: ErrorUse) {
        let rank = |e: ErrorUse| match e {
            ErrorUse::Read => 5,
            ErrorUse::Escapes => 4,
            ErrorUse::Bound => 3,
            ErrorUse::Dropped => 2,
            ErrorUse::Discarded => 1,
            ErrorUse::Unknown => 0,
        };
        if rank(error) > rank(self.outcome.error) {
            self.outcome.error = error;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorUse, Outcome, Wait, outcome};
    use crate::{
        facts::code::{Code, ExprId, ExprKind},
        model::Language,
        syntax::Parsers,
    };

    /// What becomes of the first call of `ask` in a source text.
    fn of(source: &str) -> Outcome {
        let code: Code = Parsers::new().lower(source, Language::TypeScript).code;
        let calls = (0..u32::try_from(code.exprs.len()).unwrap()).map(ExprId);
        let mut asks = calls
            .filter(|&e| matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some("ask")));
        outcome(&code, asks.next().unwrap())
    }

    #[test]
    fn destructured_and_read() {
        let found =
            of("async function f() { const { data, error } = await ask(); if (error) throw error; return data; }");
        assert_eq!((found.wait, found.error), (Wait::Awaited, ErrorUse::Read));
    }

    #[test]
    fn dropped_discarded_and_never_sent() {
        assert_eq!(of("async () => { const { data } = await ask(); }").error, ErrorUse::Dropped);
        assert_eq!(of("async () => { await ask(); }").error, ErrorUse::Discarded);
        assert_eq!(of("() => { ask(); }").wait, Wait::Dropped);
        assert_eq!(of("() => { void ask(); }").wait, Wait::Void);
        assert_eq!(of("() => { const q = ask(); return q ? 1 : 0; }").wait, Wait::Dropped);
    }

    #[test]
    fn a_builder_kept_in_a_variable_is_followed_to_its_await() {
        let source = "async () => { let q = ask(); q = c ? q.eq(1) : q.eq(2); const { error } = await q; if (error) throw error; }";
        let found = of(source);
        assert_eq!((found.wait, found.error), (Wait::Awaited, ErrorUse::Read));
    }

    #[test]
    fn elements_of_promise_all_are_told_apart() {
        let source = "async () => { const [a, b] = await Promise.all([ask(), other()]); if (b.error) throw b.error; return a.data; }";
        assert_eq!(of(source).error, ErrorUse::Dropped);
        let mapped = "async () => { const all = await Promise.all(xs.map((x) => ask(x))); const bad = all.find((r) => r.error); }";
        assert_eq!(of(mapped).error, ErrorUse::Read);
    }

    #[test]
    fn a_list_of_promises_whose_results_nobody_takes() {
        let left = "async () => { const all = []; all.push(ask()); await Promise.all(all); }";
        assert_eq!((of(left).wait, of(left).error), (Wait::Awaited, ErrorUse::Discarded));
        let taken =
            "async () => { const all = []; all.push(ask()); const done = await Promise.all(all); return done; }";
        assert_eq!(of(taken).error, ErrorUse::Escapes);
    }

    #[test]
    fn what_is_returned_is_the_callers() {
        let found = of("function f() { return ask(); }");
        assert_eq!((found.wait, found.error), (Wait::Returned, ErrorUse::Escapes));
    }
}
