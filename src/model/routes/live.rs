//! Which code runs for one entry point: conditions on the method and path of the request are decided, what they rule
//! out is dead. So a page handler that switches on the method is several entry points, and a middleware that lets
//! `/api` pass guards nothing there.

mod glob;

use self::glob::glob;
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, List, Node, PatKind, StmtId, StmtKind, UnaryOp},
    model::{
        calls::{Dead, FnRef},
        values::{Value, Values},
    },
    source::span::{FileId, Range},
};

/// What is known of the request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'e> {
    pub(super) method: Option<&'e str>,
    /// The URL path; empty where there is none.
    pub(super) path: &'e str,
}

/// Marks what does not run in `function` for `request`.
pub(super) fn mark_dead(values: &Values<'_>, function: FnRef, request: Request<'_>, dead: &mut Dead) {
    let Some(code) = values.code(function.0) else { return };
    let mut marker = Marker { values, file: function.0, code, request, dead, depth: 0 };
    marker.function(function.1);
}

struct Marker<'a, 'v> {
    values: &'a Values<'v>,
    file: FileId,
    code: &'a Code,
    request: Request<'a>,
    dead: &'a mut Dead,
    depth: u32,
}

impl Marker<'_, '_> {
    fn function(&mut self, function: FnId) {
        let body = self.code.function(function).body;
        self.block(body);
    }

    /// Goes through a block; whether it always ends its function.
    fn block(&mut self, block: List) -> bool {
        let statements: Vec<StmtId> = self.code.block(block).collect();
        for (index, &stmt) in statements.iter().enumerate() {
            if self.statement(stmt) {
                for &rest in statements.iter().skip(index + 1) {
                    self.kill(self.code.stmt(rest).range);
                }
                return true;
            }
        }
        false
    }

    /// Whether the statement always ends its function.
    fn statement(&mut self, stmt: StmtId) -> bool {
        self.depth += 1;
        let ends = self.depth < 100 && self.statement_inner(stmt);
        self.depth -= 1;
        ends
    }

    fn statement_inner(&mut self, stmt: StmtId) -> bool {
        match self.code.stmt(stmt).kind {
            StmtKind::Return(_) | StmtKind::Throw(_) => true,
            StmtKind::If { test, then, otherwise } => match self.decide(test, 8) {
                Some(true) => {
                    otherwise.into_iter().for_each(|o| self.kill_block(o));
                    self.block(then)
                }
                Some(false) => {
                    self.kill_block(then);
                    otherwise.is_some_and(|o| self.block(o))
                }
                None => {
                    let (a, b) = (self.block(then), otherwise.is_some_and(|o| self.block(o)));
                    a && b
                }
            },
            StmtKind::Switch { on, cases } => {
                self.switch(on, cases);
                false
            }
            StmtKind::Try { block, catch, finally } => {
                let ends = self.block(block);
                let catch_ends = catch.is_none_or(|c| self.block(c.body));
                finally.is_some_and(|f| self.block(f)) || ends && catch_ends
            }
            StmtKind::Block(body) => self.block(body),
            StmtKind::Loop { body, .. } => {
                self.block(body);
                false
            }
            _ => false,
        }
    }

    /// `switch (req.method)`: only the case of the known method runs.
    fn switch(&mut self, on: ExprId, cases: List) {
        let Some(known) = self.known(on) else {
            for case in self.code.case_list(cases).collect::<Vec<_>>() {
                self.block(case.body);
            }
            return;
        };
        let mut runs = false;
        let all: Vec<_> = self.code.case_list(cases).collect();
        let has_case = all.iter().any(|c| c.test.is_some_and(|t| self.code.string(t) == Some(known.as_str())));
        for case in all {
            match case.test {
                Some(test) => runs |= self.code.string(test) == Some(known.as_str()),
                None => runs |= !has_case,
            }
            if !runs {
                self.kill_block(case.body);
            }
            let leaves = self.code.block(case.body).any(|s| {
                matches!(
                    self.code.stmt(s).kind,
                    StmtKind::Break | StmtKind::Return(_) | StmtKind::Throw(_) | StmtKind::Block(_)
                )
            });
            runs &= !leaves;
        }
    }

    fn kill(&mut self, range: Range) {
        self.dead.add(self.file, range);
    }

    fn kill_block(&mut self, block: List) {
        for stmt in self.code.block(block).collect::<Vec<_>>() {
            self.kill(self.code.stmt(stmt).range);
        }
    }

    /// Decides a condition as far as the request is known.
    fn decide(&self, test: ExprId, depth: u32) -> Option<bool> {
        let depth = depth.checked_sub(1)?;
        match self.code.expr(test) {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.decide(operand, depth).map(|b| !b),
            ExprKind::Binary { op: BinaryOp::And, left, right } => {
                match (self.decide(left, depth), self.decide(right, depth)) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (Some(true), Some(true)) => Some(true),
                    _ => None,
                }
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right } => {
                match (self.decide(left, depth), self.decide(right, depth)) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    _ => None,
                }
            }
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let equal = match (self.known(left), self.known(right)) {
                    (Some(known), None) => self.compare(&known, right)?,
                    (None, Some(known)) => self.compare(&known, left)?,
                    _ => return None,
                };
                Some(equal == (op == BinaryOp::Equal))
            }
            ExprKind::Call { callee, args } => self.decide_call(callee, args, depth),
            ExprKind::Ident { binding: Some(b), .. } => match self.code.binding(b).origin {
                crate::facts::code::Origin::Var(stmt) => match self.code.stmt(stmt).kind {
                    StmtKind::Var { init: Some(init), constant: true, .. } => self.decide(init, depth),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    fn compare(&self, known: &str, other: ExprId) -> Option<bool> {
        let texts = self.values.exact_texts(self.file, other);
        if texts.is_empty() { None } else { Some(texts.iter().any(|t| t == known)) }
    }

    /// `pathname.startsWith("/api")`, `["/a", "/b"].includes(pathname)`, `list.some(p => pathname.startsWith(p))`,
    /// `isMatch(pathname, patterns)`.
    fn decide_call(&self, callee: ExprId, args: List, depth: u32) -> Option<bool> {
        let first = self.code.arg(args, 0)?;
        let ExprKind::Member { object, property, .. } = self.code.expr(callee) else {
            return self.decide_helper(callee, first, depth);
        };
        match self.code.str(property) {
            name @ ("startsWith" | "endsWith") => {
                let known = self.known(object)?;
                let texts = self.values.exact_texts(self.file, first);
                let fits = |t: &String| {
                    if name == "startsWith" { known.starts_with(t.as_str()) } else { known.ends_with(t.as_str()) }
                };
                if texts.is_empty() { None } else { Some(texts.iter().any(fits)) }
            }
            "includes" => match self.known(object) {
                Some(known) => {
                    let texts = self.values.exact_texts(self.file, first);
                    if texts.is_empty() { None } else { Some(texts.iter().any(|t| known.contains(t.as_str()))) }
                }
                None => {
                    let known = self.known(first)?;
                    Some(self.elements(object)?.contains(&known))
                }
            },
            "has" => {
                let known = self.known(first)?;
                Some(self.elements(object)?.contains(&known))
            }
            "some" => self.some(object, first),
            "isMatch" => {
                let known = self.known(first)?;
                let patterns = self.elements(self.code.arg(args, 1)?)?;
                Some(patterns.iter().any(|p| glob(p, &known)))
            }
            "test" => None,
            _ => None,
        }
    }

    /// A helper of the project that is given the path: `isPublicPath(pathname)`.
    fn decide_helper(&self, callee: ExprId, first: ExprId, depth: u32) -> Option<bool> {
        let path = self.known(first).filter(|k| k == self.request.path)?;
        let [(file, function)] = self.values.functions(self.file, callee).try_into().ok()?;
        let code = self.values.code(file)?;
        let mut dead = Dead::default();
        let marker = Marker {
            values: self.values,
            file,
            code,
            request: Request { method: None, path: &path },
            dead: &mut dead,
            depth: 0,
        };
        let mut returned = code.block(code.function(function).body).filter_map(|s| match code.stmt(s).kind {
            StmtKind::Return(Some(value)) => Some(value),
            _ => None,
        });
        match (returned.next(), returned.next()) {
            (Some(value), None) => marker.decide(value, depth),
            _ => None,
        }
    }

    /// `prefixes.some(p => pathname.startsWith(p))`: the callback's parameter stands for each element.
    fn some(&self, list: ExprId, callback: ExprId) -> Option<bool> {
        let elements = self.elements(list)?;
        let ExprKind::Function(function) = self.code.expr(callback) else { return None };
        let parameter = self.code.pattern_list(self.code.function(function).params).next()?;
        let PatKind::Name(parameter) = self.code.pattern(parameter).kind else { return None };
        let body = self.code.block(self.code.function(function).body).next_back()?;
        let StmtKind::Return(Some(test)) = self.code.stmt(body).kind else { return None };
        let mut any = false;
        for element in &elements {
            any |= self.holds_for(test, parameter, element)?;
        }
        Some(any)
    }

    /// Decides a condition of one path and one element of a list.
    fn holds_for(&self, test: ExprId, parameter: crate::facts::code::BindingId, element: &str) -> Option<bool> {
        let value_of = |e: ExprId| match self.code.expr(e) {
            ExprKind::Ident { binding: Some(b), .. } if b == parameter => Some(element.to_owned()),
            ExprKind::Template { parts, .. } => self
                .code
                .expr_list(parts)
                .map(|p| match self.code.expr(p) {
                    ExprKind::Ident { binding: Some(b), .. } if b == parameter => Some(element.to_owned()),
                    _ => self.code.string(p).map(str::to_owned),
                })
                .collect(),
            ExprKind::Binary { op: BinaryOp::Add, left, right } => {
                match (self.code.ident(left), self.code.string(right)) {
                    (Some(_), Some(end)) => Some(format!("{element}{end}")),
                    _ => None,
                }
            }
            _ => self.known(e),
        };
        match self.code.expr(test) {
            ExprKind::Binary { op: BinaryOp::Or, left, right } => {
                Some(self.holds_for(left, parameter, element)? || self.holds_for(right, parameter, element)?)
            }
            ExprKind::Binary { op: BinaryOp::Equal, left, right } => Some(value_of(left)? == value_of(right)?),
            ExprKind::Call { callee, args } => {
                let ExprKind::Member { object, property, .. } = self.code.expr(callee) else { return None };
                let (subject, argument) = (value_of(object)?, value_of(self.code.arg(args, 0)?)?);
                match self.code.str(property) {
                    "startsWith" => Some(subject.starts_with(&argument)),
                    "endsWith" => Some(subject.ends_with(&argument)),
                    "includes" => Some(subject.contains(&argument)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The texts of an array or set of literals.
    fn elements(&self, list: ExprId) -> Option<Vec<String>> {
        let list = match self.code.expr(list) {
            ExprKind::New { args, .. } => self.code.arg(args, 0)?,
            _ => list,
        };
        match self.values.of(self.file, list).iter().next()? {
            &Value::Array(file, array) => self.array_elements(file, array),
            other => self.set_elements(other),
        }
    }

    fn array_elements(&self, file: FileId, array: ExprId) -> Option<Vec<String>> {
        let code = self.values.code(file)?;
        let ExprKind::Array { elements } = code.expr(array) else { return None };
        let mut texts = Vec::new();
        for element in code.expr_list(elements) {
            if let ExprKind::Spread(inner) = code.expr(element) {
                for value in self.values.of(file, inner) {
                    if let &Value::Array(file, array) = value {
                        texts.extend(self.array_elements(file, array).unwrap_or_default());
                    }
                }
                continue;
            }
            texts.extend(self.values.exact_texts(file, element));
        }
        Some(texts)
    }

    /// `const PUBLIC = new Set([…])`.
    fn set_elements(&self, value: &Value) -> Option<Vec<String>> {
        let Value::Symbol(symbol) = value else { return None };
        let (file, made) = symbol.made_by.filter(|_| symbol.is_global("Set()"))?;
        let ExprKind::New { args, .. } = self.values.code(file)?.expr(made) else { return None };
        self.array_elements(file, self.values.code(file)?.arg(args, 0)?)
    }

    /// The method or path, where an expression is known to be it.
    fn known(&self, expr: ExprId) -> Option<String> {
        let written = self.code.path(expr)?;
        let last = written.rsplit('.').next().unwrap_or(&written);
        match last {
            "method" => self.request.method.map(str::to_owned),
            "pathname" if !self.request.path.is_empty() => Some(self.request.path.to_owned()),
            "path" if !self.request.path.is_empty() && self.is_path(expr) => Some(self.request.path.to_owned()),
            _ => None,
        }
    }

    /// `const path = request.nextUrl.pathname`.
    fn is_path(&self, expr: ExprId) -> bool {
        self.values.symbols(self.file, expr).iter().any(|s| s.path.ends_with(".pathname") || s.path.ends_with(".path"))
    }
}

/// The nodes of a function without those in dead code.
pub(super) fn live_nodes<'c>(
    code: &'c Code,
    file: FileId,
    function: FnId,
    dead: &'c Dead,
) -> impl Iterator<Item = Node> + 'c {
    code.descendants(Node::Function(function)).filter(move |node| {
        let range = match node {
            Node::Expr(e) => code.range(*e),
            Node::Stmt(s) => code.stmt(*s).range,
            _ => return true,
        };
        !dead.covers(file, range)
    })
}
