//! A component that throws takes the whole page with it.

use crate::{
    facts::code::{Code, ExprKind},
    model::{Project, Role},
    rules::Sink,
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(at) = root(project) else {
        sink.not_applicable("no React app");
        return;
    };
    if let Some(found) = project.error_boundary() {
        sink.pass(project.file(found.file).path.clone());
        return;
    }
    sink.report(at, "page", "one faulty component turns the whole page white: nothing catches what a component throws");
}

/// Where the app is put on the page: the first `render(…)` of a root, else the first layout or page of Next.js.
fn root(project: &Project) -> Option<Span> {
    let own = || project.code_files().filter(|(id, f, _)| f.role == Role::Source && project.sides.may_run(*id));
    let is_entry = |path: &str| {
        let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("");
        matches!(stem, "main" | "index" | "entry-client" | "client" | "App")
    };
    let rendered = own()
        .filter(|(_, f, _)| is_entry(&f.path))
        .find_map(|(id, _, code)| rendering(code).map(|range| range.in_file(id)));
    let is_frame = |path: &str| {
        ["app/layout.tsx", "app/layout.jsx", "app/layout.js", "pages/_app.tsx", "pages/_app.jsx", "pages/_app.js"]
            .iter()
            .any(|frame| path == *frame || path.ends_with(&format!("/{frame}")))
    };
    rendered.or_else(|| own().find(|(_, f, _)| is_frame(&f.path)).map(|(id, ..)| Range::default().in_file(id)))
}

/// `createRoot(…).render(…)`, `ReactDOM.createRoot(…)`, `hydrateRoot(…)`.
fn rendering(code: &Code) -> Option<Range> {
    code.exprs.iter().find_map(|e| {
        let ExprKind::Call { callee, .. } = e.kind else { return None };
        let path = code.path(callee)?;
        matches!(path.rsplit('.').next(), Some("createRoot" | "hydrateRoot")).then_some(e.range)
    })
}
