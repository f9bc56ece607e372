//! Lists that are written out: what their callbacks are given, what is found in them, and what an unknown key may name.

use super::{
    super::{MOST, Value},
    Evaluator,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Origin, PropertyKey},
    source::span::FileId,
};

impl Evaluator<'_> {
    /// What the first parameter of a callback is, where it goes over a list that is written out: `KINDS.map((kind) => …)`.
    pub(super) fn iterated(&self, file: FileId, code: &Code, function: FnId, depth: u32) -> Option<Vec<Value>> {
        self.elements(file, code, code.iterated_by(function)?, depth)
    }

    /// What a call of a list's method gives, where the list is written out: an element, or the list again.
    pub(super) fn picked(&self, file: FileId, code: &Code, callee: ExprId, depth: u32) -> Option<Vec<Value>> {
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        match code.str(property) {
            "find" | "at" | "pop" | "shift" => self.elements(file, code, object, depth),
            "filter" | "slice" | "sort" | "toSorted" | "reverse" | "toReversed" => {
                self.written_out(file, code, object, depth)
            }
            _ => None,
        }
    }

    /// All that a key which is not known may name in an object or a list that is written out.
    pub(super) fn any_of(&self, object: &Value, depth: u32) -> Option<Vec<Value>> {
        let depth = depth.checked_sub(1)?;
        match *object {
            Value::Object(at, literal) => {
                let code = self.values.code(at)?;
                let ExprKind::Object { properties } = code.expr(literal) else { return None };
                let is_plain = properties.len() <= MOST
                    && code.property_list(properties).all(|p| matches!(p.key, PropertyKey::Name(_)));
                let values = code.property_list(properties).flat_map(|p| self.eval(at, p.value, depth));
                (is_plain && !properties.is_empty()).then(|| values.collect())
            }
            Value::Array(at, literal) => {
                let code = self.values.code(at)?;
                let ExprKind::Array { elements } = code.expr(literal) else { return None };
                let is_plain = elements.len() <= MOST
                    && code.expr_list(elements).all(|e| !matches!(code.expr(e), ExprKind::Spread(_)));
                let values = code.expr_list(elements).flat_map(|e| self.eval(at, e, depth));
                (is_plain && !elements.is_empty()).then(|| values.collect())
            }
            _ => None,
        }
    }

    fn elements(&self, file: FileId, code: &Code, list: ExprId, depth: u32) -> Option<Vec<Value>> {
        let lists = self.written_out(file, code, list, depth)?;
        lists.iter().map(|list| self.any_of(list, depth)).collect::<Option<Vec<_>>>().map(|all| all.concat())
    }

    /// The literals that a list is. Only names that may stand for one are followed: most lists are rows of a database.
    fn written_out(&self, file: FileId, code: &Code, list: ExprId, depth: u32) -> Option<Vec<Value>> {
        let may_be = match code.expr(list) {
            ExprKind::Array { .. } => true,
            ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
                Origin::Import { .. } => true,
                Origin::Var(_) => {
                    code.initial(list).is_some_and(|init| matches!(code.expr(init), ExprKind::Array { .. }))
                }
                _ => false,
            },
            ExprKind::Call { callee, .. } => {
                return self.picked(file, code, callee, depth.checked_sub(1)?);
            }
            _ => false,
        };
        let values = may_be.then(|| self.eval(file, list, depth))?;
        (!values.is_empty() && values.iter().all(|v| matches!(v, Value::Array(..)))).then_some(values)
    }
}
