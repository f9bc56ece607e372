//! What policies cost each query of their table: questions that are asked again for every row, and policies that are
//! asked together.

use std::collections::BTreeSet;

use super::COMMANDS;
use crate::{
    frameworks::supabase::caller::function_fact,
    model::schema::{PUBLIC, Policy, Schema, Table},
    source::span::Range,
    sql::expr::{Call, Expr, ExprKind, Node, parse_expr},
};

/// The calls in a policy's conditions that ask who calls and that are made again for each row: `auth.uid()`.
///
/// Within `(select auth.uid())`, a subquery that reads no table and no column, the call is made once for each statement.
#[must_use]
pub fn per_row_calls(policy: &Policy) -> BTreeSet<String> {
    let trees = policy.using.iter().chain(&policy.check).filter_map(|condition| parse_expr(&condition.text).ok());
    trees.flat_map(|tree| bare_calls(&tree)).collect()
}

fn bare_calls(tree: &Expr) -> Vec<String> {
    let (mut calls, mut queries, mut once) = (Vec::new(), Vec::new(), Vec::new());
    tree.walk(&mut |node| match node {
        Node::Expr(Expr { kind: ExprKind::Call(call), range }) if asks_session(call) => {
            calls.push((*range, format!("{}()", call.name.join("."))));
        }
        Node::Expr(Expr { kind: ExprKind::Subquery(query), .. }) => {
            let reads_nothing = query.as_select().is_some_and(|select| select.from.is_empty());
            if reads_nothing && !mentions_columns(query) {
                once.push(query.range);
            }
        }
        Node::Query(query) => queries.push(query.range),
        _ => {}
    });
    let innermost = |call: &Range| {
        let around = queries.iter().filter(|query| query.start <= call.start && call.end <= query.end);
        around.min_by_key(|query| query.end - query.start)
    };
    let is_bare = |call: &Range| innermost(call).is_none_or(|query| !once.contains(query));
    calls.into_iter().filter(|(range, _)| is_bare(range)).map(|(_, name)| name).collect()
}

/// Whether a call's answer is the same throughout a request: who calls, or a setting.
fn asks_session(call: &Call) -> bool {
    function_fact(&call.name).is_some() || call.name.last().is_some_and(|name| name == "current_setting")
}

fn mentions_columns(query: &crate::sql::expr::Query) -> bool {
    let mut found = false;
    query.walk(&mut |node| found |= matches!(node, Node::Expr(Expr { kind: ExprKind::Column(_), .. })));
    found
}

/// The permissive policies of a table that are asked together with another one: for the same command of the same role.
/// Roles that pass by row security are asked nothing.
#[must_use]
pub fn overlapping<'t>(schema: &Schema, table: &'t Table) -> Vec<&'t Policy> {
    let permissive: Vec<&Policy> = table.policies.values().map(AsRef::as_ref).filter(|p| p.permissive).collect();
    let overlaps = |policy: &&Policy| {
        permissive.iter().any(|other| {
            other.id != policy.id
                && COMMANDS.iter().any(|c| policy.command.covers(*c) && other.command.covers(*c))
                && share_a_role(schema, policy, other)
        })
    };
    permissive.iter().copied().filter(overlaps).collect()
}

fn share_a_role(schema: &Schema, a: &Policy, b: &Policy) -> bool {
    let is_asked = |role: &str| !schema.roles.get(role).is_some_and(|role| role.bypasses_row_security);
    let holds = |policy: &Policy, role: &String| policy.roles.iter().any(|r| r == role || r == PUBLIC);
    a.roles.iter().any(|role| is_asked(role) && holds(b, role))
        || b.roles.iter().any(|role| is_asked(role) && holds(a, role))
}

#[cfg(test)]
mod tests {
    use super::bare_calls;
    use crate::sql::expr::parse_expr;

    fn bare(text: &str) -> Vec<String> {
        bare_calls(&parse_expr(text).expect("parses"))
    }

    #[test]
    fn a_wrapped_call_is_made_once() {
        assert!(bare("user_id = (select auth.uid())").is_empty());
        assert!(bare("(select auth.jwt() ->> 'role') = 'admin'").is_empty());
        assert_eq!(bare("user_id = auth.uid()"), ["auth.uid()"]);
        assert_eq!(bare("(select auth.uid() = user_id)"), ["auth.uid()"]);
    }

    #[test]
    fn a_call_in_a_query_over_a_table_is_made_for_its_rows() {
        assert_eq!(bare("org_id in (select m.org_id from m where m.user_id = auth.uid())"), ["auth.uid()"]);
        assert!(bare("org_id in (select m.org_id from m where m.user_id = (select auth.uid()))").is_empty());
        assert_eq!(bare("tenant = current_setting('app.tenant')::uuid"), ["current_setting()"]);
    }
}
