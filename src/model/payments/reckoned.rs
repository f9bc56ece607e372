//! Values that are reckoned from what was read before, and written back.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::{FileId, Range},
};

impl Project {
    /// Whether an update writes nothing but what is reckoned from stored rows: whoever sets it off changes nothing that was
    /// right. No value is sent or comes from another service, and none is a word of the code that says how things stand.
    #[must_use]
    pub fn is_reckoned_anew(&self, query: &Query) -> bool {
        let file = query.at.file;
        let Some(code) = self.file(file).code.as_ref().filter(|_| query.op == Op::Update) else { return false };
        let objects: Option<Vec<Vec<ExprId>>> = query.written.iter().map(|&o| own_values(code, o)).collect();
        let values = objects.unwrap_or_default().concat();
        let says_state = |v: ExprId| matches!(code.expr(v), ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Null);
        let is_foreign = |v: ExprId| {
            says_state(v) || self.sent_within(file, v).is_some() || self.comes_from_elsewhere(file, code, v)
        };
        let is_read =
            |range: Range| self.queries_in(file).iter().any(|q| q.op == Op::Select && range.contains(q.at.range));
        let holds_stored = |v: ExprId| code.definitions(v).into_iter().any(|whole| is_read(code.range(whole)));
        !values.iter().any(|&v| is_foreign(v)) && values.into_iter().any(holds_stored)
    }

    /// Whether a part of a value was waited for and is no answer of the database or of a function here, or goes by a name
    /// that is given more than once.
    fn comes_from_elsewhere(&self, file: FileId, code: &Code, value: ExprId) -> bool {
        let is_query = |range: Range| self.queries_in(file).iter().any(|q| range.contains(q.at.range));
        let is_own = |waited: ExprId| match code.expr(waited) {
            ExprKind::Call { callee, .. } => !self.values().functions(file, callee).is_empty(),
            _ => false,
        };
        code.definitions(value).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole))).any(|node| match node
        {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Await(waited) => !is_query(code.range(e)) && !is_own(waited),
                ExprKind::Ident { binding: Some(binding), .. } => {
                    let known = code.binding(binding);
                    matches!(known.origin, Origin::Var(_)) && !known.constant
                }
                _ => false,
            },
            _ => false,
        })
    }
}

/// The values of an object whose properties all stand in it.
fn own_values(code: &Code, object: ExprId) -> Option<Vec<ExprId>> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    code.property_list(properties).map(|p| (p.key != PropertyKey::Spread).then_some(p.value)).collect()
}

/// The columns whose new value is reckoned from one that was read.
#[must_use]
pub fn reckoned(project: &Project, file: FileId, code: &Code, object: ExprId) -> Vec<String> {
    let ExprKind::Object { properties } = code.expr(object) else { return Vec::new() };
    let columns = code.property_list(properties).filter_map(|p| match p.key {
        PropertyKey::Name(key) if is_reckoned(project, file, code, p.value, 4) => Some(code.str(key).to_owned()),
        _ => None,
    });
    columns.collect()
}

/// Whether an expression adds to or subtracts from something that a query gave.
fn is_reckoned(project: &Project, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return false };
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, right } => {
            [left, right].into_iter().any(|e| comes_from_query(project, file, code, e))
        }
        ExprKind::Call { args, .. } => code.expr_list(args).any(|a| is_reckoned(project, file, code, a, depth)),
        ExprKind::Conditional { then, otherwise, .. } => {
            is_reckoned(project, file, code, then, depth) || is_reckoned(project, file, code, otherwise, depth)
        }
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => is_reckoned(project, file, code, init, depth),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether a part of an expression is a row's column that was selected before.
fn comes_from_query(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| match n {
        Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { .. }) => project
            .values()
            .symbols(file, e)
            .iter()
            .any(|s| s.path.contains(".from().select()") && s.path.contains(".data.")),
        _ => false,
    })
}
