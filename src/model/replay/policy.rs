//! Policies: `CREATE POLICY`, `ALTER POLICY`.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Command, Home, Id, Name, Policy, Tie},
    sql::statement::{AlterPolicy, CreatePolicy, PolicyCommand, RoleName, SqlText},
};

impl Replay {
    /// `CREATE POLICY`.
    pub(super) fn create_policy(&mut self, create: &CreatePolicy) -> Run {
        let table = self.table(&create.table)?;
        refuse_misplaced_clause(command(create.command), create.using.is_some(), create.check.is_some())?;
        let roles = self.policy_roles(&create.roles)?;
        let mut uses = self.policy_uses(&table, create.using.as_ref())?;
        uses.extend(self.policy_uses(&table, create.check.as_ref())?);
        if self.table_at(&table)?.policies.contains_key(&create.name.name) {
            let name = format!("{} for table {table}", create.name.name);
            return Err(Stop::exists(Condition::DuplicateObject, "policy", &name));
        }
        let table_id = self.table_at(&table)?.id;
        let id = self.id(Home::Policy(table_id, create.name.name.clone()));
        for on in uses {
            self.schema.dependencies.tie(id, on, Tie::Normal);
        }
        let policy = Policy {
            id,
            name: create.name.name.clone(),
            command: command(create.command),
            permissive: create.permissive,
            roles,
            using: create.using.as_ref().map(|t| self.text(t)),
            check: create.check.as_ref().map(|t| self.text(t)),
            at: self.here(),
        };
        self.table_mut(&table)?.policies.insert(create.name.name.clone(), Arc::new(policy));
        Ok(())
    }

    fn policy_roles(&self, written: &[RoleName]) -> Run<Vec<String>> {
        let mut roles = self.roles(written)?;
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() || roles.iter().any(|r| r == "public") {
            roles = vec!["public".to_owned()];
        }
        Ok(roles)
    }

    fn policy_uses(&mut self, table: &Name, text: Option<&SqlText>) -> Run<BTreeSet<Id>> {
        let Some(text) = text else { return Ok(BTreeSet::new()) };
        let bound = self.bind_condition(table, &text.text)?;
        Ok(bound.uses)
    }

    /// `ALTER POLICY`: what is not written stays.
    pub(super) fn alter_policy(&mut self, alter: &AlterPolicy) -> Run {
        let table = self.table(&alter.table)?;
        let Some(old) = self.table_at(&table)?.policies.get(&alter.name.name).cloned() else {
            return Err(Stop::no_part("policy", &alter.name.name, &table));
        };
        let mut policy = Arc::unwrap_or_clone(old);
        refuse_misplaced_clause(policy.command, alter.using.is_some(), alter.check.is_some())?;
        if let Some(roles) = &alter.roles {
            policy.roles = self.policy_roles(roles)?;
        }
        for (written, slot) in [(&alter.using, &mut policy.using), (&alter.check, &mut policy.check)] {
            let Some(text) = written else { continue };
            for on in self.policy_uses(&table, Some(text))? {
                self.schema.dependencies.tie(policy.id, on, Tie::Normal);
            }
            *slot = Some(self.text(text));
        }
        policy.at = self.here();
        self.table_mut(&table)?.policies.insert(alter.name.name.clone(), Arc::new(policy));
        Ok(())
    }
}

/// `USING` has no meaning for inserts, `WITH CHECK` none for reads and deletions.
fn refuse_misplaced_clause(command: Command, using: bool, check: bool) -> Run {
    let refused = |reason: &str| Err(Stop::refused(Condition::SyntaxError, reason));
    match command {
        Command::Insert if using => refused("only WITH CHECK expression allowed for INSERT"),
        Command::Select | Command::Delete if check => refused("WITH CHECK cannot be applied to SELECT or DELETE"),
        _ => Ok(()),
    }
}

pub(super) fn command(command: PolicyCommand) -> Command {
    match command {
        PolicyCommand::All => Command::All,
        PolicyCommand::Select => Command::Select,
        PolicyCommand::Insert => Command::Insert,
        PolicyCommand::Update => Command::Update,
        PolicyCommand::Delete => Command::Delete,
    }
}
