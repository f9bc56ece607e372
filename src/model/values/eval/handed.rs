//! What callbacks are handed: objects that are written out where the function that takes the callback calls it.

use super::{
    super::{Root, Value},
    Evaluator, unknown,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, PropertyKey},
    source::span::FileId,
};

impl Evaluator<'_> {
    /// What a parameter of a callback is, by what the callback is given to and as which argument: `{ user, body }` of
    /// `handler({ user, body })` in the body of `withUser` for `withUser(async ({ user, body }) => …)`. `None` unless each call
    /// hands on an object that is written out.
    pub(super) fn handed(
        &self,
        given_as: Option<(ExprId, usize)>,
        file: FileId,
        index: u32,
        depth: u32,
    ) -> Option<Vec<Value>> {
        let (callee, position) = given_as?;
        let depth = depth.checked_sub(1)?;
        let mut handed = Vec::new();
        for wrapper in self.eval(file, callee, depth) {
            let Value::Function(at, wrapper) = wrapper else { return None };
            let code = self.values.code(at)?;
            for args in code.calls_of_parameter(wrapper, position) {
                handed.extend(self.eval(at, code.arg(args, index as usize)?, depth));
            }
        }
        (!handed.is_empty() && handed.iter().all(|value| matches!(value, Value::Object(..)))).then_some(handed)
    }

    /// A member that an object only has from another one that is written out: `user` of `{ ...context, team }`.
    pub(super) fn spread_member(&self, at: FileId, code: &Code, object: ExprId, key: &str, depth: u32) -> Vec<Value> {
        let ExprKind::Object { properties } = code.expr(object) else { return unknown() };
        let mut more = code.property_list(properties).filter(|p| !matches!(p.key, PropertyKey::Name(_)));
        let (Some(only), None) = (more.next(), more.next()) else { return unknown() };
        let spread = if only.key == PropertyKey::Spread { self.eval(at, only.value, depth) } else { unknown() };
        if spread.iter().all(|value| matches!(value, Value::Object(..))) {
            spread.into_iter().flat_map(|value| self.member_of(value, key, depth)).collect()
        } else {
            unknown()
        }
    }
}

/// Whether values say where something came from, and not only which function or library made it.
pub(super) fn tell_enough(values: &[Value]) -> bool {
    values.iter().all(|value| match value {
        Value::Unknown => false,
        Value::Symbol(symbol) => !matches!(symbol.root, Root::Result(..) | Root::Global(_)),
        _ => true,
    })
}
