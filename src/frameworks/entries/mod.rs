//! Which files something outside the code starts: pages, routes, functions, servers, scripts. All that runs is reached
//! from one of these.

mod by_code;
mod by_config;
mod by_path;
mod regions;
mod words;

pub(crate) use self::{
    regions::{Boundary, boundary, server_regions, within},
    words::{speaks_of_browser, speaks_of_server},
};
use crate::{
    formats::manifest::Manifest,
    model::{File, FileKind, Role, configs::Configs, sides::Zone},
    source::span::FileId,
};

/// A file that is started from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// The file.
    pub(crate) file: FileId,
    /// Where it runs.
    pub(crate) zone: Zone,
}

/// A code file among its package.
pub(crate) struct Place<'p> {
    pub(crate) file: &'p File,
    /// The path from the folder of the package's manifest.
    pub(crate) path: &'p str,
    /// The nearest manifest, if there is one.
    pub(crate) manifest: Option<&'p Manifest>,
}

impl<'p> Place<'p> {
    pub(crate) fn new(files: &'p [File], configs: &'p Configs, file: &'p File) -> Self {
        let above = configs.manifest_above(files, &file.path);
        let folder = above.and_then(|(id, _)| files.get(id.index())).map_or("", File::folder);
        let path = file.path.strip_prefix(folder).map_or(file.path.as_str(), |rest| rest.trim_start_matches('/'));
        Self { file, path, manifest: above.map(|(_, manifest)| manifest) }
    }

    /// Whether the package depends on another.
    pub(crate) fn uses(&self, package: &str) -> bool {
        self.manifest.is_some_and(|m| m.dependency(package).is_some())
    }

    /// The path below a source folder of the package, which may be at its root.
    pub(crate) fn in_source(&self) -> &'p str {
        self.path.strip_prefix("src/").unwrap_or(self.path)
    }

    /// The name without its last ending.
    pub(crate) fn stem(&self) -> &'p str {
        let name = self.file.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// Every entry, sorted.
pub(crate) fn entries(files: &[File], configs: &Configs) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (id, file) in (0u32..).map(FileId).zip(files) {
        if !matches!(file.kind, FileKind::Code(_)) {
            continue;
        }
        let place = Place::new(files, configs, file);
        let mut zones = Vec::new();
        by_role(file.role, &mut zones);
        if zones.is_empty() {
            by_path::zones(&place, &mut zones);
            if let Some(code) = &file.code {
                by_code::zones(&place, code, &mut zones);
            }
        }
        entries.extend(zones.into_iter().map(|zone| Entry { file: id, zone }));
    }
    by_config::entries(files, configs, &mut entries);
    entries.sort_unstable();
    entries.dedup();
    entries
}

/// Whether a file is an entry only by `"use client"`: it marks where the browser's part begins, and starts nothing.
pub(crate) fn only_begins_client(files: &[File], configs: &Configs, file: &File) -> bool {
    let begins = file.code.as_ref().is_some_and(|code| boundary(file, code) == Boundary::Client);
    let mut zones = Vec::new();
    if begins {
        by_path::zones(&Place::new(files, configs, file), &mut zones);
    }
    begins && zones.is_empty()
}

/// Whether frameworks start what is exported under a name: route handlers, loaders, functions of a cloud.
pub(crate) fn is_started_by_name(export: &str) -> bool {
    const STARTED: [&str; 14] = [
        "handler",
        "handle",
        "loader",
        "action",
        "middleware",
        "proxy",
        "main",
        "config",
        "register",
        "load",
        "actions",
        "run",
        "Route",
        "headers",
    ];
    let is_method = export.len() > 2 && export.bytes().all(|b| b.is_ascii_uppercase());
    is_method || STARTED.contains(&export)
}

/// Whether an export that answers requests stands where its framework looks for none: `GET` of `app/berths/example.ts`, as
/// Next.js asks for `route.ts`.
pub(crate) fn is_beside_routes(place: &Place<'_>, export: &str) -> bool {
    let is_method = matches!(export, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS");
    is_method && place.uses("next") && place.in_source().starts_with("app/") && place.stem() != "route"
}

/// Whether something may start a module for its default export because of where it lies. A page that a bundler makes and a
/// server of one's own start with the file that is named, and import the rest; frameworks with folders for pages, plugins or
/// jobs do not.
pub(crate) fn may_start_by_place(place: &Place<'_>) -> bool {
    const NAMED: [&str; 7] = ["vite", "react-scripts", "parcel", "webpack", "express", "fastify", "hono"];
    // A page that is not linked yet is meant to be.
    const FOLDERS: [&str; 17] = [
        "api",
        "functions",
        "plugins",
        "migrations",
        "seeds",
        "seeders",
        "workers",
        "tasks",
        "jobs",
        "commands",
        "events",
        "emails",
        "routes",
        "app",
        "pages",
        "views",
        "screens",
    ];
    let uses = |packages: &[&str]| packages.iter().any(|package| place.uses(package));
    let is_in_folder = place.path.split('/').rev().skip(1).any(|folder| FOLDERS.contains(&folder));
    !uses(&NAMED) || finds_pages_by_place(place) || is_in_folder
}

/// Whether pages of a package are found by their places.
pub(crate) fn finds_pages_by_place(place: &Place<'_>) -> bool {
    FILE_ROUTERS.iter().any(|package| place.uses(package))
}

/// Packages that start files by their places.
const FILE_ROUTERS: [&str; 25] = [
    "next",
    "nuxt",
    "gatsby",
    "astro",
    "expo-router",
    "expo",
    "react-native",
    "@remix-run/dev",
    "@react-router/dev",
    "@react-router/fs-routes",
    "@tanstack/react-start",
    "@tanstack/solid-start",
    "@tanstack/start",
    "@tanstack/router-plugin",
    "@tanstack/router-vite-plugin",
    "@sveltejs/kit",
    "@solidjs/start",
    "@redwoodjs/core",
    "@docusaurus/core",
    "@generouted/react-router",
    "vite-plugin-pages",
    "vike",
    "wxt",
    "plasmo",
    "@adonisjs/core",
];

/// Whether files of a kind that is not read import modules: single-file components.
pub(crate) fn holds_scripts(file_name: &str) -> bool {
    [".vue", ".svelte", ".astro", ".mdx"].iter().any(|end| file_name.ends_with(end))
}

fn by_role(role: Role, zones: &mut Vec<Zone>) {
    match role {
        Role::Test | Role::Story => zones.push(Zone::Test),
        Role::Script | Role::Seed | Role::Example => zones.push(Zone::Script),
        Role::Source | Role::Generated | Role::Vendored | Role::UiKit | Role::Copy => {}
    }
}
