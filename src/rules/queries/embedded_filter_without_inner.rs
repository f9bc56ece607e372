//! A filter on an embedded relation that does not leave out the parents without a match.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, PatKind, StmtKind},
    model::{
        Project,
        access::{Caller, Verdict},
        queries::{Condition, Embed, Query},
        schema::Command,
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let embeds = || project.met_queries().filter(|q| !q.embeds.is_empty() && q.library.filters_embeds_apart());
    if embeds().next().is_none() {
        sink.not_applicable("no query embeds a related table");
    }
    for query in embeds() {
        for condition in &query.conditions {
            let Condition::Compare(comparison) = condition else { continue };
            let Some((relation, column)) = comparison.column.as_deref().and_then(|c| c.split_once('.')) else {
                continue;
            };
            let Some(embed) = embedded(query, relation) else { continue };
            let is_callers = || comparison.value.is_some_and(|v| project.is_person_id(query.at.file, v));
            if embed.inner || is_callers() && shows_own(project, query) {
                continue;
            }
            let table = query.tables.join(" or ");
            let is_sorted_out = leaves_out(project, query, relation);
            let read = if is_sorted_out { "read" } else { "read, shown and counted" };
            let message = format!(
                "every row of {table} is {read}, also those without a match: the condition on {relation}.{column} only \
                 empties what is embedded"
            );
            let key = format!("public.{table}/{relation}.{column}");
            let finding = sink.report(query.at, key, message);
            finding.help(format!(
                "write {relation}!inner(…) in the select list, so that rows without a match are left out"
            ));
            if is_sorted_out {
                finding.severity(Severity::Low);
            }
        }
    }
}

/// Whether row security keeps a caller of the browser to rows that are tied to him: the condition says so once more.
fn shows_own(project: &Project, query: &Query) -> bool {
    let cell = || project.cell(&project.table_of(query)?.1, Caller::Account, Command::Select);
    project.runs_in_browser(query) && cell().is_some_and(|cell| cell.verdict == Verdict::Scoped)
}

/// `rows.filter((row) => row.berth !== null)`: the code leaves out the rows without a match.
fn leaves_out(project: &Project, query: &Query, relation: &str) -> bool {
    let Some(code) = project.file(query.at.file).code.as_ref() else { return false };
    let named = || query.outcome.data.iter().flat_map(|&data| code.references(data));
    let renamed = named().filter_map(|&read| kept_as(code, read)).flat_map(|kept| code.references(kept));
    named().chain(renamed).any(|&read| {
        let calls = code.ancestors(Node::Expr(read)).map_while(|n| if let Node::Expr(e) = n { Some(e) } else { None });
        calls.into_iter().any(|call| {
            let ExprKind::Call { callee, args } = code.expr(call) else { return false };
            let is_filter =
                matches!(code.expr(callee), ExprKind::Member { property, .. } if code.str(property) == "filter");
            let test = code.arg(args, 0).filter(|_| is_filter);
            test.is_some_and(|test| {
                code.descendants(Node::Expr(test)).any(|node| match node {
                    Node::Expr(e) => {
                        matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == relation)
                    }
                    _ => false,
                })
            })
        })
    })
}

/// The variable that begins as the rows: `let rows = data || [];`.
fn kept_as(code: &Code, read: ExprId) -> Option<BindingId> {
    let whole = match code.parent(read) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } if left == read => above,
            _ => return None,
        },
        _ => read,
    };
    let Node::Stmt(stmt) = code.parent(whole) else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { pattern, .. } => match code.pattern(pattern).kind {
            PatKind::Name(kept) => Some(kept),
            _ => None,
        },
        _ => None,
    }
}

fn embedded<'q>(query: &'q Query, relation: &str) -> Option<&'q Embed> {
    query.embeds.iter().find(|e| e.alias.as_deref().unwrap_or(&e.relation) == relation || e.relation == relation)
}
