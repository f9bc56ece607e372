//! What an entry point does to data, and with whose rights.

use super::{Subject, answered, credential, ownership, taken};
use crate::{
    frameworks::{
        accounts::{AccountChange, account_change},
        supabase::storage::{self, FileDeed},
    },
    model::queries::{Bound, Client, Columns, Condition, Query},
    source::span::Span,
    vocab::camel_case,
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
    /// Whether it only counts that somebody came by.
    pub counts_visit: bool,
    /// The call of the database, where it is one of [`Project::queries`](crate::model::Project::queries): its place.
    pub query: Option<Span>,
    /// What it does to files, where it is those of a bucket that it changes; the table is the bucket then.
    pub files: Option<FileDeed>,
}

impl Effect {
    /// Whether it runs past row security, so that the code alone decides who may.
    #[must_use]
    pub fn is_privileged(&self) -> bool {
        matches!(self.rights, Client::Service | Client::Orm)
    }

    /// Whether anybody at all can make it happen past row security, where the entry point turns nobody away: by no token
    /// that only one person was given, and not only after it was found out who calls. Who looks at a page is counted, and may
    /// be.
    #[must_use]
    pub fn is_anybodys(&self) -> bool {
        self.is_privileged() && !self.by_token && !self.in_guard && !self.of_known && !self.counts_visit
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
    found.extend(of_files(subject));
    found.sort_by_key(|e| e.at);
    found.dedup_by_key(|e| e.at);
    let work = ownership::work(subject);
    for effect in &mut found {
        effect.in_guard = !work.iter().any(|&(file, f)| {
            let range = subject.values.code(file).map(|code| code.function(f).range);
            file == effect.at.file && range.is_some_and(|r| r.contains(effect.at.range))
        });
    }
    found
}

/// What an entry point does with accounts, by place: where it turns nobody away, what it does for anybody.
pub(super) fn account_changes(subject: &Subject<'_>) -> Vec<(Span, AccountChange)> {
    let mut found: Vec<_> = subject
        .calls()
        .filter_map(|(reached, call)| {
            let (file, _) = reached.function;
            let change = account_change(call)?;
            let reaches_caller = || answered::reaches_caller(subject, reached.function, call.expr);
            let counts = !subject.is_for_known(file, call.expr)
                && match change {
                    AccountChange::LetsIn => reaches_caller(),
                    // Who pays or is paid for the first time has no account yet.
                    AccountChange::OpensPayments => taken::is_anybodys(subject, file, call) && reaches_caller(),
                    _ => true,
                };
            let code = subject.values.code(file).filter(|_| counts)?;
            Some((code.range(call.expr).in_file(file), change))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What one call of the database does.
pub(super) fn of_query(subject: &Subject<'_>, query: &Query) -> Effect {
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
        answers_private: answered
            && query.bound != Bound::CountOnly
            && (harmless.is_empty() || answered::is_answered(subject, query, &harmless)),
        in_guard: false,
        of_known: subject.is_for_known(query.at.file, query.expr),
        counts_visit: subject.project.counts_visit(query),
        query: Some(query.at),
        files: None,
    }
}

/// Files that are put into buckets or taken out of them with the server's own rights.
fn of_files<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = Effect> + 's {
    subject.calls().filter_map(|(reached, call)| {
        let file = reached.function.0;
        let code = subject.values.code(file)?;
        let (bucket, deed) = storage::change(&subject.values, file, code, call.expr)?;
        Some(Effect {
            at: code.range(call.expr).in_file(file),
            writes: true,
            table: bucket,
            rights: Client::Service,
            by_token: false,
            answered: false,
            answers_private: false,
            in_guard: false,
            of_known: subject.is_for_known(file, call.expr),
            counts_visit: false,
            query: None,
            files: Some(deed),
        })
    })
}

/// The columns of a read that anybody may know, beside others that are a person's or secret.
fn harmless_columns(subject: &Subject<'_>, query: &Query) -> Vec<String> {
    let columns = &subject.project.vocab.columns;
    let is_private = |c: &String| columns.personal.has(c) || columns.secret.has(c);
    let named = match &query.columns {
        Columns::Named(named) => named.clone(),
        // Whole rows go by the names that the table, or the code that declares it, gives to their parts.
        Columns::All => subject.project.table_of(query).map_or_else(Vec::new, |(_, _, table)| {
            table.columns.iter().flat_map(|c| [c.name.clone(), camel_case(&c.name)]).collect()
        }),
        Columns::Unknown => Vec::new(),
    };
    let (private, harmless): (Vec<_>, Vec<_>) = named.into_iter().partition(is_private);
    if private.is_empty() { Vec::new() } else { harmless }
}
