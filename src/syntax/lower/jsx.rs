//! JSX elements.

use super::{Lowerer, index};
use crate::{
    facts::code::{ExprId, ExprKind, Jsx, JsxId, List, Property, PropertyKey, Sym},
    syntax::grammar::{Field, Kind},
};

/// Attributes whose plain text only says how something looks: most of the text of many files, asked about by no check.
/// Computed ones are kept, since they may use anything, and the classes of pictures.
const LOOKS: [&str; 16] = [
    "className",
    "class",
    "style",
    "d",
    "viewBox",
    "fill",
    "stroke",
    "strokeWidth",
    "strokeLinecap",
    "strokeLinejoin",
    "fillRule",
    "clipRule",
    "clipPath",
    "points",
    "transform",
    "xmlns",
];

/// Pictures, whose classes say how large they are shown.
const PICTURES: [&str; 3] = ["img", "Image", "picture"];

impl Lowerer<'_> {
    /// The element or fragment under the cursor.
    pub(super) fn lower_jsx(&mut self) -> JsxId {
        let mut jsx =
            Jsx { tag: self.names.intern(""), component: None, attributes: List::default(), children: List::default() };
        if self.kind() == Kind::JsxSelfClosing {
            self.opening(&mut jsx);
        } else {
            let start = self.pending.len();
            self.children(|l, kind, field| match (kind, field) {
                (_, Field::OpenTag) => l.opening(&mut jsx),
                (Kind::JsxElement | Kind::JsxSelfClosing | Kind::Error, _) => {
                    let child = l.lower_expr();
                    l.pending.push(child.0);
                }
                (Kind::JsxExpression, _) => {
                    if let Some(child) = l.operand() {
                        l.pending.push(child.0);
                    }
                }
                _ => {}
            });
            jsx.children = self.take_list(start);
        }
        let id = JsxId(index(self.code.jsx.len()));
        self.code.jsx.push(jsx);
        id
    }

    /// The tag and attributes of `<Tag a={b}>` or `<Tag />`.
    fn opening(&mut self, jsx: &mut Jsx) {
        let start = self.pending.len();
        let mut is_picture = false;
        self.children(|l, kind, field| match field {
            Field::Name => {
                is_picture = PICTURES.contains(&l.slice());
                jsx.tag = l.sym();
                let is_component = kind == Kind::Member || l.slice().starts_with(|c: char| !c.is_ascii_lowercase());
                jsx.component = is_component.then(|| l.lower_expr());
            }
            Field::Attribute if kind == Kind::JsxAttribute => l.attribute(is_picture),
            Field::Attribute => {
                let range = l.range();
                if let Some(value) = l.operand() {
                    let value = l.spread_operand(value);
                    l.push_property(Property { key: PropertyKey::Spread, value, range });
                }
            }
            _ => {}
        });
        jsx.attributes = self.take_list(start);
    }

    /// The `e` of `...e`: a property says by its key that it is spread.
    fn spread_operand(&self, value: ExprId) -> ExprId {
        match self.code.expr(value) {
            ExprKind::Spread(operand) => operand,
            _ => value,
        }
    }

    fn attribute(&mut self, is_of_picture: bool) {
        let (mut name, mut value): (Option<Sym>, Option<ExprId>) = (None, None);
        let mut looks = false;
        self.children(|l, kind, _| match kind {
            Kind::PropertyName | Kind::JsxNamespaceName if name.is_none() => {
                looks = LOOKS.contains(&l.slice()) && !(is_of_picture && matches!(l.slice(), "className" | "class"));
                name = Some(l.sym());
            }
            Kind::JsxExpression => value = l.operand(),
            Kind::String if looks => {}
            Kind::String | Kind::JsxElement | Kind::JsxSelfClosing => value = Some(l.lower_expr()),
            _ => {}
        });
        let Some(name) = name else { return };
        if looks && value.is_none() {
            return;
        }
        let range = self.range();
        let value = value.unwrap_or_else(|| self.push_expr(ExprKind::Bool(true), range));
        self.push_property(Property { key: PropertyKey::Name(name), value, range });
    }
}
