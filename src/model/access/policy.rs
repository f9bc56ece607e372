//! Policies: when rows of a table can be read or written by the caller.

use std::{rc::Rc, sync::Arc};

use super::{
    cases::Cases,
    eval::{Evaluator, Stop},
    scope::Scope,
};
use crate::{
    model::schema::{Acl, Command, Name, PUBLIC, Part, Policy, Privileges, SqlText, Switch, Table, Unsure},
    sql::expr::{Expr, parse_expr},
};

/// Which condition of a policy is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Clause {
    /// `USING`: on rows that are there.
    Using,
    /// `WITH CHECK`, or `USING` where there is none: on rows that are written.
    Check,
}

impl Clause {
    /// The condition of a policy; `None`: no condition.
    pub(super) fn of(self, policy: &Policy) -> Option<&SqlText> {
        match self {
            Self::Using => policy.using.as_ref(),
            Self::Check => policy.check.as_ref().or(policy.using.as_ref()),
        }
    }
}

impl<'a> Evaluator<'a> {
    /// Whether the caller may select from a relation, or from some columns of it.
    pub(super) fn may_select(&self, name: &Name, acl: &Acl) -> bool {
        self.schema.may_use(&name.schema, self.caller.role())
            && self.schema.effective(acl, self.caller.role()).has(Privileges::SELECT)
    }

    /// Whether the caller has a privilege on a table, or on one of its columns.
    pub(super) fn has_privilege(&self, name: &Name, table: &Table, privilege: Privileges) -> bool {
        let role = self.caller.role();
        self.schema.may_use(&name.schema, role)
            && (self.schema.effective(&table.acl, role).has(privilege)
                || table.columns.iter().any(|column| self.schema.effective(&column.acl, role).has(privilege)))
    }

    /// When the caller sees a row of a table that a query of his reads.
    pub(super) fn visible(&mut self, name: &Name, table: &'a Table) -> Result<Cases, Stop> {
        if !self.has_privilege(name, table, Privileges::SELECT) {
            return Err(Stop::NoRight(format!("table {name}")));
        }
        match table.row_security {
            Switch::Off => return Ok(Cases::always()),
            Switch::Unknown => return Ok(Cases::unknown()),
            Switch::On => {}
        }
        if let Some(cases) = self.visible.get(name) {
            return Ok(cases.clone());
        }
        let errors = self.errors;
        if self.reading.contains(name) {
            return Err(Stop::Recursion(vec![name.clone()]));
        }
        self.reading.push(name.clone());
        let result = self.expand(name, table, Command::Select, Clause::Using);
        self.reading.pop();
        let mut cases = result?;
        if cases.is_never() && self.schema.withheld.may_widen(name, Part::Policies, Command::Select) {
            cases = Cases::unknown();
        }
        if self.errors == errors {
            self.visible.insert(name.clone(), cases.clone());
        }
        Ok(cases)
    }

    /// When policies let the caller do something with a row: one of the permissive ones, and all restrictive ones.
    ///
    /// A policy without the condition that is asked for neither permits nor restricts.
    pub(super) fn expand(
        &mut self,
        name: &Name,
        table: &'a Table,
        command: Command,
        clause: Clause,
    ) -> Result<Cases, Stop> {
        let mut permissive = Cases::never();
        let mut restrictive = Cases::always();
        for policy in self.applicable(table, command) {
            let Some(cases) = self.policy_cases(name, table, policy, clause)? else { continue };
            if policy.permissive {
                permissive = permissive.or(&cases);
            } else {
                restrictive = restrictive.and(&cases);
            }
        }
        let cases = permissive.and(&restrictive);
        let complete = table.knows(Part::Policies) && !self.schema.unsure.contains(&Unsure::Policies);
        Ok(if complete { cases } else { cases.or(&Cases::unknown()) })
    }

    /// When a single policy's condition holds; `None` when it has none.
    pub(super) fn policy_cases(
        &mut self,
        name: &Name,
        table: &'a Table,
        policy: &'a Policy,
        clause: Clause,
    ) -> Result<Option<Cases>, Stop> {
        let Some(condition) = clause.of(policy) else { return Ok(None) };
        let Some(tree) = self.tree(&condition.text) else { return Ok(Some(Cases::unknown())) };
        let mut scope = Scope::of_policy(&name.name, table, Arc::clone(&condition.search_path));
        match self.truth(&tree, &mut scope) {
            Ok(truth) => Ok(Some(truth.yes)),
            // Rights were asked for before rows are: where the statement is still planned, this part of it was not.
            Err(Stop::NoRight(_)) => Ok(Some(Cases::never())),
            Err(stop) => Err(stop),
        }
    }

    /// The policies that apply to the caller for a command.
    pub(super) fn applicable(&self, table: &'a Table, command: Command) -> Vec<&'a Policy> {
        let applies = |policy: &&Arc<Policy>| {
            policy.command.covers(command) && policy.roles.iter().any(|role| self.acts_as(role))
        };
        table.policies.values().filter(applies).map(Arc::as_ref).collect()
    }

    /// Whether the caller has the privileges of a role.
    fn acts_as(&self, role: &str) -> bool {
        let mut acl = Acl::default();
        acl.grant(role, Privileges::SELECT);
        role == PUBLIC || self.schema.effective(&acl, self.caller.role()).has(Privileges::SELECT)
    }

    /// The parsed condition of a text; `None` when it does not parse.
    pub(super) fn tree(&mut self, text: &str) -> Option<Rc<Expr>> {
        if let Some(known) = self.trees.get(text) {
            return known.clone();
        }
        let tree = parse_expr(text).ok().map(Rc::new);
        self.trees.insert(Rc::from(text), tree.clone());
        tree
    }
}
