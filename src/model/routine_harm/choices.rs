//! What of the writes of a function its caller decides.

use std::collections::BTreeSet;

use super::Weight;
use crate::{
    model::{
        routines::{Routine, Write, WriteKind, names_any},
        schema::Function,
    },
    sql::expr::{Expr, ExprKind, Node},
    vocab::{Vocabulary, split},
};

/// What of the writes of a function its caller decides.
pub(super) struct Choices<'c> {
    pub(super) vocab: &'c Vocabulary,
    /// The parameters of the function that he calls.
    pub(super) inputs: &'c [&'c str],
    /// Those of them that are numbers.
    pub(super) amounts: &'c [&'c str],
    /// The functions that run, with what they assign to variables.
    pub(super) assigned: &'c [&'c Routine],
}

impl Choices<'_> {
    /// Whether the caller decides nothing: rows that are due go or change by the clock, a row is added that is always the
    /// same, or one that is missing gets what it would have had anyway.
    pub(super) fn is_idle(&self, write: &Write) -> bool {
        let fixed = |(_, value): &(String, Option<Expr>)| value.as_ref().is_some_and(is_fixed);
        match write.kind {
            WriteKind::Insert if write.keeps && !is_precious(self.vocab, write) => {
                let tables = &self.vocab.tables;
                let values = || write.columns.iter().filter_map(|(_, value)| value.as_ref());
                let is_default = values().count() == write.columns.len() && values().all(is_plain);
                let chosen = values().filter(|value| self.is_chosen(value)).count();
                is_default && chosen <= 1 && !tables.rights.has(&write.table.name)
            }
            WriteKind::Insert => !write.columns.is_empty() && write.columns.iter().all(fixed),
            WriteKind::Update | WriteKind::Delete => {
                let is_due = |condition: &Expr| asks_time(condition) && !self.is_chosen(condition);
                let is_given = |value: &Option<Expr>| value.as_ref().is_some_and(|value| !self.is_chosen(value));
                write.condition.as_ref().is_some_and(is_due) && write.columns.iter().all(|(_, value)| is_given(value))
            }
        }
    }

    /// Which of several writes is told: one that gives rights, one that gives money, one that leaves more than a line.
    pub(super) fn rank(&self, write: &Write) -> (bool, bool, bool, bool) {
        let columns = &self.vocab.columns;
        let gives_right =
            write.kind == WriteKind::Update && write.columns.iter().any(|(name, _)| columns.privileged.has(name));
        let changes = write.kind != WriteKind::Insert;
        let is_worth = self.is_gain(write) || is_precious(self.vocab, write);
        (gives_right, is_worth && changes, is_worth, is_kept(self.vocab, write))
    }

    /// How much it matters that these writes are his to set off.
    pub(super) fn weight(&self, function: &Function, writes: &[&Write]) -> Weight {
        let chooses = function.inputs().next().is_some();
        if writes.iter().any(|write| self.is_gain(write)) {
            return Weight::Precious;
        }
        let is_precious = writes.iter().any(|write| is_precious(self.vocab, write));
        match (is_precious, chooses) {
            _ if !writes.iter().any(|write| is_kept(self.vocab, write)) => Weight::Little,
            _ if writes.iter().all(|write| is_step(self.vocab, write)) => Weight::Little,
            (true, true) => Weight::Precious,
            (false, false) => Weight::Little,
            _ => Weight::Rows,
        }
    }

    /// Whether a write only adds a row, which gives nobody a right.
    pub(super) fn is_line(&self, write: &Write) -> bool {
        let gives = |name: &String| self.vocab.columns.privileged.has(name);
        write.kind == WriteKind::Insert
            && write.overwrites.is_empty()
            && !self.vocab.tables.rights.has(&write.table.name)
            && !write.columns.iter().any(|(name, _)| gives(name))
    }

    /// Whether the caller says how much is added to what somebody has a right to, whatever the table is called.
    fn is_gain(&self, write: &Write) -> bool {
        let adds = |value: &Expr| self.names_any(value, self.amounts);
        let adds_to_row = write.kind == WriteKind::Update
            || write.kind == WriteKind::Insert && write.overwrites.iter().any(|name| is_bought(name));
        adds_to_row && write.columns.iter().any(|(name, value)| is_bought(name) && value.as_ref().is_some_and(adds))
    }

    /// Whether an expression names a parameter, or a variable that comes of one.
    fn is_chosen(&self, expr: &Expr) -> bool {
        self.names_any(expr, self.inputs)
    }

    fn names_any(&self, expr: &Expr, inputs: &[&str]) -> bool {
        let mut chosen: BTreeSet<&str> = inputs.iter().copied().collect();
        // Assignments stand in the order in which they run, more or less: for loops a second look is enough.
        for (target, value) in self.assigned.iter().chain(self.assigned).flat_map(|routine| &routine.assignments) {
            if names(value, &chosen) {
                chosen.insert(target);
            }
        }
        names(expr, &chosen)
    }
}

/// Whether an expression names one of these.
pub(super) fn names(expr: &Expr, wanted: &BTreeSet<&str>) -> bool {
    names_any(expr, |name| wanted.contains(name))
}

/// Whether a column counts what somebody bought or was given.
pub(super) fn is_bought(name: &str) -> bool {
    split(name).iter().any(|word| matches!(word.as_str(), "purchased" | "quota" | "bonus" | "credit" | "credits"))
}

/// Whether an expression is the same whoever calls: constants, the clock, a new id.
pub(super) fn is_fixed(expr: &Expr) -> bool {
    let mut names = false;
    expr.walk(&mut |node| {
        names |= match node {
            Node::Expr(expr) => matches!(expr.kind, ExprKind::Column(_) | ExprKind::Parameter(_)),
            Node::Read(_) => true,
            Node::Query(_) | Node::Write(..) => false,
        };
    });
    !names
}

/// Whether an expression is a single name or fixed: the key that is asked for, a column of another table.
pub(super) fn is_plain(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Column(_)) || is_fixed(expr)
}

/// Whether a write only counts, by a step that is always the same: `uses = uses + 1`.
fn is_step(vocab: &Vocabulary, write: &Write) -> bool {
    let columns = &vocab.columns;
    let is_worth = |name: &str| columns.privileged.has(name) || columns.money.has(name) || is_bought(name);
    let steps = |(name, value): &(String, Option<Expr>)| {
        let Some(value) = value else { return false };
        let by_one = match &value.kind {
            ExprKind::Binary(left, op, right) => {
                matches!(op.as_str(), "+" | "-") && is_plain(left) && left.as_column() == Some(name) && is_fixed(right)
            }
            _ => false,
        };
        !is_worth(name) && (by_one || name == "updated_at")
    };
    write.kind == WriteKind::Update && !write.columns.is_empty() && write.columns.iter().all(steps)
}

/// Whether a condition looks at the clock.
fn asks_time(condition: &Expr) -> bool {
    let mut found = false;
    condition.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
            let name = call.name.last().map_or("", String::as_str);
            found |= matches!(name, "now" | "current_timestamp" | "current_date" | "clock_timestamp");
        }
    });
    found
}

/// Whether it touches rights or money.
pub(super) fn is_precious(vocab: &Vocabulary, write: &Write) -> bool {
    write.columns.iter().any(|(name, _)| vocab.columns.privileged.has(name) || vocab.columns.money.has(name))
        || write.kind == WriteKind::Delete && vocab.tables.money.has(&write.table.name)
}

/// Whether it is more than one more line in a log.
fn is_kept(vocab: &Vocabulary, write: &Write) -> bool {
    let is_log = vocab.tables.usage.has(&write.table.name) || vocab.tables.audit.has(&write.table.name);
    !is_log || write.kind == WriteKind::Delete
}
