//! What PostgreSQL refuses before it looks at a single row.
//!
//! When a statement is rewritten, the policies of every table in it are expanded, subqueries and all, whether their
//! conditions would hold or not. A table whose policies hold subqueries and that is met again on the way is an infinite
//! recursion; a table or function that the caller may not use ends the statement as well. Functions are planned when
//! they run, so nothing is expanded through them.

use std::collections::BTreeSet;

use super::{
    eval::{Evaluator, Stop},
    policy::Clause,
    scope::Rights,
};
use crate::{
    model::schema::{Command, Name, Privileges, Relation, Switch, Table},
    sql::expr::{Call, ExprKind, Literal, Node, Query, TableName, parse_query},
};

/// Views within views that are followed.
const MAX_VIEW_DEPTH: usize = 16;

impl<'a> Evaluator<'a> {
    /// Whether a statement on a table would be refused for its policies.
    pub(super) fn refusal(&mut self, name: &Name, table: &'a Table, command: Command, clause: Clause) -> Option<Stop> {
        let mut active = Vec::new();
        self.expand_table(name, table, command, clause, &mut active).err()
    }

    /// Whether a query of the caller would be refused.
    pub(super) fn query_refusal(&mut self, query: &Query, path: &[String], rights: Rights) -> Option<Stop> {
        if rights == Rights::Owner {
            return None;
        }
        let mut active = Vec::new();
        let (tables, calls) = used(|visit| query.walk(visit));
        self.expand_parts(&tables, &calls, path, &mut active).err()
    }

    fn expand_table(
        &mut self,
        name: &Name,
        table: &'a Table,
        command: Command,
        clause: Clause,
        active: &mut Vec<Name>,
    ) -> Result<(), Stop> {
        if table.row_security != Switch::On {
            return Ok(());
        }
        let mut parts = Vec::new();
        let mut always = false;
        let mut has_subquery = false;
        for policy in self.applicable(table, command) {
            let Some(condition) = clause.of(policy) else { continue };
            let Some(tree) = self.tree(&condition.text) else { continue };
            tree.walk(&mut |node| has_subquery |= matches!(node, Node::Query(_)));
            // An alternative to a constant `true` is never planned: it is expanded, but no right is asked for it.
            always |= policy.permissive && tree.kind == ExprKind::Literal(Literal::Bool(true));
            parts.push((tree, condition, policy.permissive));
        }
        if has_subquery {
            if active.contains(name) {
                return Err(Stop::Recursion(active.clone()));
            }
            active.push(name.clone());
        }
        let mut result = Ok(());
        for (tree, condition, permissive) in &parts {
            let (tables, calls) = used(|visit| tree.walk(visit));
            result = self.expand_parts(&tables, &calls, &condition.search_path, active);
            if always && *permissive && matches!(result, Err(Stop::NoRight(_))) {
                result = Ok(());
            }
            if result.is_err() {
                break;
            }
        }
        if has_subquery {
            active.pop();
        }
        result
    }

    fn expand_parts(
        &mut self,
        tables: &BTreeSet<TableName>,
        calls: &[Call],
        path: &[String],
        active: &mut Vec<Name>,
    ) -> Result<(), Stop> {
        for call in calls {
            if let Some((key, function)) = self.function_named(&call.name, call.args.len(), path)
                && !self.schema.effective(&function.acl, self.caller.role()).has(Privileges::EXECUTE)
            {
                return Err(Stop::NoRight(format!("function {key}")));
            }
        }
        for written in tables {
            self.step()?;
            let schema = self.schema;
            let Some(name) = schema.resolve_relation(written.schema.as_deref(), &written.name, path) else { continue };
            match schema.relations.get(&name) {
                Some(Relation::Table(table)) => {
                    if !self.has_privilege(&name, table, Privileges::SELECT) {
                        return Err(Stop::NoRight(format!("table {name}")));
                    }
                    self.expand_table(&name, table, Command::Select, Clause::Using, active)?;
                }
                Some(Relation::View(view)) => {
                    if !self.may_select(&name, &view.acl) {
                        return Err(Stop::NoRight(format!("view {name}")));
                    }
                    // A view that reads with the rights of its owner passes by row security.
                    if view.security_invoker
                        && active.len() < MAX_VIEW_DEPTH
                        && let Ok(query) = parse_query(&view.query.text)
                    {
                        let (tables, calls) = used(|visit| query.walk(visit));
                        self.expand_parts(&tables, &calls, &view.query.search_path, active)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The tables that a tree reads, without those that are names of its common table expressions, and its calls.
fn used<'t>(walk: impl FnOnce(&mut dyn FnMut(Node<'t>))) -> (BTreeSet<TableName>, Vec<Call>) {
    let mut tables = BTreeSet::new();
    let mut ctes = BTreeSet::new();
    let mut calls = Vec::new();
    walk(&mut |node| match node {
        Node::Read(table) => {
            tables.insert(table.clone());
        }
        Node::Query(query) => ctes.extend(query.ctes.iter().map(|cte| cte.name.clone())),
        Node::Expr(expr) => {
            if let ExprKind::Call(call) = &expr.kind {
                calls.push(call.clone());
            }
        }
        Node::Write(..) => {}
    });
    tables.retain(|table| table.schema.is_some() || !ctes.contains(&table.name));
    (tables, calls)
}
