//! Checks of permissions that nobody calls, in an app whose pages show and set them.

use crate::{
    facts::code::{Code, Exported, ExprKind, FnId, Node, Origin, StmtKind},
    frameworks::auth::Proof,
    model::Project,
    source::span::Span,
    vocab::split,
};

/// A function that refuses who lacks a permission, and that nothing runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedCheck<'p> {
    /// The name under which it is exported.
    pub name: &'p str,
    /// The function.
    pub at: Span,
}

impl Project {
    /// The checks of permissions that nothing imports, by file and place: where entry points know who calls, none of them
    /// asks for a permission, and pages show them.
    #[must_use]
    pub fn unused_permission_checks(&self) -> Vec<UnusedCheck<'_>> {
        let files =
            self.code_files().filter(|(file, info, _)| info.role.is_production() && !self.sides.of(*file).is_client());
        let exports = files.flat_map(|(file, _, code)| code.exports.iter().map(move |export| (file, code, export)));
        let unused = exports.filter_map(|(file, code, export)| {
            let Exported::Binding(binding) = export.value else { return None };
            let function = function_of(code, export.value)?;
            // Few are checks, and who imports one is a look at all files.
            let is_unused = self.checks_permission(code, function)
                && code.references(binding).is_empty()
                && !self.imports_export(file, export.value);
            let at = code.function(function).range.in_file(file);
            is_unused.then(|| UnusedCheck { name: code.str(export.name), at })
        });
        let unused: Vec<UnusedCheck<'_>> = unused.collect();
        let is_missed = || self.knows_callers() && !self.runs_permission_check() && self.pages_show_permissions();
        if unused.is_empty() || is_missed() { unused } else { Vec::new() }
    }

    fn knows_callers(&self) -> bool {
        self.running_routes().any(|route| route.guards.iter().any(|guard| guard.proof == Proof::Identity))
    }

    /// Whether some entry point asks for a permission.
    fn runs_permission_check(&self) -> bool {
        self.running_routes().flat_map(|route| &route.functions).any(|&(file, function)| {
            self.file(file).code.as_ref().is_some_and(|code| self.checks_permission(code, function))
        })
    }

    /// Whether a function is called after permissions and turns somebody away: `requirePermission`.
    fn checks_permission(&self, code: &Code, function: FnId) -> bool {
        let turns_away = || {
            code.descendants(Node::Function(function)).any(|node| match node {
                Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Throw(_)),
                Node::Expr(e) => matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "403"),
                _ => false,
            })
        };
        code.name_of(function).is_some_and(|name| {
            self.names_permission(name) && self.vocab.guards.authorization_helpers.has(name) && turns_away()
        })
    }

    /// Whether a page reads or sets what somebody may do: `user.permissions`.
    fn pages_show_permissions(&self) -> bool {
        let shows = |code: &Code| {
            code.texts().any(|text| self.names_permission(text))
                && code.expr_ids().any(|e| match code.expr(e) {
                    ExprKind::Member { property, .. } => self.names_permission(code.str(property)),
                    _ => false,
                })
        };
        let mut pages =
            self.code_files().filter(|(file, info, _)| info.role.is_production() && self.sides.of(*file).is_client());
        pages.any(|(_, _, code)| shows(code))
    }

    fn names_permission(&self, name: &str) -> bool {
        self.vocab.guards.permissions.takes_one_of(&split(name))
    }
}

fn function_of(code: &Code, value: Exported) -> Option<FnId> {
    let Exported::Binding(binding) = value else { return None };
    match code.binding(binding).origin {
        Origin::Function(function) => Some(function),
        Origin::Var(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { init: Some(init), .. } => match code.expr(init) {
                ExprKind::Function(function) => Some(function),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
