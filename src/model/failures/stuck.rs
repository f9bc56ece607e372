//! Rows that are marked as being worked on, and stay so when the work breaks off.

use super::super::{
    Project,
    queries::{Comparison, Condition, Op, Query},
    routes::{Exit, Route, exit},
};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, FnId, List, Node, StmtKind},
    source::span::{FileId, Range, Span},
};

/// Calls of calls are followed so far to a request.
const DEPTH: u32 = 3;

/// A row that nobody takes out of its state any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Where it is marked.
    pub at: Span,
    /// The table.
    pub table: String,
    /// The column of the state.
    pub column: String,
    /// The word that says that it is worked on.
    pub word: String,
    /// What may break off before the row is marked again.
    pub breaks: Span,
    /// Where it is marked as done.
    pub done: Span,
    /// Whether what starts the work asks for the state, so that it does not start again.
    pub is_asked: bool,
    /// Whether pages look for the word: they wait, or show that it is worked on.
    pub is_shown: bool,
}

/// A call of the database that marks a row as being worked on.
struct Mark<'p> {
    query: &'p Query,
    table: &'p str,
    column: &'p str,
    word: String,
}

impl Project {
    /// The rows that stay under way when the work on them throws, by place.
    #[must_use]
    pub fn stuck_rows(&self) -> Vec<Stuck> {
        let routes: Vec<&Route> = self.running_routes().collect();
        let marks = self.production_queries().filter_map(|query| self.marked(query));
        marks.filter_map(|mark| self.stuck(&mark, &routes)).collect()
    }

    fn marked<'p>(&'p self, query: &'p Query) -> Option<Mark<'p>> {
        let table = query.tables.first().filter(|_| query.op == Op::Update && query.tables.len() == 1)?;
        let (column, word) = self.states_set(query).find(|(_, word)| self.vocab.words.under_way.has(word))?;
        Some(Mark { query, table, column, word })
    }

    /// The columns of a state that a write sets to a word.
    fn states_set<'p>(&'p self, query: &'p Query) -> impl Iterator<Item = (&'p str, String)> {
        let values = self.values();
        let file = query.at.file;
        let given = query.assigned.iter().filter_map(move |(c, v)| Some((c.as_str(), values.literal(file, *v)?)));
        let constant = query.constants.iter().map(|(column, word)| (column.as_str(), word.clone()));
        given.chain(constant).filter(|(column, _)| self.vocab.columns.state.has(column))
    }

    fn stuck(&self, mark: &Mark<'_>, routes: &[&Route]) -> Option<Stuck> {
        let Mark { query, .. } = *mark;
        let file = query.at.file;
        let code = self.file(file).code.as_ref()?;
        let runs = |route: &&&Route| {
            route.functions.iter().any(|&(at, f)| at == file && code.function(f).range.contains(query.at.range))
        };
        let around: Vec<&Route> = routes.iter().filter(runs).copied().collect();
        let done = self.done_after(code, mark)?;
        let breaks = self.breaks_between(code, mark, done, &around)?;
        if around.is_empty() || self.is_swept(mark) {
            return None;
        }
        Some(Stuck {
            at: query.at,
            table: mark.table.to_owned(),
            column: mark.column.to_owned(),
            word: mark.word.clone(),
            breaks: breaks.in_file(file),
            done: code.range(done).in_file(file),
            is_asked: self.bars_another_start(&around, mark),
            is_shown: self.is_waited_for(mark),
        })
    }

    /// Where the same function marks the row as done, or calls what does.
    fn done_after(&self, code: &Code, mark: &Mark<'_>) -> Option<ExprId> {
        let file = mark.query.at.file;
        let is_later = |e: ExprId| code.range(e).start > mark.query.at.range.end && !in_catch(code, e);
        let of_function = self.queries_in(file).iter().filter(|q| q.function == mark.query.function);
        let own = of_function.filter(|q| is_later(q.expr) && self.marks_again(q, mark)).map(|q| q.expr).next_back();
        own.or_else(|| {
            let calls = code.exprs_within(mark.query.function).filter(|&e| is_later(e));
            calls.filter(|&e| self.calls_what(file, code, e, &|q| self.marks_again(q, mark))).last()
        })
    }

    /// Whether a write sets the state of the same table to another word.
    fn marks_again(&self, query: &Query, mark: &Mark<'_>) -> bool {
        query.op == Op::Update
            && query.tables.iter().any(|t| t == mark.table)
            && self.states_set(query).any(|(column, word)| column == mark.column && word != mark.word)
    }

    /// Whether a call is one of a function of the project in which such a query stands.
    fn calls_what(&self, file: FileId, code: &Code, call: ExprId, is_it: &dyn Fn(&Query) -> bool) -> bool {
        let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
        self.values().functions(file, callee).iter().any(|&(at, function)| {
            let range = self.file(at).code.as_ref().map(|code| code.function(function).range);
            range.is_some_and(|range| self.queries_in(at).iter().any(|q| range.contains(q.at.range) && is_it(q)))
        })
    }

    /// The first work between a mark and the next that takes its time and may throw, and whose failure nothing takes back.
    fn breaks_between(&self, code: &Code, mark: &Mark<'_>, done: ExprId, routes: &[&Route]) -> Option<Range> {
        let (from, to) = (mark.query.at.range.end, code.range(done).start);
        let file = mark.query.at.file;
        let writes = |q: &Query| rewrites(q, mark);
        code.exprs_within(mark.query.function).find_map(|e| {
            let ExprKind::Await(awaited) = code.expr(e) else { return None };
            let range = Some(code.range(e)).filter(|range| range.start >= from && range.end <= to)?;
            // What writes the table itself may also take back.
            let is_work = self.is_slow(file, code, awaited, DEPTH) && !self.calls_what(file, code, awaited, &writes);
            (is_work && !self.takes_back(code, mark, Node::Expr(e), to, routes)).then_some(range)
        })
    }

    /// Whether something is asked of another machine, here or in a function of the project that is called. What answers
    /// `{ data, error }` does not throw, and what has come is only read.
    fn is_slow(&self, file: FileId, code: &Code, awaited: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let range = code.range(awaited);
        let answers = self.queries_in(file).iter().any(|q| q.at.range.contains(range))
            || self.failures.remote.iter().any(|call| call.at.file == file && call.at.range.contains(range));
        !answers
            && code.within_node(Node::Expr(awaited)).any(|node| {
                let Node::Expr(e) = node else { return false };
                let ExprKind::Call { callee, .. } = code.expr(e) else { return false };
                if code.ident(callee) == Some("fetch") {
                    return true;
                }
                let functions = self.values().functions(file, callee);
                let is_of_package = || self.values().symbols(file, callee).iter().any(|s| s.package().is_some());
                functions.is_empty()
                    && e == awaited
                    && is_of_package()
                    && !code.last_name(callee).is_some_and(reads_answer)
                    || functions.iter().any(|&(at, function)| self.has_slow_work(at, function, depth))
            })
    }

    fn has_slow_work(&self, file: FileId, function: FnId, depth: u32) -> bool {
        self.file(file).code.as_ref().is_some_and(|code| {
            code.exprs_within(function).any(|e| match code.expr(e) {
                ExprKind::Await(awaited) => self.is_slow(file, code, awaited, depth),
                _ => false,
            })
        })
    }

    /// Whether the row is marked again when something throws: by a `catch` or `finally` around it, by what comes behind one
    /// that goes on, or by those around the calls of the function.
    fn takes_back(&self, code: &Code, mark: &Mark<'_>, thrown: Node, to: u32, routes: &[&Route]) -> bool {
        let file = mark.query.at.file;
        for enclosure in code.enclosures(thrown).take_while(|e| *e != Enclosure::Function(mark.query.function)) {
            let Enclosure::TryBlock(stmt) = enclosure else { continue };
            let StmtKind::Try { catch, finally, .. } = code.stmt(stmt).kind else { continue };
            let mut bodies = catch.map(|c| c.body).into_iter().chain(finally);
            if bodies.any(|body| self.writes_in(file, code, body, mark)) {
                return true;
            }
            match catch.map(|c| exit(code, c.body)) {
                None | Some(Some(Exit::Throws)) => {}
                // It goes on: to what marks the row, or out of a loop around it.
                Some(None) if code.stmt(stmt).range.end <= to => return true,
                Some(_) => return false,
            }
        }
        routes.iter().any(|route| self.is_caught_outside(route, mark))
    }

    /// Whether the table is written in a block, or by what is called there.
    fn writes_in(&self, file: FileId, code: &Code, body: List, mark: &Mark<'_>) -> bool {
        let writes = |q: &Query| rewrites(q, mark);
        let stmts: Vec<Range> = code.block(body).map(|s| code.stmt(s).range).collect();
        let is_within = |range: Range| stmts.iter().any(|stmt| stmt.contains(range));
        self.queries_in(file).iter().any(|q| is_within(q.at.range) && writes(q))
            || code.block(body).flat_map(|s| code.descendants(Node::Stmt(s))).any(|node| match node {
                Node::Expr(e) => self.calls_what(file, code, e, &writes),
                _ => false,
            })
    }

    /// Whether a `catch`, a `finally` or a callback of `.catch` in another function writes the table.
    fn is_caught_outside(&self, route: &Route, mark: &Mark<'_>) -> bool {
        let writes = |q: &Query| rewrites(q, mark);
        route.functions.iter().any(|&(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            let around = code.function(function).range;
            let own = mark.query.function;
            let is_own = |e: ExprId| file == mark.query.at.file && code.function_of(e) == own;
            let is_after = |e: ExprId| !is_own(e) && in_catch(code, e);
            let mut queries = self.queries_in(file).iter().filter(|q| around.contains(q.at.range) && writes(q));
            queries.any(|q| is_after(q.expr))
                || code.descendants(Node::Function(function)).any(|node| match node {
                    Node::Expr(e) => is_after(e) && self.calls_what(file, code, e, &writes),
                    _ => false,
                })
        })
    }

    /// Whether something else looks for rows in this state to work on them again, or to end them.
    fn is_swept(&self, mark: &Mark<'_>) -> bool {
        let asks = |query: &&Query| {
            let compared: Vec<&Comparison> = query.conditions.iter().flat_map(Condition::comparisons).collect();
            let names = |c: &&&Comparison| {
                c.column.as_deref() == Some(mark.column) && self.may_be(query.at.file, c, &mark.word)
            };
            let is_aged = || compared.iter().any(|c| matches!(c.op.as_str(), "lt" | "lte") && c.literal.is_none());
            query.tables.iter().any(|t| t == mark.table)
                && compared.iter().find(names).is_some_and(|c| c.op == "in" || is_aged() || query.op == Op::Update)
                && query.at != mark.query.at
                && !self.runs_in_browser(query)
        };
        let in_sql = || {
            self.live_databases().iter().flat_map(|database| database.functions.iter()).any(|(_, function)| {
                let text = function.body.as_ref().map_or("", |body| &*body.text);
                text.contains(mark.table) && text.contains(mark.word.as_str())
            })
        };
        self.production_queries().any(|query| asks(&query)) || in_sql()
    }

    fn may_be(&self, file: FileId, comparison: &Comparison, word: &str) -> bool {
        comparison.literal.as_deref() == Some(word)
            || comparison.value.is_some_and(|value| {
                let code = self.file(file).code.as_ref();
                code.is_some_and(|code| {
                    code.within_node(Node::Expr(value))
                        .any(|n| matches!(n, Node::Expr(e) if code.string(e) == Some(word)))
                })
            })
    }

    /// Whether code of the browser holds the column against the word.
    fn is_waited_for(&self, mark: &Mark<'_>) -> bool {
        let pages = self.code_files().filter(|(id, file, code)| {
            file.role.is_production() && self.sides.of(*id).is_client() && code.texts().any(|text| text == mark.word)
        });
        let compares = |code: &Code, e| compared(code, e, mark.column).is_some_and(|(_, word)| word == mark.word);
        pages.into_iter().any(|(_, _, code)| code.expr_ids().any(|e| compares(code, e)))
    }

    /// Whether work that is under way is not begun again: rows are looked for in another state, or the state is compared.
    fn bars_another_start(&self, routes: &[&Route], mark: &Mark<'_>) -> bool {
        let asks = |q: &Query| {
            let mut compared = q.conditions.iter().flat_map(Condition::comparisons);
            let is_other = |c: &Comparison| match c.op.as_str() {
                "eq" => {
                    c.literal.as_deref().is_some_and(|word| word != mark.word && !self.vocab.words.settled.has(word))
                }
                "neq" => c.literal.as_deref() == Some(mark.word.as_str()),
                _ => false,
            };
            q.tables.iter().any(|t| t == mark.table)
                && compared.any(|c| c.column.as_deref() == Some(mark.column) && is_other(c))
        };
        routes.iter().flat_map(|route| &route.functions).any(|&(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            let range = code.function(function).range;
            self.queries_in(file).iter().any(|q| range.contains(q.at.range) && asks(q))
                || code.exprs_within(function).any(|e| bars(code, e, mark))
        })
    }
}

/// `response.json()`, `file.arrayBuffer()`.
fn reads_answer(name: &str) -> bool {
    matches!(name, "json" | "text" | "arrayBuffer" | "blob" | "formData" | "bytes")
}

/// Whether a query changes rows of the table that a mark is in.
fn rewrites(query: &Query, mark: &Mark<'_>) -> bool {
    query.op.is_write() && query.op != Op::Insert && query.tables.iter().any(|t| t == mark.table)
}

/// Whether an expression stands in what runs after a failure: a `catch`, a `finally`, a callback of `.catch`.
fn in_catch(code: &Code, expr: ExprId) -> bool {
    code.enclosures(Node::Expr(expr)).any(|enclosure| match enclosure {
        Enclosure::CatchBody(_) | Enclosure::FinallyBody(_) => true,
        Enclosure::Function(function) => is_given_to_catch(code, function),
        _ => false,
    })
}

/// `work().catch(async () => …)`.
fn is_given_to_catch(code: &Code, function: FnId) -> bool {
    let Node::Expr(own) = code.function(function).parent else { return false };
    let Node::Expr(call) = code.parent(own) else { return false };
    matches!(code.expr(call), ExprKind::Call { callee, .. } if matches!(code.last_name(callee), Some("catch" | "onFailure")))
}

/// `job.status === "processing"`, `job.status !== "pending"`.
fn bars(code: &Code, expr: ExprId, mark: &Mark<'_>) -> bool {
    compared(code, expr, mark.column).is_some_and(|(op, word)| match op {
        BinaryOp::Equal => word == mark.word,
        BinaryOp::NotEqual => word != mark.word,
        _ => false,
    })
}

/// The text that a member is held against, and how.
fn compared<'c>(code: &'c Code, expr: ExprId, member: &str) -> Option<(BinaryOp, &'c str)> {
    let ExprKind::Binary { op, left, right } = code.expr(expr) else { return None };
    let is_member =
        |e: ExprId| matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == member);
    let other = match (is_member(left), is_member(right)) {
        (true, false) => right,
        (false, true) => left,
        _ => return None,
    };
    Some((op, code.string(other)?))
}
