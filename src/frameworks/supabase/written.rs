//! The columns that an insert, update or upsert writes.

use super::query::Reader;
use crate::{
    facts::code::{ExprId, ExprKind, Node, PropertyKey, StmtKind},
    model::{queries::Columns, values::Value},
};

impl Reader<'_, '_> {
    /// The keys of the object written; for arrays, of its elements.
    pub(super) fn written_columns(&self, rows: ExprId) -> Columns {
        let objects = self.written_objects(rows);
        if objects.is_empty() {
            return Columns::Unknown;
        }
        let mut columns: Vec<String> = Vec::new();
        for object in objects {
            let ExprKind::Object { properties } = self.code.expr(object) else { return Columns::Unknown };
            for property in self.code.property_list(properties) {
                let keys = match property.key {
                    PropertyKey::Name(key) => vec![self.code.str(key).to_owned()],
                    // One of these: `[isFirst ? "first_at" : "second_at"]`.
                    PropertyKey::Computed(key) => self.values.exact_texts(self.file, key),
                    PropertyKey::Spread => Vec::new(),
                };
                if keys.is_empty() {
                    return Columns::Unknown;
                }
                for key in keys {
                    if !columns.contains(&key) {
                        columns.push(key);
                    }
                }
            }
        }
        Columns::Named(columns)
    }

    /// The object literals that are written: the argument itself, elements of an array, or what a `.map` callback
    /// gives; only those of this file.
    pub(super) fn written_objects(&self, rows: ExprId) -> Vec<ExprId> {
        let mut objects = Vec::new();
        for value in self.values.of(self.file, rows) {
            match *value {
                Value::Object(file, object) if file == self.file => objects.push(object),
                Value::Array(file, array) if file == self.file => {
                    if let ExprKind::Array { elements } = self.code.expr(array) {
                        objects.extend(
                            self.code
                                .expr_list(elements)
                                .filter(|&e| matches!(self.code.expr(e), ExprKind::Object { .. })),
                        );
                    }
                }
                _ => {}
            }
        }
        if objects.len() > 1 {
            // What a helper gives when it fails is tested for, and not written.
            objects.retain(|&object| !self.tells_of_failure(object));
        }
        if objects.is_empty() {
            objects.extend(self.mapped_object(rows));
        }
        objects
    }

    /// `return { error: "…" }`.
    fn tells_of_failure(&self, object: ExprId) -> bool {
        let is_returned =
            matches!(self.code.parent(object), Node::Stmt(s) if matches!(self.code.stmt(s).kind, StmtKind::Return(_)));
        is_returned && ["error", "errors"].iter().any(|key| self.code.property(object, key).is_some())
    }

    /// `xs.map(x => ({ … }))`, here or in the constant that `rows` names.
    fn mapped_object(&self, rows: ExprId) -> Option<ExprId> {
        let rows = self.code.initial(rows).unwrap_or(rows);
        let ExprKind::Call { callee, args } = self.code.expr(rows) else { return None };
        let ExprKind::Member { property, .. } = self.code.expr(callee) else { return None };
        if !matches!(self.code.str(property), "map" | "flatMap") {
            return None;
        }
        let ExprKind::Function(f) = self.code.expr(self.code.arg(args, 0)?) else { return None };
        let last = self.code.block(self.code.function(f).body).next_back()?;
        match self.code.stmt(last).kind {
            StmtKind::Return(Some(value)) if matches!(self.code.expr(value), ExprKind::Object { .. }) => Some(value),
            _ => None,
        }
    }
}
