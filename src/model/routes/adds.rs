//! Entry points that add something: rows, and change none but those; accounts.

use super::{Effect, Route};
use crate::{
    facts::code::{BindingId, ExprId, ExprKind},
    frameworks::{sign_in, supabase::storage::FileDeed},
    model::{
        Project,
        passwords::is_password,
        queries::{Condition, Op, Query},
        schema::Timing,
    },
};

impl Project {
    /// Whether an entry point writes no rows but those it adds, which it may change again: found by nothing that is sent.
    #[must_use]
    pub fn changes_only_its_own(&self, route: &Route) -> bool {
        let is_insert = |e: &Effect| self.query_of(e).is_some_and(|q| q.op == Op::Insert);
        let writes = || route.done_for_all().filter(|e| e.writes);
        let adds_to = |table: &Option<String>| writes().any(|e| e.table == *table && is_insert(e));
        let is_its_own = |e: &Effect| {
            is_insert(e)
                || adds_to(&e.table)
                    && self.query_of(e).is_some_and(|q| {
                        let mut compared = q.conditions.iter().flat_map(Condition::comparisons);
                        !compared.any(|c| c.value.is_some_and(|v| self.is_sent(q.at.file, v)))
                    })
        };
        writes().all(is_its_own)
    }

    /// Whether all that an entry point does is to add rows that nobody's rights or money hang on, and that set nothing off.
    #[must_use]
    pub fn only_adds(&self, route: &Route) -> bool {
        let is_inert = |q: &Query| {
            (q.op == Op::Insert || self.is_of_added(route, q))
                && q.tables.iter().all(|t| self.is_plain_table(t))
                && self.sets_nothing_off(q)
        };
        // What its calls cost is told by itself.
        let is_paid = |at| route.paid_apis.iter().any(|paid| paid.at == at);
        let mut writes = route.done_for_all().filter(|e| e.writes).peekable();
        writes.peek().is_some()
            && writes.all(|e| e.files == Some(FileDeed::Adds) || self.query_of(e).is_some_and(is_inert))
            && route.done_for_all().all(|e| e.writes || !e.answered || !self.is_private(route, e))
            && route.paid_apis.iter().all(|paid| !paid.kind.is_message())
            && route.errands.iter().all(|&at| is_paid(at))
            && !self.reaches_further(route)
    }

    /// Whether a change of a table starts nothing in the database: its triggers only see to the row itself, as to its slug or
    /// the time of the change. Elsewhere than in SQL, a table that no file declares may have no triggers.
    fn sets_nothing_off(&self, query: &Query) -> bool {
        let Some((schema, _, table)) = self.table_of(query) else { return !query.library.is_sql() };
        let mut databases = self.databases.iter().zip(&self.routines);
        let routines = databases.find(|(database, _)| std::ptr::eq(*database, schema)).map(|(_, routines)| routines);
        table.triggers.values().all(|trigger| {
            let mut keys = schema.functions_named(&trigger.function).map(|(key, _)| key).peekable();
            trigger.timing == Timing::Before
                && keys.peek().is_some()
                && keys.all(|key| routines.is_some_and(|routines| routines.only_reads(key)))
        })
    }

    /// Whether an update finds its row by what the same entry point has just added: `update(job.id, …)` after
    /// `const job = await create(…)`.
    fn is_of_added(&self, route: &Route, query: &Query) -> bool {
        let file = query.at.file;
        let Some(code) = self.file(file).code.as_ref().filter(|_| query.op == Op::Update) else { return false };
        let inserts = route.effects.iter().filter_map(|e| self.query_of(e)).filter(|q| q.op == Op::Insert);
        let added: Vec<BindingId> = inserts
            .filter(|q| q.at.file == file && q.tables == query.tables)
            .flat_map(|q| q.outcome.data.iter().copied())
            .collect();
        let is_added = |value: ExprId| match code.expr(code.member_base(value)) {
            ExprKind::Ident { binding: Some(binding), .. } => added.contains(&binding),
            _ => false,
        };
        let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
        compared.any(|c| c.op == "eq" && c.value.is_some_and(is_added))
    }

    /// Whether an account comes of an entry point: by an auth provider, by a row of a user, or with a password that somebody
    /// chooses.
    #[must_use]
    pub fn makes_accounts(&self, route: &Route) -> bool {
        let adds_user = route.effects.iter().filter_map(|effect| self.query_of(effect)).any(|query| {
            matches!(query.op, Op::Insert | Op::Upsert)
                && query.tables.iter().any(|table| self.vocab.tables.profile.has(table))
        });
        let makes = |name: &str| is_password(name) || sign_in::makes_account(name);
        adds_user
            || self.exprs_of(route).any(|(_, code, e)| match code.expr(e) {
                ExprKind::Member { property, .. } => makes(code.str(property)),
                ExprKind::Ident { name, .. } => is_password(code.str(name)),
                _ => false,
            })
    }
}
