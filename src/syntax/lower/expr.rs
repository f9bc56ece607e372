//! Expressions.

use super::{Lowerer, operator};
use crate::{
    facts::code::{BinaryOp, Exported, ExprId, ExprKind, List, Property, PropertyKey, Sym, UnaryOp},
    syntax::grammar::{Field, Kind},
};

/// Kinds that may stand among the children of an expression without being one of its operands.
pub(super) fn is_operand(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Other
            | Kind::TypeArguments
            | Kind::TypeAnnotation
            | Kind::OptionalChain
            | Kind::TypeIdentifier
            | Kind::GenericType
    ) && !is_token(kind)
}

/// Keywords and signs.
pub(super) fn is_token(kind: Kind) -> bool {
    kind as u16 >= Kind::WordAsync as u16
}

impl Lowerer<'_> {
    /// The expression under the cursor.
    pub(super) fn lower_expr(&mut self) -> ExprId {
        let name = self.name_hint.take();
        match self.nested(|l| l.lower_expr_kind(name)) {
            Some(id) => self.put_back(id),
            None => self.unknown_expr(),
        }
    }

    pub(super) fn unknown_expr(&mut self) -> ExprId {
        let range = self.range();
        self.push_expr(ExprKind::Unknown, range)
    }

    fn lower_expr_kind(&mut self, name: Option<Sym>) -> ExprId {
        let kind = match self.kind() {
            Kind::Identifier | Kind::Undefined | Kind::Shorthand | Kind::ShorthandPattern => return self.lower_name(),
            Kind::This => ExprKind::This,
            Kind::Super => ExprKind::Super,
            Kind::True => ExprKind::Bool(true),
            Kind::False => ExprKind::Bool(false),
            Kind::Null => ExprKind::Null,
            Kind::String => ExprKind::String(self.string_literal()),
            Kind::Number => ExprKind::Number(self.sym()),
            Kind::Regex => ExprKind::Regex(self.sym()),
            Kind::Template => return self.lower_template(None),
            Kind::Member => self.member(),
            Kind::Subscript => self.subscript(),
            Kind::Call => return self.lower_call(),
            Kind::New => self.new_expr(),
            Kind::Await => self.operand().map_or(ExprKind::Unknown, ExprKind::Await),
            Kind::Unary => self.unary(),
            Kind::Update => self.update(),
            Kind::Binary => return self.lower_binary(),
            Kind::Assignment => return self.lower_assignment(),
            Kind::AugmentedAssignment => self.augmented_assignment(),
            Kind::Ternary => self.ternary(),
            Kind::Object => self.object(),
            Kind::Array => ExprKind::Array { elements: self.elements() },
            Kind::Spread => self.operand().map_or(ExprKind::Unknown, ExprKind::Spread),
            Kind::Arrow | Kind::FunctionExpression | Kind::GeneratorFunction => {
                ExprKind::Function(self.lower_function(name))
            }
            Kind::Class => ExprKind::Class(self.lower_class(name)),
            Kind::Sequence => ExprKind::Sequence(self.operands()),
            Kind::Yield => ExprKind::Yield(self.operand()),
            Kind::Parenthesized
            | Kind::As
            | Kind::Satisfies
            | Kind::NonNull
            | Kind::TypeAssertion
            | Kind::Instantiation => return self.unwrap(name),
            Kind::JsxElement | Kind::JsxSelfClosing => ExprKind::Jsx(self.lower_jsx()),
            Kind::MetaProperty => return self.meta_property(),
            Kind::ImportWord => ExprKind::Ident { name: self.sym(), binding: None },
            _ => ExprKind::Unknown,
        };
        let range = self.range();
        self.push_expr(kind, range)
    }

    /// A name that is used. The parser's made-up names are empty and unknown.
    fn lower_name(&mut self) -> ExprId {
        if self.slice().is_empty() {
            return self.unknown_expr();
        }
        let (name, range) = (self.sym(), self.range());
        self.push_use(name, range)
    }

    /// The one operand of `await e`, `...e`, `yield e`.
    pub(super) fn operand(&mut self) -> Option<ExprId> {
        let mut operand = None;
        self.children(|l, kind, _| {
            if operand.is_none() && is_operand(kind) {
                operand = Some(l.lower_expr());
            }
        });
        operand
    }

    /// All operands, as a list.
    pub(super) fn operands(&mut self) -> List {
        let start = self.pending.len();
        self.children(|l, kind, _| {
            if is_operand(kind) {
                let id = l.lower_expr();
                l.pending.push(id.0);
            }
        });
        self.take_list(start)
    }

    /// `(e)`, `e as T`, `<T>e`, `e!`: the expression itself, with its own range.
    fn unwrap(&mut self, name: Option<Sym>) -> ExprId {
        let mut inner = None;
        self.children(|l, kind, _| {
            if inner.is_none() && is_operand(kind) {
                l.name_hint = name;
                inner = Some(l.lower_expr());
                l.name_hint = None;
            }
        });
        inner.unwrap_or_else(|| self.unknown_expr())
    }

    fn member(&mut self) -> ExprKind {
        let (mut object, mut property, mut optional) = (None, None, false);
        self.children(|l, kind, field| match field {
            Field::Object => object = Some(l.lower_expr()),
            Field::Property => property = Some(l.sym()),
            _ => optional |= kind == Kind::OptionalChain,
        });
        match object.zip(property) {
            Some((object, property)) => ExprKind::Member { object, property, optional },
            None => ExprKind::Unknown,
        }
    }

    fn subscript(&mut self) -> ExprKind {
        let (mut object, mut index, mut lifted) = (None, None, None);
        self.children(|l, _, field| match field {
            Field::Object => {
                object = Some(l.lower_expr());
                lifted = l.lifted.take();
            }
            Field::Index => index = Some(l.lower_expr()),
            _ => {}
        });
        self.lifted = lifted;
        match object.zip(index) {
            Some((object, index)) => ExprKind::Index { object, index },
            None => ExprKind::Unknown,
        }
    }

    pub(super) fn unary(&mut self) -> ExprKind {
        let (mut op, mut operand): (Option<UnaryOp>, _) = (None, None);
        self.children(|l, kind, field| match field {
            Field::Operator => op = operator::unary(kind),
            Field::Argument => operand = Some(l.lower_expr()),
            _ => {}
        });
        op.zip(operand).map_or(ExprKind::Unknown, |(op, operand)| ExprKind::Unary { op, operand })
    }

    fn update(&mut self) -> ExprKind {
        let (mut increment, mut target) = (false, None);
        self.children(|l, kind, field| match field {
            Field::Operator => increment = kind == Kind::Increment,
            Field::Argument => target = Some(l.lower_expr()),
            _ => {}
        });
        target.map_or(ExprKind::Unknown, |target| ExprKind::Update { target, increment })
    }

    fn lower_binary(&mut self) -> ExprId {
        if let Some(template) = self.lower_typed_template() {
            return template;
        }
        let (mut op, mut left, mut right) = (BinaryOp::Bitwise, None, None);
        self.children(|l, kind, field| match field {
            Field::Operator => op = operator::binary(kind),
            Field::Left => left = Some(l.lower_expr()),
            Field::Right => right = Some(l.lower_expr()),
            _ => {}
        });
        let Some((left, right)) = left.zip(right) else { return self.unknown_expr() };
        let range = self.range();
        self.push_expr(ExprKind::Binary { op, left, right }, range)
    }

    fn lower_assignment(&mut self) -> ExprId {
        let (mut target, mut value) = (None, None);
        self.children(|l, _, field| match field {
            Field::Left => target = Some(l.lower_target()),
            Field::Right => {
                l.name_hint = target.and_then(|t| l.name_from(t));
                value = Some(l.lower_expr());
                l.name_hint = None;
            }
            _ => {}
        });
        let range = self.range();
        let Some((target, value)) = target.zip(value) else { return self.unknown_expr() };
        let id = self.push_expr(ExprKind::Assign { op: None, target, value }, range);
        self.export_from_assignment(target, Exported::Expr(value), range);
        id
    }

    /// The name that a function gets from the place it is assigned to.
    fn name_from(&self, target: ExprId) -> Option<Sym> {
        match self.code.expr(target) {
            ExprKind::Ident { name, .. } => Some(name),
            ExprKind::Member { property, .. } => Some(property),
            _ => None,
        }
    }

    fn augmented_assignment(&mut self) -> ExprKind {
        let (mut op, mut target, mut value) = (BinaryOp::Bitwise, None, None);
        self.children(|l, kind, field| match field {
            Field::Operator => op = operator::assignment(kind),
            Field::Left => target = Some(l.lower_target()),
            Field::Right => value = Some(l.lower_expr()),
            _ => {}
        });
        target.zip(value).map_or(ExprKind::Unknown, |(target, value)| ExprKind::Assign { op: Some(op), target, value })
    }

    fn ternary(&mut self) -> ExprKind {
        let (mut test, mut then, mut otherwise) = (None, None, None);
        self.children(|l, _, field| match field {
            Field::Condition => test = Some(l.lower_expr()),
            Field::Consequence => then = Some(l.lower_expr()),
            Field::Alternative => otherwise = Some(l.lower_expr()),
            _ => {}
        });
        match (test, then, otherwise) {
            (Some(test), Some(then), Some(otherwise)) => ExprKind::Conditional { test, then, otherwise },
            _ => ExprKind::Unknown,
        }
    }

    /// The elements of an array or the arguments of a call; in an array, two commas in a row leave a hole.
    pub(super) fn elements(&mut self) -> List {
        let start = self.pending.len();
        let is_array = self.kind() == Kind::Array;
        let mut after_comma = true;
        self.children(|l, kind, _| {
            if is_operand(kind) {
                let id = l.lower_expr();
                l.pending.push(id.0);
                after_comma = false;
            } else if l.slice() == "," {
                if after_comma && is_array {
                    let hole = l.unknown_expr();
                    l.pending.push(hole.0);
                }
                after_comma = true;
            }
        });
        self.take_list(start)
    }

    fn object(&mut self) -> ExprKind {
        let start = self.pending.len();
        self.children(|l, kind, _| match kind {
            Kind::Pair => l.pair(),
            Kind::Shorthand => {
                let (key, range, value) = (l.sym(), l.range(), l.lower_expr());
                l.push_property(Property { key: PropertyKey::Name(key), value, range });
            }
            Kind::Spread => {
                let range = l.range();
                if let Some(value) = l.operand() {
                    l.push_property(Property { key: PropertyKey::Spread, value, range });
                }
            }
            Kind::Method => l.method_property(),
            Kind::Error => {
                let (range, value) = (l.range(), l.unknown_expr());
                l.push_property(Property { key: PropertyKey::Spread, value, range });
            }
            _ => {}
        });
        ExprKind::Object { properties: self.take_list(start) }
    }

    fn pair(&mut self) {
        let (mut key, mut value) = (None, None);
        self.children(|l, _, field| match field {
            Field::Key => key = Some(l.property_key()),
            Field::Value => {
                l.name_hint = key.and_then(Self::key_name);
                value = Some(l.lower_expr());
                l.name_hint = None;
            }
            _ => {}
        });
        if let Some((key, value)) = key.zip(value) {
            let range = self.range();
            self.push_property(Property { key, value, range });
        }
    }

    fn method_property(&mut self) {
        let mut key = None;
        self.children(|l, _, field| {
            if field == Field::Name {
                key = Some(l.property_key());
            }
        });
        let name = key.and_then(Self::key_name);
        let range = self.range();
        let function = self.lower_function(name);
        let value = self.push_expr(ExprKind::Function(function), range);
        self.push_property(Property { key: key.unwrap_or(PropertyKey::Spread), value, range });
    }

    /// `a`, `"a"`, `1`, `#a`, `[e]` before the colon.
    pub(super) fn property_key(&mut self) -> PropertyKey {
        match self.kind() {
            Kind::String => PropertyKey::Name(self.string_literal()),
            Kind::ComputedName => match self.operand() {
                Some(key) => PropertyKey::Computed(key),
                None => PropertyKey::Computed(self.unknown_expr()),
            },
            _ => PropertyKey::Name(self.sym()),
        }
    }

    /// `import.meta` and `new.target`, as members of the keyword.
    fn meta_property(&mut self) -> ExprId {
        let range = self.range();
        let (object, property) = self.slice().split_once('.').unwrap_or(("import", "meta"));
        let (object, property) = (self.names.intern(object.trim()), self.names.intern(property.trim()));
        let object = self.push_expr(ExprKind::Ident { name: object, binding: None }, range);
        self.push_expr(ExprKind::Member { object, property, optional: false }, range)
    }
}
