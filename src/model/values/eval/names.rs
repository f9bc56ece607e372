//! What names stand for: variables and what is assigned to them, imports, parameters, patterns.

use super::{
    super::{MOST, Root, Symbol, Value},
    Evaluator,
    handed::tell_enough,
    unknown,
};
use crate::{
    facts::code::{
        BinaryOp, BindingId, Code, Exported, ExprId, ExprKind, FnId, Node, Origin, PatId, PatKind, PropertyKey, StmtId,
        StmtKind,
    },
    model::modules::Imported,
    source::span::FileId,
};

impl Evaluator<'_> {
    pub(super) fn binding(&self, file: FileId, binding: BindingId, depth: u32) -> Vec<Value> {
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
        let whole = || {
            let root = Root::Param(file, function, index);
            vec![Value::Symbol(Symbol { root, path: String::new(), made_by: None })]
        };
        let Some(pattern) = code.pattern_list(code.function(function).params).nth(index as usize) else {
            return unknown();
        };
        let wholes = if index == 0 { self.iterated(file, code, function, depth.saturating_sub(1)) } else { None };
        if wholes.is_none()
            && let Some(handed) = self.handed(code.given_as(function), file, index, depth.saturating_sub(1))
        {
            let parts = self.destructured(file, code, pattern, binding, &handed, depth);
            if tell_enough(&parts) {
                return parts;
            }
        }
        self.destructured(file, code, pattern, binding, &wholes.unwrap_or_else(whole), depth)
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

    pub(super) fn element_at(&self, value: Value, index: usize, depth: u32) -> Vec<Value> {
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
            // `kept ??= make()` leaves what it was or this.
            ExprKind::Assign { op: None | Some(BinaryOp::Coalesce | BinaryOp::Or), target, value }
                if target == reference =>
            {
                Some(Write::Value(value))
            }
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
