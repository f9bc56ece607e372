//! The pages of an app, by what its router says: files of Next.js, `<Route path>` of React Router and wouter, the objects of
//! `createBrowserRouter`, file routes of TanStack.

use super::next;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{Project, values::Value},
    source::span::FileId,
};

/// Packages whose pages are not read.
const UNREAD: [&str; 13] = [
    "@remix-run/react",
    "@react-router/dev",
    "@sveltejs/kit",
    "astro",
    "nuxt",
    "vue-router",
    "svelte",
    "expo-router",
    "@react-navigation/native",
    "@angular/core",
    "gatsby",
    "vike",
    "next-intl",
];

/// The calls that are given routes as objects.
const BUILDERS: [&str; 5] =
    ["createBrowserRouter", "createHashRouter", "createMemoryRouter", "useRoutes", "createRoutesFromElements"];

/// The patterns of all pages; `None` where no router is known, or not all that it says.
pub(crate) fn pages(project: &Project) -> Option<Vec<String>> {
    let manifests = &project.configs.manifests;
    if manifests.iter().any(|(_, m)| UNREAD.iter().any(|package| m.dependency(package).is_some())) {
        return None;
    }
    let mut found = Vec::new();
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let stem = f.name().split('.').next().unwrap_or_default();
        if project.app_of(file).is_some_and(|app| app.uses("next")) {
            found.extend(of_next(&f.path, stem));
        }
        let names_builder = code.texts().any(|text| BUILDERS.contains(&text));
        for e in code.expr_ids() {
            match code.expr(e) {
                ExprKind::Jsx(_) => {
                    if let Some(path) = attribute(code, e, "path").filter(|_| is_route(code, e)) {
                        found.push(full(project, file, code, e, path)?);
                    }
                }
                ExprKind::Object { .. } if names_builder => {
                    if let Some(path) = code.property(e, "path").filter(|_| is_route_object(code, e)) {
                        found.push(full(project, file, code, e, path)?);
                    }
                }
                ExprKind::Call { callee, args } => match code.ident(callee) {
                    Some("createFileRoute") => {
                        found.extend(code.arg(args, 0).and_then(|a| code.string(a)).map(own_part))
                    }
                    Some("createRoute") => return None,
                    _ => {}
                },
                _ => {}
            }
        }
    }
    // The page for what is not there is none.
    found.retain(|path| !matches!(path.as_str(), "/*" | "/:rest*" | "/:path*"));
    (!found.is_empty()).then_some(found)
}

/// `app/orders/[id]/page.tsx`, `pages/orders/[id].tsx`.
fn of_next(path: &str, stem: &str) -> Option<String> {
    if stem == "page" {
        return next::place(path, "app").map(|place| place.path).filter(|path| !path.contains("(."));
    }
    let place = next::place(path, "pages").filter(|_| !stem.starts_with('_'))?;
    let folder = place.path.trim_end_matches('/');
    Some(if stem == "index" { place.path.clone() } else { format!("{folder}/{stem}") })
}

/// A path of TanStack without its pathless parts: `/_app/orders/$id`.
fn own_part(path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty() && !part.starts_with(['_', '(']));
    parts.fold(String::new(), |whole, part| whole + "/" + part)
}

fn is_route(code: &Code, e: ExprId) -> bool {
    matches!(code.expr(e), ExprKind::Jsx(jsx) if code.str(code.jsx_element(jsx).tag).ends_with("Route"))
}

fn is_route_object(code: &Code, object: ExprId) -> bool {
    ["element", "Component", "component", "lazy", "children", "loader", "errorElement"]
        .iter()
        .any(|name| code.property(object, name).is_some())
}

/// The value of an attribute of an element.
pub(crate) fn attribute(code: &Code, e: ExprId, name: &str) -> Option<ExprId> {
    let ExprKind::Jsx(jsx) = code.expr(e) else { return None };
    code.property_list(code.jsx_element(jsx).attributes).find_map(|p| match p.key {
        PropertyKey::Name(key) if code.str(key) == name => Some(p.value),
        _ => None,
    })
}

/// The path of a route with those of the routes around it; `None` where one of them is not known.
fn full(project: &Project, file: FileId, code: &Code, route: ExprId, path: ExprId) -> Option<String> {
    let mut whole = text(project, file, path)?;
    for node in code.ancestors(Node::Expr(route)) {
        let Node::Expr(above) = node else { continue };
        let around = match code.expr(above) {
            ExprKind::Jsx(_) if is_route(code, above) => attribute(code, above, "path"),
            ExprKind::Object { .. } if code.property(above, "children").is_some() => code.property(above, "path"),
            _ => None,
        };
        let Some(around) = around else { continue };
        let before = text(project, file, around)?;
        let before = before.trim_end_matches('*').trim_end_matches('/');
        if whole.starts_with('/') && whole.starts_with(before) {
            continue;
        }
        whole = format!("{before}/{}", whole.trim_start_matches('/'));
    }
    Some(format!("/{}", whole.trim_start_matches('/')))
}

fn text(project: &Project, file: FileId, expr: ExprId) -> Option<String> {
    project.values().of(file, expr).iter().find_map(|value| match value {
        Value::Text(text) => Some(text.with_holes("{}")),
        _ => None,
    })
}
