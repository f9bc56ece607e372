//! Second copies of an app inside its own tree: `archive/`, `shop-export/`, `shop-main/`, as agents and zip files
//! leave them. They are not what users run, and their faults would be counted twice.

use std::collections::BTreeSet;

/// Endings of folders that unpacked exports and hand-made backups have.
const ENDINGS: &[&str] = &["-export", "-main", "-master", "-backup", "_backup", "-old", "_old", "-copy", "-bak"];
/// Folders at the top of an app that hold what is no longer used.
const SHELVES: &[&str] = &[
    "archive",
    "archives",
    "archived",
    "_archive",
    "_archived",
    "backup",
    "backups",
    "_backup",
    "old",
    "_old",
    "deprecated",
    "prototype-reference",
    "reference",
    "legacy-app",
];

/// The folders (without a final `/`) that are copies, given all paths of the tree. None when no app is left outside
/// of them: then the "copy" is the app.
#[must_use]
pub fn copy_folders<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> BTreeSet<&'p str> {
    let manifests: BTreeSet<&str> = paths
        .clone()
        .filter_map(|p| p.strip_suffix("package.json"))
        .filter_map(|p| if p.is_empty() { Some("") } else { p.strip_suffix('/') })
        .collect();
    let candidates: BTreeSet<&str> =
        paths.flat_map(folders_above).filter(|folder| looks_like_copy(folder, &manifests)).collect();
    if manifests.iter().any(|m| !is_within(m, &candidates)) { candidates } else { BTreeSet::new() }
}

/// Whether a path lies in one of these folders.
#[must_use]
pub fn is_within(path: &str, folders: &BTreeSet<&str>) -> bool {
    folders.contains(path) || folders_above(path).any(|f| folders.contains(f))
}

fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| path.get(..end).unwrap_or(path))
}

fn looks_like_copy(folder: &str, manifests: &BTreeSet<&str>) -> bool {
    let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    let name = name.to_ascii_lowercase();
    if SHELVES.contains(&name.as_str()) {
        return parent.is_empty() || parent == "docs" || manifests.contains(parent);
    }
    ENDINGS.iter().any(|e| name.ends_with(e)) && (parent.is_empty() || manifests.contains(folder))
}

#[cfg(test)]
mod tests {
    use super::{copy_folders, is_within};

    #[test]
    fn a_copy_needs_an_original() {
        let both = ["package.json", "shop-main/package.json", "shop-main/src/a.ts", "src/archive/b.ts"];
        let copies = copy_folders(both.into_iter());
        assert!(is_within("shop-main/src/a.ts", &copies));
        assert!(!is_within("src/archive/b.ts", &copies));
        assert!(copy_folders(["shop-main/package.json", "shop-main/src/a.ts"].into_iter()).is_empty());
    }

    #[test]
    fn shelves_at_the_top_of_an_app() {
        let paths = ["web/package.json", "web/archive/a.ts", "web/src/old/b.ts"];
        let copies = copy_folders(paths.into_iter());
        assert_eq!(copies.into_iter().collect::<Vec<_>>(), ["web/archive"]);
    }
}
