//! What an entry point does to data, and with whose rights.

use super::{Subject, answered, credential, ownership};
use crate::{
    frameworks::accounts::{AccountChange, account_change},
    model::{
        calls::FnRef,
        queries::{Client, Columns, Condition, Query},
    },
    source::span::Span,
};

/// One read or write of stored data.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The call.
    pub at: Span,
    /// Whether it changes something.
    pub writes: bool,
    /// The table or entity, where it is known.
    pub table: Option<String>,
    /// With whose rights.
    pub rights: Client,
    /// Whether the rows are found by a value that cannot be guessed: a token column.
    pub by_token: bool,
    /// Whether what it reads is in an answer to the caller, as far as can be followed.
    pub answered: bool,
    /// Whether more than the columns that anybody may know is in it; only where some are such as not everybody should.
    pub answers_private: bool,
    /// Whether it belongs to finding out who calls: a session that is looked up, its last use that is noted.
    pub in_guard: bool,
    /// Whether it is only done for callers that are known, though the entry point turns nobody away: `if (user) …`.
    pub of_known: bool,
    /// The call of the database, where it is one of [`Project::queries`](crate::model::Project::queries): its place.
    pub query: Option<Span>,
}

impl Effect {
    /// Whether it runs past row security, so that the code alone decides who may.
    #[must_use]
    pub fn is_privileged(&self) -> bool {
        matches!(self.rights, Client::Service | Client::Orm)
    }

    /// Whether anybody at all can make it happen past row security, where the entry point turns nobody away: by no token
    /// that only one person was given, and not only after it was found out who calls.
    #[must_use]
    pub fn is_anybodys(&self) -> bool {
        self.is_privileged() && !self.by_token && !self.in_guard && !self.of_known
    }
}

impl super::Route {
    /// What it does for whoever calls: not what is left for known callers, where it turns nobody away.
    pub fn done_for_all(&self) -> impl Iterator<Item = &Effect> {
        self.effects.iter().filter(|e| !e.of_known)
    }
}

impl crate::model::Project {
    /// The call of the database that an effect is.
    #[must_use]
    pub fn query_of(&self, effect: &Effect) -> Option<&Query> {
        let at = effect.query?;
        // They stand by file and place.
        let first = self.queries.partition_point(|query| query.at < at);
        self.queries.get(first).filter(|query| query.at == at)
    }

    /// Whether entry points read something that none of them answers, or a part of it.
    #[must_use]
    pub fn is_kept_in(&self, query: &Query) -> bool {
        let mut effects = self.routes.iter().flat_map(|r| &r.effects).filter(|e| e.query == Some(query.at)).peekable();
        effects.peek().is_some() && !query.op.is_write() && effects.all(|e| !e.answered)
    }
}

/// The effects of an entry point, by place.
pub(super) fn effects(subject: &Subject<'_>) -> Vec<Effect> {
    let mut found: Vec<Effect> = subject.queries.iter().map(|q| of_query(subject, q)).collect();
    found.sort_by_key(|e| e.at);
    found.dedup_by_key(|e| e.at);
    let work = work(subject);
    for effect in &mut found {
        effect.in_guard = !work.iter().any(|&(file, f)| {
            let range = subject.values.code(file).map(|code| code.function(f).range);
            file == effect.at.file && range.is_some_and(|r| r.contains(effect.at.range))
        });
    }
    found
}

/// The functions that do what an entry point is for: what its handler reaches without those that ask who calls.
pub(super) fn work(subject: &Subject<'_>) -> Vec<FnRef> {
    let handlers: Vec<FnRef> = subject.handlers().collect();
    let guards = ownership::guard_functions(subject);
    let reached = subject.graph.reach(&subject.values, &handlers, &subject.dead);
    reached.into_iter().map(|r| r.function).filter(|f| !guards.contains(f)).collect()
}

/// What an entry point does with accounts, by place: where it turns nobody away, what it does for anybody.
pub(super) fn account_changes(subject: &Subject<'_>) -> Vec<(Span, AccountChange)> {
    let mut found: Vec<_> = subject
        .calls()
        .filter_map(|(reached, call)| {
            let (file, _) = reached.function;
            let change = account_change(call)?;
            let counts = !subject.is_for_known(file, call.expr)
                && (change != AccountChange::LetsIn || answered::reaches_caller(subject, reached.function, call.expr));
            let code = subject.values.code(file).filter(|_| counts)?;
            Some((code.range(call.expr).in_file(file), change))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn of_query(subject: &Subject<'_>, query: &Query) -> Effect {
    let secret = &subject.project.vocab.columns.secret;
    let table = query.tables.first().map_or("", String::as_str);
    let by_token = query.conditions.iter().flat_map(Condition::comparisons).any(|c| {
        let Some(column) = c.column.as_deref().filter(|_| c.literal.is_none() && c.op == "eq") else { return false };
        let is_secret = || secret.has(column) || credential::is_credential(table, column);
        is_secret() || c.value.is_some_and(|v| credential::is_own_session(subject, query.at.file, table, column, v))
    });
    let answered = !query.op.is_write() && answered::is_answered(subject, query, &[]);
    let harmless = harmless_columns(subject, query);
    Effect {
        at: query.at,
        writes: query.op.is_write(),
        table: query.tables.first().cloned(),
        rights: subject.client(query),
        by_token,
        answered,
        answers_private: answered && (harmless.is_empty() || answered::is_answered(subject, query, &harmless)),
        in_guard: false,
        of_known: subject.is_for_known(query.at.file, query.expr),
        query: Some(query.at),
    }
}

/// The columns of a read that anybody may know, beside others that are a person's or secret.
fn harmless_columns(subject: &Subject<'_>, query: &Query) -> Vec<String> {
    let columns = &subject.project.vocab.columns;
    let Columns::Named(named) = &query.columns else { return Vec::new() };
    let (private, harmless): (Vec<_>, Vec<_>) =
        named.iter().partition(|c| columns.personal.has(c) || columns.secret.has(c));
    if private.is_empty() { Vec::new() } else { harmless.into_iter().cloned().collect() }
}
