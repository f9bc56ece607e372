//! Binding patterns: what declarations, parameters and destructuring assignments take apart.

use super::{Lowerer, expr::is_operand, index};
use crate::{
    facts::code::{ExprId, ExprKind, Origin, PatId, PatKind, PatternProperty, PropertyKey, Sym},
    syntax::grammar::{Field, Kind},
};

/// What the names in a pattern do.
#[derive(Clone, Copy)]
pub(super) enum Names {
    /// They are declared.
    Declare {
        origin: Origin,
        constant: bool,
        /// `var`: in the scope of the function.
        hoisted: bool,
    },
    /// They are assigned to.
    Assign,
}

impl Lowerer<'_> {
    /// The pattern under the cursor.
    pub(super) fn lower_pattern(&mut self, names: Names) -> PatId {
        self.lower_typed_pattern(names, None)
    }

    /// The pattern under the cursor, with the name of its type.
    pub(super) fn lower_typed_pattern(&mut self, names: Names, type_name: Option<Sym>) -> PatId {
        let kind = self.nested(|l| l.pattern_kind(names)).unwrap_or(PatKind::Unknown);
        let range = self.range();
        self.push_pattern(kind, range, type_name)
    }

    fn pattern_kind(&mut self, names: Names) -> PatKind {
        match self.kind() {
            Kind::Identifier | Kind::ShorthandPattern | Kind::Undefined => match names {
                Names::Declare { .. } if self.slice().is_empty() => PatKind::Unknown,
                Names::Declare { origin, constant, hoisted } => {
                    let (name, range) = (self.sym(), self.range());
                    PatKind::Name(self.declare(name, range, origin, constant, hoisted))
                }
                Names::Assign => PatKind::Target(self.lower_expr()),
            },
            Kind::ObjectPattern => self.object_pattern(names),
            Kind::ArrayPattern => self.array_pattern(names),
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => self.default_pattern(names),
            Kind::RestPattern => {
                let mut inner = None;
                self.children(|l, kind, _| {
                    if is_operand(kind) {
                        inner = Some(l.lower_pattern(names));
                    }
                });
                inner.map_or(PatKind::Unknown, PatKind::Rest)
            }
            Kind::Member | Kind::Subscript | Kind::NonNull | Kind::Parenthesized => PatKind::Target(self.lower_expr()),
            _ => PatKind::Unknown,
        }
    }

    fn object_pattern(&mut self, names: Names) -> PatKind {
        let start = self.pending.len();
        self.children(|l, kind, _| {
            let property = match kind {
                Kind::PairPattern => l.pair_pattern(names),
                Kind::ShorthandPattern => {
                    let key = l.sym();
                    Some(PatternProperty { key: PropertyKey::Name(key), value: l.lower_pattern(names) })
                }
                Kind::ObjectAssignmentPattern => l.shorthand_with_default(names),
                Kind::RestPattern => Some(PatternProperty { key: PropertyKey::Spread, value: l.lower_pattern(names) }),
                _ => None,
            };
            if let Some(property) = property {
                let id = index(l.code.pattern_properties.len());
                l.code.pattern_properties.push(property);
                l.pending.push(id);
            }
        });
        PatKind::Object { properties: self.take_list(start) }
    }

    fn pair_pattern(&mut self, names: Names) -> Option<PatternProperty> {
        let (mut key, mut value) = (None, None);
        self.children(|l, _, field| match field {
            Field::Key => key = Some(l.property_key()),
            Field::Value => value = Some(l.lower_pattern(names)),
            _ => {}
        });
        key.zip(value).map(|(key, value)| PatternProperty { key, value })
    }

    fn shorthand_with_default(&mut self, names: Names) -> Option<PatternProperty> {
        let mut key = None;
        self.children(|l, _, field| {
            if field == Field::Left {
                key = Some(l.sym());
            }
        });
        let value = self.lower_pattern(names);
        key.map(|key| PatternProperty { key: PropertyKey::Name(key), value })
    }

    fn array_pattern(&mut self, names: Names) -> PatKind {
        let start = self.pending.len();
        let mut after_comma = true;
        self.children(|l, kind, _| {
            if is_operand(kind) {
                let id = l.lower_pattern(names);
                l.pending.push(id.0);
                after_comma = false;
            } else if l.slice() == "," {
                if after_comma {
                    let range = l.range();
                    let hole = l.push_pattern(PatKind::Unknown, range, None);
                    l.pending.push(hole.0);
                }
                after_comma = true;
            }
        });
        PatKind::Array { elements: self.take_list(start) }
    }

    fn default_pattern(&mut self, names: Names) -> PatKind {
        let (mut pattern, mut default) = (None, None);
        self.children(|l, _, field| match field {
            Field::Left => pattern = Some(l.lower_pattern(names)),
            Field::Right => default = Some(l.lower_expr()),
            _ => {}
        });
        pattern.zip(default).map_or(PatKind::Unknown, |(pattern, default)| PatKind::Default { pattern, default })
    }

    /// The left side of an assignment: a name, a member, or a destructuring pattern.
    pub(super) fn lower_target(&mut self) -> ExprId {
        if matches!(self.kind(), Kind::ArrayPattern | Kind::ObjectPattern) {
            let pattern = self.lower_pattern(Names::Assign);
            let range = self.range();
            return self.push_expr(ExprKind::Pattern(pattern), range);
        }
        self.lower_expr()
    }

    /// Says what declares the names of a pattern, once that has an id.
    pub(super) fn set_origin(&mut self, pattern: PatId, origin: Origin) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => {
                if let Some(binding) = self.code.bindings.get_mut(binding.index()) {
                    binding.origin = origin;
                }
            }
            PatKind::Default { pattern, .. } | PatKind::Rest(pattern) => self.set_origin(pattern, origin),
            PatKind::Object { properties } => {
                let inner: Vec<PatId> = self.code.pattern_property_list(properties).map(|p| p.value).collect();
                for inner in inner {
                    self.set_origin(inner, origin);
                }
            }
            PatKind::Array { elements } => {
                let inner: Vec<PatId> = self.code.pattern_list(elements).collect();
                for inner in inner {
                    self.set_origin(inner, origin);
                }
            }
            PatKind::Target(_) | PatKind::Unknown => {}
        }
    }
}
