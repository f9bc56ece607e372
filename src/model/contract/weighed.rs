//! What hangs on a value that is read and never there: what is only shown misses a word, what is asked decides, and what turns
//! callers away, chooses the work or is the credential of a request stops all of it.

use std::collections::BTreeSet;

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, List, Node, StmtId, StmtKind, UnaryOp},
    frameworks::library::Library,
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::Span,
};

/// What hangs on a value, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It is shown, or handed on to where nobody is known to ask for it.
    #[default]
    Shown,
    /// Something is done or left out by it.
    Decides,
    /// Without it everybody is refused, no work is chosen, or a request has no credential.
    Bars,
    /// Rows are asked for by it, and without it by nothing: all rows are found.
    Widens,
}

/// Names of names are followed this deep.
const DEPTH: u32 = 3;
/// So many arms by one word are a choice of work, and no exception.
const ARMS: usize = 2;

impl Project {
    /// What hangs on the value that is read at a place; `is_served` where the code runs on a server.
    pub(super) fn weight_of(&self, at: Span, is_served: bool) -> Weight {
        let Some(code) = self.file(at.file).code.as_ref() else { return Weight::Shown };
        let read =
            code.expr_ids().find(|&e| code.range(e) == at.range && matches!(code.expr(e), ExprKind::Member { .. }));
        let Some(read) = read else { return Weight::Shown };
        if self.is_filter_of_entities(at, code, read) {
            return Weight::Widens;
        }
        let weight = weigh(code, read, DEPTH);
        if weight == Weight::Bars && !is_served { Weight::Decides } else { weight }
    }

    /// `entities.Boat.filter({ harbour_id: row.harbour_id })`: what is `undefined` falls out of what is sent.
    fn is_filter_of_entities(&self, at: Span, code: &Code, read: ExprId) -> bool {
        let is_value =
            matches!(code.parent(read), Node::Expr(above) if matches!(code.expr(above), ExprKind::Object { .. }));
        let finds = |query: &Query| {
            query.library == Library::Base44 && query.op == Op::Select && query.at.range.contains(at.range)
        };
        is_value && self.queries_in(at.file).iter().any(finds)
    }
}

/// What hangs on an expression.
fn weigh(code: &Code, expr: ExprId, depth: u32) -> Weight {
    if is_credential(code, expr) {
        return Weight::Bars;
    }
    let mut value = expr;
    loop {
        let above = match code.parent(value) {
            Node::Expr(above) => above,
            Node::Stmt(stmt) => return of_statement(code, stmt, value, depth),
            _ => return Weight::Shown,
        };
        let decides = |weight: Weight| if is_in_markup(code, above) { Weight::Shown } else { weight };
        match code.expr(above) {
            ExprKind::Binary { op, .. } => match op {
                BinaryOp::Equal | BinaryOp::In => return decides(Weight::Decides),
                BinaryOp::NotEqual => return decides(barred(code, above)),
                op if op.is_order() => return decides(Weight::Decides),
                _ => {}
            },
            ExprKind::Unary { op: UnaryOp::Not, .. } => return decides(barred(code, above)),
            ExprKind::Conditional { test, .. } if test == value => return decides(Weight::Decides),
            // `row.name.trim()`, `new Date(row.begun_at)`, `Number(row.weight)`.
            ExprKind::Member { object, .. } if object == value => {}
            ExprKind::Call { callee, .. } if callee == value => {}
            ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } if is_conversion(code, callee) => {}
            ExprKind::Unary { .. } | ExprKind::Await(_) | ExprKind::Conditional { .. } => {}
            _ => return Weight::Shown,
        }
        value = above;
    }
}

/// What hangs on a value that a statement takes.
fn of_statement(code: &Code, stmt: StmtId, value: ExprId, depth: u32) -> Weight {
    match code.stmt(stmt).kind {
        StmtKind::If { .. } => Weight::Decides,
        StmtKind::Switch { on, .. } if on == value => Weight::Bars,
        // Given back within `filter` and its like, it says which stay.
        StmtKind::Return(_) if is_asked_of_each(code, stmt) => Weight::Decides,
        StmtKind::Var { pattern, .. } if depth > 0 => {
            let mut names = Vec::new();
            code.bound_names(pattern, &mut names);
            if names.iter().any(|&name| chooses_work(code, name)) {
                return Weight::Bars;
            }
            let uses = names.into_iter().flat_map(|name| code.references(name));
            uses.map(|&used| weigh(code, used, depth - 1)).max().unwrap_or_default()
        }
        // `row.kind && start(row)`
        StmtKind::Expr(_) => Weight::Decides,
        _ => Weight::Shown,
    }
}

fn is_conversion(code: &Code, callee: ExprId) -> bool {
    matches!(code.ident(callee), Some("Date" | "Number" | "String" | "Boolean" | "parseFloat" | "parseInt"))
        || code.path(callee).is_some_and(|path| path.starts_with("Math."))
}

/// `if (kind === "tow") { … } else if (kind === "moor") { … } else { … }`: the arms are what there is to do.
fn chooses_work(code: &Code, name: BindingId) -> bool {
    let asks = |&used: &ExprId| {
        let Node::Expr(test) = code.parent(used) else { return None };
        let ExprKind::Binary { op: BinaryOp::Equal, left, right } = code.expr(test) else { return None };
        code.string(if left == used { right } else { left })?;
        let stmt = code.statement_of(test)?;
        matches!(code.stmt(stmt).kind, StmtKind::If { otherwise: Some(_), .. }).then_some(stmt)
    };
    let arms: BTreeSet<StmtId> = code.references(name).iter().filter_map(asks).collect();
    arms.len() >= ARMS
}

/// What hangs on a test that always holds: more than one thing where whoever comes is refused by it, `if (!row.key) return
/// Response.json({ error }, { status: 400 })`.
fn barred(code: &Code, test: ExprId) -> Weight {
    let mut whole = test;
    while let Node::Expr(above) = code.parent(whole) {
        match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::Or, .. } => whole = above,
            _ => return Weight::Decides,
        }
    }
    let Node::Stmt(stmt) = code.parent(whole) else { return Weight::Decides };
    match code.stmt(stmt).kind {
        StmtKind::If { test, then, .. } if test == whole && refuses(code, then) => Weight::Bars,
        _ => Weight::Decides,
    }
}

/// Whether a block ends its function by an error: thrown, or answered with its status.
fn refuses(code: &Code, block: List) -> bool {
    let is_status = |node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(number) => code.str(number).parse::<u32>().is_ok_and(|n| (400..600).contains(&n)),
            _ => false,
        },
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Throw(_)),
        _ => false,
    };
    code.ends_function(block) && code.block(block).flat_map(|stmt| code.within_node(Node::Stmt(stmt))).any(is_status)
}

/// `headers: { Authorization: `Bearer ${row.key}` }`
fn is_credential(code: &Code, expr: ExprId) -> bool {
    let Node::Expr(mut above) = code.parent(expr) else { return false };
    let mut value = expr;
    if let (ExprKind::Template { .. }, Node::Expr(next)) = (code.expr(above), code.parent(above)) {
        (value, above) = (above, next);
    }
    let ExprKind::Object { properties } = code.expr(above) else { return false };
    let name = code.property_list(properties).find(|p| p.value == value).and_then(|p| code.property_name(&p));
    name.is_some_and(|name| {
        let name = name.to_ascii_lowercase();
        name == "authorization" || name.starts_with("x-") && (name.ends_with("-token") || name.ends_with("-key"))
    })
}

/// Whether an expression stands within markup of its own function.
fn is_in_markup(code: &Code, expr: ExprId) -> bool {
    let mut above = code.ancestors(Node::Expr(expr)).take_while(|node| matches!(node, Node::Expr(_)));
    above.any(|node| matches!(node, Node::Expr(e) if matches!(code.expr(e), ExprKind::Jsx(_))))
}

/// `boats.filter((boat) => boat.moored)`
fn is_asked_of_each(code: &Code, stmt: StmtId) -> bool {
    let Node::Function(function) = code.stmt_parent(stmt) else { return false };
    let Node::Expr(own) = code.function(function).parent else { return false };
    let Node::Expr(call) = code.parent(own) else { return false };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    matches!(code.last_name(callee), Some("filter" | "find" | "findLast" | "findIndex" | "some" | "every"))
}
