//! Entries by convention: frameworks that find their files by name and folder.

use super::Place;
use crate::{frameworks::mcp::DEFINES_TOOLS, model::sides::Zone};

/// Adds the zones that a file's path gives it.
pub(super) fn zones(place: &Place<'_>, zones: &mut Vec<Zone>) {
    if is_configuration(place) {
        zones.push(Zone::Config);
        return;
    }
    if is_edge_function(place) {
        zones.push(Zone::Edge);
        return;
    }
    if place.path.starts_with("public/") || place.path.starts_with("static/") || is_service_worker(place) {
        zones.push(Zone::Client);
        return;
    }
    if place.uses("next") {
        next(place, zones);
    }
    if is_hosted_function(place) {
        zones.push(Zone::Server);
    }
    if uses_any(place, &["@remix-run/react", "@react-router/dev", "@remix-run/node"]) {
        remix(place, zones);
    }
    if uses_any(place, &["@tanstack/react-start", "@tanstack/start", "@tanstack/solid-start"]) {
        tanstack(place, zones);
    }
    if is_server_file(place) {
        zones.push(Zone::Server);
    }
    single_page(place, zones);
    if uses_any(place, &["expo", "react-native"]) {
        native(place, zones);
    }
    if place.uses("electron") && place.in_source().starts_with("electron/") {
        zones.push(Zone::Client);
    }
    if uses_any(place, &["@trigger.dev/sdk"]) && place.in_source().starts_with("trigger/") {
        zones.push(Zone::Server);
    }
}

fn uses_any(place: &Place<'_>, packages: &[&str]) -> bool {
    packages.iter().any(|package| place.uses(package))
}

/// Files that only tools read: `vite.config.ts`, `.eslintrc.cjs`, `gulpfile.js`.
fn is_configuration(place: &Place<'_>) -> bool {
    let name = place.file.name();
    let is_tool = name.contains(".config.") || name.contains("rc.") && name.starts_with('.');
    // A list of pages, as Base44 writes it, is imported by the page that shows them.
    let is_runtime = ["sentry.", "app.config.", "pages.config."].iter().any(|prefix| name.starts_with(prefix));
    (is_tool && !is_runtime) || matches!(place.stem(), "gulpfile" | "Gruntfile" | "knexfile" | "craco.config")
}

/// Functions that run in an isolate per request: Supabase's, and Base44's.
fn is_edge_function(place: &Place<'_>) -> bool {
    let parts: Vec<&str> = place.file.path.split('/').collect();
    let is_supabase = parts.windows(4).any(|w| {
        matches!(w, ["supabase", "functions", name, file] if !name.starts_with(['_', '.']) && file.starts_with("index."))
    });
    let is_base44 = place.uses("@base44/sdk")
        && (matches!(parts.as_slice(), [.., "functions", _, file] if file.starts_with("entry.") || file.starts_with("index."))
            || matches!(parts.as_slice(), ["functions", _] | ["base44", "functions", _]));
    is_supabase || is_base44
}

fn is_service_worker(place: &Place<'_>) -> bool {
    matches!(place.stem(), "sw" | "service-worker" | "serviceWorker" | "firebase-messaging-sw")
}

/// Functions that a host finds by folder: `api/` on Vercel, `netlify/functions/`.
fn is_hosted_function(place: &Place<'_>) -> bool {
    let in_folder = |folder: &str| place.path.strip_prefix(folder).is_some_and(|rest| !hidden(rest));
    let has_own_api = place.uses("next");
    !has_own_api && in_folder("api/") && place.file.code.as_ref().is_some_and(|c| !c.exports.is_empty())
        || in_folder("netlify/functions/")
        || in_folder("netlify/edge-functions/")
}

/// Files that frameworks run on the server alone, by their names or folders.
fn is_server_file(place: &Place<'_>) -> bool {
    let (path, name) = (place.in_source(), place.file.name());
    let is_svelte = || name.starts_with("+server.") || name.contains(".server.") || path.starts_with("hooks.server.");
    place.uses("@sveltejs/kit") && is_svelte()
        || place.uses("astro") && path.starts_with("pages/")
        || uses_any(place, &["nuxt", "nitropack", "nitro"]) && place.path.starts_with("server/")
        || place.uses("wrangler") && matches!(path, "index.ts" | "index.js" | "worker.ts" | "worker.js")
        || place.uses(DEFINES_TOOLS) && path.starts_with("lib/mcp/")
}

/// Whether some part of a path starts with an underscore: hosts and routers leave those out.
fn hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('_'))
}

fn next(place: &Place<'_>, zones: &mut Vec<Zone>) {
    let path = place.in_source();
    if path.starts_with("app/") {
        if is_app_file(place.stem()) {
            zones.push(Zone::Server);
        }
    } else if path.starts_with("pages/api/") {
        zones.push(Zone::Server);
    } else if path.starts_with("pages/") {
        // Rendered on both sides; only what fetches its data stays on the server.
        zones.push(Zone::Client);
        zones.push(Zone::Server);
    } else if !path.contains('/') {
        match place.stem() {
            "middleware" | "proxy" | "instrumentation" | "sentry.server.config" | "sentry.edge.config" => {
                zones.push(Zone::Server);
            }
            "instrumentation-client" | "sentry.client.config" => zones.push(Zone::Client),
            _ => {}
        }
    }
}

/// The names that the App Router gives a meaning.
fn is_app_file(stem: &str) -> bool {
    matches!(
        stem,
        "page"
            | "layout"
            | "template"
            | "loading"
            | "error"
            | "global-error"
            | "not-found"
            | "global-not-found"
            | "forbidden"
            | "unauthorized"
            | "default"
            | "route"
            | "sitemap"
            | "robots"
            | "manifest"
            | "icon"
            | "apple-icon"
            | "opengraph-image"
            | "twitter-image"
    )
}

fn remix(place: &Place<'_>, zones: &mut Vec<Zone>) {
    let Some(path) = place.path.strip_prefix("app/") else { return };
    if path.starts_with("routes/") || place.stem() == "root" && !path.contains('/') {
        zones.push(Zone::Client);
        zones.push(Zone::Server);
    } else if path.starts_with("entry.client.") {
        zones.push(Zone::Client);
    } else if path.starts_with("entry.server.") {
        zones.push(Zone::Server);
    }
}

fn tanstack(place: &Place<'_>, zones: &mut Vec<Zone>) {
    let path = place.in_source();
    if path.starts_with("routes/") {
        zones.push(Zone::Client);
        zones.push(Zone::Server);
    } else if !path.contains('/') {
        match place.stem() {
            "router" | "client" | "start" => zones.push(Zone::Client),
            "server" => zones.push(Zone::Server),
            _ => {}
        }
    }
}

/// The first file of a single page, wherever it stands: a folder that was copied has no manifest of its own.
fn single_page(place: &Place<'_>, zones: &mut Vec<Zone>) {
    let is_first = matches!(place.stem(), "main" | "index");
    if is_first && !place.uses("next") && place.file.code.as_ref().is_some_and(mounts) {
        zones.push(Zone::Client);
    }
}

/// Whether code mounts a page: `createRoot(root).render(<App />)`.
fn mounts(code: &crate::facts::code::Code) -> bool {
    let is_called = || code.texts().any(|text| matches!(text, "createRoot" | "hydrateRoot" | "render" | "hydrate"));
    code.imports.iter().filter_map(|i| i.source).any(|s| code.str(s).starts_with("react-dom")) && is_called()
}

fn native(place: &Place<'_>, zones: &mut Vec<Zone>) {
    let is_root = matches!(place.path.split_once('.').map(|(stem, _)| stem), Some("App" | "index" | "app/_layout"));
    let is_route = place.uses("expo-router") && place.in_source().starts_with("app/");
    if is_root || is_route {
        zones.push(Zone::Client);
    }
}
