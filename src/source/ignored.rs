//! What git leaves out: the `.gitignore` files of the tree, of the folders above it up to the root of the work tree,
//! and `.git/info/exclude`. Git itself is never run, and nothing outside the work tree is read.

use std::path::{Path, PathBuf};

use ignore::{
    Match,
    gitignore::{Gitignore, GitignoreBuilder},
};

/// The ignore files in force at one point of a walk, outermost first.
#[derive(Debug, Default)]
pub struct IgnoreStack {
    levels: Vec<(PathBuf, Gitignore)>,
}

impl IgnoreStack {
    /// The ignore files above `root` (exclusive), from the root of the git work tree down.
    #[must_use]
    pub fn above(root: &Path, git_root: Option<&Path>) -> Self {
        let mut stack = Self::default();
        let Some(git_root) = git_root else { return stack };
        stack.push_file(git_root, &git_root.join(".git/info/exclude"));
        let mut folders: Vec<&Path> = root.ancestors().skip(1).take_while(|a| a.starts_with(git_root)).collect();
        folders.reverse();
        for folder in folders {
            stack.push_file(folder, &folder.join(".gitignore"));
        }
        stack
    }

    /// Enters a folder: forgets the levels that are not above it and adds its own ignore file, if it has one.
    pub fn enter(&mut self, folder: &Path) {
        self.levels.retain(|(at, _)| folder.starts_with(at));
        self.push_file(folder, &folder.join(".gitignore"));
    }

    fn push_file(&mut self, folder: &Path, file: &Path) {
        if !file.is_file() {
            return;
        }
        let mut builder = GitignoreBuilder::new(folder);
        // A line that is no pattern is skipped, as git does.
        let _ = builder.add(file);
        if let Ok(matcher) = builder.build()
            && !matcher.is_empty()
        {
            self.levels.push((folder.to_owned(), matcher));
        }
    }

    /// Whether git leaves out this path by its own name. The walk does not enter ignored folders, so what is inside
    /// one is asked about only when the user named it.
    #[must_use]
    pub fn is_ignored(&self, path: &Path, is_dir: bool) -> bool {
        for (folder, matcher) in self.levels.iter().rev() {
            if !path.starts_with(folder) {
                continue;
            }
            match matcher.matched(path, is_dir) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::IgnoreStack;

    #[test]
    fn the_nearest_file_decides() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("app/src")).unwrap();
        fs::write(root.join(".gitignore"), "*.log\n.env*\n").unwrap();
        fs::write(root.join("app/.gitignore"), "!.env.example\n/gen\n").unwrap();
        let mut stack = IgnoreStack::above(&root.join("app"), Some(root));
        stack.enter(&root.join("app"));
        let ignored = |path: &str| stack.is_ignored(&root.join(path), false);
        assert!(ignored("app/.env"));
        assert!(!ignored("app/.env.example"));
        assert!(ignored("app/src/x.log"));
        assert!(stack.is_ignored(&root.join("app/gen"), true));
        assert!(!stack.is_ignored(&root.join("app/src/gen"), true));
    }

    #[test]
    fn levels_are_left_behind() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("a")).unwrap();
        fs::create_dir_all(root.join("b")).unwrap();
        fs::write(root.join("a/.gitignore"), "secret.ts\n").unwrap();
        let mut stack = IgnoreStack::default();
        stack.enter(&root.join("a"));
        assert!(stack.is_ignored(&root.join("a/secret.ts"), false));
        stack.enter(&root.join("b"));
        assert!(!stack.is_ignored(&root.join("b/secret.ts"), false));
    }
}
