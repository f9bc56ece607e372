//! Frameworks that answer requests with the exports of files, by where these lie: `SvelteKit`, Remix and React Router, Astro,
//! Nuxt, and the functions of Cloudflare Pages.

use super::{entries::Place, handler};
use crate::{
    facts::code::{ExprKind, PropertyKey},
    model::{
        Project,
        modules::Imported,
        routes::{Entry, Kind, METHODS},
        values::Values,
    },
    source::span::FileId,
};

/// The entry points of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, file, _) in project.code_files() {
        let place = Place::new(&project.files, &project.configs, file);
        let files = Files { values: &values, id, place: &place };
        let uses = |packages: &[&str]| packages.iter().any(|p| place.uses(p));
        if uses(&["@sveltejs/kit"]) {
            entries.extend(files.sveltekit());
        } else if uses(&["@remix-run/react", "@remix-run/node", "@react-router/dev", "@react-router/node"]) {
            entries.extend(files.remix());
        } else if uses(&["astro"]) {
            entries.extend(files.astro());
        } else if uses(&["nuxt", "nitropack", "nitro"]) {
            entries.extend(files.nitro());
        } else {
            entries.extend(files.pages_functions());
        }
    }
    entries
}

struct Files<'a> {
    values: &'a Values<'a>,
    id: FileId,
    place: &'a Place<'a>,
}

impl Files<'_> {
    /// `src/routes/boats/+server.ts`, and the `actions` of `+page.server.ts`.
    fn sveltekit(&self) -> Vec<Entry> {
        let Some(below) = self.place.in_source().strip_prefix("routes/") else { return Vec::new() };
        let folder = below.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.place.stem() {
            "+server" => self.methods(Kind::SvelteKit, &path_of(folder)),
            "+page.server" => self.actions(&path_of(folder)),
            _ => Vec::new(),
        }
    }

    /// `export const actions = { default: async (event) => …, rename: … }`.
    fn actions(&self, path: &str) -> Vec<Entry> {
        let Some(Imported::Definition(definition)) = self.values.export(self.id, "actions") else { return Vec::new() };
        let Some((file, object)) = handler::exported(self.values, definition.file, definition.value) else {
            return Vec::new();
        };
        let Some(code) = self.values.code(file) else { return Vec::new() };
        let ExprKind::Object { properties } = code.expr(object) else { return Vec::new() };
        let actions = code.property_list(properties).filter_map(|property| {
            let PropertyKey::Name(name) = property.key else { return None };
            let path = match code.str(name) {
                "default" => path.to_owned(),
                name => format!("{path}?/{name}"),
            };
            let steps = handler::steps(self.values, file, property.value);
            let at = code.range(property.value).in_file(file);
            Some(Entry::at_path(at, Kind::SvelteKit, Some("POST"), path, steps))
        });
        actions.collect()
    }

    /// The `action` of a route; its `loader`, where no page stands in the same file.
    fn remix(&self) -> Vec<Entry> {
        let Some(below) = self.place.path.strip_prefix("app/") else { return Vec::new() };
        let route = below.strip_prefix("routes/").unwrap_or(below);
        let route = route.rsplit_once('.').map_or(route, |(stem, _)| stem).replace('.', "/");
        let path = path_of(&route);
        let mut entries = Vec::new();
        entries.extend(self.export("action", Kind::Remix, Some("POST"), &path));
        if self.values.export(self.id, "default").is_none() {
            entries.extend(self.export("loader", Kind::Remix, Some("GET"), &path));
        }
        entries
    }

    /// `src/pages/api/boats.ts`.
    fn astro(&self) -> Vec<Entry> {
        let Some(below) = self.place.in_source().strip_prefix("pages/") else { return Vec::new() };
        let path = path_of(below.rsplit_once('.').map_or(below, |(stem, _)| stem));
        let mut entries = self.methods(Kind::Astro, &path);
        entries.extend(self.export("ALL", Kind::Astro, None, &path));
        entries
    }

    /// `server/api/boats.post.ts`.
    fn nitro(&self) -> Vec<Entry> {
        let below = self.place.path.strip_prefix("server/");
        let Some(below) = below.filter(|rest| rest.starts_with("api/") || rest.starts_with("routes/")) else {
            return Vec::new();
        };
        let below = below.strip_prefix("routes/").unwrap_or(below);
        let stem = below.rsplit_once('.').map_or(below, |(stem, _)| stem);
        let named = |(_, last): &(&str, &str)| METHODS.into_iter().find(|m| m.eq_ignore_ascii_case(last));
        let (stem, method) = match stem.rsplit_once('.') {
            Some(parts) => named(&parts).map_or((stem, None), |method| (parts.0, Some(method))),
            None => (stem, None),
        };
        self.export("default", Kind::Nitro, method, &path_of(stem)).into_iter().collect()
    }

    /// `export const onRequestPost = async ({ request, env }) => …` below `functions/`.
    fn pages_functions(&self) -> Vec<Entry> {
        let Some(below) = self.place.path.strip_prefix("functions/") else { return Vec::new() };
        let path = path_of(below.rsplit_once('.').map_or(below, |(stem, _)| stem));
        let mut entries: Vec<Entry> = self.export("onRequest", Kind::Worker, None, &path).into_iter().collect();
        for method in METHODS {
            let (first, rest) = method.split_at(1);
            let name = format!("onRequest{first}{}", rest.to_ascii_lowercase());
            entries.extend(self.export(&name, Kind::Worker, Some(method), &path));
        }
        entries
    }

    fn methods(&self, kind: Kind, path: &str) -> Vec<Entry> {
        METHODS.into_iter().filter_map(|method| self.export(method, kind, Some(method), path)).collect()
    }

    fn export(&self, name: &str, kind: Kind, method: Option<&str>, path: &str) -> Option<Entry> {
        let (steps, range) = handler::exported_steps(self.values, self.id, name)?;
        Some(Entry::at_path(range.in_file(self.id), kind, method, path.to_owned(), steps))
    }
}

/// The path that a file answers: without groups (`(app)`), pathless parts (`_auth`) and `index`.
fn path_of(file: &str) -> String {
    let is_part = |part: &&str| {
        !part.is_empty() && !part.starts_with('(') && !part.starts_with('_') && !matches!(*part, "index" | "route")
    };
    let parts: Vec<String> = file.split('/').filter(is_part).map(|p| p.replace('$', ":")).collect();
    format!("/{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::path_of;

    #[test]
    fn files_answer_paths() {
        assert_eq!(path_of("(app)/boats/[id]"), "/boats/[id]");
        assert_eq!(path_of("api/boats/$id"), "/api/boats/:id");
        assert_eq!(path_of("index"), "/");
    }
}
