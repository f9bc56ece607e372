//! Policies that let somebody choose what he is, among what gives him nothing.

use super::{
    Caller, PolicyReach, Verdict,
    pinned::pins,
    policy::Clause,
    self_grant::{ABOVE, has_word},
};
use crate::{
    model::{
        Project,
        schema::{Command, Name},
    },
    sql::expr::parse_expr,
};

impl Project {
    /// What policies let an account write, as the word of the widest. One that takes only harmless constants for what
    /// somebody may do (`role = 'guest'`) counts as one that asks for a role: it gives nobody more than he has.
    #[must_use]
    pub fn verdict_on_rights(&self, table: &Name, command: Command) -> Option<Verdict> {
        let cell = self.cell(table, Caller::Account, command)?;
        let (chosen, others): (Vec<_>, Vec<_>) =
            cell.policies.iter().partition(|reach| self.takes_harmless_choice(table, reach));
        if chosen.is_empty() {
            return Some(cell.verdict);
        }
        let widest = others.iter().map(|reach| reach.verdict).max();
        Some(widest.unwrap_or(Verdict::Role).max(Verdict::Role).min(cell.verdict))
    }

    fn takes_harmless_choice(&self, table: &Name, reach: &PolicyReach) -> bool {
        let policies = self.databases.iter().filter_map(|database| database.table(table)).map(|t| &t.policies);
        let Some(policy) = policies.into_iter().find_map(|known| known.get(&reach.policy)) else { return false };
        let Some(tree) = Clause::Check.of(policy).and_then(|check| parse_expr(&check.text).ok()) else { return false };
        let is_harmless = |column: &str, values: Vec<String>| {
            self.vocab.columns.privileged.has(column) && !values.is_empty() && !has_word(&values, ABOVE)
        };
        pins(&table.name, &tree).into_iter().any(|(column, values)| is_harmless(column, values.into_iter().collect()))
    }
}
