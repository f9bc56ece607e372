//! Filters that are only added when a read gave rows: `if (ids?.length) people = people.in("id", ids);`. When the read fails,
//! or finds nobody, everybody is taken.

use super::{Stake, guard::branch_passed_by};
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, StmtId, StmtKind},
    model::queries::{Op, Query},
};

/// Filters that leave a part of the rows.
const NARROWS: [&str; 11] =
    ["in", "eq", "contains", "containedBy", "overlaps", "filter", "match", "or", "gte", "lte", "ilike"];

/// What is at stake where a query loses its filter with the rows of a read: nothing can be taken back that was changed or
/// deleted; what a server reads it hands out or mails to.
pub(super) fn widens(code: &Code, queries: &[&Query], read: &Query, is_server: bool) -> Option<Stake> {
    let branch = branch_passed_by(code, &read.outcome.data)?;
    let mut narrowed = None;
    for stmt in code.block(branch) {
        match code.stmt(stmt).kind {
            StmtKind::Var { .. } => {}
            StmtKind::Expr(_) => narrowed = Some(narrowed_in(code, stmt)?),
            _ => return None,
        }
    }
    let whole = queries.iter().find(|q| q.at != read.at && narrowed.is_some_and(|name| begins(code, name, q)))?;
    match whole.op {
        Op::Update | Op::Delete => Some(Stake::Rights),
        Op::Select if is_server => Some(Stake::Write),
        _ => None,
    }
}

/// `people` of `people = people.in("id", ids)`.
fn narrowed_in(code: &Code, stmt: StmtId) -> Option<BindingId> {
    let StmtKind::Expr(assign) = code.stmt(stmt).kind else { return None };
    let ExprKind::Assign { op: None, target, value } = code.expr(assign) else { return None };
    let named = |e: ExprId| match code.expr(e) {
        ExprKind::Ident { binding, .. } => binding,
        _ => None,
    };
    let chain = code.chain(value);
    let filters = chain.links.iter().all(|link| link.name.is_some_and(|name| NARROWS.contains(&code.str(name))));
    let builder = named(target)?;
    (named(chain.base) == Some(builder) && filters && !chain.links.is_empty()).then_some(builder)
}

/// Whether a query begins where a variable is declared.
fn begins(code: &Code, name: BindingId, query: &Query) -> bool {
    let declared = code.references(name).first().and_then(|&used| code.initial(used));
    declared.is_some_and(|init| code.range(init).contains(query.at.range) || query.at.range.contains(code.range(init)))
}
