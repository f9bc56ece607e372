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
    /// right. No value is sent, and none is a word of the code that says how things stand.
    #[must_use]
    pub fn is_reckoned_anew(&self, query: &Query) -> bool {
        let file = query.at.file;
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let values: Option<Vec<ExprId>> = query
            .written
            .iter()
            .map(|&object| own_values(code, object))
            .collect::<Option<Vec<_>>>()
            .map(|lists| lists.concat());
        let Some(values) = values.filter(|_| query.op == Op::Update) else { return false };
        let says_state = |v: &ExprId| matches!(code.expr(*v), ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Null);
        !values.iter().any(|v| says_state(v) || self.sent_within(file, *v).is_some())
            && values.iter().any(|&v| self.holds_stored(file, code, v))
    }

    /// Whether a read of the database, or a name for what it gave, is a part of an expression.
    fn holds_stored(&self, file: FileId, code: &Code, expr: ExprId) -> bool {
        let is_read =
            |range: Range| self.queries_in(file).iter().any(|q| q.op == Op::Select && range.contains(q.at.range));
        code.definitions(expr).into_iter().any(|whole| is_read(code.range(whole)))
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
