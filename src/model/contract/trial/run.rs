//! The way of a body through the statements of a function.

use std::collections::BTreeMap;

use super::{
    held::{Held, Refusal},
    literal::Sent,
    refusing::{asks_for_answer, asks_for_staff, is_refusing, may_answer_well},
};
use crate::{
    facts::code::{
        BindingId, Catch, Code, ExprId, ExprKind, List, Node, PatId, PatKind, PropertyKey, StmtId, StmtKind,
    },
    model::{calls::FnRef, values::Values},
    source::span::FileId,
};

/// How a statement is left.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Flow {
    /// What comes behind it runs.
    Goes,
    /// `break`, `continue`.
    Leaves,
    /// Its function gives this back.
    Returns(Held),
    /// Something is thrown.
    Throws(Option<Refusal>),
    /// Nothing is known of the rest.
    Lost,
}

/// So many steps are followed.
const FUEL: u32 = 20_000;

/// Helpers are entered this deep.
pub(super) const DEPTH: u32 = 3;

/// A body on its way.
pub(super) struct Trial<'t> {
    pub(super) values: &'t Values<'t>,
    pub(super) sent: &'t Sent,
    pub(super) method: &'t str,
    pub(super) names: BTreeMap<(FileId, BindingId), Held>,
    /// What a call that was evaluated has thrown.
    pub(super) thrown: Option<Flow>,
    pub(super) depth: u32,
    /// The tests of missing fields by which the way led here.
    why: Vec<Refusal>,
    in_catch: bool,
    /// Whether somebody with a role of his own is answered before.
    pub(super) lets_staff_by: bool,
    fuel: u32,
}

impl<'t> Trial<'t> {
    pub(super) fn new(values: &'t Values<'t>, sent: &'t Sent, method: &'t str) -> Self {
        let (names, why) = (BTreeMap::new(), Vec::new());
        Self {
            values,
            sent,
            method,
            names,
            thrown: None,
            depth: 0,
            why,
            in_catch: false,
            lets_staff_by: false,
            fuel: FUEL,
        }
    }

    /// Why a handler refuses the body; `None` where it does not, or that is not known.
    pub(super) fn judge(&mut self, handler: FnRef) -> Option<Refusal> {
        match self.function(handler, &[Held::Request, Held::Unknown, Held::Unknown]) {
            Flow::Returns(Held::Refusal(refusal)) | Flow::Throws(Some(refusal)) => Some(refusal),
            _ => None,
        }
    }

    /// Runs a function that is called with these.
    pub(super) fn function(&mut self, (file, function): FnRef, given: &[Held]) -> Flow {
        let Some(code) = self.values.code(file) else { return Flow::Lost };
        let declared = code.function(function);
        if declared.is_generator {
            return Flow::Lost;
        }
        let params: Vec<PatId> = code.pattern_list(declared.params).collect();
        for (index, pattern) in params.into_iter().enumerate() {
            let held = given.get(index).cloned().unwrap_or(Held::Undefined);
            self.bind(file, code, pattern, held);
        }
        match self.block(file, code, declared.body) {
            Flow::Goes | Flow::Leaves => Flow::Returns(Held::Undefined),
            flow => flow,
        }
    }

    fn block(&mut self, file: FileId, code: &Code, block: List) -> Flow {
        for stmt in code.block(block).collect::<Vec<_>>() {
            let Some(fuel) = self.fuel.checked_sub(1) else { return Flow::Lost };
            self.fuel = fuel;
            let flow = self.statement(file, code, stmt);
            if let Some(thrown) = self.thrown.take() {
                return thrown;
            }
            if flow != Flow::Goes {
                return flow;
            }
        }
        Flow::Goes
    }

    fn statement(&mut self, file: FileId, code: &Code, stmt: StmtId) -> Flow {
        match code.stmt(stmt).kind {
            StmtKind::Var { pattern, init, .. } => {
                let held = init.map_or(Held::Undefined, |init| self.eval(file, code, init));
                self.bind(file, code, pattern, held);
                Flow::Goes
            }
            StmtKind::Expr(e) => {
                self.eval(file, code, e);
                // `res.status(400).json({ … })` answers, and what follows adds nothing to it.
                let answers = matches!(code.expr(e), ExprKind::Call { .. }) && code.chain(e).links.len() > 1;
                match self.reason().filter(|_| answers && is_refusing(code, e, self.in_catch)) {
                    Some(refusal) => Flow::Returns(Held::Refusal(refusal)),
                    None => Flow::Goes,
                }
            }
            StmtKind::Return(Some(answer)) => {
                let held = self.eval(file, code, answer);
                match self.reason() {
                    _ if matches!(held, Held::Refusal(_)) => Flow::Returns(held),
                    Some(refusal) if is_refusing(code, answer, self.in_catch) => Flow::Returns(Held::Refusal(refusal)),
                    _ => Flow::Returns(held),
                }
            }
            StmtKind::Return(None) => Flow::Returns(Held::Undefined),
            StmtKind::Throw(_) => Flow::Throws(self.reason()),
            StmtKind::If { test, then, otherwise } => self.choice(file, code, test, then, otherwise),
            StmtKind::Switch { on, cases } => self.switch(file, code, on, cases),
            StmtKind::Try { block, catch, finally } => self.protected(file, code, block, catch, finally),
            StmtKind::Loop { body, .. } => self.passed_by(file, code, &[body]),
            StmtKind::Block(body) => self.block(file, code, body),
            StmtKind::Break | StmtKind::Continue => Flow::Leaves,
            StmtKind::Function(_) | StmtKind::Class(_) | StmtKind::Namespace { .. } => Flow::Goes,
            StmtKind::Unknown => Flow::Lost,
        }
    }

    /// Why the way led here, where a field that is missing decided it.
    fn reason(&self) -> Option<Refusal> {
        self.why.last().cloned()
    }

    fn choice(&mut self, file: FileId, code: &Code, test: ExprId, then: List, otherwise: Option<List>) -> Flow {
        let held = self.eval(file, code, test);
        if self.thrown.is_some() {
            return Flow::Goes;
        }
        let Some(holds) = held.truth() else {
            if asks_for_answer(code, test) {
                return Flow::Goes;
            }
            if otherwise.is_none() && asks_for_staff(code, test) && code.ends_function(then) {
                self.lets_staff_by = true;
                return Flow::Goes;
            }
            let arms: Vec<List> = std::iter::once(then).chain(otherwise).collect();
            return self.passed_by(file, code, &arms);
        };
        let before = self.why.len();
        self.because_of(file, code, test, &held);
        let (taken, left) = if holds { (Some(then), otherwise) } else { (otherwise, Some(then)) };
        let flow = taken.map_or(Flow::Goes, |taken| self.block(file, code, taken));
        // Behind `if (ferry) { … return ok; }` the lack of `ferry` is the reason for all that follows.
        if !left.is_some_and(|left| code.ends_function(left)) {
            self.why.truncate(before);
        }
        flow
    }

    /// Keeps the fields that are missing in a test.
    fn because_of(&mut self, file: FileId, code: &Code, test: ExprId, held: &Held) {
        let mut fields: Vec<String> = held.missing().to_vec();
        for node in code.within_node(Node::Expr(test)) {
            let Node::Expr(part) = node else { continue };
            if matches!(code.expr(part), ExprKind::Ident { .. } | ExprKind::Member { .. }) {
                fields.extend(self.eval(file, code, part).missing().iter().cloned());
            }
        }
        fields.sort();
        fields.dedup();
        if !fields.is_empty() {
            self.why.push(Refusal { fields, at: code.range(test).in_file(file) });
        }
    }

    /// Goes on behind blocks of which it is not known whether they run.
    fn passed_by(&mut self, file: FileId, code: &Code, blocks: &[List]) -> Flow {
        if blocks.iter().any(|&block| may_answer_well(code, block)) {
            return Flow::Lost;
        }
        for &block in blocks {
            for stmt in code.block(block).collect::<Vec<_>>() {
                for node in code.descendants(Node::Stmt(stmt)) {
                    if let Node::Expr(e) = node
                        && let ExprKind::Assign { target, .. } | ExprKind::Update { target, .. } = code.expr(e)
                    {
                        self.assign(file, code, target, Held::Unknown);
                    }
                }
            }
        }
        Flow::Goes
    }

    fn switch(&mut self, file: FileId, code: &Code, on: ExprId, cases: List) -> Flow {
        let held = self.eval(file, code, on);
        let all: Vec<_> = code.case_list(cases).collect();
        let bodies: Vec<List> = all.iter().map(|case| case.body).collect();
        let mut chosen = None;
        for (number, case) in all.iter().enumerate() {
            let Some(test) = case.test else { continue };
            let test = self.eval(file, code, test);
            match held.equals(&test) {
                Some(true) => {
                    chosen = Some(number);
                    break;
                }
                Some(false) => {}
                None => return self.passed_by(file, code, &bodies),
            }
        }
        let before = self.why.len();
        self.because_of(file, code, on, &held);
        let first = chosen.or_else(|| all.iter().position(|case| case.test.is_none()));
        let mut flow = Flow::Goes;
        for &body in first.map_or(&[][..], |first| bodies.get(first..).unwrap_or_default()) {
            flow = self.block(file, code, body);
            if flow != Flow::Goes {
                break;
            }
        }
        self.why.truncate(before);
        if flow == Flow::Leaves { Flow::Goes } else { flow }
    }

    fn protected(
        &mut self,
        file: FileId,
        code: &Code,
        block: List,
        catch: Option<Catch>,
        finally: Option<List>,
    ) -> Flow {
        let mut flow = self.block(file, code, block);
        if let Flow::Throws(refusal) = &flow
            && let Some(catch) = catch
        {
            let (before, around) = (self.why.len(), self.in_catch);
            self.why.extend(refusal.clone());
            self.in_catch = true;
            flow = self.block(file, code, catch.body);
            self.in_catch = around;
            self.why.truncate(before);
        } else if let (Flow::Goes, Some(catch)) = (&flow, catch) {
            // What else may be thrown there leads by the `catch` as well.
            flow = match may_answer_well(code, catch.body) && !code.ends_function(catch.body) {
                true => Flow::Lost,
                false => self.assigned_in(file, code, catch.body),
            };
        }
        match finally {
            Some(finally) if flow == Flow::Goes => self.block(file, code, finally),
            _ => flow,
        }
    }

    /// What a `catch` that goes on writes is not known behind it.
    fn assigned_in(&mut self, file: FileId, code: &Code, block: List) -> Flow {
        match code.ends_function(block) {
            true => Flow::Goes,
            false => self.passed_by(file, code, &[block]),
        }
    }

    /// Gives the names of a pattern what a value holds.
    pub(super) fn bind(&mut self, file: FileId, code: &Code, pattern: PatId, held: Held) {
        match code.pattern(pattern).kind {
            PatKind::Name(binding) => {
                self.names.insert((file, binding), held);
            }
            PatKind::Default { pattern, default } => {
                let held = if held.is_undefined() { self.eval(file, code, default) } else { held };
                self.bind(file, code, pattern, held);
            }
            PatKind::Object { properties } => {
                for property in code.pattern_property_list(properties).collect::<Vec<_>>() {
                    let inner = match property.key {
                        PropertyKey::Name(name) => self.member(&held, code.str(name)),
                        _ => Held::Unknown,
                    };
                    self.bind(file, code, property.value, inner);
                }
            }
            PatKind::Array { .. } | PatKind::Rest(_) => {
                let mut names = Vec::new();
                code.bound_names(pattern, &mut names);
                self.names.extend(names.into_iter().map(|name| ((file, name), Held::Unknown)));
            }
            PatKind::Target(target) => self.assign(file, code, target, held),
            PatKind::Unknown => {}
        }
    }

    /// Writes a value.
    pub(super) fn assign(&mut self, file: FileId, code: &Code, target: ExprId, held: Held) {
        match code.expr(target) {
            ExprKind::Ident { binding: Some(binding), .. } => {
                self.names.insert((file, binding), held);
            }
            ExprKind::Pattern(pattern) => self.bind(file, code, pattern, held),
            // What is written into the body is no longer what was sent.
            ExprKind::Member { object, .. } | ExprKind::Index { object, .. } => {
                if let ExprKind::Ident { binding: Some(binding), .. } = code.expr(object) {
                    self.names.insert((file, binding), Held::Unknown);
                }
            }
            _ => {}
        }
    }
}
