//! What policies cost each query of their table: questions that are asked again for every row, and policies that are
//! asked together.

use std::collections::BTreeSet;

use super::COMMANDS;
use crate::{
    frameworks::supabase::caller::function_fact,
    model::schema::{Command, Name, PUBLIC, Policy, Schema, Table},
    source::span::Range,
    sql::expr::{Call, Expr, ExprKind, Node, Query, parse_expr},
};

/// What a policy asks again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepeatedCalls {
    /// The calls that ask who calls: `auth.uid()`.
    pub names: BTreeSet<String>,
    /// They are made for every row that a query looks at. Otherwise only for each row that is added, or for those of another
    /// table that is looked through once a query.
    pub for_each_row: bool,
}

/// The calls in a policy's conditions that ask who calls and are made again and again.
///
/// Within `(select auth.uid())`, a subquery that reads no table and no column, the call is made once for each statement.
#[must_use]
pub fn repeated_calls(table: &Name, policy: &Policy) -> RepeatedCalls {
    let mut all = RepeatedCalls::default();
    let looks_at_rows = policy.command != Command::Insert;
    let conditions =
        policy.using.iter().map(|using| (using, looks_at_rows)).chain(policy.check.iter().map(|c| (c, false)));
    for (condition, looks_at_rows) in conditions {
        let Ok(tree) = parse_expr(&condition.text) else { continue };
        for (name, for_each_row) in bare_calls(&table.name, &tree) {
            all.names.insert(name);
            all.for_each_row |= for_each_row && looks_at_rows;
        }
    }
    all
}

/// The calls that are made more than once a statement; and whether that is for each row of the table.
fn bare_calls(table: &str, tree: &Expr) -> Vec<(String, bool)> {
    let (mut calls, mut queries, mut once, mut hashed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
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
        // Its rows are collected once, and each row of the table is looked up among them.
        Node::Expr(Expr { kind: ExprKind::InQuery(_, query), .. }) if !names_table(table, query) => {
            hashed.push(query.range);
        }
        Node::Query(query) => queries.push(query.range),
        _ => {}
    });
    let innermost = |call: &Range| {
        let around = queries.iter().filter(|query| query.contains(*call));
        around.min_by_key(|query| query.end - query.start)
    };
    let is_bare = |call: &Range| innermost(call).is_none_or(|query| !once.contains(query));
    let for_each_row = |call: &Range| !hashed.iter().any(|query| query.contains(*call));
    calls.into_iter().filter(|(at, _)| is_bare(at)).map(|(at, name)| (name, for_each_row(&at))).collect()
}

/// Whether a query names a column of the table that the policy is on, as far as it says so.
fn names_table(table: &str, query: &Query) -> bool {
    let mut found = false;
    query.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= matches!(parts.as_slice(), [.., of, _] if of == table);
        }
    });
    found
}

/// Whether a call's answer is the same throughout a request: who calls, or a setting.
fn asks_session(call: &Call) -> bool {
    function_fact(&call.name).is_some() || call.name.last().is_some_and(|name| name == "current_setting")
}

fn mentions_columns(query: &Query) -> bool {
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

/// Whether a role that row security binds is asked both policies.
pub(in crate::model) fn share_a_role(schema: &Schema, a: &Policy, b: &Policy) -> bool {
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
        calls(text).into_iter().map(|(name, _)| name).collect()
    }

    fn calls(text: &str) -> Vec<(String, bool)> {
        bare_calls("t", &parse_expr(text).expect("parses"))
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
    #[test]
    fn a_query_that_knows_nothing_of_the_row_runs_once() {
        let is_for_each_row = |text: &str| calls(text).iter().any(|(_, each)| *each);
        assert!(!is_for_each_row("org_id in (select m.org_id from m where m.user_id = auth.uid())"));
        assert!(is_for_each_row("org_id in (select m.org_id from m where m.user_id = auth.uid() and m.team = t.team)"));
        assert!(is_for_each_row("exists (select 1 from m where m.org_id = org_id and m.user_id = auth.uid())"));
        assert!(is_for_each_row("user_id = auth.uid()"));
    }
}
