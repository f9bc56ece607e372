//! Loops that go over a few things by what these are.

use super::{Condition, Op, Query};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::Project,
    source::span::Span,
};

/// So many at most are taken from a queue at once.
const ROUND: u32 = 100;

impl Project {
    /// Whether the loop at `whole` goes over what one thing has at present, the kinds among the lines of one form, or
    /// what a worker takes from its queue.
    #[must_use]
    pub fn goes_over_few(&self, whole: Span) -> bool {
        is_of_one_thing(self, whole) || is_queue(self, whole)
    }
}

/// `where crew = me and status = 'active'`: what one thing has at present, or the kinds among the lines of one form.
fn is_of_one_thing(project: &Project, whole: Span) -> bool {
    let Some(list) = project.list_of_loop(whole) else { return false };
    let Some(code) = &project.file(whole.file).code else { return false };
    if is_of_form(code, list) {
        return true;
    }
    let Some(query) = project.query_behind(whole.file, list) else { return false };
    let equalities = || {
        query.conditions.iter().filter_map(|condition| match condition {
            Condition::Compare(c) if c.op == "eq" => c.column.as_deref(),
            _ => None,
        })
    };
    let is_key = |column: &str| crate::vocab::split(column).last().is_some_and(|word| word == "id");
    let is_current = query.conditions.iter().any(|condition| match condition {
        Condition::Compare(c) => {
            c.op == "eq"
                && c.column.as_deref().is_some_and(|column| project.vocab.columns.state.has(column))
                && c.literal
                    .as_deref()
                    .is_some_and(|state| matches!(state.to_lowercase().as_str(), "active" | "current"))
        }
        Condition::AnyOf(_) => false,
    });
    let grows = query.tables.iter().any(|table| project.vocab.tables.growing.has(table));
    is_current && !grows && equalities().any(is_key)
}

/// `new Set(lines.map(kind))`: as many as a form has different lines.
fn is_of_form(code: &Code, list: ExprId) -> bool {
    let base = code.initial(list).unwrap_or(list);
    let parts = |e: ExprId| {
        code.within_node(Node::Expr(e)).filter_map(|node| match node {
            Node::Expr(e) => Some(e),
            _ => None,
        })
    };
    parts(base).any(|made| {
        let ExprKind::New { callee, args } = code.expr(made) else { return false };
        let names_lines = |e: ExprId| {
            let name = match code.expr(e) {
                ExprKind::Ident { name, .. } => name,
                ExprKind::Member { property, .. } => property,
                _ => return false,
            };
            matches!(code.str(name), "lines" | "items" | "lineItems")
        };
        code.ident(callee) == Some("Set") && code.expr_list(args).any(|arg| parts(arg).any(names_lines))
    })
}

/// A round of a worker: so many at most are taken from a queue, and each is carried out by itself.
fn is_queue(project: &Project, whole: Span) -> bool {
    let Some(list) = project.list_of_loop(whole) else { return false };
    let taken = project.query_behind(whole.file, list).and_then(|query| project.most_rows(query));
    let works =
        |q: &Query| q.at.file == whole.file && whole.range.contains(q.at.range) && (q.op.is_write() || q.op == Op::Rpc);
    let is_worker = project.sides.of(whole.file).is_server();
    is_worker && taken.is_some_and(|rows| rows <= ROUND) && project.queries_in(whole.file).iter().any(works)
}
