//! Whether an error's own words reach the caller.

use super::on_purpose::is_on_purpose;
use crate::{
    facts::code::{BindingId, Code, Enclosure, ExprId, ExprKind, Node, Origin, PatId, StmtKind},
    frameworks::errors,
    model::{calls::FnRef, values::Values},
    source::span::FileId,
};

/// Whether the error that `reference` names goes into an answer: its message, or the whole of it. `thrown` says what
/// becomes of an error that nobody catches, `handlers` whose value is the answer, whoever calls them.
pub(super) fn leaks(values: &Values<'_>, file: FileId, reference: ExprId, thrown: Thrown, handlers: &[FnRef]) -> bool {
    let Some(code) = values.code(file) else { return false };
    Follower { values: *values, file, code, thrown, handlers, seen: Vec::new(), depth: 0 }.climb(reference, false)
}

/// What a framework does with an error that its handler throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thrown {
    /// It answers with words of its own.
    Hidden,
    /// It answers with the error's message.
    Answered,
    /// It answers with words of its own, whatever class of error is thrown.
    Replaced,
}

struct Follower<'a> {
    values: Values<'a>,
    file: FileId,
    code: &'a Code,
    thrown: Thrown,
    handlers: &'a [FnRef],
    seen: Vec<BindingId>,
    depth: u32,
}

impl Follower<'_> {
    /// `has_words`: what is followed is text of the error, not only the object.
    fn climb(&mut self, reference: ExprId, mut has_words: bool) -> bool {
        let mut expr = reference;
        loop {
            match self.code.parent(expr) {
                Node::Expr(parent) => {
                    match self.code.expr(parent) {
                        ExprKind::Member { property, .. } => match self.code.str(property) {
                            "message" | "stack" | "details" | "hint" | "cause" | "toString" | "error" => {
                                has_words = true
                            }
                            "code" | "name" | "status" | "statusCode" | "errors" | "issues" | "includes" | "format"
                            | "flatten" | "startsWith" | "length" | "size" => return false,
                            _ => {}
                        },
                        ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } if callee != expr => {
                            match self.given(parent, callee, expr, has_words) {
                                Some(answer) => return answer,
                                None => has_words = true,
                            }
                        }
                        ExprKind::Binary { op, .. } => {
                            use crate::facts::code::BinaryOp as B;
                            if !matches!(op, B::Or | B::Coalesce | B::Add | B::And) {
                                return false;
                            }
                        }
                        ExprKind::Unary { .. } => return false,
                        ExprKind::Conditional { test, .. } if test == expr => return false,
                        ExprKind::Assign { target, value, .. } if value == expr => {
                            return match self.code.expr(target) {
                                ExprKind::Ident { binding: Some(b), .. } => self.binding(b, has_words),
                                _ => false,
                            };
                        }
                        ExprKind::Template { .. } => has_words = true,
                        _ => {}
                    }
                    expr = parent;
                }
                Node::Stmt(stmt) => {
                    return match self.code.stmt(stmt).kind {
                        StmtKind::Return(_) => {
                            let function = self.code.function_above(self.code.stmt_parent(stmt));
                            match self.code.function(function).parent {
                                _ if self.handlers.contains(&(self.file, function)) => {
                                    has_words || self.is_whole_answer(stmt, reference)
                                }
                                // A callback's value goes to whoever calls it.
                                Node::Expr(own) if self.is_argument(own) => {
                                    expr = own;
                                    continue;
                                }
                                _ => has_words || self.is_whole_answer(stmt, reference),
                            }
                        }
                        StmtKind::Var { pattern, .. } => self.pattern(pattern, has_words),
                        StmtKind::Throw(_) => {
                            has_words && self.thrown == Thrown::Answered && !self.is_caught(Node::Stmt(stmt))
                        }
                        _ => false,
                    };
                }
                _ => return false,
            }
        }
    }

    /// `return { error }`: the object itself is given out as a field.
    fn is_whole_answer(&self, _stmt: crate::facts::code::StmtId, reference: ExprId) -> bool {
        matches!(self.code.parent(reference), Node::Expr(p) if matches!(self.code.expr(p), ExprKind::Object { .. }))
    }

    fn is_argument(&self, function: ExprId) -> bool {
        match self.code.parent(function) {
            Node::Expr(p) => matches!(self.code.expr(p), ExprKind::Call { callee, .. } if callee != function),
            _ => false,
        }
    }

    fn pattern(&mut self, pattern: PatId, has_words: bool) -> bool {
        let mut names = Vec::new();
        self.code.bound_names(pattern, &mut names);
        let has_words =
            has_words || matches!(self.code.pattern(pattern).kind, crate::facts::code::PatKind::Object { .. });
        names.into_iter().any(|b| self.binding(b, has_words))
    }

    fn binding(&mut self, binding: BindingId, has_words: bool) -> bool {
        if self.seen.contains(&binding) || self.seen.len() > 12 {
            return false;
        }
        self.seen.push(binding);
        let raw = |r: &ExprId| !is_on_purpose(&self.values, self.file, self.code, *r);
        let references: Vec<ExprId> = self.code.references(binding).iter().copied().filter(raw).collect();
        references.into_iter().any(|r| self.climb(r, has_words))
    }

    /// The error is an argument. `Some` when that settles it, `None` when the call's value carries its words on.
    fn given(&mut self, call: ExprId, callee: ExprId, argument: ExprId, has_words: bool) -> Option<bool> {
        let written = self.code.path(callee).unwrap_or_default();
        let name = match self.code.expr(callee) {
            ExprKind::Member { property, .. } => self.code.str(property),
            _ => written.rsplit('.').next().unwrap_or(""),
        };
        if written.starts_with("console.")
            || written.starts_with("log.")
            || written.contains("ogger")
            || name.starts_with("capture")
            || name.starts_with("log")
        {
            return Some(false);
        }
        // `problems.push(error.message)`: where the list goes, the words go.
        if let Some(list) = self.collection(callee, name) {
            return Some(self.binding(list, true));
        }
        let is_text = matches!(written.as_str(), "String" | "JSON.stringify");
        if is_text {
            return None;
        }
        let is_literal = matches!(self.code.expr(argument), ExprKind::Object { .. } | ExprKind::Template { .. });
        if matches!(
            name,
            "json"
                | "send"
                | "Response"
                | "end"
                | "NextResponse"
                | "write"
                | "text"
                | "jsonResponse"
                | "redirect"
                | "URL"
        ) {
            return Some(has_words || is_literal && self.holds_error(argument));
        }
        let targets = self.values.functions(self.file, callee);
        if targets.is_empty() {
            // `new Error(error.message)` is thrown on and judged where it is caught, by us or by the framework.
            let goes_on = match self.code.expr(call) {
                ExprKind::New { .. } => self.thrown == Thrown::Answered || errors::is_answer(name),
                _ => true,
            };
            return if goes_on && has_words { self.as_error(call, name) } else { Some(false) };
        }
        let index = self.code.expr_list(self.args(call)).position(|a| a == argument)?;
        Some(
            self.depth < 3
                && targets.into_iter().any(|(at, function)| self.enters(at, function, index, has_words, call)),
        )
    }

    /// The variable that a call puts something into, itself or a part of it: `list.push(…)`, `report.errors.push(…)`.
    fn collection(&self, callee: ExprId, name: &str) -> Option<BindingId> {
        let ExprKind::Member { object, .. } = self.code.expr(callee) else { return None };
        let ExprKind::Ident { binding, .. } = self.code.expr(self.code.member_base(object)) else { return None };
        let binding = binding.filter(|b| matches!(self.code.binding(*b).origin, Origin::Var(_)))?;
        matches!(name, "push" | "unshift").then_some(binding)
    }

    /// Errors that frameworks answer with, whoever throws them: `new HttpsError("internal", error.message)`.
    fn as_error(&self, call: ExprId, name: &str) -> Option<bool> {
        let is_answer = errors::is_answer(name) && self.thrown != Thrown::Replaced;
        (is_answer && !self.is_caught(Node::Expr(call))).then_some(true)
    }

    fn is_caught(&self, node: Node) -> bool {
        let mut around = self.code.enclosures(node).take_while(|e| !matches!(e, Enclosure::Function(_)));
        around.any(|e| matches!(e, Enclosure::TryBlock(_)))
    }

    fn args(&self, call: ExprId) -> crate::facts::code::List {
        match self.code.expr(call) {
            ExprKind::Call { args, .. } | ExprKind::New { args, .. } => args,
            _ => crate::facts::code::List::default(),
        }
    }

    /// Whether an object literal holds the error as a field: `{ error }`.
    fn holds_error(&self, literal: ExprId) -> bool {
        let ExprKind::Object { properties } = self.code.expr(literal) else { return false };
        self.code.property_list(properties).any(|p| matches!(self.code.expr(p.value), ExprKind::Ident { .. }))
    }

    /// Whether a helper lets the words of its parameter out, and its caller then answers with them.
    fn enters(
        &mut self,
        at: FileId,
        function: crate::facts::code::FnId,
        index: usize,
        has_words: bool,
        call: ExprId,
    ) -> bool {
        let Some(code) = self.values.code(at) else { return false };
        let Some(pattern) = code.pattern_list(code.function(function).params).nth(index) else { return false };
        let mut names = Vec::new();
        code.bound_names(pattern, &mut names);
        let (thrown, handlers) = (self.thrown, self.handlers);
        let mut inner =
            Follower { values: self.values, file: at, code, thrown, handlers, seen: Vec::new(), depth: self.depth + 1 };
        let gives = names.into_iter().any(|b| inner.binding(b, has_words));
        gives && (self.climb(call, true) || self.is_answer(call))
    }

    /// Whether a call's value is what the function answers with, or the call answers by itself.
    fn is_answer(&self, call: ExprId) -> bool {
        matches!(self.code.parent(call), Node::Stmt(s) if matches!(self.code.stmt(s).kind, StmtKind::Expr(_) | StmtKind::Return(_)))
            || matches!(self.code.parent(call), Node::Expr(p) if matches!(self.code.expr(p), ExprKind::Await(_)))
    }
}
