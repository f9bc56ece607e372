//! What the code does instead when a call of the database has failed.

use crate::{
    facts::code::{BinaryOp, Code, ExprKind, List, Node, StmtKind, UnaryOp},
    model::{
        Project,
        queries::{Op, Query},
        routes::exit,
    },
};

impl Project {
    /// `if (error) { …the same by other queries… }`: what the function should do is done by hand when it fails.
    #[must_use]
    pub fn falls_back(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let is_read = |test| {
            code.within_node(Node::Expr(test))
                .any(|n| matches!(n, Node::Expr(e) if query.outcome.error_reads.contains(&e)))
        };
        let branches = code.within(query.function).filter_map(|node| match node {
            Node::Stmt(stmt) => match code.stmt(stmt).kind {
                StmtKind::If { test, then, .. } if is_read(test) => Some(then),
                _ => None,
            },
            _ => None,
        });
        let tables = &self.vocab.tables;
        // That it failed may be written down, which does not do it.
        let is_record = |q: &Query| q.tables.iter().any(|t| tables.record.has(t) || tables.audit.has(t));
        let own = || self.queries_in(query.at.file).iter().filter(|q| q.at != query.at && !is_record(q));
        let goes_on = || {
            leaves_with_answer(code, query).is_some_and(|behind| {
                own().any(|other| {
                    other.function == query.function && other.op != Op::Rpc && other.at.range.start >= behind
                })
            })
        };
        branches.into_iter().any(|branch| {
            let range = |stmt| code.stmt(stmt).range;
            own()
                .any(|other| other.op != Op::Rpc && code.block(branch).any(|stmt| range(stmt).contains(other.at.range)))
        }) || goes_on()
    }
}

/// `if (error) log(error); else if (data) return data;`, `if (!error) return data;`: where the function goes on when the call has
/// failed, and only then.
fn leaves_with_answer(code: &Code, query: &Query) -> Option<u32> {
    let is_error = |test| query.outcome.error_reads.contains(&test);
    code.within(query.function).find_map(|node| {
        let Node::Stmt(stmt) = node else { return None };
        let StmtKind::If { test, then, otherwise } = code.stmt(stmt).kind else { return None };
        let leaves = match code.expr(test) {
            ExprKind::Unary { op: UnaryOp::Not, operand } => is_error(operand) && exit(code, then).is_some(),
            ExprKind::Binary { op: BinaryOp::And, left, .. } => {
                matches!(code.expr(left), ExprKind::Unary { op: UnaryOp::Not, operand } if is_error(operand))
                    && exit(code, then).is_some()
            }
            _ => is_error(test) && exit(code, then).is_none() && otherwise.is_some_and(|o| returns(code, o)),
        };
        leaves.then_some(code.stmt(stmt).range.end)
    })
}

/// Whether a block returns, be it under a condition of its own.
fn returns(code: &Code, block: List) -> bool {
    code.block(block).any(|stmt| match code.stmt(stmt).kind {
        StmtKind::Return(_) => true,
        StmtKind::If { then, .. } => returns(code, then),
        StmtKind::Block(body) => returns(code, body),
        _ => false,
    })
}
