//! What somebody can do with a function that runs with the rights of its owner and does not ask who calls.

use super::{
    access::{Access, Caller, Verdict},
    routines::{Routine, Routines, Write, WriteKind},
    schema::{Command, Function, FunctionKey, Name, Returns},
};
use crate::{
    sql::expr::{Expr, ExprKind, Node},
    vocab::Vocabulary,
};

/// The worst that calling a function does.
#[derive(Clone, Copy, Debug)]
pub struct RoutineHarm<'r> {
    /// What it does.
    pub deed: Deed<'r>,
    /// How much that matters.
    pub weight: Weight,
    /// It also runs SQL that is put together at run time.
    pub dynamic: bool,
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'r> {
    /// It writes.
    Write(&'r Write),
    /// It runs what it puts together.
    Dynamic,
    /// It gives back rows of a table that row security hides.
    Read(&'r Name),
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

/// The worst that a caller can do with a function, by what it and the functions that it calls read and write. `None` when
/// that is nothing, when a body could not be read, or when the caller must know a token, a code or a secret link.
#[must_use]
pub fn harm<'r>(
    key: &'r FunctionKey,
    function: &Function,
    routines: &'r Routines,
    access: &Access,
    vocab: &Vocabulary,
) -> Option<RoutineHarm<'r>> {
    let reached: Vec<&Routine> = routines.reached(key).into_iter().filter_map(|key| routines.get(key)).collect();
    if reached.iter().any(|routine| routine.unread) || asks_for_secret(vocab, function, &reached) {
        return None;
    }
    let dynamic = reached.iter().any(|routine| routine.dynamic);
    let writes: Vec<&Write> =
        reached.iter().flat_map(|routine| &routine.writes).filter(|write| !is_counter(vocab, write)).collect();
    if let Some(write) = writes.iter().max_by_key(|write| (is_precious(vocab, write), is_kept(vocab, write))) {
        return Some(RoutineHarm { deed: Deed::Write(write), weight: weight(vocab, function, &writes), dynamic });
    }
    if dynamic {
        return Some(RoutineHarm { deed: Deed::Dynamic, weight: Weight::Rows, dynamic });
    }
    let table = hidden_rows(vocab, function, &reached, access)?;
    Some(RoutineHarm { deed: Deed::Read(table), weight: Weight::Rows, dynamic })
}

/// Counting a view or a download is meant for everybody.
fn is_counter(vocab: &Vocabulary, write: &Write) -> bool {
    let counts = |name: &str| vocab.columns.counter.has(name) || name == "updated_at";
    write.kind == WriteKind::Update && write.columns.iter().all(|(name, _)| counts(name))
}

/// Whether it touches rights or money.
fn is_precious(vocab: &Vocabulary, write: &Write) -> bool {
    write.columns.iter().any(|(name, _)| vocab.columns.privileged.has(name) || vocab.columns.money.has(name))
        || write.kind == WriteKind::Delete && vocab.tables.money.has(&write.table.name)
}

/// Whether it is more than one more line in a log.
fn is_kept(vocab: &Vocabulary, write: &Write) -> bool {
    let is_log = vocab.tables.usage.has(&write.table.name) || vocab.tables.audit.has(&write.table.name);
    !is_log || write.kind == WriteKind::Delete
}

fn weight(vocab: &Vocabulary, function: &Function, writes: &[&Write]) -> Weight {
    let chooses = function.inputs().next().is_some();
    let is_precious = writes.iter().any(|write| is_precious(vocab, write));
    let is_due = |write: &&Write| write.condition.as_ref().is_some_and(asks_time);
    if !chooses && writes.iter().all(is_due) {
        return Weight::Housekeeping;
    }
    match (is_precious, chooses) {
        _ if !writes.iter().any(|write| is_kept(vocab, write)) => Weight::Little,
        (true, true) => Weight::Precious,
        (false, false) => Weight::Little,
        _ => Weight::Rows,
    }
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

/// The table whose rows come back although row security hides them. A yes, a number or a name is no harm.
fn hidden_rows<'r>(
    vocab: &Vocabulary,
    function: &Function,
    reached: &[&'r Routine],
    access: &Access,
) -> Option<&'r Name> {
    let gives_rows = match &function.returns {
        Returns::Set(ty) => ty.built_in_name().is_none() || ty.name.name == "record",
        Returns::Table => gives_sensitive_columns(vocab, function),
        Returns::Value(ty) => matches!(ty.name.name.as_str(), "json" | "jsonb" | "record"),
        Returns::Nothing => false,
    };
    let is_hidden = |name: &&Name| {
        let sensitive = access.tables.get(*name).map(|table| &table.sensitive);
        let cell = access.cell(name, Caller::Anonymous, Command::Select);
        sensitive.is_some_and(|sensitive| !sensitive.secret.is_empty() || !sensitive.personal.is_empty())
            && cell.is_some_and(|cell| cell.verdict != Verdict::Open)
    };
    reached.iter().filter(|_| gives_rows).flat_map(|routine| &routine.reads).find(is_hidden)
}

/// Whether the columns of `RETURNS TABLE (…)` are more than counts and sums.
fn gives_sensitive_columns(vocab: &Vocabulary, function: &Function) -> bool {
    let outputs = function.params.iter().filter(|parameter| !parameter.mode.is_input());
    outputs.filter_map(|parameter| parameter.name.as_deref()).any(|name| {
        vocab.columns.secret.has(name) || vocab.columns.personal.has(name) || vocab.columns.person_name.has(name)
    })
}

/// Whether a parameter is a token, a code or a secret link, and the body, or a function that it calls, looks for one: a
/// name alone guards nothing.
fn asks_for_secret(vocab: &Vocabulary, function: &Function, reached: &[&Routine]) -> bool {
    let is_secret = |name: &str| {
        let bare = name.trim_start_matches("p_").trim_start_matches('_');
        let bare = ["_param", "_input", "_in", "_value"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
        vocab.columns.secret.has(bare) || ["token", "code", "slug", "secret"].iter().any(|end| bare.ends_with(end))
    };
    let compares = |routine: &&Routine| routine.compared.iter().any(|name| is_secret(name));
    function.inputs().filter_map(|parameter| parameter.name.as_deref()).any(is_secret) && reached.iter().any(compares)
}
