//! What calls give: of classes, of functions of the project, of libraries.

use super::{
    super::{Root, Symbol, Value, env::env_parameter},
    Evaluator, unknown,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List},
    frameworks::hooks,
    source::span::FileId,
};

/// Functions of the language that read a number from a text.
const AS_NUMBER: [&str; 4] = ["Number", "parseInt", "parseFloat", "BigInt"];

impl Evaluator<'_> {
    /// `new callee(…)`.
    pub(super) fn made(&self, file: FileId, expr: ExprId, callee: ExprId, depth: u32) -> Vec<Value> {
        if let Some(behind) = self.values.code(file).and_then(|code| behind_proxy(code, expr)) {
            return self.eval(file, behind, depth);
        }
        let made = self.eval(file, callee, depth).into_iter().map(|v| match v {
            Value::Class(at, class) => Value::Instance(at, class),
            Value::Symbol(symbol) => Value::Symbol(symbol.called((file, expr))),
            _ => Value::Unknown,
        });
        made.collect()
    }

    pub(super) fn call(
        &self,
        file: FileId,
        code: &Code,
        expr: ExprId,
        callee: ExprId,
        args: List,
        depth: u32,
    ) -> Vec<Value> {
        let picked = || self.picked(file, code, callee, depth.saturating_sub(1));
        if let Some(values) = self.same(file, code, callee, args, depth).or_else(picked) {
            return values;
        }
        let mut values = Vec::new();
        for value in self.eval(file, callee, depth) {
            values.extend(match value {
                Value::Function(at, function) => self.returned(at, function, (file, expr), args, depth),
                Value::Symbol(symbol) if hooks::remembers_answers(&symbol) => {
                    code.arg(args, 0).map_or_else(unknown, |function| self.eval(file, function, depth))
                }
                Value::Symbol(symbol) => {
                    let kept = if hooks::keeps_what_is_made(&symbol) {
                        code.arg(args, 0).and_then(|make| self.made_by(file, make, expr, depth))
                    } else {
                        None
                    };
                    kept.unwrap_or_else(|| vec![Value::Symbol(symbol.called((file, expr)))])
                }
                _ => unknown(),
            });
        }
        values
    }

    /// What a function that is handed on gives when it is called without arguments.
    fn made_by(&self, file: FileId, make: ExprId, call: ExprId, depth: u32) -> Option<Vec<Value>> {
        let depth = depth.checked_sub(1)?;
        let Some(ExprKind::Function(function)) = self.values.code(file).map(|code| code.expr(make)) else {
            return None;
        };
        let made = self.returned(file, function, (file, call), List::default(), depth);
        let is_known = |value: &Value| match value {
            Value::Symbol(symbol) => symbol.package().is_some(),
            Value::Instance(..) | Value::Object(..) => true,
            _ => false,
        };
        made.iter().all(is_known).then_some(made)
    }

    /// What a hook was given to hold, where it is made on the spot: `useRef(make())`.
    pub(super) fn held(&self, symbol: &Symbol, depth: u32) -> Option<Vec<Value>> {
        let (at, call) = symbol.made_by.filter(|_| hooks::holds_current(symbol))?;
        let code = self.values.code(at)?;
        let ExprKind::Call { args, .. } = code.expr(call) else { return None };
        let given =
            code.arg(args, 0).filter(|&e| matches!(code.expr(e), ExprKind::Call { .. } | ExprKind::New { .. }))?;
        Some(self.eval(at, given, depth))
    }

    /// Calls that give what they are asked of: `x.trim()`, `String(x)`, `req.clone()`, `Number(req.params.id)`.
    fn same(&self, file: FileId, code: &Code, callee: ExprId, args: List, depth: u32) -> Option<Vec<Value>> {
        match code.expr(callee) {
            ExprKind::Member { object, property, .. }
                if matches!(code.str(property), "trim" | "toString" | "valueOf" | "clone") =>
            {
                Some(self.eval(file, object, depth))
            }
            ExprKind::Ident { name, binding: None } if code.str(name) == "String" => {
                code.arg(args, 0).map(|a| self.eval(file, a, depth))
            }
            ExprKind::Ident { name, binding: None } if AS_NUMBER.contains(&code.str(name)) => {
                code.arg(args, 0).map(|number| self.as_number(file, number, depth))
            }
            ExprKind::Member { object, property, .. }
                if code.ident(object) == Some("Number") && AS_NUMBER.contains(&code.str(property)) =>
            {
                code.arg(args, 0).map(|number| self.as_number(file, number, depth))
            }
            _ => None,
        }
    }

    /// What a value is as a number: it comes from where the value comes from.
    pub(super) fn as_number(&self, file: FileId, value: ExprId, depth: u32) -> Vec<Value> {
        let numbers = self.eval(file, value, depth).into_iter().map(|value| match value {
            Value::Symbol(_) | Value::Number(_) | Value::Env(_) => value,
            _ => Value::Unknown,
        });
        numbers.collect()
    }

    /// What a function of the project returns: the variable of the environment whose name it is given, or what its
    /// `return` statements give, its parameters replaced by the arguments.
    fn returned(&self, at: FileId, function: FnId, call: (FileId, ExprId), args: List, depth: u32) -> Vec<Value> {
        let (Some(code), Some(caller)) = (self.values.code(at), self.values.code(call.0)) else { return unknown() };
        if let Some(index) = env_parameter(code, function) {
            return caller.arg(args, index).map_or_else(unknown, |name| self.env_of(call.0, name, depth));
        }
        let mut values = Vec::new();
        for value in code.returned(function) {
            for value in self.eval(at, value, depth) {
                values.extend(self.substituted(value, (at, function), call.0, caller, args, depth));
            }
        }
        values.retain(|v| *v != Value::Unknown);
        if values.is_empty() {
            let root = Root::Result(at, function);
            return vec![Value::Symbol(Symbol { root, path: String::new(), made_by: Some(call) })];
        }
        values
    }

    /// A symbol that begins at a parameter of the called function begins at the caller's argument instead.
    fn substituted(
        &self,
        value: Value,
        function: (FileId, FnId),
        file: FileId,
        caller: &Code,
        args: List,
        depth: u32,
    ) -> Vec<Value> {
        let Value::Symbol(symbol) = &value else { return vec![value] };
        let Root::Param(at, f, index) = symbol.root else { return vec![value] };
        if (at, f) != function {
            return vec![value];
        }
        let Some(argument) = caller.arg(args, index as usize) else { return vec![Value::Null] };
        let mut values = Vec::new();
        for argument in self.eval(file, argument, depth) {
            values.push(match argument {
                Value::Symbol(of) => Value::Symbol(Symbol {
                    root: of.root,
                    path: of.path + &symbol.path,
                    made_by: symbol.made_by.or(of.made_by),
                }),
                other if symbol.path.is_empty() => other,
                _ => Value::Unknown,
            });
        }
        values
    }
}

/// The object that `new Proxy(…, { get })` takes its members from: it stands for an object that is made when it is first
/// asked for.
fn behind_proxy(code: &Code, proxy: ExprId) -> Option<ExprId> {
    let ExprKind::New { callee, args } = code.expr(proxy) else { return None };
    let ExprKind::Ident { binding: None, name } = code.expr(callee) else { return None };
    let get = code.property(code.arg(args, 1).filter(|_| code.str(name) == "Proxy")?, "get")?;
    let ExprKind::Function(get) = code.expr(get) else { return None };
    code.returned(get).into_iter().rev().find_map(|value| object_of(code, value, 4))
}

/// The object that a value is a member of: `Reflect.get(object, key)`, `object[key]`, `value.bind(object)` behind
/// `const value = object[key]`.
fn object_of(code: &Code, value: ExprId, depth: u32) -> Option<ExprId> {
    let depth = depth.checked_sub(1)?;
    match code.expr(value) {
        ExprKind::Index { object, .. } => Some(object),
        ExprKind::Call { callee, args } if code.path(callee).as_deref() == Some("Reflect.get") => code.arg(args, 0),
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } if code.str(property) == "bind" => object_of(code, object, depth),
            _ => None,
        },
        ExprKind::Conditional { then, otherwise, .. } => {
            object_of(code, then, depth).or_else(|| object_of(code, otherwise, depth))
        }
        ExprKind::Ident { .. } => object_of(code, code.initial(value)?, depth),
        _ => None,
    }
}
