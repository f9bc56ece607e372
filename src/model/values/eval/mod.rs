//! The evaluator: one step a kind of expression.

mod calls;
mod handed;
mod lists;
mod members;
mod names;

use std::cell::Cell;

use super::{
    EnvName, MOST, Root, Symbol, Text, Value, Values,
    env::{self, env_read},
};
use crate::{
    facts::code::{BinaryOp, ClassId, Code, ExprId, ExprKind, List, Node, Sym, UnaryOp},
    source::span::FileId,
};

/// How many definitions, calls and operators deep one value is followed.
const DEPTH: u32 = 32;
/// How many steps one evaluation may take; branching definitions would else multiply. Ten times as many
/// found nothing more in real apps and took a third to a half of the run.
const FUEL: u32 = 160;

/// The values of `expr`, unsorted.
pub(super) fn evaluate(values: Values<'_>, file: FileId, expr: ExprId) -> Vec<Value> {
    Evaluator { values, fuel: Cell::new(FUEL) }.eval(file, expr, DEPTH)
}

struct Evaluator<'p> {
    values: Values<'p>,
    fuel: Cell<u32>,
}

fn unknown() -> Vec<Value> {
    vec![Value::Unknown]
}

impl Evaluator<'_> {
    fn eval(&self, file: FileId, expr: ExprId, depth: u32) -> Vec<Value> {
        self.fuel.set(self.fuel.get().saturating_sub(1));
        let Some(code) = self.values.code(file) else { return unknown() };
        if depth == 0 || self.fuel.get() == 0 {
            return unknown();
        }
        let depth = depth - 1;
        if let Some(name) = env_read(code, expr) {
            return match name {
                EnvName::Literal(name) => vec![Value::Env(name)],
                EnvName::Computed(by) => self.env_of(file, by, depth),
            };
        }
        if let Some(name) = env::handed(code, expr) {
            return vec![Value::Env(name)];
        }
        match code.expr(expr) {
            ExprKind::String(s) => vec![Value::Text(Text::exact(code.str(s)))],
            ExprKind::Number(n) => vec![Value::Number(code.str(n).to_owned())],
            ExprKind::Bool(b) => vec![Value::Bool(b)],
            ExprKind::Null => vec![Value::Null],
            ExprKind::Object { .. } => vec![Value::Object(file, expr)],
            ExprKind::Array { .. } => vec![Value::Array(file, expr)],
            ExprKind::Function(f) => vec![Value::Function(file, f)],
            ExprKind::Class(c) => vec![Value::Class(file, c)],
            ExprKind::Await(inner) => self.eval(file, inner, depth),
            ExprKind::Template { parts, tag: None } => self.template(file, code, parts, depth),
            ExprKind::Binary { op, left, right } => self.binary(file, op, left, right, depth),
            ExprKind::Conditional { then, otherwise, .. } => {
                let mut values = self.eval(file, then, depth);
                values.extend(self.eval(file, otherwise, depth));
                values
            }
            ExprKind::Assign { op: None, value, .. } => self.eval(file, value, depth),
            ExprKind::Ident { name, binding: None } => vec![global(code, name)],
            ExprKind::Ident { binding: Some(binding), .. } => self.binding(file, binding, depth),
            ExprKind::This => enclosing_class(code, expr).map_or_else(unknown, |c| vec![Value::Instance(file, c)]),
            ExprKind::Member { object, property, .. } => self.member(file, object, code.str(property), depth),
            ExprKind::Index { object, index } => self.index(file, object, index, depth),
            ExprKind::Unary { op: UnaryOp::Plus, operand } => self.as_number(file, operand, depth),
            ExprKind::Call { callee, args } => self.call(file, code, expr, callee, args, depth),
            ExprKind::New { callee, .. } => self.made(file, expr, callee, depth),
            _ => unknown(),
        }
    }

    fn env_of(&self, file: FileId, name: ExprId, depth: u32) -> Vec<Value> {
        let names = self.eval(file, name, depth).into_iter().map(|v| match v {
            Value::Text(t) => t.as_exact().map_or(Value::Unknown, |t| Value::Env(t.to_owned())),
            _ => Value::Unknown,
        });
        names.collect()
    }

    fn template(&self, file: FileId, code: &Code, parts: List, depth: u32) -> Vec<Value> {
        let mut texts = vec![Text::default()];
        for part in code.expr_list(parts) {
            texts = append(&texts, &as_texts(self.eval(file, part, depth)));
        }
        texts.into_iter().map(Value::Text).collect()
    }

    fn binary(&self, file: FileId, op: BinaryOp, left: ExprId, right: ExprId, depth: u32) -> Vec<Value> {
        match op {
            BinaryOp::Add => {
                let (a, b) = (self.eval(file, left, depth), self.eval(file, right, depth));
                if [&a, &b].iter().any(|side| side.iter().any(|v| matches!(v, Value::Text(_)))) {
                    append(&as_texts(a), &as_texts(b)).into_iter().map(Value::Text).collect()
                } else {
                    unknown()
                }
            }
            BinaryOp::Or | BinaryOp::Coalesce => {
                let mut values = self.eval(file, left, depth);
                values.retain(|v| *v != Value::Null);
                values.extend(self.eval(file, right, depth));
                values
            }
            BinaryOp::And => self.eval(file, right, depth),
            _ => unknown(),
        }
    }
}

fn global(code: &Code, name: Sym) -> Value {
    match code.str(name) {
        "undefined" => Value::Null,
        other => Value::Symbol(Symbol { root: Root::Global(other.to_owned()), path: String::new(), made_by: None }),
    }
}

/// The class whose instance `this` is.
fn enclosing_class(code: &Code, this: ExprId) -> Option<ClassId> {
    let mut node = code.parent(this);
    loop {
        node = match node {
            Node::Expr(e) => code.parent(e),
            Node::Stmt(s) => code.stmt_parent(s),
            Node::Function(f) => code.function(f).parent,
            Node::Class(c) => return Some(c),
            Node::Module => return None,
        }
    }
}

fn as_texts(values: Vec<Value>) -> Vec<Text> {
    let texts = values.into_iter().map(|v| match v {
        Value::Text(text) => text,
        Value::Number(n) => Text::exact(&n),
        Value::Bool(b) => Text::exact(if b { "true" } else { "false" }),
        _ => Text::hole(),
    });
    texts.collect()
}

fn append(left: &[Text], right: &[Text]) -> Vec<Text> {
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
    pairs.take(MOST + 1).map(|(a, b)| a.clone().then(b.clone())).collect()
}
