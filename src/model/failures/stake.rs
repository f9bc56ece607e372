//! What is at stake when a piece of code fails: the most harmful thing it does.

use super::remote::{RemoteCall, RemoteKind};
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node},
    model::{
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
    /// What a block does; `None` when nothing in it can fail in a way that matters.
    pub(super) fn of_block(&self, block: List) -> Option<(Stake, String)> {
        let statements: Vec<_> = self.code.block(block).collect();
        let (first, last) = (statements.first()?, statements.last()?);
        let range = Range { start: self.code.stmt(*first).range.start, end: self.code.stmt(*last).range.end };
        self.of_range(range, |expr| self.runs_here(expr, range))
    }

    /// What an expression does.
    pub(super) fn of_expr(&self, expr: ExprId) -> Option<(Stake, String)> {
        let range = self.code.range(expr);
        self.of_range(range, |_| true).or_else(|| {
            // The promise itself, though nothing in the expression awaits it.
            self.outside(expr).map(|what| (Stake::Work, what))
        })
    }

    fn of_range(&self, range: Range, counts: impl Fn(ExprId) -> bool) -> Option<(Stake, String)> {
        let mut worst: Option<(Stake, String)> = None;
        let mut meet = |stake: Stake, what: String| {
            if worst.as_ref().is_none_or(|(known, _)| *known < stake) {
                worst = Some((stake, what));
            }
        };
        for query in self.queries.iter().filter(|q| range.contains(q.at.range) && counts(q.expr)) {
            meet(stake_of_query(self.vocab, query), described(query));
        }
        for call in self.remote.iter().filter(|c| range.contains(c.at.range) && counts(c.expr)) {
            meet(stake_of_remote(self.vocab, call), format!("the call {}", call.name));
        }
        for expr in self.exprs_in(range) {
            if let Some(operand) = self.awaited(expr)
                && counts(expr)
                && let Some(what) = self.outside(operand)
            {
                let is_request = what.starts_with("a request");
                meet(if is_request { Stake::Read } else { Stake::Work }, what);
            }
        }
        worst
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
                return Some("a request".to_owned());
            }
            if let Root::Global(name) = &symbol.root
                && BROWSER.contains(&name.as_str())
            {
                return None;
            }
        }
        let name = self.code.path(callee).unwrap_or_else(|| "a call".to_owned());
        Some(format!("{name}()"))
    }
}

/// Globals whose calls may fail without harm: features of the browser, and combinators of promises.
const BROWSER: [&str; 9] =
    ["navigator", "document", "window", "caches", "indexedDB", "screen", "crypto", "Promise", "localStorage"];

/// What is at stake in a query.
pub(super) fn stake_of_query(vocab: &Vocabulary, query: &Query) -> Stake {
    let table = query.tables.first().map_or("", String::as_str);
    let columns: &[String] = match &query.columns {
        Columns::Named(columns) => columns,
        _ => &[],
    };
    let is_write = query.op.is_write() || (query.op == Op::Rpc && vocab.words.critical_paths.has(table));
    if !is_write {
        return Stake::Read;
    }
    if vocab.tables.audit.has(table) {
        return Stake::Write;
    }
    if vocab.tables.money.has(table) || columns.iter().any(|c| vocab.columns.money.has(c)) {
        Stake::Money
    } else if vocab.tables.rights.has(table) || columns.iter().any(|c| vocab.columns.privileged.has(c)) {
        Stake::Rights
    } else {
        Stake::Write
    }
}

/// What is at stake in a call of a service.
pub(super) fn stake_of_remote(vocab: &Vocabulary, call: &RemoteCall) -> Stake {
    match call.kind {
        RemoteKind::Session => Stake::Work,
        RemoteKind::Auth if call.name == "signOut" => Stake::Read,
        RemoteKind::Auth | RemoteKind::Storage => Stake::Write,
        RemoteKind::Function if vocab.words.critical_paths.has(&call.name) => Stake::Money,
        RemoteKind::Function => Stake::Write,
    }
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
