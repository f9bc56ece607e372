//! Faults of single policies that the verdicts do not show: what they compare, what they read, whom they trust.

use std::collections::BTreeSet;

use super::{
    COMMANDS, Caller, Verdict, capture::captured_columns, cases::Cases, cell::verdict, eval::Evaluator,
    pinned::exclude_each_other, policy::Clause,
};
use crate::{
    frameworks::supabase::caller::{ACCOUNTS, is_self_written},
    model::{
        routines::{Routines, asks_caller},
        schema::{Command, FunctionKey, Name, Part, Policy, Schema, Switch, Table},
    },
    source::span::Span,
    sql::expr::{Expr, ExprKind, Node, Query},
};

/// A fault of one policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// The table.
    pub table: Name,
    /// The policy.
    pub policy: String,
    /// The statement that made the policy.
    pub at: Option<Span>,
    /// What is wrong.
    pub kind: PolicyFaultKind,
}

/// What can be wrong with a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyFaultKind {
    /// In a subquery, a column is compared with another of the same row, or with itself, where the judged row was meant.
    CapturedColumn {
        /// The column, as it is written.
        column: String,
        /// The table that it binds to.
        binds_to: String,
    },
    /// A subquery reads a table whose own policies hide rows from the caller.
    Blinded {
        /// The table.
        by: Name,
        /// It asks that there be no such row, so that hidden rows let callers in.
        negated: bool,
    },
    /// It decides on what users write about themselves.
    UserMetadata {
        /// The function that does so, where the policy does not itself.
        through: Option<FunctionKey>,
    },
    /// An update may give the row away: the new row need not belong to the caller.
    RowEscapes {
        /// The columns that tie the old row to the caller.
        columns: Vec<String>,
    },
}

/// The faults of all policies of the judged tables.
pub(super) fn find<'n>(
    schema: &Schema,
    routines: &'n Routines,
    tables: impl Iterator<Item = &'n Name>,
) -> Vec<PolicyFault> {
    let mut evaluator = Evaluator::new(schema, Caller::Account);
    let mut faults = Vec::new();
    for name in tables {
        let Some(table) = schema.table(name) else { continue };
        let mut finder = Finder { evaluator: &mut evaluator, routines, name, table, faults: &mut faults };
        for policy in table.policies.values() {
            finder.policy(policy);
        }
        finder.escape();
    }
    faults.dedup();
    faults
}

struct Finder<'e, 'n, 'f, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    routines: &'n Routines,
    name: &'n Name,
    table: &'a Table,
    faults: &'f mut Vec<PolicyFault>,
}

impl Finder<'_, '_, '_, '_> {
    fn add(&mut self, policy: &Policy, kind: PolicyFaultKind) {
        let fault = PolicyFault { table: self.name.clone(), policy: policy.name.clone(), at: policy.at, kind };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn policy(&mut self, policy: &Policy) {
        for condition in policy.using.iter().chain(&policy.check) {
            let Some(tree) = self.evaluator.tree(&condition.text) else { continue };
            let path = &condition.search_path;
            for (column, binds_to) in captured_columns(self.evaluator.schema, self.name, self.table, &tree, path) {
                self.add(policy, PolicyFaultKind::CapturedColumn { column, binds_to });
            }
            if self.passes_by_metadata(&tree) {
                self.add(policy, PolicyFaultKind::UserMetadata { through: None });
            }
            self.called(policy, &tree, path);
            if COMMANDS.iter().any(|command| self.applies(policy, *command)) {
                self.evaluator.steps = 0;
                self.blinded(policy, &tree, path, false);
            }
        }
    }

    /// Whether users pass by what they wrote about themselves. Where that is read from the table of accounts, a caller who
    /// may not read it gets an error instead.
    fn passes_by_metadata(&self, tree: &Expr) -> bool {
        let (schema, table) = ACCOUNTS;
        let accounts = Name::new(schema, table);
        let found = self.evaluator.schema.table(&accounts);
        let may_read = found.is_none_or(|table| self.evaluator.may_select(&accounts, &table.acl));
        let mut found = false;
        tree.walk(&mut |node| {
            if let Node::Expr(expr) = node {
                found |= is_user_metadata(expr)
                    && (may_read || !matches!(expr.kind, ExprKind::Column(_)) && !reads_accounts(expr));
            }
        });
        found
    }

    fn applies(&self, policy: &Policy, command: Command) -> bool {
        self.evaluator.applicable(self.table, command).iter().any(|applicable| applicable.id == policy.id)
    }

    /// Functions that the policy calls and that trust what users write about themselves.
    fn called(&mut self, policy: &Policy, tree: &Expr, path: &[String]) {
        let mut keys = Vec::new();
        tree.walk(&mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                keys.extend(
                    self.evaluator.function_named(&call.name, call.args.len(), path).map(|(key, _)| key.clone()),
                );
            }
        });
        for key in keys {
            let reached = self.routines.reached(&key);
            let trusting = reached
                .into_iter()
                .find(|key| self.routines.get(key).is_some_and(|routine| routine.reads_user_metadata));
            if let Some(through) = trusting.cloned() {
                self.add(policy, PolicyFaultKind::UserMetadata { through: Some(through) });
            }
        }
    }

    /// Subqueries over tables whose rows the caller does not see.
    fn blinded(&mut self, policy: &Policy, expr: &Expr, path: &[String], negated: bool) {
        match &expr.kind {
            ExprKind::Not(inner) => self.blinded(policy, inner, path, !negated),
            ExprKind::And(items) | ExprKind::Or(items) => {
                for item in items {
                    self.blinded(policy, item, path, negated);
                }
            }
            ExprKind::Exists(query) | ExprKind::InQuery(_, query) => self.blinded_query(policy, query, path, negated),
            _ => {}
        }
    }

    fn blinded_query(&mut self, policy: &Policy, query: &Query, path: &[String], negated: bool) {
        if negated && policy.command == Command::Insert && self.asks_for_new_row(query) {
            return;
        }
        let mut tables = Vec::new();
        let mut tests_caller = false;
        query.walk(&mut |node| match node {
            Node::Read(table) => tables.push(table.clone()),
            Node::Expr(expr) => tests_caller |= asks_caller(expr),
            _ => {}
        });
        for written in tables {
            let schema = self.evaluator.schema;
            let Some(name) = schema.resolve_relation(written.schema.as_deref(), &written.name, path) else { continue };
            let Some(table) = schema.table(&name) else { continue };
            let fails = |name: &Name| schema.withheld.touches(name, Part::Policies);
            let may_show_more = fails(&name) || fails(self.name);
            if table.row_security != Switch::On || name == *self.name || may_show_more {
                continue;
            }
            let Ok(visible) = self.evaluator.visible(&name, table) else { continue };
            let seen = verdict(&visible).0;
            let hides_all = seen == Verdict::Denied;
            let hides_others = negated && !tests_caller && matches!(seen, Verdict::Scoped | Verdict::Role);
            if hides_all || hides_others {
                self.add(policy, PolicyFaultKind::Blinded { by: name, negated });
            }
        }
    }

    /// Whether a query looks for what belongs to the new row by its primary key: a fresh key has nothing yet, and one that
    /// is there is refused.
    fn asks_for_new_row(&self, query: &Query) -> bool {
        let [key] = self.table.primary_key() else { return false };
        let mut found = false;
        query.walk(&mut |node| {
            if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
                found |= matches!(parts.as_slice(), [.., table, column] if *table == self.name.name && column == key);
            }
        });
        found
    }

    /// Whether a caller who may only change his own rows may write rows of anybody.
    fn escape(&mut self) {
        if self.table.row_security != Switch::On {
            return;
        }
        self.evaluator.steps = 0;
        let (name, table) = (self.name, self.table);
        let Ok(reached) = self.evaluator.expand(name, table, Command::Update, Clause::Using) else { return };
        let Ok(written) = self.evaluator.expand(name, table, Command::Update, Clause::Check) else { return };
        // A change that says which rows it is about reads them, and of those PostgreSQL asks the select policies once more
        // after the change. The API refuses changes that do not say which.
        let Ok(seen) = self.evaluator.visible(name, table) else { return };
        if verdict(&reached).0 != Verdict::Scoped || verdict(&written.and(&seen)).0 != Verdict::Open {
            return;
        }
        let columns: BTreeSet<String> =
            reached.iter().flat_map(|case| case.ties.iter().map(ToString::to_string)).collect();
        let policies = self.evaluator.applicable(table, Command::Update);
        for policy in policies.into_iter().filter(|policy| policy.permissive && policy.check.is_some()) {
            let own = self.evaluator.policy_cases(name, table, policy, Clause::Check);
            let Some(own) = own.ok().flatten().filter(|cases| verdict(cases).0 == Verdict::Open) else { continue };
            if verdict(&own.and(&self.seen_after(policy))).0 == Verdict::Open {
                self.add(policy, PolicyFaultKind::RowEscapes { columns: columns.iter().cloned().collect() });
            }
        }
    }

    /// When the caller sees a row as a policy lets him write it. Select policies that ask for another constant than its
    /// check does never show it: those aside, what remains is asked; with none of them aside, nothing more is.
    fn seen_after(&mut self, policy: &Policy) -> Cases {
        let (name, table) = (self.name, self.table);
        let check = policy.check.as_ref().and_then(|check| self.evaluator.tree(&check.text));
        let reading = self.evaluator.applicable(table, Command::Select).into_iter().filter(|policy| policy.permissive);
        let (mut seen, mut hides) = (Cases::never(), false);
        for reading in reading.collect::<Vec<_>>() {
            let using = reading.using.as_ref().and_then(|using| self.evaluator.tree(&using.text));
            let never =
                check.as_ref().zip(using).is_some_and(|(check, using)| exclude_each_other(&name.name, check, &using));
            hides |= never;
            match self.evaluator.policy_cases(name, table, reading, Clause::Using) {
                Ok(cases) if !never => seen = seen.or(&cases.unwrap_or_else(Cases::never)),
                Ok(_) => {}
                Err(_) => return Cases::always(),
            }
        }
        if hides { seen } else { Cases::always() }
    }
}

/// Whether what is looked into is a column of the table of accounts.
fn reads_accounts(expr: &Expr) -> bool {
    let mut found = false;
    expr.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= parts.last().is_some_and(|name| name == "raw_user_meta_data");
        }
    });
    found
}

/// `… -> 'user_metadata'`, `raw_user_meta_data`.
pub(crate) fn is_user_metadata(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary(_, op, key) if matches!(op.as_str(), "->" | "->>" | "#>" | "#>>") => {
            let key = key.as_text().unwrap_or_default().trim_start_matches('{');
            is_self_written(&[key.split(',').next().unwrap_or_default()])
        }
        ExprKind::Column(parts) => parts.last().is_some_and(|name| name == "raw_user_meta_data"),
        _ => false,
    }
}
