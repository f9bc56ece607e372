//! What the caller sends and a helper hands on: what a schema gives back of it, and what a wrapper calls its handler with.
//! A form that it must have does not make it the server's word.

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Origin, StmtKind},
    frameworks::zod::{self, Allowed, Shape},
    model::{
        Project,
        calls::FnRef,
        values::{Root, Symbol, Value},
    },
    source::span::FileId,
};

impl Project {
    /// Whether a value is a part of the body that a schema gave back, here or in a helper: `schema.parse(await req.json()).id`,
    /// and `id` of `const { id } = await readBody(req, schema)`.
    #[must_use]
    pub fn is_sent_in_form(&self, file: FileId, expr: ExprId) -> bool {
        let symbols = self.values().symbols(file, expr);
        symbols.iter().any(|symbol| {
            self.is_parsed(symbol, || self.call_behind(file, expr))
                || self.is_passed_on(symbol)
                || self.is_let_through(symbol)
        })
    }

    /// Whether a symbol begins at what a schema before the handler let through: Hono's `c.req.valid("json")`.
    pub(super) fn is_let_through(&self, symbol: &Symbol) -> bool {
        let is_request = matches!(symbol.root, Root::Param(_, _, 0)) && symbol.path.starts_with(".req.valid()");
        let part = || {
            let (file, call) = symbol.made_by?;
            let code = self.file(file).code.as_ref()?;
            match code.expr(call) {
                ExprKind::Call { args, .. } => code.string(code.arg(args, 0)?),
                _ => None,
            }
        };
        is_request && !part().is_some_and(|part| matches!(part, "header" | "cookie"))
    }

    /// Whether a symbol is what a schema gave back of the body. `call` is where a helper that holds its argument against one
    /// is called.
    fn is_parsed(&self, symbol: &Symbol, call: impl Fn() -> Option<(FileId, ExprId)>) -> bool {
        let Some((at, parse)) = symbol.made_by.filter(|_| given_back(&symbol.path).is_some()) else { return false };
        let Some(code) = self.file(at).code.as_ref() else { return false };
        let ExprKind::Call { args, .. } = code.expr(parse) else { return false };
        code.expr_list(args).any(|body| {
            let is_given = || self.parameter_is_sent((at, body), code.function_of(parse), call());
            self.is_sent_whole(at, body) || is_given()
        })
    }

    /// The shape that a schema lets through of the body that a value is a part of, and the part: `.crew` of
    /// `const { crew } = Trip.parse(await req.json())`. None where the schema cannot be read.
    pub(crate) fn let_through(&self, file: FileId, expr: ExprId) -> Option<(Shape, &str)> {
        let values = self.values();
        values.symbols(file, expr).into_iter().find_map(|symbol| {
            let part = given_back(&symbol.path)?;
            let (at, parse) = symbol.made_by.filter(|_| self.is_parsed(symbol, || self.call_behind(file, expr)))?;
            let code = self.file(at).code.as_ref()?;
            let ExprKind::Call { callee, .. } = code.expr(parse) else { return None };
            let ExprKind::Member { object: schema, .. } = code.expr(callee) else { return None };
            Some((zod::shape(&values, at, schema)?, part))
        })
    }

    /// What the caller may put into a value that a schema let through; none where that cannot be read.
    pub(crate) fn allowed_by_schema(&self, file: FileId, expr: ExprId) -> Option<Allowed> {
        let (shape, part) = self.let_through(file, expr)?;
        zod::allowed(&self.values(), shape.field(part.strip_prefix('.')?)?)
    }

    /// Whether a helper's parameter is given the whole body where the helper is called: `body` in
    /// `check(schema, await req.json())`.
    fn parameter_is_sent(&self, (at, body): (FileId, ExprId), helper: FnId, call: Option<(FileId, ExprId)>) -> bool {
        let Some((file, call)) = call else { return false };
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let ExprKind::Call { args, .. } = code.expr(call) else { return false };
        self.values().symbols(at, body).into_iter().any(|symbol| match symbol.root {
            Root::Param(of, function, index) if (of, function) == (at, helper) && symbol.path.is_empty() => {
                code.arg(args, index as usize).is_some_and(|given| self.is_sent_whole(file, given))
            }
            _ => false,
        })
    }

    /// The call of a function of the project that a value is taken from: `check(…)` of `const { id } = await check(…)`.
    fn call_behind(&self, file: FileId, expr: ExprId) -> Option<(FileId, ExprId)> {
        let code = self.file(file).code.as_ref()?;
        let call = made_of(code, expr, 6)?;
        let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
        (!self.values().functions(file, callee).is_empty()).then_some((file, call))
    }

    /// Whether a symbol begins at what a wrapper of the project calls its callback with, and that is what is sent:
    /// `data` of `withBody(schema, async (data) => …)`, where `withBody` calls it with `schema.parse(await req.json())`.
    pub(super) fn is_passed_on(&self, symbol: &Symbol) -> bool {
        let Root::Param(file, function, index) = symbol.root else { return false };
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let Some((callee, position)) = code.given_as(function) else { return false };
        let wrappers = self.values().functions(file, callee);
        wrappers.into_iter().any(|wrapper| self.calls_with_sent(wrapper, position, (index, &symbol.path)))
    }

    /// Whether a function is an argument of a wrapper of the project, which calls it.
    pub(super) fn is_given_to_wrapper(&self, (file, function): FnRef) -> bool {
        let given = self.file(file).code.as_ref().and_then(|code| code.given_as(function));
        given.is_some_and(|(callee, _)| !self.values().functions(file, callee).is_empty())
    }

    /// Whether a wrapper calls the callback that it is given at `position` with something sent, at a place of its
    /// parameters and under the members that are taken of it.
    fn calls_with_sent(&self, (file, wrapper): FnRef, position: usize, (index, path): (u32, &str)) -> bool {
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let calls = code.calls_of_parameter(wrapper, position).into_iter();
        calls.filter_map(|args| code.arg(args, index as usize)).any(|given| self.member_is_sent(file, given, path))
    }

    /// Whether a member of a value is sent; of an object that is written out, what it holds there.
    fn member_is_sent(&self, file: FileId, given: ExprId, path: &str) -> bool {
        self.values().of(file, given).iter().any(|value| match value {
            Value::Symbol(symbol) => {
                let path = format!("{}{path}", symbol.path);
                let part = Symbol { path, ..symbol.clone() };
                self.is_sent_symbol(&part) || self.is_parsed(&part, || self.call_behind(file, given))
            }
            &Value::Object(at, object) => {
                let name = path.strip_prefix('.').map(|rest| rest.split(['.', '[', '(']).next().unwrap_or(rest));
                let held = name.and_then(|name| self.file(at).code.as_ref()?.property(object, name));
                held.is_some_and(|held| self.is_sent(at, held) || self.is_sent_in_form(at, held))
            }
            _ => false,
        })
    }
}

/// The part of what a schema gives back that a path ends in, the whole being the empty one: neither whether it fits, nor
/// what is wrong with it.
fn given_back(path: &str) -> Option<&str> {
    let (made, part) = path.rsplit_once("()")?;
    let part_of =
        |member: &str| part.strip_prefix(member).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    match made.rsplit('.').next() {
        Some("parse" | "parseAsync") => Some(part),
        Some("safeParse" | "safeParseAsync") => part_of(".data").or_else(|| part_of(".output")),
        _ => None,
    }
}

/// The call that a value is taken from, through names, members and `await`.
fn made_of(code: &Code, expr: ExprId, depth: u32) -> Option<ExprId> {
    let depth = depth.checked_sub(1)?;
    match code.expr(expr) {
        ExprKind::Call { .. } => Some(expr),
        ExprKind::Await(inner) => made_of(code, inner, depth),
        ExprKind::Member { object, .. } | ExprKind::Index { object, .. } => made_of(code, object, depth),
        ExprKind::Ident { binding: Some(binding), .. } => {
            let Origin::Var(stmt) = code.binding(binding).origin else { return None };
            let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return None };
            made_of(code, init, depth)
        }
        _ => None,
    }
}
