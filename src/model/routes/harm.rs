//! How much harm it does that anybody may call an entry point: marks that can only be set one way, rows that are only
//! added.

use super::{Effect, Route, Skip, exits::always_exits, refusal::is_refusal};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, StmtKind},
    frameworks::{accounts::goes_on_elsewhere, auth::Proof, library::Library},
    model::{
        Project,
        access::{Caller, Verdict},
        queries::{Bound, Columns, Comparison, Condition, Embed, Op, Query},
        schema::Command,
    },
};

impl Project {
    /// Whether all that an entry point changes is to set marks that stand in the code, on rows by their id, and to note that
    /// it did.
    #[must_use]
    pub fn only_marks(&self, route: &Route) -> bool {
        self.only_sets(route, |query| self.is_mark(query))
    }

    /// The same, where the marks may also say that something is refused or called off: they give nobody anything, and somebody
    /// misses what he had.
    #[must_use]
    pub fn only_calls_off(&self, route: &Route) -> bool {
        self.only_sets(route, |query| self.is_mark_of(query, |text| self.vocab.words.refusing.has(text)))
    }

    fn only_sets(&self, route: &Route, is_mark: impl Fn(&Query) -> bool) -> bool {
        let writes = || route.done_for_all().filter(|e| e.writes).map(|e| self.query_of(e));
        writes().flatten().any(&is_mark)
            && writes().all(|query| query.is_some_and(|q| is_mark(q) || self.is_line(q)))
            && route.done_for_all().all(|e| !e.answered && self.query_of(e).is_some_and(|q| self.is_calm(q)))
            && route.paid_apis.is_empty()
            && route.errands.is_empty()
            && !self.reaches_further(route)
    }

    /// Whether a row is added to a record of what happened: `sync_runs`, `EmailLog`.
    #[must_use]
    pub fn is_line(&self, query: &Query) -> bool {
        let tables = &self.vocab.tables;
        let is_record = |table: &String| {
            let names_run =
                || crate::vocab::split(table).iter().any(|w| matches!(w.as_str(), "run" | "log" | "history"));
            tables.record.has(table) || tables.audit.has(table) || tables.log.has(table) || names_run()
        };
        query.op == Op::Insert && !query.tables.is_empty() && query.tables.iter().all(is_record) && self.is_calm(query)
    }

    /// Whether an update sets nothing but values that stand in the code, none of which gives anybody rights or money, on
    /// rows by their id.
    #[must_use]
    pub fn is_mark(&self, query: &Query) -> bool {
        self.is_mark_of(query, |_| false)
    }

    /// The same, where some words count as plain though they decide something.
    fn is_mark_of(&self, query: &Query, is_let_pass: impl Fn(&str) -> bool) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let is_harmless = |object: ExprId| {
            // What is put together before may be given more.
            if !query.at.range.contains(code.range(object)) {
                return false;
            }
            let ExprKind::Object { properties } = code.expr(object) else { return false };
            code.property_list(properties).all(|p| {
                code.property_name(&p).is_some_and(|name| !self.column_weighs(name))
                    && (self.is_plain_word(code, p.value) || code.string(p.value).is_some_and(&is_let_pass))
            })
        };
        let is_key = |c: &Comparison| {
            c.op == "eq" && c.column.as_deref().is_some_and(|name| name == "id" || name.ends_with("_id"))
        };
        let is_written = !query.written.is_empty() && query.written.iter().all(|&object| is_harmless(object));
        query.op == Op::Update
            && query.tables.iter().all(|t| self.is_plain_table(t))
            && (is_written || query.library == Library::Sql && self.sets_plain_words(code, query))
            && query.conditions.iter().flat_map(Condition::comparisons).any(is_key)
    }

    /// The same of a statement of SQL: `set state = 'late', touched_at = now()`.
    fn sets_plain_words(&self, code: &Code, query: &Query) -> bool {
        let Columns::Named(columns) = &query.columns else { return false };
        let is_unsettled = |text: &str| !self.vocab.words.settled.has(text) && !self.vocab.words.decided.has(text);
        let is_plain = |column: &String| {
            let mut given = query.assigned.iter().filter(|(name, _)| name == column).peekable();
            let mut words = query.constants.iter().filter(|(name, _)| name == column).peekable();
            let is_reckoned = given.peek().is_none() && words.peek().is_none();
            given.all(|(_, value)| self.is_plain_word(code, *value))
                && words.all(|(_, text)| is_unsettled(text))
                && (!is_reckoned || column.ends_with("_at"))
        };
        !columns.is_empty() && !query.has_unread && columns.iter().all(|c| !self.column_weighs(c) && is_plain(c))
    }

    /// Whether somebody's rights or money hang on a column, as far as its name tells.
    fn column_weighs(&self, name: &str) -> bool {
        let columns = &self.vocab.columns;
        [&columns.privileged, &columns.money, &columns.secret, &columns.verdict, &columns.owner]
            .iter()
            .any(|c| c.has(name))
    }

    /// Whether a value stands in the code, and is no word that settles or decides anything.
    fn is_plain_word(&self, code: &Code, value: ExprId) -> bool {
        let words = &self.vocab.words;
        is_written_out(code, value)
            && code.string(value).is_none_or(|text| !words.settled.has(text) && !words.decided.has(text))
    }

    /// Whether all that an entry point changes are lines of a record, or how far something is that another service named:
    /// its ids are long, and known to nobody else.
    #[must_use]
    pub fn only_notes(&self, route: &Route) -> bool {
        let tables = &self.vocab.tables;
        let weighs = |q: &Query| !matches!(q.columns, Columns::Named(_)) || self.is_about_worth(q);
        let is_named_elsewhere =
            |c: &Comparison| c.op == "eq" && c.column.as_deref().is_some_and(|n| n.ends_with("_sid"));
        let is_note = |q: &Query| {
            let is_record =
                !q.tables.is_empty() && q.tables.iter().all(|t| tables.record.has(t) || tables.audit.has(t));
            let is_course = q.op == Op::Update
                && !weighs(q)
                && q.conditions.iter().flat_map(Condition::comparisons).any(is_named_elsewhere);
            self.is_calm(q) && (is_record || is_course)
        };
        let mut writes = route.done_for_all().filter(|e| e.writes).peekable();
        writes.peek().is_some()
            && writes.all(|e| self.query_of(e).is_some_and(is_note))
            && route.done_for_all().all(|e| !e.answered)
            && route.paid_apis.is_empty()
            && route.errands.is_empty()
            && !self.reaches_further(route)
    }

    /// Whether money, rights or accounts hang on the rows of a query or on a column that it names, as far as names tell.
    #[must_use]
    pub fn is_about_worth(&self, query: &Query) -> bool {
        let columns = &self.vocab.columns;
        let named = match &query.columns {
            Columns::Named(names) => names.as_slice(),
            _ => &[],
        };
        !self.is_calm(query)
            || !query.tables.iter().all(|t| self.is_plain_table(t))
            || named.iter().any(|c| columns.money.has(c) || columns.privileged.has(c))
    }

    /// Whether a read gives out what not everybody should know.
    #[must_use]
    pub fn is_private(&self, route: &Route, effect: &Effect) -> bool {
        let names = match self.query_of(effect).map(|q| &q.columns) {
            Some(Columns::Named(names)) => names.as_slice(),
            _ => &[],
        };
        // Whoever sends a name is answered the same name: a page that anybody has the link of.
        if self.shows_names_only(names) && self.compares_name(route) {
            return false;
        }
        let (columns, tables) = (&self.vocab.columns, &self.vocab.tables);
        names.iter().any(|c| columns.personal.has(c) || columns.secret.has(c))
            || self.query_of(effect).is_some_and(|q| self.reads_persons_whole(q))
            || self.query_of(effect).is_some_and(|q| q.embeds.iter().any(|e| self.embeds_people(e)))
            || is_meant_for_known(route) && effect.table.as_deref().is_some_and(|t| !tables.catalogue.has(t))
            || effect
                .table
                .as_deref()
                .is_some_and(|t| self.is_about_people(t) && !self.is_public_face(t, names) || tables.money.has(t))
    }

    /// Whether of a profile nothing is read but what a page of it shows: a name that was chosen, a picture, a rating.
    fn is_public_face(&self, table: &str, names: &[String]) -> bool {
        let (columns, words) = (&self.vocab.columns, &self.vocab.words);
        let is_kept = |name: &String| {
            let holds = |word: &String| words.balances.has(word) || words.coins.has(word);
            columns.person_name.has(name) || crate::vocab::split(name).iter().any(holds)
        };
        let is_profile = crate::vocab::split(table).iter().any(|word| matches!(word.as_str(), "profile" | "profiles"));
        let is_page = |name: &String| matches!(name.as_str(), "slug" | "username" | "display_name" | "handle");
        is_profile && names.iter().any(is_page) && !names.iter().any(is_kept)
    }

    /// Whether whole rows are read of a table whose columns, where they are known, are about persons or secret, and which
    /// strangers may not read anyway.
    fn reads_persons_whole(&self, query: &Query) -> bool {
        let tables = &self.vocab.tables;
        let [name] = query.tables.as_slice() else { return false };
        // One row by what could not be read may be found by a token.
        let is_by_unread = query.has_unread && query.bound == Bound::One;
        let is_of_firms = tables.catalogue.has(name) || tables.tenant.has(name);
        if query.columns != Columns::All || is_by_unread || is_of_firms {
            return false;
        }
        // Where no schema is at hand, what people write to each other is private by its name.
        let is_talk = || crate::vocab::split(name).last().is_some_and(|word| names_talk(word));
        if !query.library.is_sql() {
            return is_talk() || self.holds_personal_properties(name);
        }
        let Some((_, table, declared)) = self.table_of(query) else { return is_talk() };
        let is_public =
            self.cell(&table, Caller::Anonymous, Command::Select).is_some_and(|c| c.verdict == Verdict::Open);
        let held = self.sensitive_of(Some(&table.schema), &table.name).filter(|_| !is_public);
        // What has a site and a logo is a firm, with the number of its office.
        let is_firm = declared.columns.iter().any(|c| matches!(c.name.as_str(), "website" | "logo_url" | "logo"));
        held.is_some_and(|held| !held.secret.is_empty() || !held.personal.is_empty() && !is_firm)
    }

    /// Whether what is read with a row says more of people than their names: `customers (phone)`, `customers (*)`.
    fn embeds_people(&self, embed: &Embed) -> bool {
        let columns = &self.vocab.columns;
        let says_more = |c: &String| c == "*" || columns.personal.has(c) || columns.secret.has(c);
        self.is_about_people(&embed.relation) && embed.columns.iter().any(says_more)
            || embed.embeds.iter().any(|inner| self.embeds_people(inner))
    }

    /// Whether the rows of a table are people, by its name: `users`, `Patient`, `AthleteProfile`.
    fn is_about_people(&self, table: &str) -> bool {
        let profile = &self.vocab.tables.profile;
        let is_profile = || crate::vocab::split(table).last().is_some_and(|word| word == "profile");
        profile.has(table) || profile.has(&plural(table)) || is_profile()
    }

    /// Whether a read asks for nothing but what people are called.
    fn shows_names_only(&self, columns: &[String]) -> bool {
        let is_key = |c: &str| c == "id" || c == "slug" || c.ends_with("_id");
        let (keys, others): (Vec<_>, Vec<_>) = columns.iter().partition(|c| is_key(c));
        !keys.is_empty() && !others.is_empty() && others.iter().all(|c| self.vocab.columns.person_name.has(c))
    }

    /// Whether nobody gets further who does not know a second id of the row: `if (boat.owner_id !== owner_id) return refused();`.
    #[must_use]
    pub fn asks_second_id(&self, route: &Route) -> bool {
        route.functions.iter().any(|&(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            code.descendants(Node::Function(function)).any(|node| match node {
                Node::Stmt(stmt) => match code.stmt(stmt).kind {
                    StmtKind::If { test, then, .. } => {
                        is_refusal(code, then) && always_exits(code, then) && compares_ids(code, test)
                    }
                    _ => false,
                },
                _ => false,
            })
        })
    }

    /// `person.first_name.toLowerCase() === first`.
    fn compares_name(&self, route: &Route) -> bool {
        let names = &self.vocab.columns.person_name;
        route.functions.iter().any(|&(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            let is_name = |side: ExprId| {
                code.within_node(Node::Expr(side)).any(|n| {
                    matches!(n, Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { property, .. } if names.has(code.str(property))))
                })
            };
            code.descendants(Node::Function(function)).any(|node| match node {
                Node::Expr(e) => match code.expr(e) {
                    ExprKind::Binary { op: BinaryOp::Equal, left, right } => is_name(left) || is_name(right),
                    _ => false,
                },
                _ => false,
            })
        })
    }

    /// Whether a query neither touches money nor runs code of the database.
    pub(super) fn is_calm(&self, query: &Query) -> bool {
        query.op != Op::Rpc && !query.tables.iter().any(|t| self.speaks_of_money(t))
    }

    /// Whether neither money nor rights nor accounts hang on the rows of a table, by its name in the plural, too: entities
    /// of mappers have the singular.
    #[must_use]
    pub fn is_plain_table(&self, table: &str) -> bool {
        let tables = &self.vocab.tables;
        let plural = plural(table);
        let weighs = [&tables.rights, &tables.profile, &tables.tenant, &tables.usage];
        !self.speaks_of_money(table) && !weighs.iter().any(|words| words.has(table) || words.has(&plural))
    }

    fn speaks_of_money(&self, table: &str) -> bool {
        let money = &self.vocab.tables.money;
        money.has(table) || crate::vocab::split(table).iter().any(|word| money.has(word) || money.has(&plural(word)))
    }

    /// Whether it charges or pays, changes accounts, or calls functions that may do more.
    #[must_use]
    pub fn reaches_further(&self, route: &Route) -> bool {
        let charges = self.charges.iter().any(|c| route.functions.contains(&(c.at.file, c.function)));
        charges
            || route.functions.iter().any(|&(file, function)| {
                let code = self.file(file).code.as_ref();
                let goes_on = |code: &Code, node| match node {
                    Node::Expr(e) => match code.expr(e) {
                        ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|path| goes_on_elsewhere(&path)),
                        _ => false,
                    },
                    _ => false,
                };
                code.is_some_and(|code| code.descendants(Node::Function(function)).any(|n| goes_on(code, n)))
            })
    }
}

/// Whether an entry point asks who calls, and then takes the word of who is not known: what it hands out is somebody's.
fn is_meant_for_known(route: &Route) -> bool {
    route.skippable.iter().any(|(guard, skip)| guard.proof == Proof::Identity && *skip == Skip::Caller)
}

/// What strangers write to the people of an app, or they to each other.
fn names_talk(word: &str) -> bool {
    matches!(
        word,
        "ticket"
            | "tickets"
            | "message"
            | "messages"
            | "inquiry"
            | "inquiries"
            | "enquiry"
            | "enquiries"
            | "lead"
            | "leads"
    )
}

/// `company` as `companies`.
fn plural(name: &str) -> String {
    name.strip_suffix('y').map_or_else(|| format!("{name}s"), |stem| format!("{stem}ies"))
}

/// `"new"`, `null`, `[]`, `new Date().toISOString()`, or a constant that is one of these: nothing of it comes from outside.
fn is_written_out(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => true,
        ExprKind::Array { elements } => elements.is_empty(),
        ExprKind::Ident { binding: Some(binding), .. } if code.binding(binding).constant => {
            let is_name = |value| matches!(code.expr(value), ExprKind::Ident { .. });
            code.initial(value).is_some_and(|init| !is_name(init) && is_written_out(code, init))
        }
        _ => is_now(code, value),
    }
}

/// `new Date()`, `Date.now()`, `new Date().toISOString()`.
pub(super) fn is_now(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::New { callee, args } => args.is_empty() && code.path(callee).as_deref() == Some("Date"),
        ExprKind::Call { callee, args } if args.is_empty() => match code.expr(callee) {
            ExprKind::Member { object, .. } => code.path(callee).as_deref() == Some("Date.now") || is_now(code, object),
            _ => false,
        },
        _ => false,
    }
}

/// `boat.owner_id !== owner_id`, alone or as one of several grounds to refuse.
fn compares_ids(code: &Code, test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::Or, left, right } => compares_ids(code, left) || compares_ids(code, right),
        ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => {
            let words = |side: ExprId| code.last_name(side).map(crate::vocab::split).unwrap_or_default();
            let (one, other) = (words(left), words(right));
            let is_of_row = |side| matches!(code.expr(side), ExprKind::Member { .. });
            one.len() > 1
                && one == other
                && one.last().is_some_and(|last| last == "id")
                && (is_of_row(left) || is_of_row(right))
        }
        _ => false,
    }
}
