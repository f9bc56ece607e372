//! What an entry point does only for callers that it knows, though it turns nobody away: `if (user) await save(user.id)`.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Subject,
    exits::always_exits,
    flow,
    guard::Guards,
    ownership::{is_chosen, is_proven},
    subject::Skip,
};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, FnId, List, LoopForm, Node, StmtId, StmtKind, UnaryOp},
    model::{
        calls::FnRef,
        values::{Value, Values},
    },
    source::span::FileId,
};

/// What tells who calls in the functions of one entry point that lets everybody in.
#[derive(Debug, Default)]
pub(super) struct Known {
    tells: BTreeMap<FnRef, Tells>,
    /// The functions that run for known callers alone.
    functions: BTreeSet<FnRef>,
}

/// What tells who calls in one function.
#[derive(Debug, Default)]
struct Tells {
    /// Where a value is read that is there for known callers only.
    references: BTreeSet<ExprId>,
    /// The calls that come back for known callers only.
    stops: Vec<ExprId>,
}

/// Calls of calls that only known callers reach are looked for so often.
const ROUNDS: usize = 5;

impl Known {
    /// Of an entry point that turns nobody away; where a check stands before all work, every caller is known anyway.
    pub(super) fn of(subject: &Subject<'_>, guards: &mut Guards<'_>) -> Self {
        let mut known = Self::default();
        if !subject.guards.is_empty() {
            return known;
        }
        for reached in &subject.reached {
            let tells = tells(subject, guards, reached.function);
            if !(tells.references.is_empty() && tells.stops.is_empty()) {
                known.tells.insert(reached.function, tells);
            }
        }
        if known.tells.is_empty() {
            return known;
        }
        for _ in 0..ROUNDS {
            let found: Vec<FnRef> = known.more_functions(subject).collect();
            if found.is_empty() {
                break;
            }
            known.functions.extend(found);
        }
        known
    }

    /// The further functions all of whose calls only known callers reach.
    fn more_functions<'k>(&'k self, subject: &'k Subject<'_>) -> impl Iterator<Item = FnRef> + 'k {
        let candidates = subject.reached.iter().map(|r| r.function).filter(|f| !self.functions.contains(f));
        candidates.filter(|&f| {
            let mut calls = subject.calls().filter(|(_, call)| call.targets.contains(&f)).peekable();
            !subject.handlers().any(|handler| handler == f)
                && calls.peek().is_some()
                && calls.all(|(caller, call)| self.covers(subject, caller.function.0, call.expr))
        })
    }

    /// Whether only known callers get as far as an expression.
    pub(super) fn covers(&self, subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
        let Some(code) = subject.values.code(file).filter(|_| !self.tells.is_empty()) else { return false };
        let way = Way { known: self, subject, code, file };
        let node = Node::Expr(expr);
        let mut enclosures = code.enclosures(node).map(|enclosure| match enclosure {
            Enclosure::Function(f) if self.functions.contains(&(file, f)) => Some(true),
            Enclosure::Function(f) => (!way.is_part_of_its_surroundings(f)).then_some(false),
            _ => way.is_for_known(enclosure).then_some(true),
        });
        let is_branch = enclosures.find_map(|decided| decided).unwrap_or(false);
        is_branch || way.statements_around(node).any(|stmt| way.is_after_check(stmt))
    }
}

/// What tells who calls in one function: checks that are made there, and helpers that make them.
fn tells(subject: &Subject<'_>, guards: &mut Guards<'_>, function: FnRef) -> Tells {
    let Some(code) = subject.values.code(function.0) else { return Tells::default() };
    let mut found = Tells::default();
    for (expr, stops) in guards.tellers(function, &subject.dead, |guard| subject.skip(guard) == Some(Skip::Caller)) {
        if stops {
            found.stops.push(expr);
        }
        let claimed = guards.claimed(code, function, expr);
        let counts = |r: &ExprId| !is_always_there(&subject.values, function.0, *r) && !claimed.contains_key(r);
        found.references.extend(flow::references(code, function.1, expr).into_iter().filter(counts));
    }
    found
}

/// Whether a value is there whoever calls, as far as is known: `user?.id ?? "guest"`.
fn is_always_there(values: &Values<'_>, file: FileId, expr: ExprId) -> bool {
    let values = values.of(file, expr);
    let may_lack = values.iter().any(|value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::Text(text) => text.as_exact().is_some_and(str::is_empty),
        _ => false,
    });
    !may_lack && !values.iter().all(|value| matches!(value, Value::Symbol(_) | Value::Unknown | Value::Instance(..)))
}

/// The way to one place in a file.
struct Way<'k, 'p> {
    known: &'k Known,
    subject: &'k Subject<'p>,
    code: &'k Code,
    file: FileId,
}

impl Way<'_, '_> {
    /// Whether a function expression runs where it stands: `rows.map(async (row) => …)`.
    fn is_part_of_its_surroundings(&self, function: FnId) -> bool {
        let is_handler = || self.subject.handlers().any(|handler| handler == (self.file, function));
        match self.code.function(function).parent {
            Node::Expr(expr) => {
                matches!(self.code.parent(expr), Node::Expr(parent) if matches!(self.code.expr(parent), ExprKind::Call { .. }))
                    && !is_handler()
            }
            _ => false,
        }
    }

    /// Whether what is around a place is passed with known callers only.
    fn is_for_known(&self, enclosure: Enclosure) -> bool {
        match enclosure {
            Enclosure::Then(s) => self.test(s).is_some_and(|test| self.says_known(test, true)),
            Enclosure::Else(s) => self.test(s).is_some_and(|test| self.says_known(test, false)),
            Enclosure::Loop(s) => match self.code.stmt(s).kind {
                StmtKind::Loop { form: LoopForm::While | LoopForm::For, header: Some(test), .. } => {
                    self.says_known(test, true)
                }
                _ => false,
            },
            Enclosure::ConditionalThen(e) | Enclosure::ConditionalElse(e) => match self.code.expr(e) {
                ExprKind::Conditional { test, .. } => {
                    self.says_known(test, matches!(enclosure, Enclosure::ConditionalThen(_)))
                }
                _ => false,
            },
            Enclosure::AfterAnd(e) => self.left(e).is_some_and(|left| self.says_known(left, true)),
            Enclosure::AfterOr(e) => self.left(e).is_some_and(|left| self.says_known(left, false)),
            _ => false,
        }
    }

    fn test(&self, stmt: StmtId) -> Option<ExprId> {
        match self.code.stmt(stmt).kind {
            StmtKind::If { test, .. } => Some(test),
            _ => None,
        }
    }

    fn left(&self, expr: ExprId) -> Option<ExprId> {
        match self.code.expr(expr) {
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, left, .. } => Some(left),
            _ => None,
        }
    }

    /// Whether the caller is known where a condition is true, or where it is not.
    fn says_known(&self, test: ExprId, holds: bool) -> bool {
        match self.code.expr(test) {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.says_known(operand, !holds),
            ExprKind::Binary { op: BinaryOp::And, left, right } if holds => {
                self.says_known(left, true) || self.says_known(right, true)
            }
            ExprKind::Binary { op: BinaryOp::And, left, right } => {
                self.says_known(left, false) && self.says_known(right, false)
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right } if holds => {
                self.says_known(left, true) && self.says_known(right, true)
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right } => {
                self.says_known(left, false) || self.says_known(right, false)
            }
            ExprKind::Call { callee, args } if self.code.ident(callee) == Some("Boolean") => {
                self.code.arg(args, 0).is_some_and(|value| self.says_known(value, holds))
            }
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                // `row.owner === user?.id` holds for strangers where there is no owner.
                let is_written_out = |side| {
                    matches!(self.code.expr(side), ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Null)
                        || self.code.ident(side) == Some("undefined")
                };
                (is_written_out(left) || is_written_out(right)) && self.is_there(test, holds)
            }
            ExprKind::Ident { .. } | ExprKind::Member { .. } | ExprKind::Index { .. } | ExprKind::Await(_) => {
                self.is_there(test, holds)
            }
            ExprKind::Call { .. } => holds && self.is_there(test, holds),
            _ => false,
        }
    }

    /// Whether a part of a test that asks for one thing asks for what only known callers have.
    fn is_there(&self, part: ExprId, holds: bool) -> bool {
        let function = self.code.function_of(part);
        let range = self.code.range(part);
        let of_functions = self.known.tells.iter().filter(|((file, f), _)| {
            *file == self.file && (*f == function || self.code.function(*f).range.contains(range))
        });
        let is_within = |reference: &&ExprId| range.contains(self.code.range(**reference));
        let mut references = of_functions.flat_map(|(_, tells)| tells.references.iter().filter(is_within));
        let is_given = || is_proven(self.subject, self.file, part) && !is_chosen(self.subject, self.file, part);
        references.any(|&reference| flow::sense(self.code, reference, part) == Some(holds))
            || holds && is_given() && !is_always_there(&self.subject.values, self.file, part)
            || self.code.within_node(Node::Expr(part)).any(|node| match node {
                Node::Expr(e) => self.is_handed(e) && flow::sense(self.code, e, part) == Some(holds),
                _ => false,
            })
    }

    /// Whether a name is a parameter that is given what only known callers have: `keep(user, text)`.
    fn is_handed(&self, name: ExprId) -> bool {
        matches!(self.code.expr(name), ExprKind::Ident { .. })
            && self.subject.sources(self.file, name).iter().skip(1).any(|source| {
                let tells = self.known.tells.iter().filter(|((file, _), _)| *file == source.file);
                tells.map(|(_, tells)| tells).any(|tells| tells.references.contains(&source.expr))
            })
    }

    /// The statements that a node stands in, within its function and those around that run where they stand.
    fn statements_around(&self, node: Node) -> impl Iterator<Item = StmtId> + '_ {
        let within = self.code.ancestors(node).take_while(|n| match *n {
            Node::Function(f) => self.is_part_of_its_surroundings(f),
            _ => true,
        });
        within.filter_map(|n| match n {
            Node::Stmt(s) => Some(s),
            _ => None,
        })
    }

    /// Whether a statement before one in its block lets only known callers pass.
    fn is_after_check(&self, stmt: StmtId) -> bool {
        self.code.statements_before(stmt).any(|before| self.turns_strangers_away(before))
    }

    fn turns_strangers_away(&self, stmt: StmtId) -> bool {
        let leaves = |block: List| always_exits(self.code, block);
        match self.code.stmt(stmt).kind {
            StmtKind::If { test, then, otherwise } => {
                leaves(then) && self.says_known(test, false)
                    || otherwise.is_some_and(leaves) && self.says_known(test, true)
            }
            StmtKind::Try { block, catch: Some(catch), .. } => {
                leaves(catch.body) && self.code.block(block).any(|inner| self.turns_strangers_away(inner))
            }
            StmtKind::Block(block) => self.code.block(block).any(|inner| self.turns_strangers_away(inner)),
            StmtKind::Expr(_) | StmtKind::Var { .. } => {
                let stops = self.known.tells.iter().filter(|((file, _), _)| *file == self.file);
                stops.flat_map(|(_, tells)| &tells.stops).any(|&call| {
                    self.code.stmt(stmt).range.contains(self.code.range(call))
                        && self.code.enclosures(Node::Expr(call)).next()
                            == self.code.enclosures(Node::Stmt(stmt)).next()
                })
            }
            _ => false,
        }
    }
}
