//! Writes of which the caller only says whose row they are about: the values are worked out from what the tables hold.

use std::collections::{BTreeMap, BTreeSet};

use super::choices::{is_bought, is_fixed, names};
use crate::{
    model::{
        routines::{Routine, Write, WriteKind},
        schema::{Function, Param},
    },
    sql::expr::{Expr, ExprKind, FromItem, Node, Query, Source},
    vocab::Vocabulary,
};

/// What a function works out by itself, of which the caller only passes keys: an id, or ids with numbers and dates, which
/// say what is added up (a year, a last day).
pub(super) struct Recomputed<'r> {
    vocab: &'r Vocabulary,
    /// The parameters; empty where one has no name (`$1`).
    keys: Vec<&'r str>,
    /// Those of them that are numbers or dates, and no ids.
    measures: BTreeSet<&'r str>,
    /// Functions that only read: what they work out of keys is as good as a sum.
    readers: BTreeSet<&'r str>,
    /// Records of loops over rows of the key, each with its table: what is made of their fields is worked out row by row.
    rounds: BTreeMap<&'r str, &'r str>,
    /// Variables that hold counts, sums, constants, the clock, and what is made of these.
    known: BTreeSet<&'r str>,
}

impl<'r> Recomputed<'r> {
    /// `None` where the caller passes something else, or nothing.
    pub(super) fn of(
        vocab: &'r Vocabulary,
        function: &'r Function,
        reached: &[&'r Routine],
        readers: BTreeSet<&'r str>,
    ) -> Option<Self> {
        let inputs: Vec<&Param> = function.inputs().collect();
        let are_keys = match inputs.as_slice() {
            [] => false,
            [only] => is_id(only),
            several => {
                several.iter().all(|input| input.name.is_some() && (is_id(input) || is_measure(input)))
                    && several.iter().any(|input| is_id(input))
            }
        };
        are_keys.then(|| {
            let keys = inputs.iter().map(|input| input.name.as_deref().unwrap_or_default()).collect();
            let measures =
                inputs.iter().filter(|input| !is_id(input)).filter_map(|input| input.name.as_deref()).collect();
            let (rounds, known) = (BTreeMap::new(), BTreeSet::new());
            let mut all = Self { vocab, keys, measures, readers, rounds, known };
            all.learn(reached);
            all
        })
    }

    /// Takes each variable for known until one of its values is not.
    fn learn(&mut self, reached: &[&'r Routine]) {
        let bare = |name: &'r str| name.split('.').next().unwrap_or(name);
        let assigned =
            || reached.iter().flat_map(|routine| &routine.assignments).map(|(name, value)| (bare(name), value));
        let taken = || reached.iter().flat_map(|routine| &routine.taken).map(|(name, query)| (bare(name), query));
        let looped = reached.iter().flat_map(|routine| &routine.looped);
        let rounds = looped.filter_map(|(name, query)| Some((bare(name), self.table_of_round(query)?)));
        self.rounds = rounds.collect();
        self.known = assigned().map(|(name, _)| name).chain(taken().map(|(name, _)| name)).collect();
        self.known.retain(|name| !self.keys.contains(name));
        loop {
            let unknown: Vec<&str> = assigned()
                .filter(|(_, value)| !self.is_known(value))
                .map(|(name, _)| name)
                .chain(
                    taken()
                        .filter(|(name, query)| !self.adds_up(query) && !self.is_round(name, query))
                        .map(|(name, _)| name),
                )
                .filter(|name| self.known.contains(name))
                .collect();
            if unknown.is_empty() {
                return;
            }
            self.known.retain(|name| !unknown.contains(name));
        }
    }

    /// Whether the writes hold all that the caller passes: none of it chooses how much of the truth is added up.
    pub(super) fn stores_all(&self, writes: &[&Write]) -> bool {
        let is_stored = |measure: &&str| {
            let holds = |value: &Expr| value.as_column().is_some_and(|name| name == *measure);
            let values = writes.iter().flat_map(|write| &write.columns).filter_map(|(_, value)| value.as_ref());
            values.into_iter().any(holds)
        };
        self.measures.iter().all(is_stored)
    }

    /// Whether a write sets what was worked out, in the row whose key was passed.
    pub(super) fn has(&self, write: &Write) -> bool {
        if self.vocab.tables.rights.has(&write.table.name) || write.columns.is_empty() {
            return false;
        }
        match write.kind {
            WriteKind::Delete => false,
            WriteKind::Insert => {
                self.is_keyed(write)
                    && write.columns.iter().all(|(name, value)| {
                        let changes = write.overwrites.contains(name);
                        let fits =
                            |value: &Expr| self.is_key(value) && !changes || self.is_harmless(name, value, changes);
                        value.as_ref().is_some_and(fits)
                    })
            }
            WriteKind::Update => {
                write.condition.as_ref().is_some_and(|c| self.finds_row(c) || self.finds_row_of_round(write, c))
                    && write
                        .columns
                        .iter()
                        .all(|(name, value)| value.as_ref().is_some_and(|value| self.is_harmless(name, value, true)))
            }
        }
    }

    /// Whether a new row takes one key, or is found by several of them and holds a sum: who joins two ids (a member, a
    /// course) decides something.
    fn is_keyed(&self, write: &Write) -> bool {
        let is_key = |value: &Option<Expr>| value.as_ref().is_some_and(|value| self.is_key(value));
        let mut keys = write.columns.iter().filter(|(_, value)| is_key(value)).map(|(name, _)| name).peekable();
        if self.keys.len() <= 1 {
            return keys.count() <= 1;
        }
        let is_sum = |value: &Option<Expr>| value.as_ref().is_some_and(|v| !is_fixed(v) && self.is_known(v));
        keys.peek().is_some()
            && keys.all(|name| write.found_by.contains(name))
            && write.columns.iter().any(|(name, value)| !write.found_by.contains(name) && is_sum(value))
    }

    /// Whether a value gives nobody anything that he chose: worked out, or a constant for a new row that neither pays nor
    /// promotes. A constant for a row that is there (`status = 'paid'`) is a decision.
    fn is_harmless(&self, column: &str, value: &Expr, changes: bool) -> bool {
        let columns = &self.vocab.columns;
        if columns.privileged.has(column) && !self.is_of_ledger(value) {
            return false;
        }
        if !is_fixed(value) || is_clock(value) {
            return self.is_known(value);
        }
        let settles = value.as_text().is_some_and(|text| self.vocab.words.settled.has(text));
        let pays = columns.money.has(column) && !columns.offer.has(column) && !is_nothing(value);
        !changes && !settles && !is_bought(column) && !pays
    }

    /// Whether a value says what kind of account of a ledger it is, `'ASSET'`: no right.
    fn is_of_ledger(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Other(several) => several.iter().all(|value| self.is_of_ledger(value)),
            _ => value.as_text().is_some_and(|text| self.vocab.words.ledger.has(text)),
        }
    }

    /// Whether a condition compares something with the key, and asks nothing else of the caller's.
    fn finds_row(&self, condition: &Expr) -> bool {
        let parts = match &condition.kind {
            ExprKind::And(parts) => parts.as_slice(),
            _ => std::slice::from_ref(condition),
        };
        parts.iter().any(|part| {
            let is_id = |side: &Expr| self.is_key(side) && !names(side, &self.measures);
            matches!(&part.kind, ExprKind::Binary(left, op, right) if op == "=" && (is_id(left) || is_id(right)))
        })
    }

    /// The table of `SELECT … FROM vets WHERE clinic_id = key`, of which the caller chooses nothing but the key.
    fn table_of_round(&self, query: &'r Query) -> Option<&'r str> {
        let select = query.as_select()?;
        let [FromItem { source: Source::Table(table), .. }] = select.from.as_slice() else { return None };
        let keys: BTreeSet<&str> = self.keys.iter().copied().collect();
        let is_free = query.limit.is_none()
            && !select.items.iter().any(|item| names(&item.value, &keys))
            && !select.condition.as_ref().is_some_and(|condition| names(condition, &self.measures));
        let is_of_key = select.condition.as_ref().is_some_and(|condition| self.finds_row(condition));
        (is_free && is_of_key).then_some(table.name.as_str())
    }

    fn is_round(&self, name: &str, query: &'r Query) -> bool {
        self.rounds.get(name).is_some_and(|table| self.table_of_round(query) == Some(*table))
    }

    /// `WHERE id = r.id`, with `r` the record of a loop over the same table.
    fn finds_row_of_round(&self, write: &Write, condition: &Expr) -> bool {
        let is_of_round = |column: &Expr, field: &Expr| match (&column.kind, &field.kind) {
            (ExprKind::Column(column), ExprKind::Column(field)) => match field.as_slice() {
                [record, name] => {
                    self.known.contains(record.as_str())
                        && self.rounds.get(record.as_str()).is_some_and(|table| *table == write.table.name)
                        && column.last() == Some(name)
                }
                _ => false,
            },
            _ => false,
        };
        match &condition.kind {
            ExprKind::Binary(left, op, right) if op == "=" => is_of_round(left, right) || is_of_round(right, left),
            _ => false,
        }
    }

    /// Whether a query gives sums over rows that no number of the caller's goes into: it would make them what he wants.
    fn adds_up(&self, query: &Query) -> bool {
        let items = query.as_select().map_or(&[][..], |select| select.items.as_slice());
        if let [only] = items
            && self.is_read(&only.value)
        {
            return true;
        }
        query.is_summary() && !items.iter().any(|item| names(&item.value, &self.measures))
    }

    /// Whether a function that only reads works a value out of nothing but the keys.
    fn is_read(&self, value: &Expr) -> bool {
        let ExprKind::Call(call) = &value.kind else { return false };
        call.name.last().is_some_and(|name| self.readers.contains(name.as_str()))
            && call.args.iter().all(|arg| self.is_key(&arg.value) && !names(&arg.value, &self.measures))
    }

    fn is_key(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Column(parts) => parts.last().is_some_and(|name| self.keys.contains(&name.as_str())),
            ExprKind::Parameter(_) => true,
            ExprKind::Cast(inner, _) => self.is_key(inner),
            _ => false,
        }
    }

    /// Whether a value is made of nothing but known variables, sums, constants, and what the row was to hold (`excluded`).
    fn is_known(&self, value: &Expr) -> bool {
        if value.is_summed() && value.subqueries().is_empty() {
            return !names(value, &self.measures);
        }
        if let ExprKind::Subquery(query) = &value.kind {
            return self.adds_up(query);
        }
        if self.is_read(value) {
            return true;
        }
        let mut known = true;
        value.walk(&mut |node| {
            known &= match node {
                Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) => match parts.as_slice() {
                    [first, ..] => self.known.contains(first.as_str()) || first == "excluded" && parts.len() == 2,
                    [] => false,
                },
                Node::Expr(Expr { kind: ExprKind::Parameter(_), .. }) => false,
                Node::Expr(_) => true,
                Node::Query(_) | Node::Read(_) | Node::Write(..) => false,
            };
        });
        known
    }
}

/// Whether a parameter says which row is meant, and nothing more.
fn is_id(parameter: &Param) -> bool {
    let is_named_so = || parameter.name.as_deref().is_some_and(|name| name.ends_with("_id") || name == "id");
    match parameter.ty.name.name.as_str() {
        "uuid" => !parameter.ty.array,
        "int4" | "int8" => !parameter.ty.array && is_named_so(),
        _ => false,
    }
}

/// Whether a parameter is a whole number or a date: a year, a month, a last day.
fn is_measure(parameter: &Param) -> bool {
    const TYPES: &[&str] = &["int2", "int4", "int8", "date", "timestamp", "timestamptz"];
    TYPES.contains(&parameter.ty.name.name.as_str()) && !parameter.ty.array
}

/// `now()`, `current_date`.
fn is_clock(value: &Expr) -> bool {
    let ExprKind::Call(call) = &value.kind else { return false };
    let name = call.name.last().map_or("", String::as_str);
    matches!(name, "now" | "current_timestamp" | "current_date" | "clock_timestamp")
}

/// `0`, `NULL`: nothing is given.
fn is_nothing(value: &Expr) -> bool {
    use crate::sql::expr::Literal;
    match &value.kind {
        ExprKind::Literal(Literal::Null) => true,
        ExprKind::Literal(Literal::Number(number)) => number.parse::<f64>().is_ok_and(|number| number == 0.0),
        ExprKind::Cast(inner, _) => is_nothing(inner),
        _ => false,
    }
}
