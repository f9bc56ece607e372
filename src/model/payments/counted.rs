//! Rows that are counted and held against a limit before one is added.

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, MODULE, Node, StmtKind},
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::{FileId, Span},
};

/// The test that holds the number of a table's rows against a limit kept in the data, before a row is added to it: in the
/// same function, or in one of the same file that it calls.
#[must_use]
pub fn counted(project: &Project, code: &Code, insert: &Query) -> Option<Span> {
    let file = insert.at.file;
    let table = insert.tables.first()?;
    let owner = &project.vocab.columns.owner;
    // How many one person may have is no contest with others.
    let counts = project.queries_in(file).iter().filter(|q| {
        q.op == Op::Select && q.tables.contains(table) && !q.filters().iter().any(|column| owner.has(column))
    });
    counts.into_iter().find_map(|count| {
        let is_before = count.function == insert.function && code.runs_before(count.expr, insert.expr)
            || calls(code, insert.function, count.function);
        let tests = code.within(count.function).filter_map(|n| match n {
            Node::Stmt(s) => match code.stmt(s).kind {
                StmtKind::If { test, .. } => Some(test),
                _ => None,
            },
            _ => None,
        });
        let mut tests = tests.filter(|_| is_before);
        tests.find(|&t| holds_count_against_limit(project, file, code, t, count)).map(|t| code.range(t).in_file(file))
    })
}

/// Whether a function calls another of its file by its name.
fn calls(code: &Code, caller: FnId, called: FnId) -> bool {
    let Some(name) = code.function(called).name.filter(|_| caller != called && called != MODULE) else { return false };
    code.exprs_within(caller)
        .any(|e| matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some(code.str(name))))
}

/// `count >= tournament.max_teams`: a limit that belongs to the thing that is shared.
fn holds_count_against_limit(project: &Project, file: FileId, code: &Code, test: ExprId, count: &Query) -> bool {
    code.within_node(Node::Expr(test)).any(|n| {
        let Node::Expr(e) = n else { return false };
        let ExprKind::Binary { op, left, right } = code.expr(e) else { return false };
        op.is_order()
            && [(left, right), (right, left)].into_iter().any(|(number, limit)| {
                is_limit(project, code, limit) && is_count_of(project, file, code, number, count)
            })
    })
}

fn is_limit(project: &Project, code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| {
        matches!(n, Node::Expr(m) if matches!(code.expr(m), ExprKind::Member { property, .. }
            if project.vocab.words.limits.takes_one_of(&crate::vocab::split(code.str(property)))))
    })
}

fn is_count_of(project: &Project, file: FileId, code: &Code, side: ExprId, count: &Query) -> bool {
    code.within_node(Node::Expr(side)).any(|n| {
        let Node::Expr(e) = n else { return false };
        project.values().symbols(file, e).iter().any(|symbol| {
            let is_number = symbol.path.ends_with(".count") || symbol.path.ends_with(".data.length");
            let made = symbol.made_by.filter(|(at, _)| is_number && *at == file);
            made.is_some_and(|(_, call)| count.at.range.contains(code.range(call)))
        })
    })
}
