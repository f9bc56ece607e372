//! What a caller may choose to have done, `switch (action)`, `if (body.kind === "report")`: a check that stands in one arm
//! says nothing of the others, nor of an arm that answers before it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Subject, effect, exits::always_exits, paid};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, List, Node, StmtId, StmtKind},
    frameworks::{accounts::account_change, auth, sign_in},
    model::{
        calls::FnRef,
        queries::{Client, Query},
    },
    source::span::FileId,
    vocab::ServiceKind,
};

/// The work of an entry point that some callers reach past all of its checks, by what they ask for.
#[derive(Debug)]
pub(super) struct Open {
    /// Where the checks stand, by function, and whether they are made whatever else is sent.
    sites: BTreeMap<FnRef, Vec<(Node, bool)>>,
    /// The functions that are reached past the checks.
    entered: BTreeSet<FnRef>,
}

/// One arm of a choice.
struct Arm<'c> {
    choice: StmtId,
    number: usize,
    body: List,
    /// What is asked for by it: `"refund"`.
    labels: Vec<&'c str>,
}

/// Calls of calls are followed so often.
const ROUNDS: usize = 6;

impl Open {
    /// Of an entry point that has checks, all of which stand in its handler or in what that calls.
    pub(super) fn of(subject: &Subject<'_>) -> Option<Self> {
        let handlers: BTreeSet<FnRef> = subject.handlers().collect();
        let is_within = |guard: &super::Guard| guard.sites.iter().any(|(f, _)| handlers.contains(f));
        if subject.guards.is_empty() || !subject.guards.iter().all(is_within) {
            return None;
        }
        let mut sites: BTreeMap<FnRef, Vec<(Node, bool)>> = BTreeMap::new();
        let skippable = subject.skippable.iter().filter(|(guard, _)| !subject.guards.contains(guard));
        let checks = subject.guards.iter().map(|guard| (guard, true)).chain(skippable.map(|(guard, _)| (guard, false)));
        for (guard, is_sure) in checks {
            for &(function, site) in &guard.sites {
                sites.entry(function).or_default().push((site, is_sure));
            }
        }
        if !sites.keys().any(|&function| has_choice(subject, function)) {
            return None;
        }
        let entered = handlers.into_iter().filter(|handler| sites.contains_key(handler)).collect();
        let mut open = Self { sites, entered };
        for _ in 0..ROUNDS {
            let passed = subject.calls().filter(|(reached, call)| open.is_passed(subject, reached.function, call.expr));
            let further: BTreeSet<FnRef> = passed.flat_map(|(_, call)| call.targets.iter().copied()).collect();
            if further.is_subset(&open.entered) {
                break;
            }
            open.entered.extend(further);
        }
        Some(open)
    }

    /// Whether an expression is reached past all checks.
    pub(super) fn holds(&self, subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
        let Some(code) = subject.values.code(file) else { return false };
        let around = code.enclosures(Node::Expr(expr)).find_map(|enclosure| match enclosure {
            Enclosure::Function(f) if self.entered.contains(&(file, f)) => Some((file, f)),
            _ => None,
        });
        around.is_some_and(|function| self.is_passed(subject, function, expr))
    }

    /// Whether no check of a function stands before an expression in it.
    fn is_passed(&self, subject: &Subject<'_>, function: FnRef, expr: ExprId) -> bool {
        if !self.entered.contains(&function) {
            return false;
        }
        let Some(code) = subject.values.code(function.0) else { return false };
        let sites = self.sites.get(&function).map_or(&[][..], Vec::as_slice);
        let way = Way { subject, code, function };
        let place = Node::Expr(expr);
        sites.iter().all(|&(site, is_sure)| way.are_apart(site, place) || !is_sure && !way.is_around(site, place))
    }

    /// Whether work that should not be everybody's is reached past the checks.
    pub(super) fn has_work(&self, subject: &Subject<'_>) -> bool {
        let is_open = |file, expr| {
            self.holds(subject, file, expr)
                && !subject.is_for_known(file, expr)
                && !self.is_for_strangers(subject, file, expr)
        };
        let is_costly = |kind| !matches!(kind, ServiceKind::Maps | ServiceKind::Data | ServiceKind::Payment);
        let project = subject.project;
        subject.queries.iter().any(|query| is_open(query.at.file, query.expr) && weighs(subject, query))
            || project.charges.iter().any(|charge| charge.is_payout && is_open(charge.at.file, charge.expr))
            || subject
                .calls()
                .any(|(reached, call)| account_change(call).is_some() && is_open(reached.function.0, call.expr))
            || paid::calls(subject)
                .iter()
                .any(|paid| is_costly(paid.kind) && paid.expr.is_some_and(|(file, expr)| is_open(file, expr)))
    }

    /// Whether an arm is for who is not known yet, by what it is called or by the password that it asks for.
    fn is_for_strangers(&self, subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
        let Some(code) = subject.values.code(file) else { return false };
        let vocab = &subject.project.vocab;
        let is_named = |label: &&str| vocab.words.auth_endpoints.has(label) || vocab.guards.public_routes.has(label);
        let arms = Way { subject, code, function: (file, code.function_of(expr)) }.arms(Node::Expr(expr));
        arms.iter().any(|arm| {
            let asks = || {
                subject.calls().filter(|(reached, _)| reached.function.0 == file).any(|(_, call)| {
                    let is_within = code.block(arm.body).any(|s| code.stmt(s).range.contains(code.range(call.expr)));
                    let compares = sign_in::compares_password(call) || sign_in::hashes_password(call);
                    is_within && (compares || auth::is_comparison(call.name()))
                })
            };
            arm.labels.iter().any(is_named) || asks()
        })
    }
}

/// Whether it matters that everybody has a query made.
fn weighs(subject: &Subject<'_>, query: &Query) -> bool {
    let tables = &subject.project.vocab.tables;
    if !matches!(subject.client(query), Client::Service | Client::Orm) || subject.project.is_line(query) {
        return false;
    }
    let is_public = |table: &String| tables.catalogue.has(table) || tables.public_form.has(table);
    let effect = effect::of_query(subject, query);
    !effect.by_token && (effect.writes || effect.answers_private) && !query.tables.iter().all(is_public)
}

/// Whether what is done in a function hangs on what the caller asks for.
fn has_choice(subject: &Subject<'_>, function: FnRef) -> bool {
    let Some(code) = subject.values.code(function.0) else { return false };
    let way = Way { subject, code, function };
    code.descendants(Node::Function(function.1)).any(|node| match node {
        Node::Stmt(stmt) => way.is_choice(stmt),
        _ => false,
    })
}

/// The way to places in one function.
struct Way<'s, 'p> {
    subject: &'s Subject<'p>,
    code: &'s Code,
    function: FnRef,
}

impl<'s> Way<'s, '_> {
    /// Whether a place is reached without passing another: they stand in different arms, or one of them in an arm that
    /// the way to the other does not go through.
    fn are_apart(&self, site: Node, place: Node) -> bool {
        let (at_site, at_place) = (self.arms(site), self.arms(place));
        let is_later = |first: StmtId, node: Node| self.start(node) >= self.code.stmt(first).range.end;
        let is_asked_again =
            |labels: &[&str]| at_place.iter().any(|arm| arm.labels.iter().any(|label| labels.contains(label)));
        let answered_before =
            at_place.iter().any(|arm| match at_site.iter().find(|other| other.choice == arm.choice) {
                Some(other) => other.number != arm.number,
                None => !arm.labels.is_empty() && is_later(arm.choice, site) && always_exits(self.code, arm.body),
            });
        answered_before
            || at_site.iter().any(|arm| {
                !at_place.iter().any(|other| other.choice == arm.choice)
                    && !arm.labels.is_empty()
                    && is_later(arm.choice, place)
                    && !is_asked_again(&arm.labels)
            })
    }

    /// Whether whoever comes to a place has come through all that a check stands in.
    fn is_around(&self, site: Node, place: Node) -> bool {
        let own = |node| self.code.enclosures(node).take_while(|e| *e != Enclosure::Function(self.function.1));
        let around: Vec<Enclosure> = own(place).collect();
        own(site).all(|enclosure| match enclosure {
            Enclosure::Case(switch) => {
                around.contains(&enclosure) && self.code.case_of(switch, site) == self.code.case_of(switch, place)
            }
            Enclosure::TryBlock(_) => true,
            _ => around.contains(&enclosure),
        })
    }

    fn start(&self, node: Node) -> u32 {
        match node {
            Node::Expr(e) => self.code.range(e).start,
            Node::Stmt(s) => self.code.stmt(s).range.start,
            _ => 0,
        }
    }

    /// The arms that a place stands in, innermost first.
    fn arms(&self, node: Node) -> Vec<Arm<'s>> {
        let around = self.code.enclosures(node).take_while(|e| *e != Enclosure::Function(self.function.1));
        around.filter_map(|enclosure| self.arm(enclosure, node)).collect()
    }

    fn arm(&self, enclosure: Enclosure, node: Node) -> Option<Arm<'s>> {
        let (Enclosure::Then(choice) | Enclosure::Else(choice) | Enclosure::Case(choice)) = enclosure else {
            return None;
        };
        if !self.is_choice(choice) {
            return None;
        }
        match self.code.stmt(choice).kind {
            StmtKind::If { test, then, otherwise } => Some(match enclosure {
                Enclosure::Then(_) => Arm { choice, number: 0, body: then, labels: self.labels(test)? },
                _ => Arm { choice, number: 1, body: otherwise?, labels: Vec::new() },
            }),
            StmtKind::Switch { cases, .. } => {
                let number = self.code.case_of(choice, node)?;
                let case = self.code.case_list(cases).nth(number)?;
                let labels = case.test.and_then(|test| self.code.string(test)).into_iter().collect();
                Some(Arm { choice, number, body: case.body, labels })
            }
            _ => None,
        }
    }

    /// Whether a statement chooses by a word that the caller sends.
    fn is_choice(&self, stmt: StmtId) -> bool {
        match self.code.stmt(stmt).kind {
            StmtKind::If { test, .. } => self.labels(test).is_some(),
            StmtKind::Switch { on, .. } => self.is_asked_for(on),
            _ => false,
        }
    }

    /// The words that a test asks for, where it asks for nothing else: `action === "list" || action === "find"`.
    fn labels(&self, test: ExprId) -> Option<Vec<&'s str>> {
        match self.code.expr(test) {
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, left, right } => {
                let mut found = self.labels(left)?;
                found.extend(self.labels(right)?);
                Some(found)
            }
            ExprKind::Binary { op: BinaryOp::Equal, left, right } => {
                let label = self.code.string(right).filter(|_| self.is_asked_for(left));
                label.filter(|label| !label.is_empty()).map(|label| vec![label])
            }
            _ => None,
        }
    }

    /// Whether a value says what the caller wants done: it comes with the request, and is called so there or here.
    fn is_asked_for(&self, expr: ExprId) -> bool {
        let symbols = self.subject.values.symbols(self.function.0, expr);
        let is_named =
            self.code.last_name(expr).is_some_and(names_wish) || symbols.iter().any(|s| names_wish(s.last()));
        let is_of_request =
            || [".method", ".url", ".pathname"].iter().any(|p| symbols.iter().any(|s| s.path.contains(p)));
        let is_sent =
            || self.subject.is_sent(self.function.0, expr) || self.subject.project.is_sent(self.function.0, expr);
        is_named && (is_sent() || is_of_request())
    }
}

/// Whether a name is one for what is to be done: `action`, `requestType`.
fn names_wish(name: &str) -> bool {
    crate::vocab::split(name).iter().any(|word| WISHES.contains(&word.as_str()))
}

const WISHES: [&str; 16] = [
    "action",
    "operation",
    "op",
    "intent",
    "type",
    "mode",
    "command",
    "cmd",
    "step",
    "kind",
    "task",
    "method",
    "endpoint",
    "path",
    "pathname",
    "route",
];
