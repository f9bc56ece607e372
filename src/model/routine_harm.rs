//! What somebody can do with a function that runs with the rights of its owner and does not ask who calls.

use std::collections::BTreeSet;

use super::{
    access::{Access, Caller, Verdict},
    routines::{Routine, Routines, Write, WriteKind},
    schema::{Command, Function, FunctionKey, Name, Param, Returns},
};
use crate::{
    sql::expr::{Expr, ExprKind, Node},
    vocab::{Vocabulary, split},
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
    let inputs: Vec<&str> = function.inputs().filter_map(|parameter| parameter.name.as_deref()).collect();
    let is_number = |parameter: &&Param| {
        matches!(parameter.ty.name.name.as_str(), "int2" | "int4" | "int8" | "numeric" | "float4" | "float8")
    };
    let amounts: Vec<&str> = function.inputs().filter(is_number).filter_map(|p| p.name.as_deref()).collect();
    let choices = Choices { vocab, inputs: &inputs, amounts: &amounts, assigned: &reached };
    let (idle, told): (Vec<&Write>, Vec<&Write>) = writes.into_iter().partition(|write| choices.is_idle(write));
    if let Some(write) = told.iter().max_by_key(|write| choices.rank(write)) {
        return Some(RoutineHarm { deed: Deed::Write(write), weight: choices.weight(function, &told), dynamic });
    }
    if let Some(write) = idle.first().filter(|_| !dynamic) {
        // Whoever calls it changes what was due, or what is always the same.
        let is_line = |write: &&Write| write.kind == WriteKind::Insert;
        return (!inputs.is_empty() || !idle.iter().all(is_line)).then_some(RoutineHarm {
            deed: Deed::Write(write),
            weight: Weight::Housekeeping,
            dynamic,
        });
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

/// What of the writes of a function its caller decides.
struct Choices<'c> {
    vocab: &'c Vocabulary,
    /// The parameters of the function that he calls.
    inputs: &'c [&'c str],
    /// Those of them that are numbers.
    amounts: &'c [&'c str],
    /// The functions that run, with what they assign to variables.
    assigned: &'c [&'c Routine],
}

impl Choices<'_> {
    /// Whether the caller decides nothing: rows that are due go or change by the clock, a row is added that is always the
    /// same, or one that is missing gets what it would have had anyway.
    fn is_idle(&self, write: &Write) -> bool {
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
    fn rank(&self, write: &Write) -> (bool, bool, bool, bool) {
        let columns = &self.vocab.columns;
        let gives_right =
            write.kind == WriteKind::Update && write.columns.iter().any(|(name, _)| columns.privileged.has(name));
        let changes = write.kind != WriteKind::Insert;
        let is_worth = self.is_gain(write) || is_precious(self.vocab, write);
        (gives_right, is_worth && changes, is_worth, is_kept(self.vocab, write))
    }

    fn weight(&self, function: &Function, writes: &[&Write]) -> Weight {
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

    /// Whether the caller says how much is added to what somebody has a right to, whatever the table is called.
    fn is_gain(&self, write: &Write) -> bool {
        let adds = |value: &Expr| self.names_any(value, self.amounts);
        write.kind == WriteKind::Update
            && write.columns.iter().any(|(name, value)| is_bought(name) && value.as_ref().is_some_and(adds))
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
fn names(expr: &Expr, wanted: &BTreeSet<&str>) -> bool {
    let mut found = false;
    expr.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= parts.last().is_some_and(|name| wanted.contains(name.as_str()));
        }
    });
    found
}

/// Whether a column counts what somebody bought or was given.
fn is_bought(name: &str) -> bool {
    split(name).iter().any(|word| matches!(word.as_str(), "purchased" | "quota" | "bonus" | "credit" | "credits"))
}

/// Whether an expression is the same whoever calls: constants, the clock, a new id.
fn is_fixed(expr: &Expr) -> bool {
    let mut names = false;
    expr.walk(&mut |node| {
        names |= matches!(node, Node::Expr(Expr { kind: ExprKind::Column(_), .. }) | Node::Read(_));
    });
    !names
}

/// Whether an expression is a single name or fixed: the key that is asked for, a column of another table.
fn is_plain(expr: &Expr) -> bool {
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
        vocab.columns.secret.has(bare) || vocab.columns.share_link.has(bare) || is_secret_word(bare)
    };
    let compares = |routine: &&Routine| routine.compared.iter().any(|name| is_secret(name));
    function.inputs().filter_map(|parameter| parameter.name.as_deref()).any(is_secret) && reached.iter().any(compares)
}

/// Whether a name is that of something only its holder knows. What stands in links and on pages, a slug, the code of a
/// referral or a product, is an address.
fn is_secret_word(name: &str) -> bool {
    const PUBLISHED: &[&str] = &[
        "link",
        "referral",
        "referrer",
        "ref",
        "affiliate",
        "partner",
        "promo",
        "country",
        "currency",
        "language",
        "postal",
        "zip",
        "area",
        "product",
        "course",
        "item",
        "status",
        "error",
        "color",
        "lang",
        "dial",
        "barcode",
        "category",
    ];
    let words = split(name);
    let is_published = words.iter().any(|word| PUBLISHED.contains(&word.as_str()));
    let ends = words.last().is_some_and(|word| matches!(word.as_str(), "token" | "secret" | "code"));
    ends && !is_published
}
