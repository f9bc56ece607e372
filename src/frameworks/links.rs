//! Builders of queries: chains of method calls, also where they go on in a variable.

use crate::facts::code::{BindingId, Code, Enclosure, ExprId, ExprKind, List, Node, PatKind, StmtKind};

/// One method call of a chain.
#[derive(Clone, Copy)]
pub(super) struct Link<'c> {
    /// The method.
    pub(super) name: &'c str,
    /// What it is given.
    pub(super) args: List,
}

/// Collects the method calls of a chain, also where it goes on in a variable: `let q = …; if (x) q = q.eq(…)`.
pub(super) struct Builder<'c> {
    code: &'c Code,
    /// The calls behind the first, in source order.
    pub(super) links: Vec<Link<'c>>,
    /// The unfinished builder was given to a function that may add to it.
    pub(super) handed_on: bool,
    bindings: Vec<BindingId>,
    /// The call that the builder begins with.
    start: ExprId,
    /// The outermost call of the first statement: what is awaited, or kept in the variable.
    pub(super) top: ExprId,
}

impl<'c> Builder<'c> {
    /// Takes in what follows `call`.
    pub(super) fn follow(code: &'c Code, call: ExprId) -> Self {
        let mut builder =
            Self { code, links: Vec::new(), handed_on: false, bindings: Vec::new(), start: call, top: call };
        builder.top = builder.climb(call);
        builder.kept(builder.top);
        builder
    }

    /// The first call of a method in the chain.
    pub(super) fn link(&self, name: &str) -> Option<Link<'c>> {
        self.links.iter().find(|l| l.name == name).copied()
    }

    /// Takes in `.name(args)` after `.name(args)`; gives the outermost call.
    fn climb(&mut self, mut expr: ExprId) -> ExprId {
        while let Node::Expr(member) = self.code.parent(expr) {
            let ExprKind::Member { object, property, .. } = self.code.expr(member) else { break };
            let name = self.code.str(property);
            if object != expr || matches!(name, "then" | "catch" | "finally") {
                break;
            }
            let Node::Expr(call) = self.code.parent(member) else { break };
            let ExprKind::Call { callee, args } = self.code.expr(call) else { break };
            if callee != member {
                break;
            }
            self.links.push(Link { name, args });
            expr = call;
        }
        expr
    }

    /// If the builder is kept in a variable, goes on with every use of it.
    fn kept(&mut self, mut expr: ExprId) {
        loop {
            match self.code.parent(expr) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Conditional { test, .. } if test != expr => expr = parent,
                    ExprKind::Assign { target, value, .. } if value == expr => {
                        if let ExprKind::Ident { binding: Some(b), .. } = self.code.expr(target) {
                            self.uses(b);
                        }
                        return;
                    }
                    _ => return,
                },
                Node::Stmt(stmt) => {
                    if let StmtKind::Var { pattern, .. } = self.code.stmt(stmt).kind
                        && let PatKind::Name(b) = self.code.pattern(pattern).kind
                    {
                        self.uses(b);
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    fn uses(&mut self, binding: BindingId) {
        if self.bindings.contains(&binding) {
            return;
        }
        self.bindings.push(binding);
        let begun = self.begun(binding);
        let is_of_this = |reference: &ExprId| !self.is_of_another(*reference, &begun);
        let references: Vec<ExprId> = self.code.references(binding).iter().copied().filter(is_of_this).collect();
        for reference in references {
            let top = self.climb(reference);
            match self.code.parent(top) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Call { callee, args } if callee != top && self.code.expr_list(args).any(|a| a == top) => {
                        let name = self.code.path(callee).unwrap_or_default();
                        self.handed_on |= !name.starts_with("Promise.") && !matches!(name.as_str(), "console.log");
                    }
                    _ => self.kept(top),
                },
                _ => self.kept(top),
            }
        }
    }

    /// The assignments that put another builder into a variable: what they are given does not go on with this one.
    fn begun(&self, binding: BindingId) -> Vec<ExprId> {
        let is_other = |value: ExprId| {
            let range = self.code.range(value);
            let holds = |e: ExprId| range.contains(self.code.range(e));
            let mut followed = self.bindings.iter().flat_map(|&b| self.code.references(b));
            !holds(self.start) && !followed.any(|&r| holds(r))
        };
        let assigned =
            self.code.references(binding).iter().filter_map(|&reference| match self.code.parent(reference) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Assign { target, value, .. } if target == reference && is_other(value) => Some(parent),
                    _ => None,
                },
                _ => None,
            });
        assigned.collect()
    }

    /// Whether a variable holds another builder where it is used: in the other arm of an `if`, before this one is made,
    /// or behind an assignment of another one.
    fn is_of_another(&self, reference: ExprId, begun: &[ExprId]) -> bool {
        let code = self.code;
        let is_earlier = || {
            let repeats = |e: &Enclosure| matches!(e, Enclosure::Loop(_));
            code.function_of(reference) == code.function_of(self.start)
                && code.range(reference).end <= code.range(self.start).start
                && !code.enclosures_in_function(self.start).any(|e| repeats(&e))
        };
        let is_replaced = || begun.iter().any(|&b| code.runs_before(self.start, b) && code.runs_before(b, reference));
        code.are_alternatives(self.start, reference) || is_earlier() || is_replaced()
    }
}
