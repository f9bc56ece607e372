//! Checks that stand before the work: what they prove, and whether a caller who fails them gets any further.

mod asked_before;
mod compared;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use self::{
    compared::{has_comparison, holds_against, is_compared, is_constant, is_hollow, names_comparison},
    reading::{asks_for_another_value, is_bare, is_granted_on_failure, same_members, stand_ins},
};
use super::{
    branches::{around, branches, is_last},
    credential,
    exits::always_exits,
    flow::{Use, references, uses},
    refusal::{ends_by_throwing, passes_unknown_by, refused},
    secrets,
    subject::is_sent,
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, List, Node},
    frameworks::{
        auth::{self, Check, Proof},
        supabase::client::knows_no_session,
    },
    model::{
        Project,
        calls::{Call, CallGraph, Dead, FnRef},
        values::{Root, Values},
    },
    source::span::{FileId, Span},
};

/// A check that is made, and acted upon.
#[derive(Clone, Debug, PartialEq)]
pub struct Guard {
    /// What it proves.
    pub proof: Proof,
    /// The call or comparison.
    pub at: Span,
    /// In words: `auth.getUser`, `comparison with CRON_SECRET`.
    pub how: String,
    /// Whether a failed check throws or redirects; else it is returned, and the caller must look.
    pub throws: bool,
    /// What must also hold for the check to be made: `if (secret && …)`.
    pub conditions: Vec<(FileId, ExprId)>,
    /// Where it refuses, and the calls on the way there: in each function, the place that it stands before.
    pub sites: Vec<(FnRef, Node)>,
}

impl Project {
    /// Whether a check asks for the session of a client that has none: `getUser()` without a token, of a client made from the
    /// service key. It refuses everybody.
    #[must_use]
    pub fn asks_nobody(&self, guard: &Guard) -> bool {
        let Some(code) = self.file(guard.at.file).code.as_ref() else { return false };
        code.exprs.iter().filter(|e| e.range == guard.at.range).any(|e| {
            let ExprKind::Call { callee, args } = e.kind else { return false };
            let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
            let ExprKind::Member { object: client, .. } = code.expr(object) else { return false };
            args.is_empty()
                && code.str(property) == "getUser"
                && knows_no_session(&self.values(), guard.at.file, client)
        })
    }
}

/// Of the places where something sent stands in for who calls, so many are followed in one function.
const MOST_CLAIMS: usize = 20;

/// Finds guards, each function once.
pub(super) struct Guards<'a> {
    pub(super) project: &'a Project,
    pub(super) values: Values<'a>,
    pub(super) graph: &'a CallGraph,
    found: BTreeMap<FnRef, Vec<Guard>>,
    /// Whether functions give back a digest that must be compared.
    digests: BTreeMap<FnRef, bool>,
    active: BTreeSet<FnRef>,
}

impl<'a> Guards<'a> {
    pub(super) fn new(project: &'a Project, graph: &'a CallGraph) -> Self {
        let (found, digests, active) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { project, values: project.values(), graph, found, digests, active }
    }

    /// The guards of a function. Those of a function without dead code are remembered.
    pub(super) fn of(&mut self, function: FnRef, dead: &Dead) -> Vec<Guard> {
        let is_whole = !dead.touches(function.0);
        if is_whole && let Some(found) = self.found.get(&function) {
            return found.clone();
        }
        if !self.active.insert(function) {
            return Vec::new();
        }
        let guards = self.find(function, dead);
        self.active.remove(&function);
        if is_whole {
            self.found.insert(function, guards.clone());
        }
        guards
    }

    fn find(&mut self, function: FnRef, dead: &Dead) -> Vec<Guard> {
        let Some(code) = self.values.code(function.0) else { return Vec::new() };
        let mut guards = Vec::new();
        let graph = self.graph;
        for call in graph.calls(function) {
            if !dead.covers(function.0, code.range(call.expr)) {
                self.of_call(code, function, call, dead, &mut guards);
            }
        }
        for node in super::live::live_nodes(code, function.0, function.1, dead) {
            if let Node::Expr(e) = node {
                self.of_expr(code, function, e, dead, &mut guards);
            }
        }
        for (expr, proof, how) in credential::lookups(self.project, &self.values, graph, function) {
            if !dead.covers(function.0, code.range(expr)) {
                let place = Place { code, function, expr, at: code.range(expr).in_file(function.0), dead };
                self.judge(&place, Check { proof, stops: false, needs_comparison: false }, how, &mut guards);
            }
        }
        guards
    }

    /// The calls and look-ups in a function that say who calls, and whether each comes back for known callers only. A check
    /// in a helper of which `is_open` holds says nothing.
    pub(super) fn tellers(
        &mut self,
        function: FnRef,
        dead: &Dead,
        is_open: impl Fn(&Guard) -> bool,
    ) -> Vec<(ExprId, bool)> {
        let Some(code) = self.values.code(function.0) else { return Vec::new() };
        let mut found = Vec::new();
        let graph = self.graph;
        for call in graph.calls(function).iter().filter(|call| !dead.covers(function.0, code.range(call.expr))) {
            if let Some(check) = self.check(function.0, code, call) {
                found.extend((check.proof == Proof::Identity).then_some((call.expr, check.stops)));
                continue;
            }
            let inner: Vec<Guard> = call.targets.iter().flat_map(|&target| self.of(target, dead)).collect();
            let mut tells = inner.iter().filter(|guard| guard.proof == Proof::Identity && !is_open(guard)).peekable();
            if tells.peek().is_some() {
                let is_called = call.targets.len() == 1 && !self.values.functions(function.0, call.callee).is_empty();
                let stops = is_called && tells.any(|guard| guard.throws && guard.conditions.is_empty());
                found.push((call.expr, stops));
            }
        }
        let lookups = credential::lookups(self.project, &self.values, graph, function);
        found.extend(
            lookups.into_iter().filter(|(_, proof, _)| *proof == Proof::Identity).map(|(expr, ..)| (expr, false)),
        );
        found
    }

    fn of_call(&mut self, code: &Code, function: FnRef, call: &Call, dead: &Dead, guards: &mut Vec<Guard>) {
        let at = code.range(call.expr).in_file(function.0);
        if let Some(check) = self.check(function.0, code, call) {
            let how = call.written.trim_start_matches("().").to_owned();
            let place = Place { code, function, expr: call.expr, at, dead };
            self.judge(&place, check, how, guards);
            return;
        }
        // What a helper that holds a digest, or the secret that it is given, against something gives back is whether it fits.
        let holds = call.targets.iter().any(|&target| holds_against(&self.values, target));
        let proof = if call.targets.iter().any(|&target| self.makes_digest(target)) {
            Some(Proof::Signature)
        } else {
            let is_secret = |a| !secrets::names(&self.values, &self.project.vocab, function.0, a).is_empty();
            (holds && names_comparison(call.name()) && code.expr_list(call.args).any(is_secret))
                .then_some(Proof::Secret)
        };
        if let Some(proof) = proof {
            let check = Check { proof, stops: false, needs_comparison: !holds };
            self.judge(&Place { code, function, expr: call.expr, at, dead }, check, call.written.clone(), guards);
        }
        for &target in &call.targets {
            for inner in self.of(target, dead) {
                let name = if call.written.is_empty() { "a helper" } else { &call.written };
                let how =
                    if inner.how.contains(" in ") { inner.how.clone() } else { format!("{} in {name}", inner.how) };
                let check = Check { proof: inner.proof, stops: inner.throws, needs_comparison: false };
                let before = guards.len();
                self.judge(&Place { code, function, expr: call.expr, at: inner.at, dead }, check, how, guards);
                for guard in guards.iter_mut().skip(before) {
                    guard.conditions.extend(inner.conditions.iter().copied());
                    guard.sites.extend(inner.sites.iter().copied());
                }
            }
        }
    }

    fn makes_digest(&mut self, function: FnRef) -> bool {
        let (vocab, graph) = (&self.project.vocab, self.graph);
        *self.digests.entry(function).or_insert_with(|| credential::makes_digest(vocab, graph, function, 3))
    }

    fn check(&self, file: FileId, code: &Code, call: &Call) -> Option<Check> {
        let vocab = &self.project.vocab;
        if let Some(check) = auth::check_of(vocab, call) {
            let is_hollow = check.proof == Proof::Signature && is_hollow(&self.values, call);
            return if is_hollow || self.knows_nobody(file, code, call) { None } else { Some(check) };
        }
        let tells = |proof| Some(Check { proof, stops: false, needs_comparison: false });
        if call.name() == "fetch" {
            let url = code.arg(call.args, 0)?;
            let values = self.values.of(file, url);
            let is_identity = values.iter().any(|v| match v {
                crate::model::values::Value::Text(t) => auth::is_identity_url(&t.with_holes("x")),
                _ => false,
            });
            return if is_identity { tells(Proof::Identity) } else { None };
        }
        if auth::is_comparison(call.name()) {
            let with_secret =
                code.expr_list(call.args).any(|a| !secrets::names(&self.values, vocab, file, a).is_empty());
            return tells(if with_secret { Proof::Secret } else { Proof::Signature });
        }
        // `[SECRET, OTHER].includes(given)`, `header.includes(SECRET)`.
        if call.name() == "includes" {
            let with_secret = |e| !secrets::names(&self.values, vocab, file, e).is_empty();
            let given = code.arg(call.args, 0)?;
            let ExprKind::Member { object, .. } = code.expr(call.callee) else { return None };
            let listed = match code.expr(object) {
                ExprKind::Array { elements } => code.expr_list(elements).any(with_secret),
                _ => with_secret(object),
            };
            return if listed != with_secret(given) { tells(Proof::Secret) } else { None };
        }
        None
    }

    /// `getSession()` of a client that was made on the server from a key alone: there is no session.
    fn knows_nobody(&self, file: FileId, code: &Code, call: &Call) -> bool {
        let ExprKind::Member { object, .. } = code.expr(call.callee) else { return false };
        let ExprKind::Member { object: client, .. } = code.expr(object) else { return false };
        call.name() == "getSession"
            && matches!(
                crate::frameworks::supabase::client::client_of(&self.values, file, client),
                crate::model::queries::Client::Service | crate::model::queries::Client::Anon
            )
    }

    /// Comparisons with a secret, and tests of what a session put into the request.
    fn of_expr(&self, code: &Code, function: FnRef, expr: ExprId, dead: &Dead, guards: &mut Vec<Guard>) {
        let at = code.range(expr).in_file(function.0);
        let place = Place { code, function, expr, at, dead };
        match code.expr(expr) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let names = |e| secrets::names(&self.values, &self.project.vocab, function.0, e);
                let (of_left, of_right) = (names(left), names(right));
                let (secret, other) = match (of_left.first(), of_right.first()) {
                    (Some(name), None) => (name, right),
                    (None, Some(name)) => (name, left),
                    _ => return,
                };
                if !is_constant(code, other) {
                    let check = Check { proof: Proof::Secret, stops: false, needs_comparison: false };
                    self.judge(&place, check, format!("comparison with {secret}"), guards);
                }
            }
            ExprKind::Member { property, .. }
                if matches!(
                    code.str(property),
                    "user" | "session" | "userId" | "uid" | "auth" | "id" | "admin" | "account"
                ) =>
            {
                let symbols = self.values.symbols(function.0, expr);
                let from_request =
                    symbols.iter().any(|s| matches!(s.root, Root::Param(..)) && auth::is_session_member(&s.path));
                let written = code.path(expr).unwrap_or_default();
                let base = written.split('.').next().unwrap_or("");
                let is_request = matches!(
                    base,
                    "req" | "request" | "ctx" | "context" | "c" | "event" | "opts" | "locals" | "session"
                );
                if from_request && is_request && !is_called_on(code, expr) {
                    let check = Check { proof: Proof::Identity, stops: false, needs_comparison: false };
                    let mut found = Vec::new();
                    self.judge(&place, check, code.path(expr).unwrap_or_default(), &mut found);
                    guards.extend(found.into_iter().filter(|g| !g.how.is_empty()));
                }
            }
            _ => {}
        }
    }

    /// Whether a condition asks for a header or a secret: then what it leaves to is the check of the caller.
    fn asks_for_credential(&self, code: &Code, file: FileId, condition: ExprId) -> bool {
        code.within_node(Node::Expr(condition)).any(|node| {
            let Node::Expr(e) = node else { return false };
            let is_header = self.values.symbols(file, e).iter().any(|s| s.path.contains(".header"));
            let is_named = code.path(e).is_some_and(|path| {
                crate::vocab::split(&path)
                    .iter()
                    .any(|w| matches!(w.as_str(), "header" | "headers" | "signature" | "sig" | "secret"))
            });
            is_header || is_named || !secrets::names(&self.values, &self.project.vocab, file, e).is_empty()
        })
    }

    /// Where a check goes on as something that the caller may send instead, or as what was found by that, each with what
    /// is sent: `const owner = me?.id || body.owner; const crew = await crewOf(owner)`.
    pub(super) fn claimed(&self, code: &Code, function: FnRef, check: ExprId) -> BTreeMap<ExprId, ExprId> {
        let sent = references(code, function.1, check).into_iter().filter(|&r| is_sent(self.project, function.0, r));
        let mut found = BTreeMap::new();
        for sent in sent.take(MOST_CLAIMS) {
            for reference in references(code, function.1, sent) {
                found.entry(reference).or_insert(sent);
            }
        }
        found
    }

    /// Adds a guard for each way in which the failure of a check is acted upon.
    fn judge(&self, place: &Place<'_>, check: Check, how: String, guards: &mut Vec<Guard>) {
        let Place { code, function, expr, at, dead } = *place;
        let mut add = |throws: bool, conditions: Vec<ExprId>, site: Node| {
            let conditions = conditions.into_iter().map(|c| (function.0, c)).collect();
            let sites = vec![(function, site)];
            guards.push(Guard { proof: check.proof, at, how: how.clone(), throws, conditions, sites });
        };
        if check.stops {
            match code.catch_of(expr) {
                // `try { verify() } catch { return null }` tells instead.
                Some((stmt, catch)) if always_exits(code, catch.body) || is_last(code, stmt) => {
                    add(ends_by_throwing(code, catch.body), self.asked_before(code, function, expr), Node::Expr(expr))
                }
                Some(_) => {}
                None => add(true, self.asked_before(code, function, expr), Node::Expr(expr)),
            }
        }
        let uses = uses(code, function.1, expr);
        let mut references: Vec<ExprId> = uses.iter().filter_map(Use::tested).collect();
        references.extend(same_members(code, function.1, expr));
        let claimed = if check.proof == Proof::Identity { self.claimed(code, function, expr) } else { BTreeMap::new() };
        let stand_ins = stand_ins(code, function.1, expr);
        for found in uses {
            match found {
                Use::Tested { stmt, reference } => {
                    let is_there_anyway = stand_ins.contains(&reference) && is_bare(code, reference)
                        || is_granted_on_failure(code, expr, reference);
                    if is_there_anyway || check.needs_comparison && !is_compared(code, reference, stmt) {
                        continue;
                    }
                    if let Some((branch, others)) = refused(code, stmt, reference)
                        && !passes_unknown_by(code, stmt, reference, &references)
                        && !dead.covers(function.0, code.stmt(stmt).range)
                        && !branch.is_some_and(|b| is_dead(code, function.0, dead, b))
                    {
                        let mut all = others;
                        all.extend(around(code, stmt));
                        // `const owner = me?.id || body.owner; if (!owner) …`: who sends one passes.
                        all.extend(claimed.get(&reference));
                        let is_of_value = check.proof == Proof::Signature
                            && branch.is_some_and(|b| asks_for_another_value(code, b))
                            && !all.is_empty()
                            && !all.iter().any(|&c| self.asks_for_credential(code, function.0, c));
                        if is_of_value {
                            continue;
                        }
                        add(branch.is_some_and(|b| ends_by_throwing(code, b)), all, Node::Stmt(stmt));
                    }
                }
                // What is returned in one branch says nothing of the others.
                Use::Returned(stmt) if !check.needs_comparison || has_comparison(code, expr) => {
                    let range = code.stmt(stmt).range;
                    if stand_ins.iter().any(|&e| range.contains(code.range(e)) && is_bare(code, e)) {
                        continue;
                    }
                    let mut all = branches(code, expr);
                    all.extend(around(code, stmt));
                    add(false, all, Node::Stmt(stmt));
                }
                _ => {}
            }
        }
    }
}

/// A check, and where it stands.
struct Place<'c> {
    code: &'c Code,
    function: FnRef,
    expr: ExprId,
    at: Span,
    dead: &'c Dead,
}

/// Whether a block never runs.
fn is_dead(code: &Code, file: FileId, dead: &Dead, block: List) -> bool {
    code.block(block).next().is_some_and(|s| dead.covers(file, code.stmt(s).range))
}

/// `x.auth.admin.…()`: the member is an object with methods, not a value of a session.
fn is_called_on(code: &Code, expr: ExprId) -> bool {
    let top = code.outermost(expr);
    top != expr && matches!(code.expr(top), ExprKind::Call { .. })
}
