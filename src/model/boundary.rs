//! What stands between a component that throws and a white page.

use std::collections::BTreeSet;

use super::{Project, Role};
use crate::{
    facts::code::{Code, ExprKind, PropertyKey},
    source::span::{FileId, Span},
};

impl Project {
    /// Where an error boundary is in use: a class of the app's own, one of a package, a file that the framework takes for
    /// one, an `errorElement` of a router.
    #[must_use]
    pub fn error_boundary(&self) -> Option<Span> {
        let own: BTreeSet<&str> = self.code_files().flat_map(|(_, _, code)| own_boundaries(code)).collect();
        self.code_files().filter(|(_, file, _)| matches!(file.role, Role::Source | Role::UiKit)).find_map(
            |(id, file, code)| by_file_name(&file.path).then(|| start(id)).or_else(|| used_in(id, code, &own)),
        )
    }
}

fn start(file: FileId) -> Span {
    crate::source::span::Range::default().in_file(file)
}

/// The names of classes that catch what their children throw.
fn own_boundaries(code: &Code) -> impl Iterator<Item = &str> {
    code.classes.iter().filter_map(|class| {
        let mut members = code.member_list(class.members);
        let catches = members
            .any(|m| m.name.is_some_and(|n| matches!(code.str(n), "componentDidCatch" | "getDerivedStateFromError")));
        class.name.filter(|_| catches).map(|n| code.str(n))
    })
}

/// `app/**/error.tsx`, `global-error.tsx`, `pages/_error.tsx`.
fn by_file_name(path: &str) -> bool {
    let stem = path.rsplit('/').next().and_then(|n| n.split('.').next()).unwrap_or("");
    let in_folder = |folder: &str| path.split('/').any(|f| f == folder);
    matches!(stem, "error" | "global-error") && in_folder("app") || stem == "_error" && in_folder("pages")
}

/// A boundary as an element, as the wrapper of a component, as a property of routes.
fn used_in(file: FileId, code: &Code, own: &BTreeSet<&str>) -> Option<Span> {
    let is_boundary = |name: &str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        own.contains(last) || last.ends_with("ErrorBoundary") || last == "CatchBoundary"
    };
    if let Some(jsx) = code.jsx.iter().find_map(|j| is_boundary(code.str(j.tag)).then_some(j.component?)) {
        return Some(code.range(jsx).in_file(file));
    }
    let is_route_part = |name: &str| {
        matches!(name, "errorElement" | "errorComponent" | "defaultErrorComponent" | "ErrorBoundary" | "onCatch")
    };
    let property = code.properties.iter().find(|p| matches!(p.key, PropertyKey::Name(n) if is_route_part(code.str(n))));
    if let Some(property) = property {
        return Some(property.range.in_file(file));
    }
    // Remix and Expo Router take an export of this name.
    if let Some(export) = code.exports.iter().find(|e| code.str(e.name) == "ErrorBoundary" && own.is_empty()) {
        return Some(export.range.in_file(file));
    }
    let mut calls = code.exprs.iter().filter_map(|e| match e.kind {
        ExprKind::Call { callee, .. } => Some((e.range, code.path(callee)?)),
        _ => None,
    });
    calls.find(|(_, name)| name.ends_with("withErrorBoundary")).map(|(range, _)| range.in_file(file))
}
