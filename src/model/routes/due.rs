//! Jobs that take nothing from who calls them: they do what is due, too early at worst.

use super::{Effect, Route, Step, given::takes_input, harm::is_now};
use crate::{
    facts::code::{ExprId, ExprKind, Property},
    model::{
        Project,
        queries::{Columns, Comparison, Condition, Op, Query},
    },
};

impl Project {
    /// Whether an entry point does the same whoever calls it, to rows that are due: nothing of the request reaches its work,
    /// no money is touched, nobody's rights or account change, and nothing private that is stored comes back.
    #[must_use]
    pub fn works_alone(&self, route: &Route) -> bool {
        let is_paid = |at| route.paid_apis.iter().any(|paid| paid.at == at);
        // Looking at money moves none.
        let is_part = |q: &Query| match q.op {
            Op::Select => true,
            Op::Update if self.only_notes_times(q) => self.is_due_work(q),
            // What is over is over, whoever says so: of what was bought, too.
            Op::Update if self.ages(q) => finds_rows(q),
            _ => self.is_calm(q) && self.is_due_work(q),
        };
        let done = || route.done_for_all().filter(|e| !self.comes_to_nothing(route, e));
        // What only adds, adds again with each call.
        let settles = |q: &Query| match q.op {
            Op::Insert => self.is_added_once(q),
            _ => matches!(q.op, Op::Update | Op::Delete),
        };
        done().filter_map(|e| self.query_of(e)).any(settles)
            && done()
                .all(|e| !self.gives_away(route, e) && (e.files.is_some() || self.query_of(e).is_some_and(is_part)))
            && route.errands.iter().all(|&at| is_paid(at))
            && !takes_input(self, route)
            && !self.reaches_further(route)
    }

    /// Whether nothing that the caller sends reaches the work; an action of a page is handed nothing.
    #[must_use]
    pub fn takes_nothing(&self, route: &Route) -> bool {
        let is_handed_nothing = |step: &Step| {
            let code = step.function().and_then(|(file, function)| Some((self.file(file).code.as_ref()?, function)));
            code.is_some_and(|(code, function)| code.pattern_list(code.function(function).params).len() == 0)
        };
        if route.entry.kind.takes_arguments() {
            return !route.entry.steps.is_empty() && route.entry.steps.iter().all(is_handed_nothing);
        }
        !takes_input(self, route)
    }

    /// Whether an entry point does the same whoever calls it, and past row security touches neither money nor anybody's
    /// rights, nor rows that it did not look for: what it does may cost something, or be done too early.
    #[must_use]
    pub fn runs_without_input(&self, route: &Route) -> bool {
        let is_light = |q: &Query| {
            (self.only_notes_times(q) || self.is_calm(q) && q.tables.iter().all(|t| self.is_plain_table(t)))
                && (!matches!(q.op, Op::Update | Op::Delete) || finds_rows(q))
        };
        let weighs = |e: &Effect| {
            e.writes && e.is_privileged() && self.query_of(e).map_or(e.files.is_none(), |query| !is_light(query))
        };
        let done = || route.done_for_all().filter(|e| !self.comes_to_nothing(route, e));
        !done().any(|e| self.gives_away(route, e) || weighs(e))
            && !takes_input(self, route)
            && !self.reaches_further(route)
    }

    /// Whether an entry point does the same whoever calls it, and past row security only moves on what its own look found,
    /// by words that settle nothing: `late`, `expired`.
    #[must_use]
    pub fn only_ages(&self, route: &Route) -> bool {
        let done = || route.done_for_all().filter(|e| e.is_privileged() && !self.comes_to_nothing(route, e));
        done().any(|e| e.writes)
            && done().all(|e| !self.gives_away(route, e))
            && done().filter(|e| e.writes).all(|e| self.query_of(e).is_some_and(|q| finds_rows(q) && self.ages(q)))
            && !takes_input(self, route)
            && !self.reaches_further(route)
    }

    /// Whether an update writes nothing but states that give nobody anything, and when that was.
    fn ages(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let (columns, aged) = (&self.vocab.columns, &self.vocab.words.aged);
        let says_no_more = |name: &str, value: ExprId| match code.expr(value) {
            ExprKind::String(text) => columns.state.has(name) && aged.has(code.str(text)),
            ExprKind::Bool(false) => columns.switched_on.has(name),
            // The time that it had, and what it was before, are cleared with it.
            ExprKind::Null => !columns.verdict.has(name) && names_past(name),
            _ => is_now(code, value) && !columns.state.has(name) && !columns.verdict.has(name),
        };
        let is_ageing = |object: ExprId| match code.expr(object) {
            ExprKind::Object { properties } => {
                let is_cleared = |p: Property| matches!(code.expr(p.value), ExprKind::Null);
                code.property_list(properties)
                    .all(|p| code.property_name(&p).is_some_and(|name| says_no_more(name, p.value)))
                    && !code.property_list(properties).all(is_cleared)
            }
            _ => false,
        };
        query.op == Op::Update && !query.written.is_empty() && query.written.iter().all(|&object| is_ageing(object))
    }

    /// Whether an update notes nothing but when something was done: of rows about money, too.
    fn only_notes_times(&self, query: &Query) -> bool {
        let Columns::Named(names) = &query.columns else { return false };
        query.op == Op::Update && !names.is_empty() && names.iter().all(|name| self.vocab.columns.noted.has(name))
    }

    /// Whether what a read finds past row security is private, and handed to who calls.
    fn gives_away(&self, route: &Route, effect: &Effect) -> bool {
        effect.answers_private && effect.is_privileged() && self.is_private(route, effect)
    }

    /// Whether a write is such as a schedule makes: to rows that it found, or that a time decides on; a row that was looked
    /// for and is not there yet; or a line in a record.
    fn is_due_work(&self, query: &Query) -> bool {
        let tables = &self.vocab.tables;
        let is_record = || query.tables.iter().all(|t| tables.record.has(t) || tables.audit.has(t));
        let takes_head = |expr: ExprId| {
            let symbols = self.values().symbols(query.at.file, expr);
            symbols.iter().any(|s| s.path.contains("headers") || s.path.contains("cookies"))
        };
        let values = query.conditions.iter().flat_map(Condition::comparisons).filter_map(|c| c.value);
        let is_kind = match query.op {
            Op::Update | Op::Delete => finds_rows(query),
            Op::Insert => is_record() || self.is_added_once(query),
            _ => false,
        };
        is_kind
            && (self.only_notes_times(query) || query.tables.iter().all(|t| self.is_plain_table(t)))
            && !values.chain(query.written.iter().copied()).any(takes_head)
    }
}

/// Whether a column holds a time, or what something was before.
fn names_past(name: &str) -> bool {
    const WORDS: [&str; 11] =
        ["at", "on", "start", "end", "ends", "until", "date", "time", "previous", "prior", "deadline"];
    crate::vocab::split(name).iter().any(|word| WORDS.contains(&word.as_str()))
}

/// Whether rows are compared with something that was found or reckoned before, or are the one row of settings, by its
/// number.
fn finds_rows(query: &Query) -> bool {
    let is_settings = |c: &Comparison| c.op == "eq" && c.column.as_deref() == Some("id") && c.literal.is_some();
    let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
    compared.any(|c| c.literal.is_none() && c.value.is_some() || is_settings(c))
}
