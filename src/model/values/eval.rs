//! The evaluator: one step a kind of expression.

use std::cell::Cell;

use super::{EnvName, MOST, Root, Symbol, Text, Value, Values, env::env_parameter, env_read};
use crate::{
    facts::code::{
        BinaryOp, BindingId, ClassId, Code, Exported, ExprId, ExprKind, FnId, List, Node, Origin, PatId, PatKind,
        PropertyKey, StmtId, StmtKind, Sym,
    },
    model::modules::Imported,
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

    fn binding(&self, file: FileId, binding: BindingId, depth: u32) -> Vec<Value> {
        let Some(code) = self.values.code(file) else { return unknown() };
        match code.binding(binding).origin {
            Origin::Var(stmt) => self.variable(file, code, stmt, binding, depth),
            Origin::Function(f) => vec![Value::Function(file, f)],
            Origin::Class(c) => vec![Value::Class(file, c)],
            Origin::Import { .. } => self.imported(file, binding, depth),
            Origin::Param { function, index } => self.parameter(file, code, function, index, binding, depth),
            Origin::Loop(stmt) => self.loop_variable(file, code, stmt, binding, depth),
            Origin::Catch(_) | Origin::Other => unknown(),
        }
    }

    fn variable(&self, file: FileId, code: &Code, stmt: StmtId, binding: BindingId, depth: u32) -> Vec<Value> {
        let StmtKind::Var { pattern, init, .. } = code.stmt(stmt).kind else { return unknown() };
        let mut values = match init {
            Some(init) => self.destructured(file, code, pattern, binding, &self.eval(file, init, depth), depth),
            None => Vec::new(),
        };
        if !code.binding(binding).constant {
            for write in assigned_values(code, binding) {
                values.extend(match write {
                    Write::Value(value) => self.eval(file, value, depth),
                    Write::Pattern(pattern, value) => {
                        self.destructured(file, code, pattern, binding, &self.eval(file, value, depth), depth)
                    }
                    Write::Other => unknown(),
                });
            }
        }
        if values.is_empty() { unknown() } else { values }
    }

    fn imported(&self, file: FileId, binding: BindingId, depth: u32) -> Vec<Value> {
        match self.values.modules.imported(file, binding) {
            Some(Imported::Definition(definition)) => match definition.value {
                Exported::Binding(b) if definition.file != file || b != binding => {
                    self.binding(definition.file, b, depth.saturating_sub(1))
                }
                Exported::Binding(_) => unknown(),
                Exported::Expr(e) => self.eval(definition.file, e, depth),
            },
            Some(Imported::External { package, name }) => {
                let path = if name.is_empty() { String::new() } else { format!(".{name}") };
                vec![Value::Symbol(Symbol { root: Root::Package(package), path, made_by: None })]
            }
            None => unknown(),
        }
    }

    fn parameter(
        &self,
        file: FileId,
        code: &Code,
        function: FnId,
        index: u32,
        binding: BindingId,
        depth: u32,
    ) -> Vec<Value> {
        let whole =
            Value::Symbol(Symbol { root: Root::Param(file, function, index), path: String::new(), made_by: None });
        let Some(pattern) = code.pattern_list(code.function(function).params).nth(index as usize) else {
            return unknown();
        };
        self.destructured(file, code, pattern, binding, &[whole], depth)
    }

    fn loop_variable(&self, file: FileId, code: &Code, stmt: StmtId, binding: BindingId, depth: u32) -> Vec<Value> {
        let StmtKind::Loop { binding: Some(pattern), header: Some(header), .. } = code.stmt(stmt).kind else {
            return unknown();
        };
        let elements: Vec<Value> =
            self.eval(file, header, depth).into_iter().flat_map(|v| self.element(v, depth)).collect();
        self.destructured(file, code, pattern, binding, &elements, depth)
    }

    /// What `for (const x of value)` binds.
    fn element(&self, value: Value, depth: u32) -> Vec<Value> {
        match value {
            Value::Array(at, array) => {
                let Some(code) = self.values.code(at) else { return unknown() };
                let ExprKind::Array { elements } = code.expr(array) else { return unknown() };
                code.expr_list(elements).take(MOST).flat_map(|e| self.eval(at, e, depth)).collect()
            }
            Value::Symbol(symbol) => vec![Value::Symbol(symbol.element())],
            _ => unknown(),
        }
    }

    /// The value of `binding` within a pattern that is bound to one of `wholes`.
    fn destructured(
        &self,
        file: FileId,
        code: &Code,
        pattern: PatId,
        binding: BindingId,
        wholes: &[Value],
        depth: u32,
    ) -> Vec<Value> {
        if depth == 0 {
            return unknown();
        }
        match code.pattern(pattern).kind {
            PatKind::Name(b) if b == binding => wholes.to_vec(),
            PatKind::Default { pattern, default } => {
                let mut wholes = wholes.to_vec();
                wholes.retain(|v| *v != Value::Null);
                wholes.extend(self.eval(file, default, depth - 1));
                self.destructured(file, code, pattern, binding, &wholes, depth - 1)
            }
            PatKind::Object { properties } => {
                let property = code.pattern_property_list(properties).find(|p| binds(code, p.value, binding));
                let Some(property) = property else { return unknown() };
                let parts: Vec<Value> = match property.key {
                    PropertyKey::Name(key) => {
                        wholes.iter().flat_map(|w| self.member_of(w.clone(), code.str(key), depth - 1)).collect()
                    }
                    PropertyKey::Spread => wholes.to_vec(),
                    PropertyKey::Computed(_) => unknown(),
                };
                self.destructured(file, code, property.value, binding, &parts, depth - 1)
            }
            PatKind::Array { elements } => {
                let Some((index, element)) =
                    code.pattern_list(elements).enumerate().find(|(_, e)| binds(code, *e, binding))
                else {
                    return unknown();
                };
                let parts: Vec<Value> =
                    wholes.iter().flat_map(|w| self.element_at(w.clone(), index, depth - 1)).collect();
                self.destructured(file, code, element, binding, &parts, depth - 1)
            }
            PatKind::Rest(inner) => self.destructured(file, code, inner, binding, wholes, depth - 1),
            _ => unknown(),
        }
    }

    fn element_at(&self, value: Value, index: usize, depth: u32) -> Vec<Value> {
        match value {
            Value::Array(at, array) => {
                let Some(code) = self.values.code(at) else { return unknown() };
                let ExprKind::Array { elements } = code.expr(array) else { return unknown() };
                match code.expr_list(elements).nth(index) {
                    Some(e) => self.eval(at, e, depth),
                    None => vec![Value::Null],
                }
            }
            Value::Symbol(symbol) => vec![Value::Symbol(symbol.element())],
            _ => unknown(),
        }
    }

    fn index(&self, file: FileId, object: ExprId, index: ExprId, depth: u32) -> Vec<Value> {
        let objects = self.eval(file, object, depth);
        let keys = self.eval(file, index, depth);
        let mut values = Vec::new();
        for object in objects {
            match keys.as_slice() {
                [Value::Text(key)] if key.as_exact().is_some() => {
                    values.extend(self.member_of(object, key.as_exact().unwrap_or_default(), depth));
                }
                [Value::Number(n)] => {
                    values.extend(n.parse().map_or_else(|_| unknown(), |n| self.element_at(object, n, depth)));
                }
                _ => match object {
                    Value::Symbol(symbol) => values.push(Value::Symbol(symbol.element())),
                    _ => values.push(Value::Unknown),
                },
            }
        }
        values
    }

    /// `object.key`.
    fn member(&self, file: FileId, object: ExprId, key: &str, depth: u32) -> Vec<Value> {
        if let Some(values) = self.namespace_member(file, object, key, depth) {
            return values;
        }
        self.eval(file, object, depth).into_iter().flat_map(|v| self.member_of(v, key, depth)).collect()
    }

    fn member_of(&self, object: Value, key: &str, depth: u32) -> Vec<Value> {
        let depth = depth.saturating_sub(1);
        match object {
            Value::Object(at, literal) => {
                let Some(code) = self.values.code(at) else { return unknown() };
                match code.property(literal, key) {
                    Some(property) => self.eval(at, property, depth),
                    None if has_spread(code, literal) => unknown(),
                    None => vec![Value::Null],
                }
            }
            Value::Instance(at, class) => self.class_member(at, class, key, false, depth),
            Value::Class(at, class) => self.class_member(at, class, key, true, depth),
            Value::Symbol(symbol) => vec![Value::Symbol(symbol.member(key))],
            Value::Null => vec![Value::Null],
            _ => unknown(),
        }
    }

    /// `import * as config from …; config.key`.
    fn namespace_member(&self, file: FileId, object: ExprId, key: &str, depth: u32) -> Option<Vec<Value>> {
        let code = self.values.code(file)?;
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(object) else { return None };
        let definition = self.values.modules.resolve_member(file, binding, key)?;
        Some(match definition.value {
            Exported::Binding(b) => self.binding(definition.file, b, depth.saturating_sub(1)),
            Exported::Expr(e) => self.eval(definition.file, e, depth),
        })
    }

    fn class_member(&self, at: FileId, class: ClassId, key: &str, is_static: bool, depth: u32) -> Vec<Value> {
        let Some(code) = self.values.code(at) else { return unknown() };
        let Some(class) = code.classes.get(class.index()) else { return unknown() };
        let found = code
            .member_list(class.members)
            .find(|m| m.is_static == is_static && m.name.is_some_and(|name| code.str(name) == key));
        match found.map(|m| (m.function, m.value)) {
            Some((Some(function), _)) => vec![Value::Function(at, function)],
            Some((None, Some(value))) => self.eval(at, value, depth),
            Some((None, None)) => self.field_set_in_constructor(at, code, class.members, key, depth),
            None => match class.extends {
                Some(base) => self
                    .eval(at, base, depth)
                    .into_iter()
                    .flat_map(|base| match base {
                        Value::Class(at, class) => {
                            self.class_member(at, class, key, is_static, depth.saturating_sub(1))
                        }
                        Value::Symbol(symbol) => vec![Value::Symbol(symbol.member(key))],
                        _ => unknown(),
                    })
                    .collect(),
                None => self.field_set_in_constructor(at, code, class.members, key, depth),
            },
        }
    }

    /// `constructor() { this.key = value }`.
    fn field_set_in_constructor(&self, at: FileId, code: &Code, members: List, key: &str, depth: u32) -> Vec<Value> {
        let constructor = code
            .member_list(members)
            .find_map(|m| m.function.filter(|_| m.name.is_some_and(|name| code.str(name) == "constructor")));
        let Some(constructor) = constructor else { return unknown() };
        for stmt in code.block(code.function(constructor).body) {
            if let StmtKind::Expr(e) = code.stmt(stmt).kind
                && let ExprKind::Assign { target, value, .. } = code.expr(e)
                && let ExprKind::Member { object, property, .. } = code.expr(target)
                && matches!(code.expr(object), ExprKind::This)
                && code.str(property) == key
            {
                return self.eval(at, value, depth);
            }
        }
        unknown()
    }

    /// `new callee(…)`.
    fn made(&self, file: FileId, expr: ExprId, callee: ExprId, depth: u32) -> Vec<Value> {
        let made = self.eval(file, callee, depth).into_iter().map(|v| match v {
            Value::Class(at, class) => Value::Instance(at, class),
            Value::Symbol(symbol) => Value::Symbol(symbol.called((file, expr))),
            _ => Value::Unknown,
        });
        made.collect()
    }

    fn call(&self, file: FileId, code: &Code, expr: ExprId, callee: ExprId, args: List, depth: u32) -> Vec<Value> {
        if let Some(values) = self.text_method(file, code, callee, args, depth) {
            return values;
        }
        let mut values = Vec::new();
        for value in self.eval(file, callee, depth) {
            values.extend(match value {
                Value::Function(at, function) => self.returned(at, function, (file, expr), args, depth),
                Value::Symbol(symbol) => vec![Value::Symbol(symbol.called((file, expr)))],
                _ => unknown(),
            });
        }
        values
    }

    /// Calls that keep a text as it is: `x.trim()`, `String(x)`.
    fn text_method(&self, file: FileId, code: &Code, callee: ExprId, args: List, depth: u32) -> Option<Vec<Value>> {
        match code.expr(callee) {
            ExprKind::Member { object, property, .. }
                if matches!(code.str(property), "trim" | "toString" | "valueOf") =>
            {
                Some(self.eval(file, object, depth))
            }
            ExprKind::Ident { name, binding: None } if code.str(name) == "String" => {
                code.arg(args, 0).map(|a| self.eval(file, a, depth))
            }
            _ => None,
        }
    }

    /// What a function of the project returns: the variable of the environment whose name it is given, or what its
    /// `return` statements give, its parameters replaced by the arguments.
    fn returned(&self, at: FileId, function: FnId, call: (FileId, ExprId), args: List, depth: u32) -> Vec<Value> {
        let (Some(code), Some(caller)) = (self.values.code(at), self.values.code(call.0)) else { return unknown() };
        if let Some(index) = env_parameter(code, function) {
            return caller.arg(args, index).map_or_else(unknown, |name| self.env_of(call.0, name, depth));
        }
        let mut values = Vec::new();
        for value in returns(code, function) {
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

fn has_spread(code: &Code, object: ExprId) -> bool {
    match code.expr(object) {
        ExprKind::Object { properties } => {
            code.property_list(properties).any(|p| !matches!(p.key, PropertyKey::Name(_)))
        }
        _ => true,
    }
}

/// The values that `function` itself returns, in source order.
fn returns(code: &Code, function: FnId) -> Vec<ExprId> {
    let range = code.function(function).range;
    let first = code.stmts.partition_point(|s| s.range.end <= range.start);
    let within = code.stmts[first..].iter().zip(first..).take_while(|(s, _)| s.range.end <= range.end);
    let values = within.filter_map(|(stmt, index)| match stmt.kind {
        StmtKind::Return(Some(value)) => {
            let id = StmtId(u32::try_from(index).ok()?);
            (code.function_above(code.stmt_parent(id)) == function).then_some(value)
        }
        _ => None,
    });
    values.collect()
}

enum Write {
    Value(ExprId),
    Pattern(PatId, ExprId),
    Other,
}

/// What is assigned to a variable after its declaration.
fn assigned_values(code: &Code, binding: BindingId) -> Vec<Write> {
    let writes = code.references(binding).iter().filter_map(|&reference| {
        let Node::Expr(parent) = code.parent(reference) else { return None };
        match code.expr(parent) {
            ExprKind::Assign { op: None, target, value } if target == reference => Some(Write::Value(value)),
            ExprKind::Assign { op: None, target, value } => match code.expr(target) {
                ExprKind::Pattern(pattern) if value != reference => Some(Write::Pattern(pattern, value)),
                _ => None,
            },
            ExprKind::Assign { target, .. } if target == reference => Some(Write::Other),
            ExprKind::Update { .. } => Some(Write::Other),
            _ => None,
        }
    });
    writes.collect()
}

/// Whether a pattern binds a name, at any depth.
fn binds(code: &Code, pattern: PatId, binding: BindingId) -> bool {
    match code.pattern(pattern).kind {
        PatKind::Name(b) => b == binding,
        PatKind::Object { properties } => code.pattern_property_list(properties).any(|p| binds(code, p.value, binding)),
        PatKind::Array { elements } => code.pattern_list(elements).any(|p| binds(code, p, binding)),
        PatKind::Default { pattern, .. } | PatKind::Rest(pattern) => binds(code, pattern, binding),
        PatKind::Target(_) | PatKind::Unknown => false,
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
