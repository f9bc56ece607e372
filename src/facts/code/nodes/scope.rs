//! Functions, classes, patterns and the names they bind, JSX elements.
#![allow(missing_docs, reason = "the fields of a variant are explained by the variant")]

use serde::{Deserialize, Serialize};

use super::{BindingId, ClassId, ExprId, FnId, List, Node, PatId, PropertyKey, StmtId, Sym};
use crate::source::span::Range;

/// A function, method, arrow, or (number 0) the module's top level.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Function {
    /// Its own name, or that of the variable, property or member it is directly assigned to.
    pub name: Option<Sym>,
    /// Its parameters, as `PatId`s.
    pub params: List,
    /// Its statements; an arrow without braces has one `Return`.
    pub body: List,
    /// What kind.
    pub form: FunctionForm,
    /// `async`.
    pub is_async: bool,
    /// `function*`.
    pub is_generator: bool,
    /// Whether a `"use server"` directive stands at its start.
    pub use_server: bool,
    /// Its bytes.
    pub range: Range,
    /// Where it stands: an expression, a statement, a class; the module's parent is `Module`.
    pub parent: Node,
}

/// The forms of function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the forms")]
pub enum FunctionForm {
    Module,
    Declaration,
    Expression,
    Arrow,
    Method,
    Getter,
    Setter,
    Constructor,
    /// `static { … }` of a class.
    StaticBlock,
}

/// A class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Class {
    /// Its name.
    pub name: Option<Sym>,
    /// `extends e`.
    pub extends: Option<ExprId>,
    /// Indices into [`Code::members`](super::super::Code::members).
    pub members: List,
    /// `@Controller("x")`: the expressions after the `@`.
    pub decorators: List,
    /// Its bytes.
    pub range: Range,
    /// The expression or statement that it is.
    pub parent: Node,
}

/// A member of a class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Its name, where it is not computed.
    pub name: Option<Sym>,
    /// Method, accessor or constructor.
    pub function: Option<FnId>,
    /// Initial value of a field.
    pub value: Option<ExprId>,
    /// `static`.
    pub is_static: bool,
    /// `@Get("x")`: the expressions after the `@`.
    pub decorators: List,
}

/// A binding pattern.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pat {
    /// What it is.
    pub kind: PatKind,
    /// Its bytes.
    pub range: Range,
    /// The name of its type annotation where that is one plain name (`req: NextRequest`).
    pub type_name: Option<Sym>,
}

/// The kinds of pattern.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum PatKind {
    /// `name`.
    Name(BindingId),
    /// `{ a, b: c, ...rest }`: indices into [`Code::pattern_properties`](super::super::Code::pattern_properties).
    Object { properties: List },
    /// `[a, , b]`: `PatId`s; holes are `Unknown`.
    Array { elements: List },
    /// `pattern = default`.
    Default { pattern: PatId, default: ExprId },
    /// `...rest`.
    Rest(PatId),
    /// An assignment target that is no name (`obj.x`).
    Target(ExprId),
    /// Hole or unparsed.
    Unknown,
}

/// A property of an object pattern: `key: value`, shorthand `key`, or `...value` (then key `Spread`).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PatternProperty {
    /// The property read.
    pub key: PropertyKey,
    /// What it is bound to.
    pub value: PatId,
}

/// A declared name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// The name.
    pub name: Sym,
    /// What declares it.
    pub origin: Origin,
    /// The function whose scope (or a block of it) holds it.
    pub function: FnId,
    /// The declared name's bytes.
    pub range: Range,
    /// `const`, function, class, import: never assigned again.
    pub constant: bool,
}

/// What declares a binding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Index into [`Code::imports`](super::super::Code::imports) and, within it, into its names. Also for the names that a
    /// declaration takes straight from `require()` or `await import()`.
    Import { import: u32, name: u32 },
    /// The `Var` statement.
    Var(StmtId),
    /// Parameter number `index` of a function (possibly deep in its pattern).
    Param { function: FnId, index: u32 },
    /// A function declaration or named function expression.
    Function(FnId),
    /// A class.
    Class(ClassId),
    /// The parameter of a `catch` of this `Try` statement.
    Catch(StmtId),
    /// The variable of a loop.
    Loop(StmtId),
    /// A `namespace` or a type-level name.
    Other,
}

/// A JSX element; `tag` is empty for fragments.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Jsx {
    /// `div`, `Route`, `Foo.Bar`.
    pub tag: Sym,
    /// The tag as an expression where it names a component: `Route`, `Foo.Bar`; `None` for `div` and fragments.
    pub component: Option<ExprId>,
    /// Indices into [`Code::properties`](super::super::Code::properties); a spread attribute has key `Spread`, one without value is `Bool(true)`.
    /// Attributes `className`, `class`, `style`, `d`, `viewBox` and the like are left out where they are plain strings.
    pub attributes: List,
    /// Nested elements and expressions that hold anything; text is left out.
    pub children: List,
}
