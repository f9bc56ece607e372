//! Sums that a user writes on a row of his own, and that somebody adds to what he owns: the gain of a bet, the price of a
//! withdrawal that comes back, the points of an entry.

mod code;
mod sql;

use crate::{
    model::{
        Project,
        access::{Caller, mentions, names},
        routines::Routines,
        schema::{Command, ConstraintKind, Event, Name, Schema, Table},
    },
    source::span::Span,
    sql::expr::Expr,
    vocab::{Vocabulary, Words, split},
};

/// A sum of the user's own making that becomes money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredSum {
    /// The table of the row that he adds.
    pub table: Name,
    /// The column with the sum.
    pub column: String,
    /// What lets him add it.
    pub open: Span,
    /// What it is added to: `wallets.balance`.
    pub added_to: String,
    /// Where.
    pub at: Span,
    /// Whether adding the row is enough: a trigger adds the sum at once, and asks nothing of the row.
    pub is_at_once: bool,
}

/// A sum of a row that is added to a balance.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Credit {
    table: Name,
    column: String,
    added_to: String,
    at: Span,
    is_at_once: bool,
}

impl Project {
    /// The sums that accounts write themselves and that are added to a balance, one for each column, by table.
    #[must_use]
    pub fn declared_sums(&self) -> Vec<DeclaredSum> {
        let mut found = Vec::new();
        for (schema, routines) in self.live_databases().iter().zip(&self.routines) {
            let mut credits = sql::credits(&self.vocab, schema, routines);
            credits.extend(code::credits(self, schema));
            credits.sort_by(|a, b| {
                (&a.table, &a.column, !a.is_at_once, a.at).cmp(&(&b.table, &b.column, !b.is_at_once, b.at))
            });
            credits.dedup_by(|later, first| (&later.table, &later.column) == (&first.table, &first.column));
            found.extend(credits.into_iter().filter_map(|credit| self.declared(schema, routines, credit)));
        }
        found
    }

    /// A credit as the invention of whoever adds the row: nothing stands between him and the column.
    fn declared(&self, schema: &Schema, routines: &Routines, credit: Credit) -> Option<DeclaredSum> {
        let Credit { table: name, column, added_to, at, is_at_once } = credit;
        let table = schema.table(&name)?;
        let is_open = self.leaves_open(schema, &name, Command::Insert, &column);
        if !is_open || is_tied(table, &column) || is_settled_at_once(schema, routines, table, &column, &added_to) {
            return None;
        }
        let open = self.cell(&name, Caller::Account, Command::Insert)?.at.or(table.at)?;
        Some(DeclaredSum { table: name, column, open, added_to, at, is_at_once })
    }
}

/// Whether a constraint bounds the column: `CHECK (points <= 10)`, `CHECK (points BETWEEN 1 AND 5)`; that it is positive says nothing.
fn is_tied(table: &Table, column: &str) -> bool {
    table.constraints.values().any(|constraint| match &constraint.kind {
        ConstraintKind::Check { expression, .. } => {
            let text = expression.text.to_ascii_lowercase().replace("<>", "");
            mentions(&expression.text, column) && (text.contains('<') || text.contains(" between "))
        }
        _ => false,
    })
}

/// Whether a trigger takes the sum from something when the row is added: then it comes back rather than out of nothing.
fn is_settled_at_once(schema: &Schema, routines: &Routines, table: &Table, column: &str, added_to: &str) -> bool {
    let fires = table.triggers.values().filter(|t| t.enabled && t.events.contains(&Event::Insert));
    let keys = fires.flat_map(|trigger| schema.functions_named(&trigger.function)).map(|(key, _)| key);
    keys.flat_map(|key| routines.reached(key)).filter_map(|key| routines.get(key)).any(|routine| {
        let takes = |value: &Expr| sql::operands(value, "-").is_some_and(|[_, taken]| names(taken, column));
        routine.unread
            || routine.writes.iter().any(|write| {
                let adds_here = |set: &str| format!("{}.{set}", write.table.name) == added_to;
                write.columns.iter().any(|(set, value)| adds_here(set) && value.as_ref().is_some_and(takes))
            })
    })
}

/// Whether a column holds what somebody owns in the app, and spends: a balance, credits.
fn is_owned(vocab: &Vocabulary, column: &str) -> bool {
    let words = split(column);
    let has = |list: &Words| list.takes_one_of(&words);
    (has(&vocab.words.balances) || has(&vocab.words.coins))
        && !words.iter().any(|word| matches!(word.as_str(), "id" | "at" | "before" | "after" | "used" | "type"))
}
