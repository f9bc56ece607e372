//! Whether a use of a field checks it, merely asks whether it is there, or relies on it.

use super::{
    bounds,
    validators::{is_check_name, is_schema_call},
};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, StmtKind, Sym, UnaryOp},
    model::{calls::FnRef, routes::Subject},
    source::span::FileId,
};

/// What the uses of one field say together.
pub(super) struct Judge<'s, 'a> {
    subject: &'s Subject<'a>,
    file: FileId,
    code: &'a Code,
    seen: Vec<BindingId>,
    is_used: bool,
    is_checked: bool,
    /// What is used below the field: `mapping.name` of `mapping`.
    parts_used: Vec<Sym>,
    /// What is tested below it; `None` for a test that tells one value from all others.
    parts_checked: Vec<Option<Sym>>,
    /// Whether it is asked to be a list, which says nothing of what is in it.
    is_list: bool,
    /// Whether the way that is gone hangs on it: `if (all) { … } else { … }`.
    is_flag: bool,
    /// Whether `typeof` is asked.
    pub(super) has_type_test: bool,
    /// Functions of the project that are given the field, and as which argument.
    pub(super) given: Vec<(FnRef, usize)>,
}

impl<'s, 'a> Judge<'s, 'a> {
    pub(super) fn new(subject: &'s Subject<'a>, file: FileId, code: &'a Code) -> Self {
        Self {
            subject,
            file,
            code,
            seen: Vec::new(),
            is_used: false,
            is_checked: false,
            parts_used: Vec::new(),
            parts_checked: Vec::new(),
            is_list: false,
            is_flag: false,
            has_type_test: false,
            given: Vec::new(),
        }
    }

    /// Whether they hold the whole of it, and not a part.
    pub(super) fn holds_whole(&self, needs_format: bool) -> bool {
        self.is_checked || self.has_type_test && !needs_format
    }

    /// Whether anything relies on it.
    pub(super) fn is_used(&self) -> bool {
        self.is_used || self.is_flag || !self.parts_used.is_empty()
    }

    /// Whether the uses together hold the field to its form. A test of one part leaves the others open where the whole
    /// is used.
    pub(super) fn holds(&self, needs_format: bool) -> bool {
        let covers_parts = self.parts_used.iter().all(|p| self.parts_checked.contains(&Some(*p)));
        let by_parts = !self.parts_checked.is_empty() && (self.is_list || !self.is_used && covers_parts);
        self.holds_whole(needs_format) || by_parts
    }

    /// Looks at one reference: climbs to where its value is tested, kept or handed over.
    pub(super) fn reference(&mut self, reference: ExprId, depth: u32) {
        let mut expr = reference;
        let mut part = None;
        loop {
            match self.code.parent(expr) {
                Node::Expr(parent) => match self.step(expr, parent) {
                    Step::Up => {
                        part = part.or(self.part(parent));
                        expr = parent;
                    }
                    Step::Checked => {
                        self.tested(part);
                        return;
                    }
                    Step::Typed => {
                        self.has_type_test |= part.is_none();
                        self.parts_checked.extend(part.map(Some));
                        return;
                    }
                    Step::Chosen => {
                        self.parts_checked.push(None);
                        return;
                    }
                    Step::Used => {
                        self.relied_on(part);
                        return;
                    }
                    Step::Nothing => return,
                },
                Node::Stmt(stmt) => {
                    match self.code.stmt(stmt).kind {
                        StmtKind::Var { pattern, .. } if depth < 4 => {
                            let mut names = Vec::new();
                            self.code.bound_names(pattern, &mut names);
                            names.into_iter().for_each(|b| self.binding(b, depth));
                        }
                        StmtKind::Switch { .. } => self.tested(part),
                        StmtKind::If { .. } => self.is_flag |= bounds::is_flag(self.code, reference),
                        StmtKind::Return(_) | StmtKind::Loop { .. } => self.relied_on(part),
                        _ => {}
                    }
                    return;
                }
                _ => return,
            }
        }
    }

    fn tested(&mut self, part: Option<Sym>) {
        match part {
            Some(_) => self.parts_checked.push(part),
            None => self.is_checked = true,
        }
    }

    fn relied_on(&mut self, part: Option<Sym>) {
        match part {
            Some(name) => self.parts_used.push(name),
            None => self.is_used = true,
        }
    }

    /// The `name` of `mapping.name`; neither `name.length` nor `name.trim()` is a part.
    fn part(&self, expr: ExprId) -> Option<Sym> {
        let ExprKind::Member { property, .. } = self.code.expr(expr) else { return None };
        let is_method = matches!(self.code.parent(expr), Node::Expr(call)
            if matches!(self.code.expr(call), ExprKind::Call { callee, .. } if callee == expr));
        (!is_method && !matches!(self.code.str(property), "length" | "size")).then_some(property)
    }

    fn binding(&mut self, binding: BindingId, depth: u32) {
        if self.seen.contains(&binding) {
            return;
        }
        self.seen.push(binding);
        for &reference in self.code.references(binding) {
            self.reference(reference, depth + 1);
        }
    }

    fn step(&mut self, expr: ExprId, parent: ExprId) -> Step {
        match self.code.expr(parent) {
            ExprKind::Unary { op: UnaryOp::Typeof, .. } => {
                if self.asks_for_any_object(parent) {
                    Step::Nothing
                } else {
                    Step::Typed
                }
            }
            ExprKind::Unary { op: UnaryOp::Not, .. } => Step::Nothing,
            ExprKind::Binary { op, left, right } => {
                let is_comparison = !matches!(op, BinaryOp::Instanceof | BinaryOp::In);
                match self.compared(expr, op, if left == expr { right } else { left }) {
                    Step::Checked if is_comparison && self.chooses(parent, op) => Step::Chosen,
                    Step::Checked if is_comparison && !self.decides(parent) => Step::Nothing,
                    step => step,
                }
            }
            ExprKind::Index { index, .. } if index == expr => Step::Checked,
            ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } if callee != expr => {
                match self.given_to(parent, callee, expr) {
                    // `isNaN(n) ? 20 : n`: a default for what is no number, and any number.
                    Step::Checked if self.is_test_of_conditional(parent) && self.asks_for_number(callee) => Step::Up,
                    step => step,
                }
            }
            ExprKind::Member { property, .. } => match self.code.str(property) {
                "match" | "test" | "every" => Step::Checked,
                _ => Step::Up,
            },
            ExprKind::Assign { target, value, .. } if value == expr => match self.code.expr(target) {
                ExprKind::Ident { binding: Some(b), .. } => {
                    self.binding(b, 1);
                    Step::Nothing
                }
                _ => Step::Used,
            },
            ExprKind::Conditional { test, .. } if test == expr => Step::Nothing,
            ExprKind::Object { .. } | ExprKind::Array { .. } => self.in_literal(parent),
            ExprKind::Template { .. } | ExprKind::Spread(_) => Step::Used,
            _ => Step::Up,
        }
    }

    /// An object that goes into a schema is checked there: `schema.parse({ name: form.get("name") })`.
    fn in_literal(&mut self, literal: ExprId) -> Step {
        let mut node = self.code.parent(literal);
        for _ in 0..6 {
            match node {
                Node::Expr(e) => match self.code.expr(e) {
                    ExprKind::Call { callee, .. } => {
                        let is_schema = is_schema_call(&self.subject.project.vocab, self.code, callee);
                        return if is_schema { Step::Checked } else { Step::Used };
                    }
                    ExprKind::Object { .. }
                    | ExprKind::Array { .. }
                    | ExprKind::Conditional { .. }
                    | ExprKind::Binary { .. }
                    | ExprKind::Spread(_) => {
                        node = self.code.parent(e);
                    }
                    _ => return Step::Used,
                },
                Node::Stmt(s) => match self.code.stmt(s).kind {
                    StmtKind::Var { pattern, .. } => {
                        let mut names = Vec::new();
                        self.code.bound_names(pattern, &mut names);
                        let checked = names.iter().any(|&b| {
                            self.code.references(b).iter().any(|&r| match self.code.parent(r) {
                                Node::Expr(call) => match self.code.expr(call) {
                                    ExprKind::Call { callee, .. } if callee != r => {
                                        is_schema_call(&self.subject.project.vocab, self.code, callee)
                                    }
                                    _ => false,
                                },
                                _ => false,
                            })
                        });
                        return if checked { Step::Checked } else { Step::Used };
                    }
                    _ => return Step::Used,
                },
                _ => return Step::Used,
            }
        }
        Step::Used
    }

    fn compared(&self, expr: ExprId, op: BinaryOp, other: ExprId) -> Step {
        match op {
            BinaryOp::Equal | BinaryOp::NotEqual => {
                let is_empty = match self.code.expr(other) {
                    ExprKind::Null | ExprKind::Bool(_) => true,
                    ExprKind::String(s) => self.code.str(s).is_empty(),
                    ExprKind::Number(n) => self.code.str(n) == "0",
                    ExprKind::Ident { name, binding: None } => self.code.str(name) == "undefined",
                    _ => false,
                };
                if is_empty { Step::Nothing } else { Step::Checked }
            }
            op if op.is_order() => {
                // `list.length > 0` asks whether there is something.
                let is_zero = matches!(self.code.expr(other), ExprKind::Number(n) if self.code.str(n) == "0");
                let is_length = matches!(self.code.expr(expr), ExprKind::Member { property, .. } if self.code.str(property) == "length");
                if is_zero && is_length { Step::Nothing } else { Step::Checked }
            }
            BinaryOp::Instanceof | BinaryOp::In => Step::Checked,
            BinaryOp::And => Step::Nothing,
            BinaryOp::Or | BinaryOp::Coalesce => Step::Up,
            _ => Step::Used,
        }
    }

    /// `typeof x === "object"` says nothing of what is in it.
    fn asks_for_any_object(&self, type_of: ExprId) -> bool {
        let Node::Expr(parent) = self.code.parent(type_of) else { return false };
        let ExprKind::Binary { left, right, .. } = self.code.expr(parent) else { return false };
        [left, right].into_iter().any(|side| matches!(self.code.string(side), Some("object" | "undefined")))
    }

    /// `result === "home" ? a : b`: one value is picked out, all others pass for the other.
    fn chooses(&self, comparison: ExprId, op: BinaryOp) -> bool {
        matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) && self.is_test_of_conditional(comparison)
    }

    fn is_test_of_conditional(&self, expr: ExprId) -> bool {
        matches!(self.code.parent(expr), Node::Expr(p)
            if matches!(self.code.expr(p), ExprKind::Conditional { test, .. } if test == expr))
    }

    /// Whether a comparison turns values away or replaces them, and not only chooses what to do with them.
    fn decides(&self, comparison: ExprId) -> bool {
        let mut expr = comparison;
        loop {
            match self.code.parent(expr) {
                Node::Expr(parent) => match self.code.expr(parent) {
                    ExprKind::Conditional { .. } => return true,
                    _ => expr = parent,
                },
                Node::Stmt(stmt) => {
                    return match self.code.stmt(stmt).kind {
                        StmtKind::If { then, otherwise, .. } => {
                            super::super::exits::always_exits(self.code, then)
                                || otherwise.is_some_and(|o| super::super::exits::always_exits(self.code, o))
                                || self.assigns(then)
                        }
                        StmtKind::Var { .. } | StmtKind::Return(_) => true,
                        _ => false,
                    };
                }
                _ => return false,
            }
        }
    }

    /// `if (limit > 100) limit = 100`, `if (age < 18) errors.push("…")`.
    fn assigns(&self, block: crate::facts::code::List) -> bool {
        self.code.block(block).any(|s| match self.code.stmt(s).kind {
            StmtKind::Expr(e) => match self.code.expr(e) {
                ExprKind::Assign { .. } => true,
                ExprKind::Call { callee, .. } => self.code.path(callee).is_some_and(|p| {
                    let p = p.to_ascii_lowercase();
                    ["err", "issue", "invalid", "problem", "fail"].iter().any(|w| p.contains(w))
                }),
                _ => false,
            },
            _ => false,
        })
    }

    fn args(&self, call: ExprId) -> impl Iterator<Item = ExprId> {
        let args = match self.code.expr(call) {
            ExprKind::Call { args, .. } | ExprKind::New { args, .. } => args,
            _ => crate::facts::code::List::default(),
        };
        self.code.expr_list(args)
    }

    fn asks_for_number(&self, callee: ExprId) -> bool {
        matches!(self.code.path(callee).as_deref(), Some("isNaN" | "isFinite" | "Number.isNaN" | "Number.isFinite"))
    }

    fn given_to(&mut self, call: ExprId, callee: ExprId, argument: ExprId) -> Step {
        let written = self.code.path(callee).unwrap_or_default();
        let name = match self.code.expr(callee) {
            ExprKind::Member { property, .. } => self.code.str(property),
            _ => written.rsplit('.').next().unwrap_or(""),
        };
        if written.starts_with("console.") || written.starts_with("logger.") {
            return Step::Nothing;
        }
        if written == "Array.isArray" {
            self.is_list = true;
            return Step::Nothing;
        }
        if matches!(
            written.as_str(),
            "String"
                | "Number"
                | "parseInt"
                | "parseFloat"
                | "Boolean"
                | "Number.parseInt"
                | "Number.parseFloat"
                | "Date"
                | "BigInt"
                | "decodeURIComponent"
                | "encodeURIComponent"
                | "JSON.parse"
        ) {
            return Step::Up;
        }
        if matches!(written.as_str(), "Math.min" | "Math.max") {
            let holds = bounds::holds(self.code, call, argument, written == "Math.max");
            return if holds { Step::Checked } else { Step::Up };
        }
        if matches!(name, "includes" | "has" | "some") && bounds::is_one_way_of_two(self.code, call, argument) {
            return Step::Nothing;
        }
        let is_check = written.starts_with("Number.is")
            || matches!(written.as_str(), "isNaN" | "isFinite" | "Date.parse" | "URL.canParse" | "URL")
            || matches!(
                name,
                "includes" | "has" | "test" | "isValid" | "some" | "every" | "hasOwnProperty" | "isMatch"
            )
            || is_schema_call(&self.subject.project.vocab, self.code, callee)
            || is_check_name(name);
        if is_check {
            return Step::Checked;
        }
        let targets = self.subject.values.functions(self.file, callee);
        let index = self.args(call).position(|a| a == argument).unwrap_or(0);
        self.given.extend(targets.into_iter().map(|f| (f, index)));
        Step::Used
    }
}

enum Step {
    /// The value goes on.
    Up,
    Checked,
    /// Its type is asked for.
    Typed,
    /// One value is told from all others.
    Chosen,
    Used,
    /// Only its presence is asked for.
    Nothing,
}
