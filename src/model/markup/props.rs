//! What the users of a component give it.

use std::cell::RefCell;

use super::Search;
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, MODULE, Node, PropertyKey, StmtKind},
    model::{
        calls::FnRef,
        values::{Root, Symbol, Value},
    },
    source::span::FileId,
};

/// So many expressions are looked at for one question.
const FUEL: u32 = 300;

impl Search<'_> {
    /// Whether a value is a property of a component that nobody who shows it gives what people wrote.
    pub(super) fn is_harmless_prop(&self, values: &[Value], depth: u32) -> bool {
        let mut symbols = values.iter().filter_map(|value| match value {
            Value::Symbol(symbol) => Some(symbol),
            _ => None,
        });
        symbols.all(|symbol| self.prop(symbol).is_some_and(|given| given.iter().all(|g| self.is_harmless(*g, depth))))
    }

    fn is_harmless(&self, (file, value): (FileId, ExprId), depth: u32) -> bool {
        let Some(code) = self.project.file(file).code.as_ref() else { return false };
        let there = Search { project: self.project, file, code, states: RefCell::default() };
        there.text(value, depth).is_none()
    }

    /// What the first argument of a component has under a name wherever the component is shown; `None` where that is not
    /// known.
    fn prop(&self, symbol: &Symbol) -> Option<Vec<(FileId, ExprId)>> {
        let Root::Param(file, function, 0) = symbol.root else { return None };
        let name = symbol.path.strip_prefix('.').filter(|name| !name.contains(['.', '(', '[']))?;
        let own = self.project.file(file).code.as_ref()?;
        let component = own.function(function).name.map(|sym| own.str(sym))?;
        let mut found = Vec::new();
        for (at, other, code) in self.project.code_files() {
            let elements = code.jsx.iter().filter(|element| code.str(element.tag) == component);
            for element in elements.filter(|_| other.role.is_production()) {
                let Some(tag) = element.component else { continue };
                if !self.shows(at, tag, (file, function)) {
                    continue;
                }
                for attribute in code.property_list(element.attributes) {
                    match attribute.key {
                        PropertyKey::Spread => return None,
                        _ if code.property_name(&attribute) == Some(name) => found.push((at, attribute.value)),
                        _ => {}
                    }
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// Whether all that an expression may be stands in the code: a list of texts, an element of it that is looked up, also by
    /// a function of the project, or as a property that a component is given.
    pub(super) fn stands_in_code(&self, file: FileId, expr: ExprId) -> bool {
        let mut fuel = FUEL;
        self.is_written(file, expr, &mut fuel)
    }

    fn is_written(&self, file: FileId, expr: ExprId, fuel: &mut u32) -> bool {
        *fuel = fuel.saturating_sub(1);
        let Some(code) = self.project.file(file).code.as_ref().filter(|_| *fuel > 0) else { return false };
        let values = self.project.values().of(file, expr);
        // What stands in a function may be made of what that is given.
        let is_of_module = |at: FileId, e: ExprId| {
            self.project.file(at).code.as_ref().is_some_and(|code| code.function_of(e) == MODULE)
        };
        let is_literal = |v: &Value| match v {
            Value::Object(at, e) | Value::Array(at, e) => is_of_module(*at, *e),
            Value::Null => true,
            _ => false,
        };
        if !values.is_empty() && values.iter().all(is_literal) {
            return true;
        }
        match code.expr(expr) {
            ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => true,
            ExprKind::Member { object, .. } | ExprKind::Index { object, .. } => self.is_written(file, object, fuel),
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                self.is_written(file, left, fuel) && self.is_written(file, right, fuel)
            }
            ExprKind::Conditional { then, otherwise, .. } => {
                self.is_written(file, then, fuel) && self.is_written(file, otherwise, fuel)
            }
            ExprKind::Array { elements } => code.expr_list(elements).all(|e| self.is_written(file, e, fuel)),
            ExprKind::Object { properties } => {
                code.property_list(properties).all(|p| self.is_written(file, p.value, fuel))
            }
            ExprKind::Call { callee, .. } => self.is_looked_up(file, code, callee, fuel),
            ExprKind::Ident { name, .. } => match code.initial(expr) {
                Some(init) => self.is_written(file, init, fuel),
                None if code.str(name) == "undefined" => true,
                None => self.is_given_only(values, fuel),
            },
            _ => false,
        }
    }

    /// `LIST.find(…)`, and a function of the project that gives back nothing else.
    fn is_looked_up(&self, file: FileId, code: &Code, callee: ExprId, fuel: &mut u32) -> bool {
        if let ExprKind::Member { object, property, .. } = code.expr(callee)
            && matches!(code.str(property), "find" | "filter" | "slice" | "concat" | "flat" | "at" | "sort")
        {
            return self.is_written(file, object, fuel);
        }
        let functions = self.project.values().functions(file, callee);
        !functions.is_empty()
            && functions.into_iter().all(|(at, function)| {
                let Some(there) = self.project.file(at).code.as_ref() else { return false };
                there.within(function).all(|node| match node {
                    Node::Stmt(stmt) => match there.stmt(stmt).kind {
                        StmtKind::Return(Some(value)) => self.is_written(at, value, fuel),
                        _ => true,
                    },
                    _ => true,
                })
            })
    }

    /// Whether it is a property of a component that is given nothing else.
    fn is_given_only(&self, values: &[Value], fuel: &mut u32) -> bool {
        let mut symbols = values.iter().map(|value| match value {
            Value::Symbol(symbol) => Some(symbol),
            _ => None,
        });
        !values.is_empty()
            && symbols.all(|symbol| {
                let given = symbol.and_then(|symbol| self.prop(symbol));
                given.is_some_and(|given| given.into_iter().all(|(at, value)| self.is_written(at, value, fuel)))
            })
    }

    fn shows(&self, file: FileId, tag: ExprId, component: FnRef) -> bool {
        self.project.values().functions(file, tag).contains(&component)
    }
}
