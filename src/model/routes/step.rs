//! Entry points that move something on, from one state to the next: a second call finds it moved, and is refused.

use super::{Route, Step, exits::always_exits};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, Node, StmtId, StmtKind, UnaryOp},
    model::{
        Project,
        calls::FnRef,
        queries::{Columns, Op, Query},
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
            let is_own = |e: &ExprId| code.function_of(*e) == caller.1;
            caller != function
                && self.calls_within(caller, function).filter(is_own).any(is_always)
                && self.always_runs(route, caller, depth)
        })
    }

    /// The column whose one state a statement goes on with, turning away every other, and the test.
    fn state_asked<'c>(&self, code: &'c Code, stmt: StmtId) -> Option<(&'c str, ExprId)> {
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
        let is_always_asked = !code.enclosures(Node::Stmt(stmt)).any(|around| {
            matches!(around, Enclosure::Then(_) | Enclosure::Else(_) | Enclosure::Case(_) | Enclosure::CatchBody(_))
        });
        let asked = other_state(code, test)?;
        let ExprKind::Member { property, .. } = code.expr(asked) else { return None };
        let state = code.str(property);
        (is_always_asked && always_exits(code, then) && self.vocab.columns.state.has(state)).then_some((state, test))
    }

    /// Whether the same function then writes the next state, or calls one that does.
    fn moves_on(&self, (file, function): FnRef, code: &Code, state: &str, test: ExprId) -> bool {
        self.sets((file, function), state).any(|set| code.runs_before(test, set))
            || code.exprs_within(function).any(|call| match code.expr(call) {
                ExprKind::Call { callee, .. } => {
                    code.runs_before(test, call)
                        && self.values().functions(file, callee).iter().any(|&f| self.sets(f, state).next().is_some())
                }
                _ => false,
            })
    }

    /// The updates in which a function itself writes a column.
    fn sets<'p>(&'p self, (file, function): FnRef, column: &'p str) -> impl Iterator<Item = ExprId> + 'p {
        let updates = self.queries_in(file).iter().filter(move |q| q.function == function && q.op == Op::Update);
        // `{ status: next, ...extra }` sets it, whatever else.
        let code = self.file(file).code.as_ref();
        let is_written = move |q: &Query| {
            code.is_some_and(|code| q.written.iter().any(|&object| code.property(object, column).is_some()))
        };
        let is_named =
            move |q: &Query| matches!(&q.columns, Columns::Named(names) if names.iter().any(|c| c == column));
        updates.filter(move |q| is_named(q) || is_written(q)).map(|q| q.expr)
    }
}

/// What a test holds to be in another state: `order.status !== "new"`, `!["new", "open"].includes(order.status)`, also with an
/// exception, `… && !isReopened`.
fn other_state(code: &Code, test: ExprId) -> Option<ExprId> {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => code.string(right).map(|_| left),
        ExprKind::Unary { op: UnaryOp::Not, operand } => listed(code, operand),
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            let is_exception = matches!(
                code.expr(right),
                ExprKind::Unary { op: UnaryOp::Not, operand } if matches!(code.expr(operand), ExprKind::Ident { .. })
            );
            if is_exception { other_state(code, left) } else { None }
        }
        _ => None,
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
