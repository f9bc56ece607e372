//! Next.js: route handlers, API pages, server actions, middleware.

pub(crate) mod actions;
pub(crate) mod matcher;
pub(crate) mod middleware;
pub(crate) mod routes;

/// The names of the configuration file, in the order in which Next.js looks for them: it reads the first alone.
const CONFIGS: [&str; 4] = ["next.config.js", "next.config.mjs", "next.config.ts", "next.config.mts"];

/// The names of configuration files that make Next.js pass over this one where they stand beside it.
pub(crate) fn configs_before(file_name: &str) -> &'static [&'static str] {
    let own = CONFIGS.iter().position(|name| *name == file_name).unwrap_or_default();
    CONFIGS.get(..own).unwrap_or_default()
}

/// The URL path of a file of the app router or of `pages/`, and the folder of the app that it belongs to.
pub(crate) struct Place<'f> {
    /// The folder that holds `app/`, `src/app/` or `pages/`.
    pub(crate) root: &'f str,
    /// `/api/events/[id]`.
    pub(crate) path: String,
}

/// The place of a file below a folder named `folder` (`app`, `pages`), by its segments without the file name.
pub(crate) fn place<'f>(path: &'f str, folder: &str) -> Option<Place<'f>> {
    let mut start = 0;
    for segment in path.split('/') {
        if segment == folder {
            let root = path.get(..start)?.trim_end_matches('/');
            let root = root.strip_suffix("src").map_or(root, |r| r.trim_end_matches('/'));
            let rest = path.get(start + folder.len()..)?.trim_start_matches('/');
            let (inner, _) = rest.rsplit_once('/').unwrap_or(("", rest));
            return Some(Place { root, path: url(inner) });
        }
        start += segment.len() + 1;
    }
    None
}

/// Whether a file is a page, a layout or a handler of the app router of the app in a folder.
pub(crate) fn is_of_app_router(path: &str, root: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    matches!(stem, "page" | "layout" | "route") && place(path, "app").is_some_and(|place| place.root == root)
}

/// The URL of a folder: groups `(x)` and slots `@x` are no part of it.
fn url(folder: &str) -> String {
    let segments = folder.split('/').filter(|s| !s.is_empty() && !s.starts_with('@'));
    let segments = segments.filter(|s| !(s.starts_with('(') && s.ends_with(')')));
    let mut path = String::new();
    for segment in segments {
        path.push('/');
        path.push_str(segment);
    }
    if path.is_empty() { "/".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn groups_are_no_part_of_the_url() {
        let place = place("apps/web/src/app/(shop)/api/orders/[id]/route.ts", "app").unwrap();
        assert_eq!((place.root, place.path.as_str()), ("apps/web", "/api/orders/[id]"));
        assert!(super::place("src/apps/route.ts", "app").is_none());
    }
}
