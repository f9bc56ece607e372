//! Expressions.
#![allow(missing_docs, reason = "the fields of a variant are explained by the variant")]

use serde::{Deserialize, Serialize};

use super::{BindingId, ClassId, ExprId, FnId, JsxId, List, PatId, Sym};
use crate::source::span::Range;

/// An expression and its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its bytes.
    pub range: Range,
}

/// The kinds of expression.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExprKind {
    /// `name`; the binding is `None` for globals.
    Ident { name: Sym, binding: Option<BindingId> },
    /// `this`.
    This,
    /// `super`.
    Super,
    /// `"text"`, escapes resolved; also a template without substitutions.
    String(Sym),
    /// `12.5`, as written.
    Number(Sym),
    /// `true`, `false`.
    Bool(bool),
    /// `null`.
    Null,
    /// `/pattern/flags`, as written.
    Regex(Sym),
    /// `` `a${b}c` ``: strings and other expressions in order. `tag` for tagged templates.
    Template { parts: List, tag: Option<ExprId> },
    /// `object.property`, `object?.property`.
    Member { object: ExprId, property: Sym, optional: bool },
    /// `object[index]`.
    Index { object: ExprId, index: ExprId },
    /// `callee(args)`; spread arguments are `Spread`. `import(x)` has callee `Ident import`.
    Call { callee: ExprId, args: List },
    /// `new callee(args)`.
    New { callee: ExprId, args: List },
    /// `await e`.
    Await(ExprId),
    /// `!e`, `-e`, `typeof e`, `void e`, `delete e`.
    Unary { op: UnaryOp, operand: ExprId },
    /// `x++` and the like.
    Update { target: ExprId, increment: bool },
    /// `a + b`, `a === b`, `a && b`, `a ?? b`, …
    Binary { op: BinaryOp, left: ExprId, right: ExprId },
    /// `target = value`, `target += value` (then `op`). A destructuring target is `Pattern`.
    Assign { op: Option<BinaryOp>, target: ExprId, value: ExprId },
    /// A destructuring assignment target.
    Pattern(PatId),
    /// `test ? then : otherwise`.
    Conditional { test: ExprId, then: ExprId, otherwise: ExprId },
    /// `{ … }`: indices into [`Code::properties`](super::super::Code::properties).
    Object { properties: List },
    /// `[ … ]`; holes are `Unknown`.
    Array { elements: List },
    /// `...e`.
    Spread(ExprId),
    /// A function expression, arrow, or method value.
    Function(FnId),
    /// A class expression.
    Class(ClassId),
    /// A JSX element or fragment.
    Jsx(JsxId),
    /// `a, b`.
    Sequence(List),
    /// `yield e`.
    Yield(Option<ExprId>),
    /// A region that did not parse, a form that is not lowered, or nesting over the limit: never evidence.
    Unknown,
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the operators")]
pub enum UnaryOp {
    Not,
    Minus,
    Plus,
    BitNot,
    Typeof,
    Void,
    Delete,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the operators")]
pub enum BinaryOp {
    And,
    Or,
    Coalesce,
    /// `==` and `===`.
    Equal,
    /// `!=` and `!==`.
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    In,
    Instanceof,
    /// `&`, `|`, `^`, shifts.
    Bitwise,
}

impl BinaryOp {
    /// Whether it asks which of two is greater.
    #[must_use]
    pub fn is_order(self) -> bool {
        matches!(self, Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual)
    }
}

/// A property of an object literal.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Property {
    /// Its name.
    pub key: PropertyKey,
    /// Its value; for `{ a }` the identifier, for `{ ...e }` the spread operand, for a method the function.
    pub value: ExprId,
    /// Its bytes, key and value.
    pub range: Range,
}

/// How a property is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PropertyKey {
    /// `a: 1`, `"a": 1`, `1: 1`, and shorthand `a`.
    Name(Sym),
    /// `[e]: 1`.
    Computed(ExprId),
    /// `...e`.
    Spread,
}
