//! The columns that an insert, update or upsert writes.

use super::query::Reader;
use crate::{
    facts::code::{ExprId, ExprKind, Node, StmtKind},
    frameworks::objects::{Entries, elements, entries},
    model::{queries::Columns, values::Value},
};

impl Reader<'_, '_> {
    /// The keys of the object written, those that are added to it before, too; for arrays, of its elements.
    pub(super) fn written_columns(&self, rows: ExprId) -> Columns {
        let (values, file) = (self.values, self.file);
        let objects = self.written_objects(rows);
        let parts: Vec<Entries> = if self.is_object(rows) || objects.is_empty() {
            let rows = elements(values, file, rows).unwrap_or_else(|| vec![(file, rows)]);
            rows.into_iter().map(|(file, row)| entries(values, file, row)).collect()
        } else {
            objects.into_iter().map(|object| entries(values, file, object)).collect()
        };
        if parts.is_empty() || parts.iter().any(|part| part.has_unread) {
            return Columns::Unknown;
        }
        let mut columns: Vec<String> = Vec::new();
        for entry in parts.into_iter().flat_map(|part| part.list) {
            if !columns.contains(&entry.key) {
                columns.push(entry.key);
            }
        }
        Columns::Named(columns)
    }

    /// A variable that begins as an object, which may be added to.
    fn is_object(&self, rows: ExprId) -> bool {
        let ExprKind::Ident { .. } = self.code.expr(rows) else { return false };
        self.code.initial(rows).is_some_and(|init| matches!(self.code.expr(init), ExprKind::Object { .. }))
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
