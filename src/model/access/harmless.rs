//! Writes that an account may make and that move nothing: the policies look at every column that could.

use super::{Caller, PolicyReach, Verdict, pinned::pins, policy::Clause};
use crate::{
    model::{
        Project,
        contract::allowed_values,
        queries::{Op, Query},
        schema::{Command, Name, Policy, Schema, Table},
    },
    sql::expr::parse_expr,
};

/// States in which something has ended without anybody being paid.
const CALLED_OFF: &[&str] = &["cancelled", "canceled", "cancelado", "cancelada", "storniert", "annule", "annullato"];

impl Project {
    /// What the policies that a call can meet let an account write, as the word of the widest. One that pins a column to
    /// other constants than the call writes is not for this call (`type = 'withdrawal'`, and it writes `earning`).
    #[must_use]
    pub fn verdict_on_write(&self, query: &Query) -> Option<Verdict> {
        let (_, name, table) = self.table_of(query)?;
        let command = match query.op {
            Op::Insert => Command::Insert,
            Op::Delete => Command::Delete,
            _ => Command::Update,
        };
        let verdict = self.verdict_on_rights(&name, command)?;
        let cell = self.cell(&name, Caller::Account, command)?;
        let is_met = |reach: &&PolicyReach| {
            reach.verdict != Verdict::Denied
                && table.policies.get(&reach.policy).is_none_or(|policy| !self.excludes(&name, policy, query))
        };
        let met: Vec<&PolicyReach> = cell.policies.iter().filter(is_met).collect();
        // Who may say who else belongs to a tenant holds a role in it, and was given that by somebody.
        let asks_role = self.vocab.tables.rights.has(&name.name)
            && met.iter().flat_map(|reach| &reach.ways).all(|way| way.needs_role || way.verdict <= Verdict::Role);
        let widest = met.iter().map(|reach| reach.verdict).max();
        Some(match widest {
            None if cell.policies.is_empty() => verdict,
            None => verdict.min(Verdict::Role),
            Some(_) if asks_role => verdict.min(Verdict::Role),
            Some(widest) => verdict.min(widest),
        })
    }

    /// Whether a policy takes only rows that hold other constants than a call writes.
    fn excludes(&self, name: &Name, policy: &Policy, query: &Query) -> bool {
        let tree = Clause::Check.of(policy).and_then(|check| parse_expr(&check.text).ok());
        let Some(tree) = tree.filter(|_| query.op != Op::Delete) else { return false };
        let values = self.values();
        pins(&name.name, &tree).into_iter().any(|(column, taken)| {
            let written = query.assigned.iter().filter(|(assigned, _)| assigned == column);
            let mut written = written.map(|(_, value)| values.literal(query.at.file, *value)).peekable();
            written.peek().is_some() && written.all(|text| text.is_some_and(|text| !taken.contains(&text)))
        })
    }

    /// Whether a row that a call adds or changes can be made to say nothing about money, a state or a right that the
    /// policies do not ask for: they name each such column, of a new row also each that leads to another row.
    #[must_use]
    pub fn leaves_no_harm(&self, query: &Query) -> bool {
        let Some((schema, _, table)) = self.table_of(query) else { return false };
        let columns = &self.vocab.columns;
        let is_new = query.op == Op::Insert;
        let says =
            |column: &str| columns.money.has(column) || columns.state.has(column) || columns.privileged.has(column);
        let leads = |column: &str| table.foreign_keys().any(|(key, _)| key.columns.iter().any(|of| of == column));
        let mut weighty =
            table.columns.iter().map(|c| c.name.as_str()).filter(|c| says(c) || is_new && leads(c)).peekable();
        matches!(query.op, Op::Insert | Op::Update)
            && weighty.peek().is_some()
            && weighty.all(|c| !self.leaves_column_open(query, c) || is_new && can_only_be_called_off(schema, table, c))
    }
}

/// Whether a state has one value beside those of what was called off.
fn can_only_be_called_off(schema: &Schema, table: &Table, column: &str) -> bool {
    let values = allowed_values(schema, table, column);
    values.is_some_and(|values| values.iter().filter(|value| !CALLED_OFF.contains(&value.as_str())).count() == 1)
}
