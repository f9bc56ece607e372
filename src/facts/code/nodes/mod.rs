//! The kinds of node in a [`Code`](super::Code).

mod expr;
mod import;
mod scope;
mod stmt;

use serde::{Deserialize, Serialize};

pub use self::{expr::*, import::*, scope::*, stmt::*};
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
