//! Entry points that move something on, from one state to the next: a second call finds it moved, and is refused.

use super::{Route, Step, exits::always_exits};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, Node, StmtId, StmtKind, UnaryOp},
    model::{
        Project,
        calls::FnRef,
        queries::{Columns, Op},
    },
};

impl Project {
    /// Whether an entry point refuses what is not in the state that it moves it on from:
    /// `if (order.status !== "new") throw …`, and then `update({ status: "confirmed" })`.
    #[must_use]
    pub fn moves_on_once(&self, route: &Route) -> bool {
        route.functions.iter().any(|&function| {
            let Some(code) = self.file(function.0).code.as_ref() else { return false };
            let is_step = code.within(function.1).any(|node| match node {
                Node::Stmt(stmt) => {
                    self.state_asked(code, stmt).is_some_and(|(state, test)| self.moves_on(function, code, state, test))
                }
                _ => false,
            });
            is_step && self.always_runs(route, function, 3)
        })
    }

    /// Whether a function runs for every call of an entry point, as far as `depth` callers show.
    fn always_runs(&self, route: &Route, function: FnRef, depth: u32) -> bool {
        if route.entry.steps.iter().filter_map(Step::function).any(|step| step == function) {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else { return false };
        route.functions.iter().any(|&caller| {
            let Some(code) = self.file(caller.0).code.as_ref() else { return false };
            let is_always = |e| code.enclosures_in_function(e).all(|around| matches!(around, Enclosure::TryBlock(_)));
            caller != function
                && self.calls_within(caller, function).any(is_always)
                && self.always_runs(route, caller, depth)
        })
    }

    /// The column whose one state a statement goes on with, turning away every other, and the test.
    fn state_asked<'c>(&self, code: &'c Code, stmt: StmtId) -> Option<(&'c str, ExprId)> {
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
        let is_always_asked = !code.enclosures(Node::Stmt(stmt)).any(|around| {
            matches!(around, Enclosure::Then(_) | Enclosure::Else(_) | Enclosure::Case(_) | Enclosure::CatchBody(_))
        });
        let asked = match code.expr(test) {
            ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => code.string(right).map(|_| left)?,
            ExprKind::Unary { op: UnaryOp::Not, operand } => listed(code, operand)?,
            _ => return None,
        };
        let ExprKind::Member { property, .. } = code.expr(asked) else { return None };
        let state = code.str(property);
        (is_always_asked && always_exits(code, then) && self.vocab.columns.state.has(state)).then_some((state, test))
    }

    /// Whether the same function then writes the next state.
    fn moves_on(&self, (file, function): FnRef, code: &Code, state: &str, test: ExprId) -> bool {
        let mut queries = self.queries_in(file).iter().filter(|q| q.function == function && q.op == Op::Update);
        queries.any(|q| {
            let writes = matches!(&q.columns, Columns::Named(names) if names.iter().any(|c| c == state));
            writes && code.runs_before(test, q.expr)
        })
    }
}

/// What `["new", "open"].includes(order.status)` looks for.
fn listed(code: &Code, expr: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let ExprKind::Array { elements } = code.expr(object) else { return None };
    let is_list = code.str(property) == "includes" && code.expr_list(elements).all(|e| code.string(e).is_some());
    code.arg(args, 0).filter(|_| is_list)
}
