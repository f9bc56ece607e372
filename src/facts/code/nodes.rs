//! The kinds of node in a [`Code`](super::Code).
#![allow(missing_docs, reason = "the fields of a variant are explained by the variant")]

use serde::{Deserialize, Serialize};

use crate::source::span::Range;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);
        impl $name {
            /// The position in the arena.
            #[must_use]
            pub fn index(self) -> usize { self.0 as usize }
        }
    )*};
}

ids! {
    /// A string of this file: an identifier, a literal, a property name.
    Sym,
    /// An expression.
    ExprId,
    /// A statement.
    StmtId,
    /// A function of any form; function 0 is the module itself.
    FnId,
    /// A class.
    ClassId,
    /// A destructuring pattern or a plain binding name.
    PatId,
    /// A declared name: import, variable, parameter, function, class, catch parameter.
    BindingId,
    /// A JSX element.
    JsxId,
}

/// A run of ids in the file's list arena: arguments, elements, statements of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    pub(crate) start: u32,
    pub(crate) len: u32,
}

impl List {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// How many ids it holds.
    #[must_use]
    pub fn len(self) -> usize {
        self.len as usize
    }
}

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
    /// `{ … }`: indices into [`Code::properties`](super::Code::properties).
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

/// A statement and its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Its bytes.
    pub range: Range,
}

/// The kinds of statement. Import and export statements are in [`Code::imports`](super::Code::imports) and [`Code::exports`](super::Code::exports);
/// an exported declaration stands here as the declaration.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum StmtKind {
    /// `e;`
    Expr(ExprId),
    /// One declarator of `const`, `let`, `var`, `using`; an `enum` too, its value an object.
    Var { pattern: PatId, init: Option<ExprId>, constant: bool },
    /// `return e;` Also the body of an arrow without braces.
    Return(Option<ExprId>),
    /// `throw e;`
    Throw(ExprId),
    /// `if`; branches are blocks even without braces.
    If { test: ExprId, then: List, otherwise: Option<List> },
    /// Any loop. `for (a; b; c)` is `{ a; loop }` where there is an `a`, and has `c` as the last statement of its body.
    Loop { form: LoopForm, binding: Option<PatId>, header: Option<ExprId>, body: List },
    /// `try`.
    Try { block: List, catch: Option<Catch>, finally: Option<List> },
    /// `switch`: indices into [`Code::cases`](super::Code::cases).
    Switch { on: ExprId, cases: List },
    /// `{ … }`
    Block(List),
    /// A function declaration.
    Function(FnId),
    /// A class declaration.
    Class(ClassId),
    /// `namespace A { … }`: its own scope; what it exports is no export of the file.
    Namespace { name: Sym, body: List },
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// A region that did not parse: never evidence.
    Unknown,
}

/// The forms of loop. `header` is the iterated value for `for…of` and `for…in`, else the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the keywords")]
pub enum LoopForm {
    For,
    ForOf,
    ForAwaitOf,
    ForIn,
    While,
    DoWhile,
}

/// The `catch` part of a `try`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Catch {
    /// `catch (e)`.
    pub param: Option<PatId>,
    /// Its statements.
    pub body: List,
    /// From `catch` to the closing brace.
    pub range: Range,
    /// Whether a comment stands in the body (an empty body with one is "comment only").
    pub has_comment: bool,
}

/// A `case` or `default`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// The tested value; `None` for `default`.
    pub test: Option<ExprId>,
    /// Its statements.
    pub body: List,
}

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
    /// Indices into [`Code::members`](super::Code::members).
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
    /// `{ a, b: c, ...rest }`: indices into [`Code::pattern_properties`](super::Code::pattern_properties).
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
    /// Index into [`Code::imports`](super::Code::imports) and, within it, into its names. Also for the names that a
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
    /// Indices into [`Code::properties`](super::Code::properties); a spread attribute has key `Spread`, one without value is `Bool(true)`.
    /// Attributes `className`, `class`, `style`, `d`, `viewBox` and the like are left out where they are plain strings.
    pub attributes: List,
    /// Nested elements and expressions that hold anything; text is left out.
    pub children: List,
}

/// An `import`, `export … from`, `import()` or `require()`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// The specifier, where it is a literal.
    pub source: Option<Sym>,
    /// What form.
    pub form: ImportForm,
    /// The names it binds or passes on.
    pub names: Vec<ImportName>,
    /// `import type` or `export type`.
    pub type_only: bool,
    /// The `import()` or `require()` call itself.
    pub call: Option<ExprId>,
    /// The whole statement or call.
    pub range: Range,
}

/// The forms of import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the forms")]
pub enum ImportForm {
    Static,
    ReExport,
    Dynamic,
    Require,
}

/// One name of an import.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportName {
    /// What is imported.
    pub imported: Imported,
    /// The local binding; `None` for re-exports.
    pub local: Option<BindingId>,
    /// For re-exports, the name it is exported under.
    pub exported: Option<Sym>,
    /// `import { type X }`.
    pub type_only: bool,
}

/// What an import names in the other module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Imported {
    /// `import x`.
    Default,
    /// `import * as x`, `export * from`, `const x = require()`.
    Namespace,
    /// `import { x }`.
    Named(Sym),
}

/// A name that the module exports itself (re-exports are in [`Code::imports`](super::Code::imports)).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// The exported name; `default` for the default export, also for `module.exports = …`.
    pub name: Sym,
    /// What it is.
    pub value: Exported,
    /// The declaration or specifier.
    pub range: Range,
}

/// What an export names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Exported {
    /// A declared name.
    Binding(BindingId),
    /// `export default <expression>`.
    Expr(ExprId),
}

/// Any node, as the parent of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Node {
    /// An expression.
    Expr(ExprId),
    /// A statement.
    Stmt(StmtId),
    /// A function (parent of its parameters' defaults and of its body's statements).
    Function(FnId),
    /// A class (parent of its members).
    Class(ClassId),
    /// Nothing above.
    Module,
}

/// A comment that is addressed to plimsoll (`plimsoll-ignore …`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Its text without the comment signs.
    pub text: Sym,
    /// The whole comment.
    pub range: Range,
}
