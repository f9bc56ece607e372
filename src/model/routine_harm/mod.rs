//! What somebody can do with a function that runs with the rights of its owner and does not ask who calls.

mod choices;
mod queues;
mod recomputed;
mod secret;

use std::collections::BTreeSet;

use self::{choices::Choices, queues::queue_harm, recomputed::Recomputed, secret::asks_for_secret};
use super::{
    access::{Access, Caller, Sensitive, Verdict},
    routines::{Routine, Routines, Write, WriteKind},
    schema::{Command, Function, FunctionKey, Name, Param, Returns},
};
use crate::{frameworks::supabase::queues::QueueDeed, vocab::Vocabulary};

/// The worst that calling a function does.
#[derive(Clone, Copy, Debug)]
pub struct RoutineHarm<'r> {
    /// What it does.
    pub deed: Deed<'r>,
    /// How much that matters.
    pub weight: Weight,
    /// It also runs SQL that is put together at run time.
    pub dynamic: bool,
    /// Whoever may call it may do the same to the table without it: closing the function mends nothing.
    pub is_open_anyway: bool,
    /// No call lasts today: it refuses, or fails.
    pub is_in_vain: bool,
}

impl<'r> RoutineHarm<'r> {
    /// What callers reach through the function alone.
    fn new(deed: Deed<'r>, weight: Weight, dynamic: bool) -> Self {
        Self { deed, weight, dynamic, is_open_anyway: false, is_in_vain: false }
    }
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'r> {
    /// It writes.
    Write(&'r Write),
    /// It runs what it puts together.
    Dynamic,
    /// It runs the text that the caller passes.
    Sent,
    /// It gives back rows of a table that row security hides.
    Read(&'r Name),
    /// It gives back a secret out of a table, as its whole answer.
    Secret(&'r Name),
    /// It does this with a queue, which messages to people wait in or not.
    Queue(QueueDeed, bool),
}

/// How much it matters that a stranger sets it off, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Clearing away what has expired, without a choice of the caller's.
    Housekeeping,
    /// A line in a log, or rows that he cannot choose.
    Little,
    /// Rows that he chooses, or rights and money of everybody at once.
    Rows,
    /// Rights or money of whom he chooses.
    Precious,
}

/// Who may call a function, and what he reaches without it.
#[derive(Clone, Copy, Debug)]
pub struct Reach<'a> {
    /// What row security lets callers do.
    pub access: &'a Access,
    /// Tables that the SQL does not make and leaves without row security.
    pub left_open: &'a BTreeSet<Name>,
    /// Who may call it.
    pub callers: &'a [Caller],
}

/// The worst that one of these callers can do with a function, by what it and the functions that it calls read and write. `None` when
/// that is nothing, when every call fails, when a body could not be read, or when the caller must know a token, a code or a secret link.
#[must_use]
pub fn harm<'r>(
    key: &'r FunctionKey,
    function: &Function,
    routines: &'r Routines,
    reach: Reach<'_>,
    vocab: &Vocabulary,
) -> Option<RoutineHarm<'r>> {
    let lasting = routines.reached(key).into_iter().filter(|called| *called == key || routines.may_last(called));
    let reached: Vec<&Routine> = lasting.filter_map(|key| routines.get(key)).collect();
    if routines.fails(key) || reached.iter().any(|routine| routine.unread) || asks_for_secret(vocab, function, &reached)
    {
        return None;
    }
    let dynamic = reached.iter().any(|routine| routine.dynamic);
    let writes: Vec<&Write> =
        reached.iter().flat_map(|routine| &routine.writes).filter(|write| !is_counter(vocab, write)).collect();
    let inputs: Vec<&str> = function.inputs().filter_map(|parameter| parameter.name.as_deref()).collect();
    let is_number = |parameter: &&Param| {
        matches!(parameter.ty.name.name.as_str(), "int2" | "int4" | "int8" | "numeric" | "float4" | "float8")
    };
    // `EXECUTE query` of a parameter.
    if routines.get(key).is_some_and(|own| inputs.iter().any(|input| own.executed.contains(*input))) {
        return Some(RoutineHarm::new(Deed::Sent, Weight::Precious, dynamic));
    }
    if let Some((deed, weight)) = queue_harm(key, function, &reached, routines) {
        return Some(RoutineHarm::new(deed, weight, dynamic));
    }
    let is_in_vain = !routines.may_last(key);
    let amounts: Vec<&str> = function.inputs().filter(is_number).filter_map(|p| p.name.as_deref()).collect();
    let choices = Choices { vocab, inputs: &inputs, amounts: &amounts, assigned: &reached };
    let recomputed = Recomputed::of(vocab, function, &reached, BTreeSet::new());
    // What is worked out elsewhere may be more than a sum: enough for a row that nothing changes any more.
    let readers = routines.reached(key).into_iter().filter(|called| *called != key && routines.only_reads(called));
    let readers: BTreeSet<&str> = readers.map(|called| called.name.name.as_str()).collect();
    let with_readers = Recomputed::of(vocab, function, &reached, readers);
    let is_idle = |write: &Write| {
        let is_of = |all: &Option<Recomputed<'_>>| all.as_ref().is_some_and(|all| all.has(write));
        choices.is_idle(write) || is_of(&recomputed) || write.keeps && is_of(&with_readers)
    };
    let (idle, told): (Vec<&Write>, Vec<&Write>) = writes.into_iter().partition(|write| is_idle(write));
    let all = told.len();
    // What the callers do without the function is no harm of the function, unless it does nothing else.
    let closed: Vec<&Write> = told.iter().copied().filter(|write| !is_open_to_all(write, reach)).collect();
    let is_open_anyway = closed.is_empty();
    let told = if is_open_anyway { told } else { closed };
    if let Some(write) = told.iter().max_by_key(|write| choices.rank(write)) {
        let weight = match choices.weight(function, &told) {
            weight if is_open_anyway => weight.min(Weight::Little),
            // The balance is open anyway, the line that tells of it is not.
            weight if told.len() < all && told.iter().all(|write| choices.is_line(write)) => weight.min(Weight::Rows),
            weight => weight,
        };
        let harm = RoutineHarm::new(Deed::Write(write), weight, dynamic);
        return Some(RoutineHarm { is_open_anyway, is_in_vain, ..harm });
    }
    if let Some(write) = idle.first().filter(|_| !dynamic) {
        // Whoever calls it changes what was due, or what is always the same.
        let is_line = |write: &&Write| write.kind == WriteKind::Insert;
        let is_exact = recomputed.as_ref().is_none_or(|all| all.stores_all(&idle));
        let weight = if is_exact { Weight::Housekeeping } else { Weight::Little };
        let harm = RoutineHarm { is_in_vain, ..RoutineHarm::new(Deed::Write(write), weight, dynamic) };
        return (!inputs.is_empty() || !idle.iter().all(is_line)).then_some(harm);
    }
    if dynamic {
        let takes_text = reached.iter().any(|routine| routine.takes_text);
        return Some(RoutineHarm::new(Deed::Dynamic, if takes_text { Weight::Rows } else { Weight::Little }, dynamic));
    }
    // What comes back is made by all that it calls: where one of these fails, so does the answer.
    if routines.reached(key).into_iter().any(|called| routines.fails(called)) {
        return None;
    }
    let rows =
        || hidden_rows(vocab, function, &reached, reach.access).map(|(table, weight)| (Deed::Read(table), weight));
    let secret = hidden_secret(vocab, function, routines.get(key)?, reach.access);
    let (deed, weight) = secret.map(|table| (Deed::Secret(table), Weight::Precious)).or_else(rows)?;
    Some(RoutineHarm::new(deed, weight, dynamic))
}

/// Whether all who may call the function may do the same to every row of the table without it.
fn is_open_to_all(write: &Write, reach: Reach<'_>) -> bool {
    let Reach { access, left_open, callers } = reach;
    let mut commands = vec![match write.kind {
        WriteKind::Insert => Command::Insert,
        WriteKind::Update => Command::Update,
        WriteKind::Delete => Command::Delete,
    }];
    commands.extend((!write.overwrites.is_empty()).then_some(Command::Update));
    let is_open = |caller: Caller, command: Command| {
        let cell = access.cell(&write.table, caller, command);
        cell.is_some_and(|cell| cell.verdict == Verdict::Open && cell.effective == Verdict::Open && !cell.row_filtered)
    };
    let is_everywhere = || callers.iter().all(|caller| commands.iter().all(|command| is_open(*caller, *command)));
    !callers.is_empty() && (left_open.contains(&write.table) || is_everywhere())
}

/// Counting a view or a download is meant for everybody.
fn is_counter(vocab: &Vocabulary, write: &Write) -> bool {
    let counts = |name: &str| vocab.columns.counter.has(name) || name == "updated_at";
    write.kind == WriteKind::Update && write.columns.iter().all(|(name, _)| counts(name))
}

/// The table whose rows come back although row security hides them, and how much that matters. A yes, a number or a name
/// is no harm.
fn hidden_rows<'r>(
    vocab: &Vocabulary,
    function: &Function,
    reached: &[&'r Routine],
    access: &Access,
) -> Option<(&'r Name, Weight)> {
    let outputs: Vec<&str> = outputs(function).collect();
    let columns = &vocab.columns;
    let has_secret = outputs.iter().any(|name| columns.secret.has(name));
    let is_told = |name: &&str| columns.personal.has(name) || columns.person_name.has(name);
    let gives_rows = match &function.returns {
        Returns::Set(ty) => ty.built_in_name().is_none() || ty.name.name == "record",
        Returns::Table => has_secret || outputs.iter().any(is_told),
        Returns::Value(ty) => matches!(ty.name.name.as_str(), "json" | "jsonb" | "record"),
        Returns::Nothing => false,
    };
    let sensitive = |name: &Name| access.tables.get(name).map(|table| &table.sensitive);
    let is_hidden = |name: &&Name| {
        let cell = access.cell(name, Caller::Anonymous, Command::Select);
        // What is decrypted on the way may stand in a column with another name: `access_token_encrypted`.
        let holds =
            |sensitive: &Sensitive| has_secret || !sensitive.secret.is_empty() || !sensitive.personal.is_empty();
        sensitive(name).is_some_and(holds) && cell.is_some_and(|cell| cell.verdict != Verdict::Open)
    };
    // The one that most of what comes back stands in, by its names; the first of several.
    let given = |name: &Name| {
        let columns = sensitive(name).map(Sensitive::columns).unwrap_or_default();
        columns.into_iter().filter(|column| outputs.contains(column)).count()
    };
    let hidden = reached.iter().filter(|_| gives_rows).flat_map(|routine| &routine.shows).filter(is_hidden);
    let table = hidden.min_by_key(|name| std::cmp::Reverse(given(name)))?;
    Some((table, if has_secret { Weight::Precious } else { Weight::Rows }))
}

/// The table that a function hands a secret out of, as its whole answer: a key of a wallet, what a vault keeps. What is in
/// no table of the API is reached in no other way.
fn hidden_secret<'r>(vocab: &Vocabulary, function: &Function, own: &'r Routine, access: &Access) -> Option<&'r Name> {
    let (Returns::Value(ty) | Returns::Set(ty)) = &function.returns else { return None };
    let is_text = matches!(ty.built_in_name(), Some("text" | "varchar" | "bpchar" | "bytea"));
    let is_hidden = |name: &Name| {
        access.cell(name, Caller::Anonymous, Command::Select).is_none_or(|cell| cell.verdict != Verdict::Open)
    };
    let secrets = own.given.iter().filter(|(_, column)| vocab.columns.secret.has(column) && is_text);
    secrets.map(|(table, _)| table).find(|table| is_hidden(table))
}

/// The names of the columns of `RETURNS TABLE (…)`.
fn outputs(function: &Function) -> impl Iterator<Item = &str> {
    let outputs = function.params.iter().filter(|parameter| !parameter.mode.is_input());
    outputs.filter_map(|parameter| parameter.name.as_deref())
}
