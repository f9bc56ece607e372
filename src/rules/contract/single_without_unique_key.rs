//! One row is asked for by columns of which several rows may have the same value.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    facts::code::{BinaryOp, ExprId, ExprKind, Node},
    model::{
        Project,
        indexes::leaves_one_row,
        queries::{Bound, Condition, Op, Query},
        schema::{Name, Part, Table},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut by_key: BTreeMap<(Name, Vec<&str>), Vec<&Query>> = BTreeMap::new();
    for query in project
        .met_queries()
        .filter(|q| q.op == Op::Select && q.bound == Bound::One && !q.has_unread && q.library.is_rest())
    {
        let Some((_, name, table)) = project.table_of(query) else { continue };
        // A statement that fails here may have made the key where it applied, in whichever set of SQL it stands.
        let is_known = [Part::Indexes, Part::Constraints, Part::Columns].iter().all(|part| table.knows(*part))
            && ![Part::Existence, Part::Indexes, Part::Constraints]
                .iter()
                .any(|part| project.may_change(&name, *part, |_| true));
        let Some(columns) = fixed(query).filter(|c| is_known && !c.is_empty()) else { continue };
        if leaves_one_row(table, &query.conditions) {
            continue;
        }
        if !columns.iter().all(|c| table.column(c).is_some())
            || is_cut(project, query)
            || has_second_way(project, query)
        {
            continue;
        }
        if may_repeat(table, &columns) {
            by_key.entry((name, columns)).or_default().push(query);
        }
    }
    for ((name, columns), queries) in by_key {
        let Some((first, others)) = queries.split_first() else { continue };
        let listed = columns.join(", ");
        let message = format!(
            "this fails as soon as a second row of {} has the same {listed}: one row is asked for, and nothing keeps it single",
            name.name
        );
        let finding = sink.report(first.at, format!("public.{}.{}", name.name, columns.join(",")), message);
        if queries.iter().all(|query| is_only_printed(project, query) || has_stand_in(project, query)) {
            finding.severity(Severity::Low);
        }
        finding.help(format!(
            "add `unique ({listed})` where there can only be one, else `.order(…).limit(1).maybeSingle()`"
        ));
        for other in others {
            finding.place(other.at, format!("asks for one row by {listed}"));
        }
    }
}

/// Whether nothing but the console depends on the answer.
fn is_only_printed(project: &Project, query: &Query) -> bool {
    let code = project.file(query.at.file).code.as_ref();
    code.is_some_and(|code| query.outcome.is_only_printed(code))
}

/// `main?.id ?? crews[0]?.id`: where the answer is missing another value is taken, and nobody asks for the error.
fn has_stand_in(project: &Project, query: &Query) -> bool {
    let Some(code) = project.file(query.at.file).code.as_ref() else { return false };
    let is_replaced = |&read: &ExprId| {
        let mut value = read;
        while let Node::Expr(above) = code.parent(value) {
            match code.expr(above) {
                ExprKind::Member { object, .. } if object == value => value = above,
                ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                    return left == value
                        && matches!(code.expr(right), ExprKind::Member { .. } | ExprKind::Ident { .. });
                }
                _ => return false,
            }
        }
        false
    };
    let mut reads = query.outcome.data.iter().flat_map(|&data| code.references(data)).peekable();
    query.outcome.error_reads.is_empty() && reads.peek().is_some() && reads.all(is_replaced)
}

/// The columns that must be equal to something; `None` where other conditions narrow the rows, too.
fn fixed(query: &Query) -> Option<Vec<&str>> {
    query
        .conditions
        .iter()
        .map(|c| match c {
            Condition::Compare(c) if c.op == "eq" && c.path.is_none() => c.column.as_deref(),
            _ => None,
        })
        .collect()
}

/// Whether the rows are cut to one before: `.limit(1).single()`.
fn is_cut(project: &Project, query: &Query) -> bool {
    let Some(code) = project.file(query.at.file).code.as_ref().filter(|_| query.limit.is_none()) else { return true };
    let chain = code.chain(query.expr);
    chain.links.iter().any(|l| l.name.is_some_and(|n| matches!(code.str(n), "limit" | "range")))
}

/// Whether the function asks the same table again, and there for the first row of several: it knows that there may be more.
fn has_second_way(project: &Project, query: &Query) -> bool {
    let mut others = project.queries_in(query.at.file).iter().filter(|other| other.function == query.function);
    others.any(|other| {
        let is_later = other.at.range.start > query.at.range.end;
        is_later && other.op == Op::Select && other.tables == query.tables && is_cut(project, other)
    })
}

/// Whether a column points to another table: a parent has many children as a rule.
fn may_repeat(table: &Table, columns: &[&str]) -> bool {
    columns.iter().any(|column| table.foreign_keys().any(|(c, _)| c.columns == [(*column).to_owned()]))
}
