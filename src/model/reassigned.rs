//! Constants that are given another value: the code throws when it gets there.

use super::Project;
use crate::{
    facts::code::{ExprKind, Origin, StmtKind},
    source::span::Span,
};

/// Where a constant is given another value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reassigned {
    /// The assignment.
    pub at: Span,
    /// The constant.
    pub name: String,
    /// Where it is declared.
    pub declared: Span,
}

impl Project {
    /// The constants of production code that may run which are assigned to, by file and place.
    #[must_use]
    pub fn reassigned(&self) -> Vec<Reassigned> {
        let mut found = Vec::new();
        for (file, known, code) in self.code_files() {
            if !known.role.is_production() || !code.unparsed.is_empty() {
                continue;
            }
            for expr in &code.exprs {
                let (ExprKind::Assign { target, .. } | ExprKind::Update { target, .. }) = expr.kind else { continue };
                let ExprKind::Ident { binding: Some(binding), .. } = code.expr(target) else { continue };
                let declared = code.binding(binding);
                let Origin::Var(stmt) = declared.origin else { continue };
                let is_constant = matches!(code.stmt(stmt).kind, StmtKind::Var { constant: true, .. });
                let at = expr.range.in_file(file);
                if is_constant && self.sides.is_met_at(at) {
                    let name = code.str(declared.name).to_owned();
                    found.push(Reassigned { at, name, declared: declared.range.in_file(file) });
                }
            }
        }
        found
    }
}
