//! Rows that an entry point adds, past row security, to a record of the caller's choice, where nothing asks whose that is:
//! sales of a store, files of a project. To what is there for everybody, a post or a shop, everybody may add.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{How, Subject, Ties, held, looks::LooksAt, loose::is_past_row_security, naming, ownership};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::auth::Proof,
    model::{
        Project,
        access::{Caller, Verdict},
        calls::Call,
        queries::{Bound, Client, Comparison, Condition, Op, Query},
        schema::Command,
        values::Symbol,
    },
    source::span::{FileId, Span},
    vocab::Vocabulary,
};

/// The column by which the caller says to what a row is added, where that is somebody's.
pub(super) fn under_key(subject: &Subject<'_>, query: &Query, table: &str, ties: Ties, shown: &Shown) -> Option<How> {
    let tables = &subject.project.vocab.tables;
    let is_for_all = tables.public_form.has(table) || tables.audit.has(table) || tables.catalogue.has(table);
    if !matches!(query.op, Op::Insert | Op::Upsert)
        || is_for_all
        || ties.as_user
        || ties.is_of_staff() && asks_for_role(subject)
        || !is_past_row_security(subject, query)
    {
        return None;
    }
    let file = query.at.file;
    // What hangs on something that was found for him only points at something of another's.
    let is_home = |(column, value): &(String, ExprId)| {
        let is_parent =
            || subject.project.vocab.columns.tenant.has(column) || parent_of(subject, query, column).is_some();
        let is_found = || {
            let code = subject.values.code(file);
            let is_named = |code: &Code| matches!(code.expr(*value), ExprKind::Member { .. } | ExprKind::Ident { .. });
            code.is_some_and(is_named)
                && !ownership::is_chosen(subject, file, *value)
                && !ownership::is_proven(subject, file, *value)
        };
        is_found() && is_parent()
    };
    if query.assigned.iter().any(is_home) || is_kept_for_caller(subject, query) {
        return None;
    }
    query.assigned.iter().find_map(|(column, value)| {
        let parent = parent_of(subject, query, column)?;
        let is_chosen = ownership::is_chosen(subject, file, *value) && !ownership::is_proven(subject, file, *value);
        let is_loose = is_chosen && !is_asked_for_caller(subject, query, *value) && !is_held(subject, query, *value);
        let is_somebodys = || !shown.has(subject.project, &parent) && is_tied_elsewhere(subject, column, &parent);
        (is_loose && is_somebodys()).then(|| How::UnderKey { column: column.clone(), parent })
    })
}

/// Whether the row says that it is the caller's own, and policies show such rows to nobody else but those who run the app:
/// what it points to gains nothing by it.
fn is_kept_for_caller(subject: &Subject<'_>, query: &Query) -> bool {
    let project = subject.project;
    let Some((schema, name, table)) = project.table_of(query) else { return false };
    let cell = project.cell(&name, Caller::Account, Command::Select);
    let own = cell.and_then(|cell| project.own_only(schema, (&name, table), cell));
    let is_callers = |column: &str| {
        let mut values = query.assigned.iter().filter(|(assigned, _)| assigned == column);
        values.any(|(_, value)| ownership::is_proven(subject, query.at.file, *value))
    };
    own.is_some_and(|own| own.owners.iter().all(|column| is_callers(column)))
}

/// Whether another look-up on the way asks for the same record together with whose it is.
fn is_asked_for_caller(subject: &Subject<'_>, query: &Query, key: ExprId) -> bool {
    let vocab = &subject.project.vocab;
    let origins = subject.symbols_of_sources(query.at.file, key);
    subject.queries.iter().filter(|other| other.at != query.at && other.op == Op::Select).any(|other| {
        let file = other.at.file;
        let compared = || other.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none());
        let is_it = |v| subject.symbols_of_sources(file, v).iter().any(|origin| origins.contains(origin));
        let is_callers = |c: &Comparison| {
            c.value.is_none_or(|v| {
                let is_other = !is_it(v) && !ownership::is_chosen(subject, file, v);
                is_other && (says_whose(vocab, c) || ownership::is_proven(subject, file, v))
            })
        };
        compared().any(|c| c.value.is_some_and(is_it)) && (other.has_unread || compared().any(is_callers))
    })
}

/// Whether something looks at the record that is named, or may: two ids are compared, a helper is given it together with
/// who calls, or it is looked for among what is known.
fn is_held(subject: &Subject<'_>, query: &Query, value: ExprId) -> bool {
    let file = query.at.file;
    let by_looks = subject.reached.iter().any(|reached| {
        let mut looks = subject.looks.of(subject.project, reached.function).iter();
        looks.any(|l| matches!(l.at, LooksAt::Ids) && !subject.dead.covers(reached.function.0, l.range))
    });
    let by_value = || {
        let is_known = |code: &Code, e: ExprId| code.string(e).is_none() && !matches!(code.expr(e), ExprKind::Null);
        subject
            .values
            .code(file)
            .is_some_and(|code| held::is_compared(code, value, |e| is_known(code, e)) || held::is_listed(code, value))
    };
    by_looks || by_value() || subject.queries.iter().any(|q| ownership::joins_caller(subject, q)) || {
        let origins = subject.symbols_of_sources(file, value);
        subject.calls().any(|(reached, call)| is_given_both(subject, reached.function.0, call, &origins))
    }
}

/// `assertMember(user.id, body.crewId)`: a line in a record is given both, too, and asks nothing.
fn is_given_both(subject: &Subject<'_>, file: FileId, call: &Call, origins: &[Symbol]) -> bool {
    let words = crate::vocab::split(call.name());
    let Some(code) = subject.values.code(file).filter(|_| !call.targets.is_empty()) else { return false };
    let is_record = words.iter().any(|w| matches!(w.as_str(), "log" | "audit" | "track" | "record" | "notify"));
    let is_callers =
        |e: ExprId| ownership::is_proven(subject, file, e) || code.last_name(e).is_some_and(naming::tells_of_caller);
    let is_it = |e: ExprId| subject.values.symbols(file, e).into_iter().any(|s| origins.contains(s));
    let parts = |e: ExprId| match code.expr(e) {
        ExprKind::Object { properties } => code.property_list(properties).map(|p| p.value).collect(),
        _ => vec![e],
    };
    let given: Vec<ExprId> = code.expr_list(call.args).flat_map(parts).collect();
    !is_record && given.iter().any(|&e| is_callers(e)) && given.iter().any(|&e| is_it(e))
}

/// The table that a column says a row of: by its foreign key, or by its name where the code asks for such a table.
fn parent_of(subject: &Subject<'_>, query: &Query, column: &str) -> Option<String> {
    let project = subject.project;
    // Whose the row is, is another question.
    if project.vocab.columns.owner.has(column) {
        return None;
    }
    let by_key = project.table_of(query).and_then(|(_, _, table)| {
        let mut keys = table.foreign_keys();
        keys.find(|(constraint, _)| constraint.columns.as_slice() == [column]).map(|(_, key)| key.table.name.clone())
    });
    let by_name = || {
        let stem = column.strip_suffix("_id").or_else(|| column.strip_suffix("Id"))?;
        let plurals =
            [format!("{stem}s"), format!("{stem}es"), format!("{}ies", stem.strip_suffix('y').unwrap_or("?"))];
        plurals.into_iter().find(|name| project.asked_tables.contains(name))
    };
    let parent = by_key.or_else(by_name)?;
    let tables = &project.vocab.tables;
    (!tables.catalogue.has(&parent) && !tables.profile.has(&parent) && parent != query.tables.first()?.as_str())
        .then_some(parent)
}

/// The tables whose rows are shown to whoever asks: in a list that asks nothing of who calls, or by a name in an address.
/// What only the staff is shown does not count.
#[derive(Debug, Default)]
pub(super) struct Shown(BTreeSet<String>);

impl Shown {
    /// Those of a project.
    pub(super) fn of(project: &Project, subjects: &[Subject<'_>]) -> Self {
        let (staff, others): (Vec<_>, Vec<_>) = subjects.par_iter().partition(|s| is_for_few(s));
        let spans = |of: Vec<&Subject<'_>>| -> BTreeSet<Span> {
            of.iter().flat_map(|s| &s.queries).filter(|q| q.op == Op::Select).map(|q| q.at).collect()
        };
        let (staff, others) = (spans(staff), spans(others));
        let is_for_staff = |q: &Query| staff.contains(&q.at) && !others.contains(&q.at);
        let is_shown = |q: &&Query| {
            q.op == Op::Select
                && q.bound != Bound::CountOnly
                // Whoever reads many tables alike looks whether they are there.
                && q.tables.len() == 1
                && q.client != Client::User
                && shows_all(&project.vocab, q)
                && !is_for_staff(q)
                && !project.runs_in_browser(q)
        };
        Self(project.production_queries().filter(is_shown).flat_map(|q| q.tables.iter().cloned()).collect())
    }

    /// Whether everybody sees the rows of a table, also by its policies.
    fn has(&self, project: &Project, table: &str) -> bool {
        let is_open = || {
            project.table_named(None, table).is_some_and(|(_, name, _)| {
                let cell = |caller| project.cell(&name, caller, Command::Select);
                [Caller::Anonymous, Caller::Account]
                    .into_iter()
                    .filter_map(cell)
                    .any(|cell| cell.effective == Verdict::Open)
            })
        };
        self.0.contains(table) || is_open()
    }
}

/// Whether an entry point is for the staff, or for a machine that knows a secret.
fn is_for_few(subject: &Subject<'_>) -> bool {
    asks_for_role(subject) || subject.guards.iter().any(|g| g.proof != Proof::Identity)
}

/// Whether somebody without a role is refused.
fn asks_for_role(subject: &Subject<'_>) -> bool {
    !subject.guards.is_empty()
        && subject.reached.iter().any(|reached| {
            let Some(code) = subject.values.code(reached.function.0) else { return false };
            let mut looks = subject.looks.of(subject.project, reached.function).iter();
            looks.any(|l| matches!(l.at, LooksAt::Role) && l.refuses(code))
        })
}

/// Whether a read gives the rows of all, or one by the name that stands in its address.
fn shows_all(vocab: &Vocabulary, query: &Query) -> bool {
    let compared = || query.conditions.iter().flat_map(Condition::comparisons);
    let is_list = !query.has_unread && compared().all(|c| c.literal.is_some());
    let is_by_name = compared().any(|c| {
        let words = c.column.as_deref().map(crate::vocab::split).unwrap_or_default();
        words.iter().any(|w| matches!(w.as_str(), "slug" | "handle" | "subdomain" | "domain" | "username"))
    });
    is_list || is_by_name && !compared().any(|c| says_whose(vocab, c))
}

/// Whether the app holds such a record against who calls at another place: it asks for the record, or for what hangs on it,
/// together with whose it is.
fn is_tied_elsewhere(subject: &Subject<'_>, column: &str, parent: &str) -> bool {
    let project = subject.project;
    project.production_queries().any(|query| {
        let compared = || query.conditions.iter().flat_map(Condition::comparisons);
        let is_of_parent = || query.tables.iter().any(|t| t == parent);
        let is_under_it = || compared().any(|c| c.column.as_deref() == Some(column));
        let file = query.at.file;
        let is_callers = |c: &Comparison| {
            says_whose(&project.vocab, c)
                && c.column.as_deref() != Some(column)
                && c.literal.is_none()
                && c.value.is_some_and(|v| !project.is_sent_or_path(file, v))
        };
        !project.runs_in_browser(query) && (is_of_parent() || is_under_it()) && compared().any(is_callers)
    })
}

fn says_whose(vocab: &Vocabulary, comparison: &Comparison) -> bool {
    let column = comparison.column.as_deref();
    column.is_some_and(|name| vocab.columns.owner.has(name) || vocab.columns.tenant.has(name))
}
