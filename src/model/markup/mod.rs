//! Text that becomes HTML: where it goes in, and whether something in it was written by people and not made harmless.

mod props;
mod writers;

use std::{cell::RefCell, collections::BTreeSet};

pub use self::writers::Writers;
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, FnId, List, Node, Origin, PatKind, StmtKind},
    frameworks::library::Library,
    model::{
        Project,
        values::{Root, Symbol, Value},
    },
    source::span::FileId,
};

/// Something in a piece of HTML that people wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Foreign {
    /// The expression.
    pub expr: ExprId,
    /// Whether it is known to come from people; else it comes from outside the function and may be anything.
    pub is_known: bool,
    /// Where it was written down: the expression itself; for the state of a component, all that it is set to and that
    /// people wrote.
    pub sources: Vec<ExprId>,
}

impl Foreign {
    fn of(expr: ExprId, is_known: bool) -> Self {
        Self { expr, is_known, sources: vec![expr] }
    }
}

/// How many definitions deep a text is followed.
const DEPTH: u32 = 8;

impl Project {
    /// The first part of a text that people wrote and nothing makes harmless.
    #[must_use]
    pub fn foreign_markup(&self, file: FileId, text: ExprId) -> Option<Foreign> {
        let code = self.file(file).code.as_ref()?;
        Search { project: self, file, code, states: RefCell::default() }.text(text, DEPTH)
    }
}

struct Search<'p> {
    project: &'p Project,
    file: FileId,
    code: &'p Code,
    /// The states of components that were looked at: they may be set to one another.
    states: RefCell<BTreeSet<BindingId>>,
}

impl Search<'_> {
    fn text(&self, expr: ExprId, depth: u32) -> Option<Foreign> {
        let depth = depth.checked_sub(1)?;
        match self.code.expr(expr) {
            ExprKind::Template { parts, .. } => self.any(parts, depth),
            ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                self.text(left, depth).or_else(|| self.text(right, depth))
            }
            ExprKind::Binary { op: BinaryOp::And, right, .. } | ExprKind::Await(right) => self.text(right, depth),
            ExprKind::Conditional { then, otherwise, .. } => {
                self.text(then, depth).or_else(|| self.text(otherwise, depth))
            }
            ExprKind::Call { callee, args } => self.call(callee, args, depth),
            ExprKind::Ident { .. } | ExprKind::Member { .. } => self.named(expr, depth),
            _ => None,
        }
    }

    fn any(&self, list: List, depth: u32) -> Option<Foreign> {
        self.code.expr_list(list).find_map(|e| self.text(e, depth))
    }

    fn call(&self, callee: ExprId, args: List, depth: u32) -> Option<Foreign> {
        let name = match self.code.expr(callee) {
            ExprKind::Member { property, .. } => self.code.str(property),
            ExprKind::Ident { name, .. } => self.code.str(name),
            _ => return None,
        };
        if self.makes_harmless(callee, name) {
            return None;
        }
        let functions = self.project.values().functions(self.file, callee);
        if !functions.is_empty() {
            let escapes = functions.iter().any(|&(at, f)| self.escapes(at, f, 3));
            return if escapes { None } else { self.any(args, depth) };
        }
        let symbols = self.project.values().symbols(self.file, callee);
        let markdown = &self.project.vocab.packages.markdown_html;
        if symbols.iter().filter_map(|s| s.package()).any(|p| markdown.has(p)) {
            return self.any(args, depth);
        }
        match self.code.expr(callee) {
            ExprKind::Member { object, .. } if keeps_text(name) => {
                let escapes = name.starts_with("replace")
                    && self.code.arg(args, 1).and_then(|a| self.code.string(a)) == Some("&lt;");
                if escapes { None } else { self.text(object, depth) }
            }
            // What a library makes of it is not known.
            _ => None,
        }
    }

    fn makes_harmless(&self, callee: ExprId, name: &str) -> bool {
        let vocab = &self.project.vocab;
        let by_package = || {
            let symbols = self.project.values().symbols(self.file, callee);
            symbols.iter().filter_map(|s| s.package()).any(|p| vocab.packages.sanitizers.has(p))
        };
        let written = self.code.path(callee).unwrap_or_default();
        let lower = name.to_ascii_lowercase();
        vocab.guards.sanitizers.has(name)
            || written.to_ascii_lowercase().contains("purify")
            || ["highlight", "escape", "sanit", "encode", "codetohtml", "rendertostring"]
                .iter()
                .any(|w| lower.contains(w))
            || written == "JSON.stringify"
            || by_package()
    }

    /// Whether a function of the project replaces `<`, or calls something that does.
    fn escapes(&self, file: FileId, function: FnId, depth: u32) -> bool {
        let Some(code) = self.project.file(file).code.as_ref().filter(|_| depth > 0) else { return false };
        let there = Search { project: self.project, file, code, states: RefCell::default() };
        code.descendants(Node::Function(function)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::String(s) => code.str(s).contains("&lt;"),
                ExprKind::Call { callee, .. } => {
                    let name = match code.expr(callee) {
                        ExprKind::Member { property, .. } => code.str(property),
                        ExprKind::Ident { name, .. } => code.str(name),
                        _ => return false,
                    };
                    there.makes_harmless(callee, name)
                        || self
                            .project
                            .values()
                            .functions(file, callee)
                            .iter()
                            .any(|&(at, f)| (at, f) != (file, function) && self.escapes(at, f, depth - 1))
                }
                _ => false,
            },
            _ => false,
        })
    }

    fn named(&self, expr: ExprId, depth: u32) -> Option<Foreign> {
        // What is taken from the page is in the page already.
        if matches!(self.code.expr(expr), ExprKind::Member { property, .. } if matches!(self.code.str(property), "outerHTML" | "innerHTML"))
        {
            return None;
        }
        let values = self.project.values().of(self.file, expr);
        let is_constant = |v: &Value| match v {
            Value::Text(t) => t.as_exact().is_some(),
            Value::Number(_) | Value::Bool(_) | Value::Null | Value::Env(_) | Value::Object(..) | Value::Array(..) => {
                true
            }
            _ => false,
        };
        if values.iter().all(is_constant) {
            return None;
        }
        let base = self.code.member_base(expr);
        if let Some(state) = self.state(base) {
            let foreign = |value: &ExprId| self.text(*value, depth).or_else(|| self.answered(*value));
            let found: Vec<Foreign> = state.iter().filter_map(foreign).collect();
            let is_known = found.first()?.is_known;
            return Some(Foreign { expr, is_known, sources: found.into_iter().flat_map(|f| f.sources).collect() });
        }
        if let (ExprKind::Ident { .. }, Some(init)) = (self.code.expr(expr), self.definition(expr)) {
            return self.text(init, depth);
        }
        if values.iter().all(|v| matches!(v, Value::Symbol(s) if self.is_of_constants(s)) || is_constant(v)) {
            return None;
        }
        let known = self.project.is_sent(self.file, expr)
            || values.iter().any(|v| matches!(v, Value::Symbol(s) if is_stored(s)));
        let is_given = values.iter().any(|v| matches!(v, Value::Symbol(s) if matches!(s.root, Root::Param(..))));
        if !known && is_given && self.is_harmless_prop(values, depth) {
            return None;
        }
        (known || is_given && may_be_text(self.code, expr)).then(|| Foreign::of(expr, known))
    }

    /// Whether a symbol is an element of a list that stands in the code: `STEPS.map((step) => step.text)`.
    fn is_of_constants(&self, symbol: &Symbol) -> bool {
        let Root::Param(file, function, 0) = symbol.root else { return false };
        let Some(code) = self.project.file(file).code.as_ref() else { return false };
        code.iterated_by(function).is_some_and(|list| self.stands_in_code(file, list))
    }

    /// What the callback of a query is given: `query.then(({ data }) => setPost(data))`.
    fn answered(&self, value: ExprId) -> Option<Foreign> {
        let symbols = self.project.values().symbols(self.file, value);
        let is_answer = symbols.iter().any(|s| match s.root {
            Root::Param(file, function, 0) => file == self.file && self.code.waited_for(function).is_some(),
            _ => false,
        });
        is_answer.then(|| Foreign::of(value, true))
    }

    /// What a name is defined as, where that is an expression of its own and not a part of something.
    fn definition(&self, expr: ExprId) -> Option<ExprId> {
        let ExprKind::Ident { binding: Some(binding), .. } = self.code.expr(expr) else { return None };
        let Origin::Var(stmt) = self.code.binding(binding).origin else { return None };
        match self.code.stmt(stmt).kind {
            StmtKind::Var { pattern, init: Some(init), .. }
                if matches!(self.code.pattern(pattern).kind, PatKind::Name(_)) =>
            {
                Some(init)
            }
            _ => None,
        }
    }

    /// What a component's state is set to: the arguments of its setter.
    fn state(&self, expr: ExprId) -> Option<Vec<ExprId>> {
        let code = self.code;
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr) else { return None };
        let Origin::Var(stmt) = code.binding(binding).origin else { return None };
        let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { return None };
        let PatKind::Array { elements } = code.pattern(pattern).kind else { return None };
        let ExprKind::Call { callee, .. } = code.expr(init) else { return None };
        if !code.path(callee).is_some_and(|p| p.ends_with("useState")) {
            return None;
        }
        if !self.states.borrow_mut().insert(binding) {
            return Some(Vec::new());
        }
        let setter = code.pattern_list(elements).nth(1)?;
        let PatKind::Name(setter) = code.pattern(setter).kind else { return None };
        let set = code.references(setter).iter().filter_map(|&r| match code.parent(r) {
            Node::Expr(call) => match code.expr(call) {
                ExprKind::Call { callee, args } if callee == r => code.arg(args, 0),
                _ => None,
            },
            _ => None,
        });
        Some(set.collect())
    }
}

/// Whether a value came out of the database.
fn is_stored(symbol: &Symbol) -> bool {
    symbol.package().and_then(Library::of_package).is_some_and(Library::is_rest) && symbol.path.contains(".from()")
        || symbol.path.contains(".useQuery().data")
}

/// Methods whose value still holds the text.
fn keeps_text(name: &str) -> bool {
    matches!(
        name,
        "replace"
            | "replaceAll"
            | "trim"
            | "slice"
            | "substring"
            | "split"
            | "join"
            | "map"
            | "toString"
            | "concat"
            | "filter"
            | "toUpperCase"
            | "toLowerCase"
    )
}

/// Whether a name is that of something people write; of other parameters it is not known what they hold.
fn may_be_text(code: &Code, expr: ExprId) -> bool {
    let Some(name) = code.last_name(expr) else { return false };
    crate::vocab::split(name).iter().any(|w| {
        matches!(
            w.as_str(),
            "html" | "content" | "body" | "description" | "bio" | "message" | "comment" | "text" | "markdown" | "notes"
        )
    })
}
