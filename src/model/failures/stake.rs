//! What is at stake when a piece of code fails: the most harmful thing it does.

use super::remote::{RemoteCall, RemoteKind};
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node, PropertyKey, StmtId, StmtKind},
    model::{
        outcome::{ErrorUse, Outcome},
        queries::{Columns, Op, Query},
        values::{Root, Values},
    },
    source::span::{FileId, Range},
    vocab::Vocabulary,
};

/// How much a failure matters, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stake {
    /// Something else that is waited for.
    Work,
    /// A read of the database, or a request.
    Read,
    /// A record that accompanies the work: a log, a counter, a notice.
    Record,
    /// A write.
    Write,
    /// Rights of users.
    Rights,
    /// Money.
    Money,
}

/// What a file's stakes are judged by.
pub(super) struct Stakes<'a> {
    pub(super) vocab: &'a Vocabulary,
    pub(super) values: &'a Values<'a>,
    pub(super) file: FileId,
    pub(super) code: &'a Code,
    pub(super) queries: &'a [&'a Query],
    pub(super) remote: &'a [RemoteCall],
}

impl Stakes<'_> {
    /// What a block does whose failure a `catch` around it meets; `None` when nothing in it can fail in a way that matters.
    /// A result that carries its error meets a `catch` only where somebody throws that.
    pub(super) fn of_block(&self, block: List) -> Option<(Stake, String)> {
        let statements: Vec<_> = self.code.block(block).collect();
        let (first, last) = (statements.first()?, statements.last()?);
        let range = Range { start: self.code.stmt(*first).range.start, end: self.code.stmt(*last).range.end };
        self.of_range(range, |expr, outcome| {
            self.runs_here(expr, range) && outcome.is_none_or(|o| self.is_thrown(o, range))
        })
    }

    /// What an expression does.
    pub(super) fn of_expr(&self, expr: ExprId) -> Option<(Stake, String)> {
        let range = self.code.range(expr);
        self.of_range(range, |_, _| true).or_else(|| {
            // The promise itself, though nothing in the expression awaits it.
            self.outside(expr).map(|what| (Stake::Work, what))
        })
    }

    /// The worst thing in a range that `counts`: an expression, with what becomes of its result where that carries an error.
    fn of_range(&self, range: Range, counts: impl Fn(ExprId, Option<&Outcome>) -> bool) -> Option<(Stake, String)> {
        let mut worst: Option<(Stake, String)> = None;
        let mut meet = |stake: Stake, what: String| {
            if worst.as_ref().is_none_or(|(known, _)| *known < stake) {
                worst = Some((stake, what));
            }
        };
        let queries = self.queries.iter().filter(|q| range.contains(q.at.range));
        for query in queries.filter(|q| counts(q.expr, Some(&q.outcome).filter(|_| !q.throws))) {
            meet(stake_of_query(self.vocab, self.code, query), described(query));
        }
        let remote = self.remote.iter().filter(|c| range.contains(c.at.range));
        for call in remote.filter(|c| counts(c.expr, Some(&c.outcome))) {
            meet(stake_of_remote(self.vocab, call), format!("the call {}", call.name));
        }
        for expr in self.exprs_in(range) {
            if let Some(operand) = self.awaited(expr)
                && counts(expr, None)
                && !self.is_known(operand)
                && let Some(what) = self.outside(operand)
            {
                let is_request = what.starts_with("a request");
                meet(if is_request { Stake::Read } else { Stake::Work }, what);
            }
        }
        worst
    }

    /// Whether a call is one of those whose results are followed.
    fn is_known(&self, call: ExprId) -> bool {
        let range = self.code.range(call);
        let is_in = |known: Range| range.contains(known) && range.start == known.start;
        self.queries.iter().any(|q| is_in(q.at.range)) || self.remote.iter().any(|c| is_in(c.at.range))
    }

    /// Whether the error that a result carries is thrown within a range, or may be by whoever gets it.
    fn is_thrown(&self, outcome: &Outcome, range: Range) -> bool {
        match outcome.error {
            ErrorUse::Read => outcome.error_reads.iter().any(|&read| {
                range.contains(self.code.range(read)) && self.statement_of(read).is_some_and(|s| self.throws(s))
            }),
            ErrorUse::Bound | ErrorUse::Dropped | ErrorUse::Discarded => false,
            ErrorUse::Escapes | ErrorUse::Unknown => true,
        }
    }

    fn statement_of(&self, expr: ExprId) -> Option<StmtId> {
        self.code.ancestors(Node::Expr(expr)).find_map(|node| match node {
            Node::Stmt(stmt) => Some(stmt),
            _ => None,
        })
    }

    /// A `throw` in a statement, or a call that is given something to throw: `assertOk(error)`.
    fn throws(&self, stmt: StmtId) -> bool {
        match self.code.stmt(stmt).kind {
            StmtKind::Throw(_) => true,
            StmtKind::Expr(e) => match self.code.expr(e) {
                ExprKind::Call { callee, .. } => {
                    const THROW: [&str; 7] = ["throw", "assert", "ensure", "invariant", "unwrap", "check", "raise"];
                    let words = crate::vocab::split(&self.code.path(callee).unwrap_or_default());
                    words.iter().any(|w| THROW.contains(&w.as_str()))
                }
                _ => false,
            },
            _ => self
                .code
                .within_node(Node::Stmt(stmt))
                .any(|node| matches!(node, Node::Stmt(s) if matches!(self.code.stmt(s).kind, StmtKind::Throw(_)))),
        }
    }

    fn exprs_in(&self, range: Range) -> impl Iterator<Item = ExprId> + '_ {
        let exprs = &self.code.exprs;
        let first = exprs.partition_point(|e| e.range.end <= range.start);
        exprs[first..]
            .iter()
            .zip(first..)
            .take_while(move |(e, _)| e.range.end <= range.end)
            .filter(move |(e, _)| range.contains(e.range))
            .filter_map(|(_, i)| u32::try_from(i).ok().map(ExprId))
    }

    fn awaited(&self, expr: ExprId) -> Option<ExprId> {
        match self.code.expr(expr) {
            ExprKind::Await(inner) => Some(inner),
            _ => None,
        }
    }

    /// Whether an expression runs when the block does, and not later in a callback.
    fn runs_here(&self, expr: ExprId, block: Range) -> bool {
        let function = self.code.function_of(expr);
        let own = self.code.function(function).range;
        // Callbacks of `map` and `forEach` run at once; they are the usual way to do many things.
        !block.contains(own)
            || matches!(self.code.function(function).parent, Node::Expr(e) if self.is_argument_of_iteration(e))
    }

    fn is_argument_of_iteration(&self, function: ExprId) -> bool {
        let Node::Expr(call) = self.code.parent(function) else { return false };
        match self.code.expr(call) {
            ExprKind::Call { callee, .. } => match self.code.expr(callee) {
                ExprKind::Member { property, .. } => matches!(self.code.str(property), "map" | "forEach" | "flatMap"),
                ExprKind::Function(_) => true,
                _ => false,
            },
            _ => false,
        }
    }

    /// What an awaited call is, in words; `None` for what may fail without harm: the clipboard, reading a body,
    /// playing a sound.
    fn outside(&self, expr: ExprId) -> Option<String> {
        let ExprKind::Call { callee, .. } = self.code.expr(expr) else { return None };
        if let ExprKind::Member { property, .. } = self.code.expr(callee) {
            let harmless = [
                "json",
                "text",
                "blob",
                "formData",
                "arrayBuffer",
                "play",
                "pause",
                "writeText",
                "readText",
                "share",
                "mutateAsync",
                "requestPermission",
                "requestFullscreen",
                "exitFullscreen",
                "close",
                "abort",
                "cancel",
                "getReader",
                "read",
                "vibrate",
                "ready",
                "register",
                "then",
                "refetch",
                "invalidateQueries",
            ];
            if harmless.contains(&self.code.str(property)) {
                return None;
            }
        }
        for symbol in self.values.symbols(self.file, callee) {
            if symbol.is_global("fetch") || symbol.package() == Some("axios") {
                return Some(self.request(expr));
            }
            if let Root::Global(name) = &symbol.root
                && BROWSER.contains(&name.as_str())
            {
                return None;
            }
        }
        Some(match (self.code.path(callee), self.code.expr(callee)) {
            (Some(path), _) if path == "import" => "loading a module".to_owned(),
            (Some(path), _) => format!("{path}()"),
            (None, ExprKind::Member { property, .. }) => format!("{}()", self.code.str(property)),
            (None, _) => "a call".to_owned(),
        })
    }

    /// `a request to api.example.com`, `a request to /api/orders`.
    fn request(&self, call: ExprId) -> String {
        let address = match self.code.expr(call) {
            ExprKind::Call { args, .. } => self.code.arg(args, 0).and_then(|a| self.values.prefix(self.file, a)),
            _ => None,
        };
        let address = address.unwrap_or_default();
        let rest = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
        let known = match rest.strip_prefix('/') {
            Some(_) => rest.split('?').next().unwrap_or(rest),
            None => rest.split(['/', '?']).next().unwrap_or(rest),
        };
        if known.is_empty() { "a request".to_owned() } else { format!("a request to {known}") }
    }
}

/// Globals whose calls may fail without harm: features of the browser, and combinators of promises.
const BROWSER: [&str; 9] =
    ["navigator", "document", "window", "caches", "indexedDB", "screen", "crypto", "Promise", "localStorage"];

/// What is at stake in a query.
pub(super) fn stake_of_query(vocab: &Vocabulary, code: &Code, query: &Query) -> Stake {
    let table = query.tables.first().map_or("", String::as_str);
    let columns: &[String] = match &query.columns {
        Columns::Named(columns) => columns,
        _ => &[],
    };
    if query.op == Op::Rpc {
        return stake_of_routine(vocab, table, columns);
    }
    if !query.op.is_write() {
        return Stake::Read;
    }
    if vocab.tables.audit.has(table) || vocab.tables.processed_events.has(table) {
        return Stake::Write;
    }
    if is_side_record(vocab, table) || columns.iter().all(|c| is_mark(c)) && !columns.is_empty() {
        return Stake::Record;
    }
    let holds_money = |c: &String| vocab.columns.money.has(c) && !is_nothing(code, query, c);
    if vocab.tables.money.has(table) || columns.iter().any(holds_money) {
        Stake::Money
    } else if vocab.tables.rights.has(table) || columns.iter().any(|c| grants(vocab, table, c)) {
        Stake::Rights
    } else {
        Stake::Write
    }
}

/// A function of the database that is given an amount books it; by name alone, only what is critical counts.
fn stake_of_routine(vocab: &Vocabulary, name: &str, arguments: &[String]) -> Stake {
    const ASKS: [&str; 14] = [
        "get",
        "list",
        "fetch",
        "find",
        "search",
        "calculate",
        "compute",
        "check",
        "count",
        "estimate",
        "is",
        "has",
        "can",
        "validate",
    ];
    let asks = crate::vocab::split(name).first().is_some_and(|w| ASKS.contains(&w.as_str()));
    let is_amount = |argument: &String| {
        let plain = ["p_", "_", "v_", "in_"].iter().find_map(|p| argument.strip_prefix(p)).unwrap_or(argument);
        vocab.columns.money.has(plain)
    };
    if !asks && arguments.iter().any(is_amount) {
        Stake::Money
    } else if vocab.words.critical_paths.has(name) {
        Stake::Write
    } else {
        Stake::Read
    }
}

/// Whether a column decides what somebody may do: on rows of people any of the list does, elsewhere roles do, and
/// what was paid for. An approved photo grants nothing.
fn grants(vocab: &Vocabulary, table: &str, column: &str) -> bool {
    let tables = &vocab.tables;
    let is_person = tables.profile.has(table) || tables.tenant.has(table);
    let names_role = || {
        let words = crate::vocab::split(column);
        const RIGHTS: [&str; 12] = [
            "role",
            "roles",
            "admin",
            "permission",
            "permissions",
            "payment",
            "paid",
            "subscription",
            "plan",
            "tier",
            "credits",
            "balance",
        ];
        words.iter().any(|w| RIGHTS.contains(&w.as_str()))
    };
    vocab.columns.privileged.has(column) && (is_person || names_role())
}

/// Columns that say when or how often, and nothing else.
fn is_mark(column: &str) -> bool {
    matches!(column, "updated_at" | "last_seen_at" | "last_viewed_at" | "last_active_at" | "viewed_at")
        || column.ends_with("_count") && (column.contains("view") || column.contains("click"))
}

/// Whether a column is written as 0 or null wherever it is written.
fn is_nothing(code: &Code, query: &Query, column: &str) -> bool {
    let mut written = query.written.iter().filter_map(|&object| {
        let ExprKind::Object { properties } = code.expr(object) else { return None };
        let mut all = code.property_list(properties);
        all.find(|p| matches!(p.key, PropertyKey::Name(name) if code.str(name) == column)).map(|p| p.value)
    });
    let is_zero = |value: ExprId| match code.expr(value) {
        ExprKind::Null => true,
        ExprKind::Number(n) => code.str(n).parse::<f64>().is_ok_and(|n| n == 0.0),
        _ => false,
    };
    match written.next() {
        Some(first) => is_zero(first) && written.all(is_zero),
        None => false,
    }
}

/// Whether rows of a table accompany the work and are not what it is about: logs, counters, notices. Events are what
/// many an app is about, unless something is counted by them.
#[must_use]
pub fn is_side_record(vocab: &Vocabulary, table: &str) -> bool {
    let words = crate::vocab::split(table);
    let is_used_up = vocab.tables.usage.has(table) && !vocab.tables.money.has(table);
    let is_side = match words.as_slice() {
        [.., last] if matches!(last.as_str(), "log" | "logs" | "telemetry" | "analytics" | "metrics" | "cache") => true,
        [.., last] if matches!(last.as_str(), "notification" | "notifications") => true,
        [_, .., last] if matches!(last.as_str(), "views" | "visits" | "clicks" | "impressions" | "activity") => true,
        [first, .., last] if matches!(last.as_str(), "event" | "events") => {
            const COUNTED: [&str; 13] = [
                "analytics",
                "tracking",
                "telemetry",
                "usage",
                "page",
                "session",
                "engagement",
                "funnel",
                "metric",
                "error",
                "system",
                "interaction",
                "behavior",
            ];
            COUNTED.contains(&first.as_str())
        }
        _ => false,
    };
    is_used_up || is_side
}

/// What is at stake in a call of a service.
pub(super) fn stake_of_remote(vocab: &Vocabulary, call: &RemoteCall) -> Stake {
    match call.kind {
        RemoteKind::Session => Stake::Work,
        RemoteKind::Auth if call.name == "signOut" => Stake::Read,
        RemoteKind::Auth | RemoteKind::Storage => Stake::Write,
        RemoteKind::Function if is_message(&call.name) => Stake::Write,
        RemoteKind::Function if vocab.words.critical_paths.has(&call.name) => Stake::Money,
        RemoteKind::Function => Stake::Write,
    }
}

/// Whether a function is called to tell somebody something: what is told of may be money, a lost message is none.
fn is_message(name: &str) -> bool {
    const TELLS: [&str; 14] = [
        "notify",
        "notification",
        "notifications",
        "email",
        "emails",
        "mail",
        "alert",
        "alerts",
        "reminder",
        "reminders",
        "log",
        "track",
        "receipt",
        "sms",
    ];
    crate::vocab::split(name).iter().any(|w| TELLS.contains(&w.as_str()))
}

/// `insert into orders`.
pub(super) fn described(query: &Query) -> String {
    let table = if query.tables.is_empty() { "a table".to_owned() } else { query.tables.join(" or ") };
    match query.op {
        Op::Select => format!("reading {table}"),
        Op::Insert => format!("the insert into {table}"),
        Op::Update => format!("the update of {table}"),
        Op::Upsert => format!("the upsert into {table}"),
        Op::Delete => format!("the delete from {table}"),
        Op::Rpc => format!("the call of {table}()"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_side_record;
    use crate::vocab::Vocabulary;

    #[test]
    fn what_accompanies_the_work() {
        let vocab = Vocabulary::built_in().unwrap();
        for side in ["email_logs", "analytics_events", "profile_views", "ai_usage", "notifications"] {
            assert!(is_side_record(&vocab, side), "{side}");
        }
        for work in ["events", "community_events", "orders", "visits", "user_credits"] {
            assert!(!is_side_record(&vocab, work), "{work}");
        }
    }
}
