//! What a loop goes over: the rows of which query, and how many there can be.

use super::{Bound, Condition, Query, Repeat};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, Origin, PatKind, StmtId, StmtKind},
    model::{Project, values::Value},
    source::span::{FileId, Span},
};

/// Variables are followed this far to the query that filled them.
const DEPTH: u32 = 3;

impl Project {
    /// The list that a loop goes over: of the statement, or of the call of an array's method, that stands at `whole`.
    #[must_use]
    pub fn list_of_loop(&self, whole: Span) -> Option<ExprId> {
        let code = self.file(whole.file).code.as_ref()?;
        let statement = code.stmts.iter().find(|s| s.range == whole.range).and_then(|s| match s.kind {
            StmtKind::Loop { header, .. } => header,
            _ => None,
        });
        statement.or_else(|| {
            let call = code.exprs.iter().find(|e| e.range == whole.range)?;
            match call.kind {
                ExprKind::Call { callee, .. } => match code.expr(callee) {
                    ExprKind::Member { object, .. } => Some(object),
                    _ => None,
                },
                _ => None,
            }
        })
    }

    /// The query whose rows a list is, or is made of.
    #[must_use]
    pub fn query_behind(&self, file: FileId, list: ExprId) -> Option<&Query> {
        let code = self.file(file).code.as_ref()?;
        behind(code, self.queries_in(file), list, DEPTH)
    }

    /// How many rows a query gives at most, where it says so: also as the value that a number has when nobody gives
    /// another, `const { size = 10 } = body`.
    #[must_use]
    pub fn most_rows(&self, query: &Query) -> Option<u32> {
        match query.bound {
            Bound::One | Bound::CountOnly => Some(1),
            Bound::Limit(Some(rows)) => Some(rows),
            Bound::Limit(None) => {
                let code = self.file(query.at.file).code.as_ref()?;
                let in_chain = || {
                    let links = code.chain(query.expr).links;
                    let cuts = |name| matches!(code.str(name), "limit" | "take");
                    code.arg(links.iter().find(|l| l.name.is_some_and(cuts))?.args?, 0)
                };
                let number = query.limit.or_else(in_chain)?;
                let values = self.values();
                values.of(query.at.file, number).iter().find_map(|value| match value {
                    Value::Number(text) => text.parse().ok(),
                    _ => None,
                })
            }
            Bound::None => None,
        }
    }
}

impl Repeat {
    /// Whether all rounds begin at once: `Promise.all(people.map(…))`, also by the name of the list.
    #[must_use]
    pub fn is_all_at_once(&self, code: &Code) -> bool {
        code.exprs.iter().any(|expr| match expr.kind {
            ExprKind::Call { callee, args } => {
                let is_combinator = || code.path(callee).is_some_and(|p| p.starts_with("Promise.all"));
                let is_whole = |list: ExprId| code.range(code.initial(list).unwrap_or(list)) == self.whole.range;
                is_combinator() && code.arg(args, 0).is_some_and(is_whole)
            }
            _ => false,
        })
    }
}

impl Query {
    /// Whether one row is meant though no limit says so: of the rows only the first is read, and whether there is one.
    #[must_use]
    pub fn is_read_as_one(&self, code: &Code) -> bool {
        let mut uses = self.outcome.data.iter().flat_map(|&data| code.references(data)).peekable();
        let takes_first = |used: ExprId| match code.parent(used) {
            Node::Expr(above) => match code.expr(above) {
                ExprKind::Index { object, index } => {
                    object == used && matches!(code.expr(index), ExprKind::Number(n) if code.str(n) == "0")
                }
                _ => false,
            },
            _ => false,
        };
        let only_asks = |used: ExprId| match code.parent(used) {
            Node::Expr(above) => match code.expr(above) {
                ExprKind::Member { property, .. } => code.str(property) == "length",
                ExprKind::Unary { .. } => true,
                ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, .. } => true,
                ExprKind::Conditional { test, .. } => test == used,
                _ => false,
            },
            Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { .. }),
            _ => false,
        };
        let first = uses.peek().is_some()
            && self.outcome.data.iter().flat_map(|&d| code.references(d)).any(|&u| takes_first(u));
        first && !self.conditions.is_empty() && uses.all(|&used| takes_first(used) || only_asks(used))
    }

    /// Whether it asks only for those who run something: owners and admins, of whom there are few.
    #[must_use]
    pub fn asks_for_leaders(&self, code: &Code) -> bool {
        let is_leader = |text: &str| {
            let words = crate::vocab::split(text);
            words.iter().any(|w| matches!(w.as_str(), "admin" | "admins" | "owner" | "owners" | "superadmin"))
        };
        let leads = |value: ExprId| match code.expr(value) {
            ExprKind::String(text) => is_leader(code.str(text)),
            ExprKind::Array { elements } => {
                let mut texts = code.expr_list(elements).peekable();
                texts.peek().is_some() && texts.all(|e| code.string(e).is_some_and(is_leader))
            }
            _ => false,
        };
        self.conditions.iter().any(|condition| match condition {
            Condition::Compare(c) => {
                matches!(c.op.as_str(), "eq" | "in")
                    && c.column.as_deref().is_some_and(|name| crate::vocab::split(name).iter().any(|w| w == "role"))
                    && (c.literal.as_deref().is_some_and(is_leader) || c.value.is_some_and(leads))
            }
            Condition::AnyOf(_) => false,
        })
    }
}

fn behind<'q>(code: &Code, queries: &'q [Query], list: ExprId, depth: u32) -> Option<&'q Query> {
    code.descendants(Node::Expr(list)).find_map(|node| {
        let Node::Expr(e) = node else { return None };
        if let Some(query) = queries.iter().find(|q| q.expr == e) {
            return Some(query);
        }
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(e) else { return None };
        let filled = queries.iter().find(|q| q.outcome.data.contains(&binding));
        filled.or_else(|| {
            let init = code.initial(e).filter(|_| depth > 0)?;
            behind(code, queries, init, depth - 1)
        })
    })
}

/// Whether a list is what a form of the page collects: a state of a component that only grows by what somebody types,
/// or is set to what is written there.
#[must_use]
pub fn is_typed_by_hand(code: &Code, list: ExprId) -> bool {
    let base = code.chain(list).base;
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(base) else { return false };
    let Origin::Var(stmt) = code.binding(binding).origin else { return false };
    let Some((state, setter)) = state_of(code, stmt).filter(|(state, _)| *state == binding) else { return false };
    let mut calls = code.references(setter).iter().map(|&reference| match code.parent(reference) {
        Node::Expr(call) => match code.expr(call) {
            ExprKind::Call { callee, args } if callee == reference => code.arg(args, 0),
            _ => None,
        },
        _ => None,
    });
    calls.all(|given| given.is_some_and(|value| grows_by_hand(code, value, state) && !holds_fetched(code, value)))
}

/// Whether something in an expression was waited for, or comes from a hook: `(rows) => [...rows, ...data]`.
fn holds_fetched(code: &Code, value: ExprId) -> bool {
    let is_fetched = |name: ExprId| {
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name) else { return false };
        let Origin::Var(stmt) = code.binding(binding).origin else { return false };
        let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return false };
        match code.expr(init) {
            ExprKind::Await(_) => true,
            ExprKind::Call { callee, .. } => {
                code.ident(callee).is_some_and(|n| n.starts_with("use") && n != "useState" && n != "useRef")
            }
            _ => false,
        }
    };
    code.descendants(Node::Expr(value)).any(|node| matches!(node, Node::Expr(e) if is_fetched(e)))
}

/// `setRows([...rows, ""])`, `setRows((rows) => …)`, `setRows(rows.filter(…))`, `setRows([])`.
fn grows_by_hand(code: &Code, value: ExprId, state: BindingId) -> bool {
    match code.expr(value) {
        ExprKind::Function(_) => true,
        ExprKind::Array { elements } => code.expr_list(elements).all(|e| match code.expr(e) {
            ExprKind::Spread(inner) => is_of(code, inner, state),
            _ => true,
        }),
        _ => is_of(code, value, state),
    }
}

/// Whether an expression begins with a variable: `rows`, `rows.filter(…)`.
fn is_of(code: &Code, expr: ExprId, variable: BindingId) -> bool {
    let base = code.chain(expr).base;
    matches!(code.expr(base), ExprKind::Ident { binding: Some(binding), .. } if binding == variable)
}

/// The variable and the setter of `const [rows, setRows] = useState(…)`.
fn state_of(code: &Code, stmt: StmtId) -> Option<(BindingId, BindingId)> {
    let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { return None };
    let ExprKind::Call { callee, .. } = code.expr(init) else { return None };
    let path = code.path(callee)?;
    if path.rsplit('.').next() != Some("useState") {
        return None;
    }
    let PatKind::Array { elements } = code.pattern(pattern).kind else { return None };
    let mut names = code.pattern_list(elements).map(|p| match code.pattern(p).kind {
        PatKind::Name(binding) => Some(binding),
        _ => None,
    });
    Some((names.next()??, names.next()??))
}
