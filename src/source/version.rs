//! The files of the index or of a commit, as the walk would find them on disk.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use super::{
    discover::{Content, Discovery, Found, Scope, is_left_out_name, mark_copies},
    git::{GitError, Listed, Repository, Version},
    kind::kind_of,
    role::role_of,
};
use crate::run::wants_text;

/// What one version of a repository holds.
#[derive(Debug)]
pub struct Snapshot {
    repository: Repository,
    files: Vec<Listed>,
}

impl Snapshot {
    /// Lists a version of the repository at `git_root`.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn of(repository: &Repository, version: &Version) -> Result<Self, GitError> {
        Ok(Self { repository: repository.clone(), files: repository.list(version)? })
    }

    /// Whether both hold the same files.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.files == other.files
    }

    /// The text of one file, by its path from the root of the work tree.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn text(&self, path: &str) -> Result<Option<String>, GitError> {
        let Some(file) = self.files.iter().find(|file| file.path == path) else { return Ok(None) };
        let mut contents = self.repository.contents(std::slice::from_ref(&file.id))?;
        let bytes = contents.remove(&file.id).and_then(|blob| blob.bytes);
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// What an audit of `scope` reads of it.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn discover(&self, scope: &Scope) -> Result<Discovery, GitError> {
        let git_root = scope.git_root.clone().unwrap_or_else(|| scope.root.clone());
        let manifests: BTreeSet<&str> = self.files.iter().filter_map(|f| f.path.strip_suffix("package.json")).collect();
        let is_in = |path: &str| scope.starts.iter().any(|start| git_root.join(path).starts_with(start));
        let read = self.files.iter().filter(|file| is_in(&file.path) && !is_left_out(&file.path, &manifests));
        let mut found: Vec<(Found, &Arc<str>)> = read
            .filter_map(|file| {
                let location = git_root.join(&file.path);
                let path = relative(&location, &scope.root)?;
                let kind = kind_of(path.rsplit('/').next().unwrap_or(&path));
                let role = role_of(&path, kind);
                // What git keeps is not ignored, whatever the ignore files say.
                let found = Found {
                    path,
                    location,
                    size: 0,
                    kind,
                    role,
                    ignored: false,
                    error: None,
                    content: Content::OnDisk,
                };
                Some((found, &file.id))
            })
            .collect();
        found.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        let mut ids: Vec<Arc<str>> =
            found.iter().filter(|(f, _)| wants_text(f)).map(|(_, id)| Arc::clone(id)).collect();
        ids.sort();
        ids.dedup();
        let contents = self.repository.contents(&ids)?;
        let mut files: Vec<Found> = Vec::with_capacity(found.len());
        for (mut file, id) in found {
            match contents.get(id) {
                Some(blob) => {
                    file.size = blob.size;
                    file.content = Content::Stored(blob.clone());
                }
                // Known by name only.
                None => file.content = Content::Absent,
            }
            files.push(file);
        }
        mark_copies(&mut files);
        let restricted_to = scope.restricted_to.clone();
        Ok(Discovery { root: scope.root.clone(), git_root: Some(git_root), files, restricted_to, dump: None })
    }
}

/// Whether the walk would not have entered one of its folders.
fn is_left_out(path: &str, manifests: &BTreeSet<&str>) -> bool {
    let folders = path.match_indices('/').map(|(end, _)| {
        let folder = path.get(..end).unwrap_or_default();
        folder
            .rsplit_once('/')
            .map_or(("", folder), |(_, name)| (path.get(..end - name.len()).unwrap_or_default(), name))
    });
    folders.into_iter().any(|(above, name)| is_left_out_name(name, || manifests.contains(above)))
}

fn relative(location: &Path, root: &Path) -> Option<String> {
    let parts: Vec<_> = location.strip_prefix(root).ok()?.iter().map(|part| part.to_string_lossy()).collect();
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::is_left_out;

    #[test]
    fn folders_of_output_are_left_out_as_by_the_walk() {
        let manifests = BTreeSet::from(["", "web/"]);
        for path in ["node_modules/a/b.js", "web/.next/x.js", "out/x.js", "web/build/x.js", "lib/dist/x.js"] {
            assert!(is_left_out(path, &manifests), "{path}");
        }
        for path in ["src/a.ts", "lib/build/a.ts", "src/out/a.ts", "outer/a.ts"] {
            assert!(!is_left_out(path, &manifests), "{path}");
        }
    }
}
