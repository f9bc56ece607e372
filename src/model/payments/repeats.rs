//! What becomes of a write when the same event is delivered twice.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, StmtKind},
    model::{
        Project,
        indexes::is_unique,
        payments::reckoned::reckoned,
        queries::{Columns, Op, Query},
        routes::{Effect, Exit, Route, exit},
    },
};

/// When an event that is delivered twice is applied twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Again {
    /// Only where both deliveries run at the same moment: else the second sees what the first did.
    AtOnce,
    /// Each time.
    Always,
}

impl Project {
    /// Whether an entry point knows PostgreSQL's answer to a second row with the same key.
    #[must_use]
    pub fn minds_repeats(&self, route: &Route) -> bool {
        route.functions.iter().any(|&(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            code.descendants(Node::Function(function)).any(|n| match n {
                Node::Expr(e) => matches!(code.expr(e), ExprKind::String(s) if code.str(s) == "23505"),
                _ => false,
            })
        })
    }

    /// When a write does more the second time: a new row, or an amount on top. Setting a state twice is setting it once,
    /// and a second line in a log says it twice.
    #[must_use]
    pub fn applied_again(&self, effect: &Effect) -> Option<Again> {
        let code = self.file(effect.at.file).code.as_ref().filter(|_| effect.writes)?;
        let is_log =
            |t: &str| self.vocab.tables.audit.has(t) || crate::vocab::split(t).iter().any(|w| w.starts_with("log"));
        if effect.table.as_deref().is_some_and(is_log) {
            return None;
        }
        let Some(query) = self.query_of(effect) else { return adds_row(code, effect).then_some(Again::Always) };
        let adds_up = match query.op {
            Op::Insert => !self.meets_key(query),
            Op::Update => self.adds_amount(code, query),
            _ => false,
        };
        adds_up.then(|| if self.is_seen(code, query) { Again::AtOnce } else { Again::Always })
    }

    /// Whether the row that is added holds a key that the same delivery, sent again, meets.
    fn meets_key(&self, query: &Query) -> bool {
        let Columns::Named(columns) = &query.columns else { return false };
        let written: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.table_of(query).is_some_and(|(_, _, table)| is_unique(table, &written))
    }

    /// Whether an update puts an amount on top of another each time.
    fn adds_amount(&self, code: &Code, query: &Query) -> bool {
        reckoned(self, code, query).iter().any(|column| !is_made_up_for(code, query, column))
    }

    /// Whether the function looks, before it writes, at something that the write or a later one sets.
    fn is_seen(&self, code: &Code, query: &Query) -> bool {
        self.is_flagged(code, query) || self.is_looked_for(code, query)
    }

    /// Whether the row that is added was looked for before, and is added where there is none.
    #[must_use]
    pub fn is_added_once(&self, insert: &Query) -> bool {
        self.file(insert.at.file).code.as_ref().is_some_and(|code| self.is_looked_for(code, insert))
    }

    /// `if (row.done) return` before, `update({ done: true })` after, in the same function; also where the state is a word,
    /// `["failed", "paid"].includes(row.state)`. What the database refuses to set keeps nothing.
    fn is_flagged(&self, code: &Code, query: &Query) -> bool {
        let of_function = self.queries_in(query.at.file).iter().filter(|q| q.function == query.function);
        let later = of_function.filter(|q| q.op == Op::Update && q.at > query.at && !self.fails_anyway(q));
        let set: Vec<(&str, ExprId)> =
            later.flat_map(|q| q.assigned.iter()).map(|(column, value)| (column.as_str(), *value)).collect();
        code.within(query.function).any(|node| {
            let Node::Stmt(stmt) = node else { return false };
            let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return false };
            let leaves = code.block(then).next_back().is_some_and(|s| matches!(code.stmt(s).kind, StmtKind::Return(_)));
            leaves && code.stmt(stmt).range.end <= query.at.range.start && asks_for_state(code, test, &set)
        })
    }

    /// `if (row) await update(…); else await insert(…)`, `if (row) return` before: the row that is added was looked for, and
    /// is added where there is none.
    fn is_looked_for(&self, code: &Code, insert: &Query) -> bool {
        let is_look = |q: &&Query| {
            q.op == Op::Select && q.function == insert.function && q.at < insert.at && q.tables == insert.tables
        };
        let looks = self.queries_in(insert.at.file).iter().filter(is_look);
        let found: Vec<_> = looks.flat_map(|q| q.outcome.data.iter().copied()).collect();
        let asks = |test| {
            code.within_node(Node::Expr(test)).any(|n| {
                matches!(n, Node::Expr(e) if matches!(code.expr(e), ExprKind::Ident { binding: Some(b), .. } if found.contains(&b)))
            })
        };
        let is_within = |list| code.block(list).any(|s| code.stmt(s).range.contains(insert.at.range));
        insert.op == Op::Insert
            && code.within(insert.function).any(|node| {
                let Node::Stmt(stmt) = node else { return false };
                let StmtKind::If { test, then, otherwise } = code.stmt(stmt).kind else { return false };
                let leaves = || {
                    exit(code, then) == Some(Exit::Leaves)
                        && code.stmt(stmt).range.end <= insert.at.range.start
                        && code.runs_before(test, insert.expr)
                        && says_there(code, test, &found)
                };
                let is_branch =
                    if is_denied(code, test) { is_within(then) } else { otherwise.is_some_and(is_within) || leaves() };
                is_branch && asks(test)
            })
    }
}

/// Whether a test looks at a column for what is set later: for a truth, or one of the words that it names.
fn asks_for_state(code: &Code, test: ExprId, set: &[(&str, ExprId)]) -> bool {
    let within = || {
        code.within_node(Node::Expr(test)).filter_map(|node| match node {
            Node::Expr(e) => Some(e),
            _ => None,
        })
    };
    set.iter().any(|(column, value)| {
        let is_read = || {
            within().any(|e| matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == *column))
        };
        let is_asked = match code.expr(*value) {
            ExprKind::Bool(true) => true,
            ExprKind::String(word) => within().any(|e| code.string(e) == Some(code.str(word))),
            _ => false,
        };
        is_asked && is_read()
    })
}

/// `row`, `rows.length > 0`, `rows?.some(…)`: holds where one of some names has something.
fn says_there(code: &Code, test: ExprId, found: &[BindingId]) -> bool {
    match code.expr(test) {
        ExprKind::Ident { binding: Some(binding), .. } => found.contains(&binding),
        ExprKind::Member { object, .. } => says_there(code, object, found),
        ExprKind::Call { callee, .. } => {
            matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "some" | "find" | "includes"))
                && says_there(code, callee, found)
        }
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            says_there(code, left, found) || says_there(code, right, found)
        }
        ExprKind::Binary { op: BinaryOp::Greater | BinaryOp::NotEqual, left, right } => {
            says_there(code, left, found) && matches!(code.expr(right), ExprKind::Null | ExprKind::Number(_))
        }
        _ => false,
    }
}

/// `!row`.
fn is_denied(code: &Code, test: ExprId) -> bool {
    matches!(code.expr(test), ExprKind::Unary { op: crate::facts::code::UnaryOp::Not, .. })
}

/// `left: row.left + (plan.minutes - row.total), total: plan.minutes`: what is added is the way to a value that the same
/// update sets, and nothing the second time.
fn is_made_up_for(code: &Code, query: &Query, column: &str) -> bool {
    let values = query.assigned.iter().filter(|(name, _)| name == column).map(|(_, value)| *value);
    let subtracted = values.flat_map(|value| subtrahends(code, code.initial(value).unwrap_or(value)));
    let is_of = |whole: ExprId, other: &str| {
        code.within_node(Node::Expr(whole)).any(|n| {
            matches!(n, Node::Expr(m) if matches!(code.expr(m), ExprKind::Member { property, .. } if code.str(property) == other))
        })
    };
    let others: Vec<&str> = query.assigned.iter().map(|(name, _)| name.as_str()).filter(|n| *n != column).collect();
    subtracted.into_iter().any(|whole| others.iter().any(|other| is_of(whole, other)))
}

/// What the parts of an expression take away.
fn subtrahends(code: &Code, whole: ExprId) -> Vec<ExprId> {
    let taken = code.within_node(Node::Expr(whole)).filter_map(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Subtract, right, .. } => Some(right),
            _ => None,
        },
        _ => None,
    });
    taken.collect()
}

/// `Order.create(…)`, `db.insert(…)`: the verb of a call that is no query of ours.
fn adds_row(code: &Code, effect: &Effect) -> bool {
    let calls = code.exprs.iter().filter(|e| e.range == effect.at.range);
    let mut names = calls.filter_map(|e| match e.kind {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { property, .. } => Some(code.str(property)),
            _ => None,
        },
        _ => None,
    });
    names.any(|n| {
        n.starts_with("create") || n.starts_with("insert") || n == "bulkCreate" || n == "query" || n == "execute"
    })
}
