//! The body that a call sends, where it is written out.

use std::collections::BTreeMap;

use super::held::Held;
use crate::facts::code::{BindingId, Code, ExprId, ExprKind, Node};

/// The fields of a body, each with what is known of it. What is not here is not sent.
#[derive(Debug, Default)]
pub(super) struct Sent(BTreeMap<String, Held>);

impl Sent {
    /// The fields of an object that is written out; `None` where something may be added to it.
    pub(super) fn of(code: &Code, value: ExprId) -> Option<Self> {
        let object = match code.expr(value) {
            ExprKind::Ident { binding: Some(binding), .. } => {
                code.initial(value).filter(|_| code.binding(binding).constant && is_left_alone(code, binding))?
            }
            ExprKind::Call { callee, args } if code.path(callee).as_deref() == Some("JSON.stringify") => {
                return Self::of(code, code.arg(args, 0)?);
            }
            _ => value,
        };
        let ExprKind::Object { properties } = code.expr(object) else { return None };
        let mut fields = BTreeMap::new();
        for property in code.property_list(properties) {
            let name = code.property_name(&property)?;
            let held = constant(code, property.value);
            if held != Held::Undefined {
                fields.insert(name.to_owned(), held);
            }
        }
        Some(Self(fields))
    }

    /// A field.
    pub(super) fn field(&self, name: &str) -> Held {
        self.0.get(name).cloned().unwrap_or_else(|| Held::Missing(name.to_owned()))
    }

    /// Whether it has a field.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names of the fields.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// What a value is that stands in the code.
pub(super) fn constant(code: &Code, value: ExprId) -> Held {
    match code.expr(value) {
        ExprKind::String(text) => Held::Text(code.str(text).to_owned()),
        ExprKind::Number(number) => {
            code.str(number).replace('_', "").parse::<f64>().map_or(Held::Unknown, |n| Held::Number(n != 0.0))
        }
        ExprKind::Bool(value) => Held::Bool(value),
        ExprKind::Null => Held::Null,
        ExprKind::Object { .. } | ExprKind::Array { .. } | ExprKind::Function(_) => Held::Something,
        ExprKind::Ident { binding: None, name } if code.str(name) == "undefined" => Held::Undefined,
        ExprKind::Ident { binding: Some(binding), .. } if code.binding(binding).constant => {
            match code.initial(value).map(|init| code.expr(init)) {
                Some(ExprKind::String(text)) => Held::Text(code.str(text).to_owned()),
                Some(ExprKind::Bool(value)) => Held::Bool(value),
                _ => Held::Unknown,
            }
        }
        _ => Held::Unknown,
    }
}

/// Whether nothing is written into an object that a name holds.
fn is_left_alone(code: &Code, name: BindingId) -> bool {
    code.references(name).iter().all(|&used| match code.parent(used) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Member { object, .. } | ExprKind::Index { object, .. } if object == used => {
                !code.is_assigned(above)
                    && !matches!(code.parent(above), Node::Expr(e) if matches!(code.expr(e), ExprKind::Unary { .. } | ExprKind::Update { .. }))
            }
            ExprKind::Call { callee, args } => {
                code.path(callee).as_deref() != Some("Object.assign") || code.arg(args, 0) != Some(used)
            }
            _ => true,
        },
        _ => true,
    })
}
