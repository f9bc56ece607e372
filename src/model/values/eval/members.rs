//! What members of objects, classes and namespaces are.

use super::{
    super::{Root, Symbol, Value},
    Evaluator, unknown,
};
use crate::{
    facts::code::{ClassId, Code, Exported, ExprId, ExprKind, List, PatId, PatKind, StmtKind},
    source::span::FileId,
};

impl Evaluator<'_> {
    pub(super) fn index(&self, file: FileId, object: ExprId, index: ExprId, depth: u32) -> Vec<Value> {
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
                    _ => values.extend(self.any_of(&object, depth).unwrap_or_else(unknown)),
                },
            }
        }
        values
    }

    /// `object.key`.
    pub(super) fn member(&self, file: FileId, object: ExprId, key: &str, depth: u32) -> Vec<Value> {
        if let Some(values) = self.namespace_member(file, object, key, depth) {
            return values;
        }
        self.eval(file, object, depth).into_iter().flat_map(|v| self.member_of(v, key, depth)).collect()
    }

    pub(super) fn member_of(&self, object: Value, key: &str, depth: u32) -> Vec<Value> {
        let depth = depth.saturating_sub(1);
        match object {
            Value::Object(at, literal) => {
                let Some(code) = self.values.code(at) else { return unknown() };
                match code.property(literal, key) {
                    Some(property) => self.eval(at, property, depth),
                    None if code.may_hold_more(literal) => self.spread_member(at, code, literal, key, depth),
                    None => vec![Value::Null],
                }
            }
            Value::Instance(at, class) => self.class_member(at, class, key, false, depth),
            Value::Class(at, class) => self.class_member(at, class, key, true, depth),
            Value::Symbol(symbol) => {
                let held = if key == "current" { self.held(&symbol, depth) } else { None };
                held.unwrap_or_else(|| vec![Value::Symbol(symbol.member(key))])
            }
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

    /// `constructor() { this.key = value }`, `constructor(private key) {}`.
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
        // A parameter that is a field, too; another one of this name would make no field of it.
        let parameters = code.pattern_list(code.function(constructor).params);
        let is_named = |&(_, pattern): &(u32, PatId)| match code.pattern(pattern).kind {
            PatKind::Name(binding) => code.str(code.binding(binding).name) == key,
            _ => false,
        };
        match (0u32..).zip(parameters).find(is_named) {
            Some((position, _)) => {
                let root = Root::Param(at, constructor, position);
                vec![Value::Symbol(Symbol { root, path: String::new(), made_by: None })]
            }
            None => unknown(),
        }
    }
}
