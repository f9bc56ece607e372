//! Limiters that nobody calls.

use crate::{
    facts::code::{Exported, Origin, StmtKind},
    model::Project,
    source::span::Span,
};

/// A limiter that a module exports, and that neither it nor another one uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedLimiter<'p> {
    /// The name under which it is exported.
    pub name: &'p str,
    /// Where it is made.
    pub at: Span,
}

impl Project {
    /// The limiters of libraries that are set up and limit nothing, by file and place.
    #[must_use]
    pub fn unused_limiters(&self) -> Vec<UnusedLimiter<'_>> {
        let files = self.code_files().filter(|(_, info, _)| info.role.is_production());
        let exports = files.flat_map(|(file, _, code)| code.exports.iter().map(move |export| (file, code, export)));
        exports
            .filter_map(|(file, code, export)| {
                let Exported::Binding(binding) = export.value else { return None };
                let Origin::Var(stmt) = code.binding(binding).origin else { return None };
                let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return None };
                let is_unused = self.is_of_limiter(file, init)
                    && code.references(binding).is_empty()
                    && !self.imports_export(file, export.value);
                let at = code.stmt(stmt).range.in_file(file);
                is_unused.then(|| UnusedLimiter { name: code.str(export.name), at })
            })
            .collect()
    }
}
