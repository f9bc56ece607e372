//! Whether anything of the running app uses a module, a function of it: what nobody imports is not in the page, and no
//! address leads to it.

use super::{Project, modules::Target, sides::Zone};
use crate::{
    facts::code::{BinaryOp, Exported, ExprKind, ImportForm, Imported, Node, StmtKind, UnaryOp},
    source::span::{FileId, Span},
};

impl Project {
    /// Whether another file of the running app imports a name of a module, or the module as a whole.
    #[must_use]
    pub fn is_imported(&self, module: FileId, name: &str) -> bool {
        self.is_imported_by(module, name, |_| true)
    }

    /// Whether one of the files that count imports a name of a module, or the module as a whole.
    pub fn is_imported_by(&self, module: FileId, name: &str, counts: impl Fn(FileId) -> bool) -> bool {
        let importers = self.code_files().filter(|(id, f, _)| *id != module && f.role.is_production() && counts(*id));
        importers.into_iter().any(|(id, _, code)| {
            let imports = code.imports.iter().zip(self.modules.targets(id));
            let of_module = imports.filter(|(_, target)| matches!(target, Target::File(to) if *to == module));
            of_module.map(|(import, _)| import).any(|import| {
                // `await import("./x")` gives the whole module.
                let is_whole = import.names.is_empty() && import.form != ImportForm::Static;
                is_whole
                    || import.names.iter().any(|n| match n.imported {
                        Imported::Namespace => true,
                        Imported::Default => name == "default",
                        Imported::Named(named) => code.str(named) == name,
                    })
            })
        })
    }

    /// Whether another file imports what a module exports, under whatever name and through whatever index.
    #[must_use]
    pub fn imports_export(&self, module: FileId, value: Exported) -> bool {
        self.code_files().filter(|(other, _, _)| *other != module).any(|(other, _, code)| {
            let mut locals = code.imports.iter().flat_map(|import| &import.names).filter_map(|name| name.local);
            let is_it =
                |local| self.modules.resolve(other, local).is_some_and(|d| d.file == module && d.value == value);
            locals.any(is_it)
        })
    }

    /// Whether the browser gets what stands at a place: a page reaches its file, and something may run it. Where no page of the project is known, every file may be one.
    #[must_use]
    pub fn is_in_page(&self, at: Span) -> bool {
        let knows_pages = || self.code_files().any(|(id, _, _)| self.sides.reaches(Zone::Client, id));
        self.sides.may_run_at(at) && (self.sides.reaches(Zone::Client, at.file) || !knows_pages())
    }
}

impl Project {
    /// Whether of what stands at a place no more is asked than whether it is there: of `!!import.meta.env.VITE_KEY` the
    /// build leaves `true`.
    #[must_use]
    pub fn is_only_tested(&self, at: Span) -> bool {
        let Some(code) = self.file(at.file).code.as_ref() else { return false };
        let place = code.expr_ids().find(|&e| code.range(e) == at.range);
        place.is_some_and(|value| match code.parent(value) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Unary { op, .. } => matches!(op, UnaryOp::Not | UnaryOp::Typeof),
                ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|path| path == "Boolean"),
                ExprKind::Conditional { test, .. } => test == value,
                ExprKind::Binary { op: BinaryOp::And, left, .. } => left == value,
                _ => false,
            },
            Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { .. }),
            _ => false,
        })
    }
}
