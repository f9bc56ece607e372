//! The columns by which policies look for rows, and whether an index finds them.

use super::{Service, equality, equality_served};
use crate::{
    model::{
        access::share_a_role,
        queries::Condition,
        routines::asks_caller,
        schema::{Command, Name, Part, Policy, Schema, SqlText, Table},
    },
    sql::expr::{Expr, ExprKind, FromItem, Node, Query, Select, Source, parse_expr},
};

/// Columns of one table by which a policy finds rows: all must hold, so that an index on one of them serves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Search {
    /// The table that is searched: the policy's own, or one that its condition reads.
    pub table: Name,
    /// The columns; those that are compared with the caller come first.
    pub columns: Vec<String>,
}

/// The searches of a policy that no index serves.
#[must_use]
pub fn unserved_searches(schema: &Schema, name: &Name, table: &Table, policy: &Policy) -> Vec<Search> {
    // Conditions on new rows alone look for nothing in this table, but may in others.
    let mut found = Vec::new();
    // Changes name their row, as a rule, by its key: only reading goes through the table by what the policy compares.
    // Permissive policies are alternatives like those of an OR, those that could not be made here too.
    let reads = policy.command.covers(Command::Select)
        && !schema.withheld.may_widen(name, Part::Policies, Command::Select)
        && asked_beside(schema, table, policy).all(|other| finds(name, table, other));
    let conditions = policy.using.iter().map(|c| (c, reads)).chain(policy.check.iter().map(|c| (c, false)));
    for (condition, finds_rows) in conditions {
        let Ok(tree) = parse_expr(&condition.text) else { continue };
        if finds_rows {
            own_searches(name, table, &tree, &mut found);
        }
        tree.walk(&mut |node| {
            if let Node::Query(query) = node {
                found.extend(
                    query.as_select().into_iter().flat_map(|select| of_select(schema, condition, query, select)),
                );
            }
        });
    }
    found.sort();
    found.dedup();
    let is_missing = |search: &Search| {
        schema.table(&search.table).is_some_and(|table| {
            search.columns.iter().all(|c| equality_served(table, std::slice::from_ref(c)) == Service::Missing)
        })
    };
    found.retain(is_missing);
    found
}

/// The other permissive policies by which somebody who is asked this one reads.
fn asked_beside<'t>(schema: &'t Schema, table: &'t Table, policy: &'t Policy) -> impl Iterator<Item = &'t Policy> {
    let others = table.policies.values().map(AsRef::as_ref);
    others.filter(move |other| {
        policy.permissive
            && other.permissive
            && other.id != policy.id
            && other.command.covers(Command::Select)
            && share_a_role(schema, policy, other)
    })
}

/// Whether a policy finds its rows by what it compares.
fn finds(name: &Name, table: &Table, policy: &Policy) -> bool {
    let Some(tree) = policy.using.as_ref().and_then(|using| parse_expr(&using.text).ok()) else { return false };
    let mut found = Vec::new();
    own_searches(name, table, &tree, &mut found);
    !found.is_empty() && !matches!(tree.kind, ExprKind::InQuery(..))
}

/// What row security adds to every read of a signed-in user: the equalities of the only policy by which he reads. Empty
/// where there is no such policy, or a choice of several.
#[must_use]
pub fn read_conditions(name: &Name, table: &Table) -> Vec<Condition> {
    let mut reading =
        table.policies.values().filter(|policy| policy.permissive && policy.command.covers(Command::Select));
    let (Some(policy), None) = (reading.next(), reading.next()) else { return Vec::new() };
    let Some(tree) = policy.using.as_ref().and_then(|using| parse_expr(&using.text).ok()) else { return Vec::new() };
    let mut searches = Vec::new();
    own_searches(name, table, &tree, &mut searches);
    match searches.as_slice() {
        [only] => only.columns.iter().map(|column| Condition::Compare(equality(column))).collect(),
        _ => Vec::new(),
    }
}

/// What each alternative of a condition compares for equality with something that is no column of the row. Indexes serve
/// alternatives only when there is one for each of them: one that compares nothing, or asks a subquery, has every row read.
fn own_searches(name: &Name, table: &Table, condition: &Expr, found: &mut Vec<Search>) {
    if let ExprKind::Or(alternatives) = &condition.kind {
        let of_each = alternatives.iter().map(|alternative| {
            let mut of_one = Vec::new();
            if !matches!(alternative.kind, ExprKind::InQuery(..)) {
                own_searches(name, table, alternative, &mut of_one);
            }
            of_one
        });
        let of_each: Vec<Vec<Search>> = of_each.collect();
        if of_each.iter().all(|searches| !searches.is_empty()) {
            found.extend(of_each.into_iter().flatten());
        }
        return;
    }
    let parts = match &condition.kind {
        ExprKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(condition),
    };
    let columns: Vec<String> = parts.iter().filter_map(|part| own_column(name, table, part)).collect();
    if !columns.is_empty() {
        found.push(Search { table: name.clone(), columns });
    }
}

/// `user_id` of `user_id = auth.uid()`, `org_id` of `org_id IN (SELECT …)`.
fn own_column(name: &Name, table: &Table, condition: &Expr) -> Option<String> {
    let (column, value) = match &condition.kind {
        ExprKind::Binary(left, op, right) if op == "=" => {
            if is_own(name, table, left) {
                (left, Some(right))
            } else {
                (right, Some(left))
            }
        }
        ExprKind::InQuery(left, query) if !reaches_out(name, query) => (left, None),
        ExprKind::Quantified { left, op, all: false, right } if op == "=" => (left, Some(right)),
        _ => return None,
    };
    let about_caller = value.is_none_or(|value| asks(value));
    (is_own(name, table, column) && about_caller).then(|| column.as_column().map(str::to_owned)).flatten()
}

/// Whether an expression is a column of the row that the policy judges, as it stands outside of subqueries.
fn is_own(name: &Name, table: &Table, expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Column(parts) => match parts.as_slice() {
            [column] => table.column(column).is_some(),
            [.., qualifier, column] => *qualifier == name.name && table.column(column).is_some(),
            [] => false,
        },
        _ => false,
    }
}

/// Whether a query names columns of the judged row.
fn reaches_out(name: &Name, query: &Query) -> bool {
    let mut found = false;
    query.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node
            && let [.., qualifier, _] = parts.as_slice()
        {
            found |= *qualifier == name.name;
        }
    });
    found
}

/// Whether a value depends on who calls and on no column.
pub(in crate::model) fn asks(value: &Expr) -> bool {
    let (mut of_caller, mut of_row) = (false, false);
    value.walk(&mut |node| {
        if let Node::Expr(expr) = node {
            of_caller |= asks_caller(expr);
            of_row |= matches!(expr.kind, ExprKind::Column(_));
        }
    });
    of_caller && !of_row
}

/// The searches of one query within a policy: for each table that it reads, the columns compared for equality.
fn of_select(schema: &Schema, condition: &SqlText, query: &Query, select: &Select) -> Vec<Search> {
    let mut equalities = Vec::new();
    let joins = select.from.iter().filter_map(|item| item.join.as_ref()?.on.as_ref());
    for part in joins.chain(&select.condition) {
        collect_equalities(part, &mut equalities);
    }
    let is_cte = |name: &str| query.ctes.iter().any(|cte| cte.name == name);
    let search = |item: &FromItem| {
        let Source::Table(written) = &item.source else { return None };
        if written.schema.is_none() && is_cte(&written.name) {
            return None;
        }
        let name = schema.resolve_relation(written.schema.as_deref(), &written.name, &condition.search_path)?;
        let table = schema.table(&name)?;
        let alias = item.alias.as_deref().unwrap_or(&written.name);
        let is_only = select.from.len() == 1;
        // Half of the rows have either value of a boolean: no index finds them.
        let searched = |column: &str| table.column(column).filter(|c| c.ty.name.name != "bool").map(|c| c.name.clone());
        let binds = |expr: &Expr| match &expr.kind {
            ExprKind::Column(parts) => match parts.as_slice() {
                [column] if is_only => searched(column),
                [.., qualifier, column] if qualifier == alias => searched(column),
                _ => None,
            },
            _ => None,
        };
        let mut columns: Vec<(bool, String)> = Vec::new();
        for (left, right) in &equalities {
            for (side, other) in [(left, right), (right, left)] {
                columns.extend(binds(side).map(|column| (!asks(other), column)));
            }
        }
        columns.sort();
        columns.dedup_by(|a, b| a.1 == b.1);
        let columns: Vec<String> = columns.into_iter().map(|(_, column)| column).collect();
        (!columns.is_empty()).then_some(Search { table: name, columns })
    };
    select.from.iter().filter_map(search).collect()
}

/// The sides of the equalities that must all hold.
fn collect_equalities<'e>(condition: &'e Expr, found: &mut Vec<(&'e Expr, &'e Expr)>) {
    match &condition.kind {
        ExprKind::And(parts) => parts.iter().for_each(|part| collect_equalities(part, found)),
        ExprKind::Binary(left, op, right) if op == "=" => found.push((left, right)),
        _ => {}
    }
}
