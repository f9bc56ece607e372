//! What stands in a `try` or before a `.catch`: the most harmful thing of it that can fail.

use super::{
    cached,
    remote::RemoteCall,
    stake::{Stake, described, is_message, stake_of_function, stake_of_query, stake_of_remote},
    throwing::Throwing,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List, Node, StmtId, StmtKind, UnaryOp},
    frameworks::{auth, supabase, whereabouts},
    model::{
        Project,
        outcome::{ErrorUse, Outcome},
        queries::{Op, Query},
        values::{Root, Values},
    },
    source::span::{FileId, Range},
};

/// What a file's stakes are judged by.
pub(super) struct Stakes<'a> {
    pub(super) project: &'a Project,
    pub(super) values: &'a Values<'a>,
    pub(super) file: FileId,
    pub(super) code: &'a Code,
    pub(super) queries: &'a [&'a Query],
    pub(super) remote: &'a [RemoteCall],
    pub(super) throwing: Throwing<'a>,
}

/// The most harmful thing that can fail somewhere.
pub(super) struct AtStake {
    /// How much it matters.
    pub(super) stake: Stake,
    /// What it is, in words.
    pub(super) what: String,
    /// Whether nothing more is done there than to ask who is signed in: for a visitor that fails, and is no failure.
    pub(super) asks_who: bool,
}

impl Stakes<'_> {
    /// What a block does whose failure a `catch` around it meets; `None` when nothing in it can fail in a way that matters.
    /// A result that carries its error meets a `catch` only where somebody throws that.
    pub(super) fn of_block(&self, block: List) -> Option<AtStake> {
        let statements: Vec<_> = self.code.block(block).collect();
        let (first, last) = (statements.first()?, statements.last()?);
        let range = Range { start: self.code.stmt(*first).range.start, end: self.code.stmt(*last).range.end };
        self.of_range(range, |expr, outcome| {
            self.runs_here(expr, range)
                && !self.is_caught_before(expr, range)
                && outcome.is_none_or(|o| self.is_thrown(o, range))
        })
    }

    /// Whether a block makes no more than one change of the database, so that a failure leaves nothing half done.
    pub(super) fn writes_once(&self, block: List) -> bool {
        let statements = || self.code.block(block).map(|stmt| self.code.stmt(stmt).range);
        let is_inside = |q: &Query| statements().any(|stmt| stmt.contains(q.at.range));
        self.queries.iter().filter(|q| (q.op.is_write() || q.op == Op::Rpc) && is_inside(q)).count() <= 1
    }

    /// What an expression does.
    pub(super) fn of_expr(&self, expr: ExprId) -> Option<AtStake> {
        let range = self.code.range(expr);
        self.of_range(range, |_, _| true).or_else(|| {
            // The promise itself, though nothing in the expression awaits it.
            let what = self.outside(expr).filter(|_| self.throwing.call(self.file, self.code, expr))?;
            Some(AtStake { stake: Stake::Work, what, asks_who: self.asks_who(expr) })
        })
    }

    /// The worst thing in a range that `counts`: an expression, with what becomes of its result where that carries an error.
    fn of_range(&self, range: Range, counts: impl Fn(ExprId, Option<&Outcome>) -> bool) -> Option<AtStake> {
        let mut worst: Option<AtStake> = None;
        let mut meet = |stake: Stake, what: String, asks_who: bool| match &mut worst {
            Some(known) if known.stake >= stake && known.asks_who <= asks_who => {}
            _ => worst = Some(AtStake { stake, what, asks_who }),
        };
        let queries = self.queries.iter().filter(|q| range.contains(q.at.range));
        for query in queries.filter(|q| counts(q.expr, Some(&q.outcome).filter(|_| !q.throws))) {
            meet(stake_of_query(self.project, self.code, query), described(query), false);
        }
        let remote = self.remote.iter().filter(|c| range.contains(c.at.range));
        for call in remote.filter(|c| counts(c.expr, Some(&c.outcome))) {
            meet(
                stake_of_remote(self.project, self.code, self.queries, call),
                format!("the call {}", call.name),
                false,
            );
        }
        for expr in self.exprs_in(range) {
            if let Some(operand) = self.awaited(expr)
                && counts(expr, None)
                && !self.is_known(operand)
                && !cached::keeps_for_a_while(self.code, operand)
                && self.throwing.call(self.file, self.code, operand)
                && let Some((stake, what)) = self.outside_work(operand)
            {
                meet(stake, what, self.asks_who(operand));
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
                range.contains(self.code.range(read)) && self.code.statement_of(read).is_some_and(|s| self.throws(s))
            }),
            ErrorUse::Bound | ErrorUse::Dropped | ErrorUse::Discarded => false,
            // What is returned is looked at elsewhere, if at all; what is given to a helper may be thrown there.
            ErrorUse::Escapes => outcome.returned_from.is_none(),
            ErrorUse::Unknown => true,
        }
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
            || matches!(self.code.function(function).parent, Node::Expr(e) if self.is_argument_of_iteration(e) && !self.is_let_go(function, e))
    }

    /// `await save(row).catch(() => {})`: what a `try` around it hears is only what the callback throws.
    fn is_caught_before(&self, expr: ExprId, block: Range) -> bool {
        let above = self.code.ancestors(Node::Expr(expr)).map_while(|node| match node {
            Node::Expr(e) => Some(e).filter(|e| block.contains(self.code.range(*e))),
            _ => None,
        });
        above.into_iter().any(|e| match self.code.expr(e) {
            ExprKind::Call { callee, args } => {
                let catches = matches!(self.code.expr(callee), ExprKind::Member { object, property, .. }
                    if self.code.str(property) == "catch" && self.code.range(object).contains(self.code.range(expr)));
                catches && self.code.arg(args, 0).is_some_and(|callback| !self.throws_on(callback))
            }
            _ => false,
        })
    }

    /// Whether a callback may throw what it is given.
    fn throws_on(&self, callback: ExprId) -> bool {
        let ExprKind::Function(function) = self.code.expr(callback) else { return true };
        self.code
            .within(function)
            .any(|node| matches!(node, Node::Stmt(stmt) if matches!(self.code.stmt(stmt).kind, StmtKind::Throw(_))))
    }

    /// `(async () => { … })();`: what goes wrong in it reaches nobody who stands around it.
    fn is_let_go(&self, function: FnId, own: ExprId) -> bool {
        let Node::Expr(call) = self.code.parent(own) else { return false };
        let is_called_here = matches!(self.code.expr(call), ExprKind::Call { callee, .. } if callee == own);
        let is_dropped = match self.code.parent(call) {
            Node::Stmt(stmt) => matches!(self.code.stmt(stmt).kind, StmtKind::Expr(_)),
            Node::Expr(around) => matches!(self.code.expr(around), ExprKind::Unary { op: UnaryOp::Void, .. }),
            _ => false,
        };
        is_called_here && is_dropped && self.code.function(function).is_async
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

    /// What is at stake in an awaited call that is no query, and what it is.
    fn outside_work(&self, call: ExprId) -> Option<(Stake, String)> {
        if let Some(name) = self.function_sent_for(call) {
            let stake = match stake_of_function(self.project, &name, self.follows_payment(call)) {
                // Whoever takes what comes back asks for it.
                Stake::Write if self.reads_body(call) => Stake::Read,
                stake => stake,
            };
            return Some((stake, format!("the call of {name}()")));
        }
        let what = self.outside(call)?;
        let ExprKind::Call { callee, .. } = self.code.expr(call) else { return None };
        let stake = match self.code.last_name(callee) {
            _ if what.starts_with("a request") => Stake::Read,
            // What is lost is what somebody was to be told.
            Some(name) if is_message(name) => Stake::Record,
            _ => Stake::Work,
        };
        Some((stake, what))
    }

    /// The function of the app that a request starts: `fetch(`${url}/functions/v1/hand-over`, { method: "POST" })`.
    fn function_sent_for(&self, call: ExprId) -> Option<String> {
        let ExprKind::Call { callee, args } = self.code.expr(call) else { return None };
        let method = self.code.property(self.code.arg(args, 1)?, "method").and_then(|m| self.code.string(m))?;
        let is_sent = self.code.ident(callee) == Some("fetch") && !method.eq_ignore_ascii_case("get");
        is_sent.then(|| supabase::remote::function_at(self.file, self.values, self.code.arg(args, 0)?))?
    }

    /// `const answer = await fetch(…); show(await answer.json())`.
    fn reads_body(&self, call: ExprId) -> bool {
        let Some(stmt) = self.code.statement_of(call) else { return false };
        let StmtKind::Var { pattern, .. } = self.code.stmt(stmt).kind else { return false };
        let mut names = Vec::new();
        self.code.bound_names(pattern, &mut names);
        let mut uses = names.into_iter().flat_map(|name| self.code.references(name));
        uses.any(|&used| match self.code.parent(used) {
            Node::Expr(above) => match self.code.expr(above) {
                ExprKind::Member { property, .. } => {
                    matches!(self.code.str(property), "json" | "text" | "blob" | "arrayBuffer")
                }
                _ => false,
            },
            _ => false,
        })
    }

    /// Whether money was taken before, in the same function: what fails now is what it was paid for.
    fn follows_payment(&self, call: ExprId) -> bool {
        let function = self.code.function_of(call);
        let start = self.code.range(call).start;
        let mut before = self.queries.iter().filter(|q| q.function == function && q.at.range.start < start);
        before.any(|q| q.op.is_write() && stake_of_query(self.project, self.code, q) == Stake::Money)
    }

    /// Whether a call asks a library who is signed in.
    fn asks_who(&self, call: ExprId) -> bool {
        let ExprKind::Call { callee, .. } = self.code.expr(call) else { return false };
        let symbols = self.values.symbols(self.file, callee);
        symbols.iter().any(|symbol| auth::tells_who(&self.project.vocab, symbol))
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
                // `await x.catch(…)`: what it fails with goes into the callback.
                "catch",
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
            let name = self.code.str(property);
            // `stripe.subscriptions.cancel`: what goes on as long as nobody ends it costs somebody money.
            let moves_money = || self.project.charges.iter().any(|c| c.at.file == self.file && c.expr == expr);
            if (harmless.contains(&name) && !moves_money()) || is_of_service_worker(self.code, callee, name) {
                return None;
            }
        }
        for symbol in self.values.symbols(self.file, callee) {
            if symbol.is_global("fetch") || symbol.package() == Some("axios") {
                let what = self.request(expr);
                // Where a visitor is, guessed: no page counts on it. On a server somebody's right may hang on it.
                let is_guess = what.strip_prefix("a request to ").is_some_and(whereabouts::tells_where);
                return (!is_guess || self.project.sides.of(self.file).is_server()).then_some(what);
            }
            if let Root::Global(name) = &symbol.root
                && BROWSER.contains(&name.as_str())
            {
                return None;
            }
        }
        Some(match (self.code.path(callee), self.code.expr(callee)) {
            // What is done with the module is what counts.
            (Some(path), _) if path == "import" => return None,
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

/// `registration.update()`: offline it fails, and the next visit asks again.
fn is_of_service_worker(code: &Code, callee: ExprId, method: &str) -> bool {
    let ExprKind::Member { object, .. } = code.expr(callee) else { return false };
    let receiver = code.last_name(object).unwrap_or_default().to_ascii_lowercase();
    matches!(method, "update" | "unregister") && matches!(receiver.as_str(), "reg" | "registration" | "swregistration")
}

/// Globals whose calls may fail without harm: features of the browser, and combinators of promises.
const BROWSER: [&str; 9] =
    ["navigator", "document", "window", "caches", "indexedDB", "screen", "crypto", "Promise", "localStorage"];
