//! Imports and exports.

use serde::{Deserialize, Serialize};

use super::{BindingId, ExprId, Sym};
use crate::source::span::Range;

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

/// A name that the module exports itself (re-exports are in [`Code::imports`](super::super::Code::imports)).
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
