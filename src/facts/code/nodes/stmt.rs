//! Statements.
#![allow(missing_docs, reason = "the fields of a variant are explained by the variant")]

use serde::{Deserialize, Serialize};

use super::{ClassId, ExprId, FnId, List, PatId, Sym};
use crate::source::span::Range;

/// A statement and its place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Its bytes.
    pub range: Range,
}

/// The kinds of statement. Import and export statements are in [`Code::imports`](super::super::Code::imports) and
/// [`Code::exports`](super::super::Code::exports);
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
    /// `switch`: indices into [`Code::cases`](super::super::Code::cases).
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
