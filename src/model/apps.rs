//! The apps of a tree: most exports are one, a monorepo holds several.

use std::collections::BTreeSet;

use super::{File, FileKind, Project, Role, modules::Target};
use crate::{
    formats::{html, manifest::Manifest},
    frameworks::{
        builders::is_starter,
        stack::{FRAMEWORKS, STORE_PATHS, STORES, known},
    },
    source::span::FileId,
};

/// One app: a folder with a manifest of its own that something is built or served from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct App {
    /// Its folder, without a final `/`; empty for the root.
    pub root: String,
    /// Its `package.json`.
    pub manifest: Option<FileId>,
    /// What it is called there; where that is only the starter's name, what its page is called.
    pub name: String,
    /// Ids of the frameworks it is made with, in the order of the list that knows them.
    pub frameworks: Vec<&'static str>,
    /// Ids of where it keeps data.
    pub data: Vec<&'static str>,
    /// Ids of services that it calls, by their libraries.
    pub services: BTreeSet<String>,
    /// The package manager that its lock file, or its manifest, names.
    pub package_manager: Option<&'static str>,
    /// Its lock files.
    pub lockfiles: Vec<FileId>,
}

impl App {
    /// Whether a path lies in the app's folder.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.root.is_empty() || path.strip_prefix(self.root.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it is made with this framework.
    #[must_use]
    pub fn uses(&self, framework: &str) -> bool {
        self.frameworks.contains(&framework)
    }
}

impl Project {
    /// The app that a file belongs to: the one with the deepest folder around it.
    #[must_use]
    pub fn app_of(&self, file: FileId) -> Option<&App> {
        let path = &self.file(file).path;
        self.apps.iter().filter(|a| a.holds(path)).max_by_key(|a| a.root.len())
    }

    /// Whether any app keeps data in this store.
    #[must_use]
    pub fn keeps_data_in(&self, store: &str) -> bool {
        self.apps.iter().any(|a| a.data.contains(&store))
    }
}

pub(super) fn collect(project: &Project) -> Vec<App> {
    let own = project.configs.manifests.iter().filter(|(id, _)| is_own(project.file(*id)));
    let mut apps: Vec<App> = own.filter(|(_, m)| is_app(m)).map(|(id, m)| of_manifest(project, *id, m)).collect();
    if apps.is_empty() {
        // Code without a manifest of an app: a library, a folder of functions, a server in another language.
        apps.push(App::default());
    }
    apps.sort_by(|a, b| a.root.cmp(&b.root));
    let roots: Vec<String> = apps.iter().map(|a| a.root.clone()).collect();
    for app in &mut apps {
        add_what_its_files_show(project, app, &roots);
    }
    apps
}

fn is_own(file: &File) -> bool {
    matches!(file.role, Role::Source)
}

/// Manifests of libraries and tools have neither a framework nor anything to serve.
fn is_app(manifest: &Manifest) -> bool {
    let serves = ["dev", "start", "serve"].iter().any(|s| manifest.script(s).is_some());
    serves
        || manifest.dependencies.iter().any(|d| !d.is_dev && known(FRAMEWORKS, &d.name).is_some_and(|id| id != "react"))
}

fn of_manifest(project: &Project, id: FileId, manifest: &Manifest) -> App {
    let ids = |list: &'static [(&'static str, &'static str)]| -> BTreeSet<&'static str> {
        manifest.dependencies.iter().filter_map(|d| known(list, &d.name)).collect()
    };
    let frameworks = ids(FRAMEWORKS);
    let mut ordered: Vec<&'static str> =
        FRAMEWORKS.iter().map(|(_, id)| *id).filter(|id| frameworks.contains(id)).collect();
    ordered.dedup();
    let root = project.file(id).folder();
    let page = if is_starter(&manifest.name) { title(project, root) } else { None };
    App {
        root: root.to_owned(),
        manifest: Some(id),
        name: page.unwrap_or_else(|| manifest.name.clone()),
        frameworks: ordered,
        data: ids(STORES).into_iter().collect(),
        package_manager: manifest.package_manager.as_deref().and_then(|p| manager_named(p.split('@').next()?)),
        ..App::default()
    }
}

fn add_what_its_files_show(project: &Project, app: &mut App, roots: &[String]) {
    let is_deeper = |root: &str, path: &str| {
        root.len() > app.root.len() && path.strip_prefix(root).is_some_and(|r| r.starts_with('/'))
    };
    let mut data: BTreeSet<&'static str> = app.data.iter().copied().collect();
    let mut services = BTreeSet::new();
    let mut lockfiles = Vec::new();
    for (id, file) in project.all_files().filter(|(_, f)| f.role.is_production()) {
        if !app.holds(&file.path) || roots.iter().any(|r| is_deeper(r, &file.path)) {
            continue;
        }
        let inside = file.path.get(app.root.len()..).unwrap_or("").trim_start_matches('/');
        data.extend(STORE_PATHS.iter().filter(|(path, _)| inside.starts_with(path)).map(|(_, id)| *id));
        if file.kind == FileKind::Lockfile {
            lockfiles.push(id);
        }
        for target in project.modules.targets(id) {
            let Target::Package(package) = target else { continue };
            data.extend(known(STORES, package));
            services.extend(project.vocab.service_of_package(package).map(|s| s.id.clone()));
        }
    }
    let named = lockfiles.iter().find_map(|id| manager_of(project.file(*id).name()));
    app.package_manager = app.package_manager.or(named);
    app.data = data.into_iter().collect();
    app.services = services;
    app.lockfiles = lockfiles;
}

/// The title of the page that loads the app in a folder.
fn title(project: &Project, root: &str) -> Option<String> {
    let is_its = |path: &str| {
        let inside = path.strip_prefix(root).map(|rest| rest.trim_start_matches('/'));
        matches!(inside, Some("index.html" | "client/index.html"))
    };
    let (page, tags) = project.configs.pages.iter().find(|(id, _)| is_its(&project.file(*id).path))?;
    html::title(project.file(*page).text.as_deref()?, tags)
}

/// The package manager whose lock file has this name.
#[must_use]
pub fn manager_of(lock_file: &str) -> Option<&'static str> {
    match lock_file {
        "package-lock.json" | "npm-shrinkwrap.json" => Some("npm"),
        "yarn.lock" => Some("yarn"),
        "pnpm-lock.yaml" => Some("pnpm"),
        "bun.lock" | "bun.lockb" => Some("bun"),
        _ => None,
    }
}

fn manager_named(name: &str) -> Option<&'static str> {
    ["npm", "yarn", "pnpm", "bun"].into_iter().find(|m| *m == name)
}

#[cfg(test)]
mod tests {
    use super::collect;
    use crate::{
        model::{File, Project, configs::Configs},
        source::{kind::kind_of, role::role_of},
    };

    fn project(files: &[(&str, &str)]) -> Project {
        let mut project = Project::default();
        for (path, text) in files {
            let kind = kind_of(path.rsplit('/').next().unwrap());
            let mut file = File::new(*path, kind);
            file.role = role_of(path, kind);
            file.text = Some((*text).into());
            project.files.push(file);
        }
        project.files.sort_by(|a, b| a.path.cmp(&b.path));
        project.configs = Configs::build(&project.files).0;
        project
    }

    #[test]
    fn a_starter_is_named_by_its_page() {
        let manifest = r#"{"name":"vite_react_shadcn_ts","scripts":{"dev":"vite"}}"#;
        let named = |page| collect(&project(&[("package.json", manifest), ("index.html", page)])).remove(0).name;
        assert_eq!(named("<title>Petly: sitters who care</title>"), "Petly");
        assert_eq!(named("<p>"), "vite_react_shadcn_ts");
    }

    #[test]
    fn apps_and_libraries_of_a_monorepo() {
        let apps = collect(&project(&[
            ("package.json", r#"{"name":"all","workspaces":["apps/*"]}"#),
            ("apps/web/package.json", r#"{"name":"web","dependencies":{"next":"15","react":"19"}}"#),
            ("apps/web/prisma/schema.prisma", ""),
            ("packages/ui/package.json", r#"{"name":"ui","dependencies":{"react":"19"}}"#),
            (
                "apps/api/package.json",
                r#"{"name":"api","scripts":{"start":"node ."},"dependencies":{"express":"4","pg":"8"}}"#,
            ),
        ]));
        let found: Vec<_> = apps.iter().map(|a| (a.root.as_str(), a.frameworks.clone(), a.data.clone())).collect();
        let want =
            [("apps/api", vec!["express"], vec!["postgres"]), ("apps/web", vec!["next", "react"], vec!["prisma"])];
        assert_eq!(found, want);
    }

    #[test]
    fn a_tree_without_a_manifest_is_one_app() {
        let apps = collect(&project(&[("supabase/functions/pay/index.ts", ""), ("bun.lock", "")]));
        assert_eq!((apps.len(), apps[0].data.as_slice(), apps[0].package_manager), (1, &["supabase"][..], Some("bun")));
    }
}
