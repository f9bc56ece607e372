use std::{fs, path::Path};

use super::{Discovery, discover};
use crate::model::Role;

fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn found(root: &Path) -> Discovery {
    discover(&[root.to_owned()]).unwrap()
}

fn paths(discovery: &Discovery) -> Vec<&str> {
    discovery.files.iter().map(|f| f.path.as_str()).collect()
}

#[test]
fn an_environment_file_is_left_out_only_where_git_does() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::write(root.join(".gitignore"), ".env\n").unwrap();
    fs::write(root.join(".env"), "A=1\n").unwrap();
    let is_ignored = || {
        let found = discover(&[root.to_owned()]).unwrap();
        found.files.iter().any(|file| file.path == ".env" && file.ignored)
    };
    // An archive of a repository: what is there came with it.
    assert!(!is_ignored());
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git").arg("-C").arg(root).args(arguments).status().unwrap();
        assert!(done.success());
    };
    git(&["init", "-q"]);
    assert!(is_ignored());
    git(&["add", "--force", ".env"]);
    assert!(!is_ignored());
}

#[test]
fn dependencies_and_output_are_never_entered() {
    let dir = tree(&[
        ("package.json", "{}"),
        ("node_modules/a/index.js", ""),
        ("dist/a.js", ""),
        ("build/a.js", ""),
        (".next/a.js", ""),
        (".github/workflows/ci.yml", ""),
        ("src/build/plan.ts", ""),
    ]);
    assert_eq!(paths(&found(dir.path())), [".github/workflows/ci.yml", "package.json", "src/build/plan.ts"]);
}

#[test]
fn an_ignored_environment_file_is_seen() {
    let dir = tree(&[
        (".git/HEAD", ""),
        (".gitignore", ".env\nlocal/\n"),
        (".env", "A=1"),
        ("local/a.ts", ""),
        ("src/.gitignore", "b.ts"),
        ("src/b.ts", ""),
    ]);
    let discovery = found(dir.path());
    let ignored: Vec<_> = discovery.files.iter().filter(|f| f.ignored).map(|f| f.path.as_str()).collect();
    assert_eq!(ignored, [".env", "src/b.ts"]);
    assert!(!paths(&discovery).contains(&"local/a.ts"));
}

#[test]
fn ignore_files_above_the_root_count_up_to_the_git_root() {
    let dir = tree(&[(".git/HEAD", ""), (".gitignore", "*.gen.ts\n"), ("web/a.gen.ts", ""), ("web/b.ts", "")]);
    let discovery = found(&dir.path().join("web"));
    assert_eq!(discovery.files.iter().map(|f| f.ignored).collect::<Vec<_>>(), [true, false]);
    assert_eq!(discovery.git_root, Some(dir.path().canonicalize().unwrap()));
}

#[test]
fn several_paths_are_one_tree_at_their_common_root() {
    let dir = tree(&[("apps/web/a.ts", ""), ("apps/api/b.ts", ""), ("packages/c.ts", ""), ("other/d.ts", "")]);
    let root = dir.path();
    let discovery =
        discover(&[root.join("packages"), root.join("apps/web"), root.join("apps"), root.join("apps/web")]).unwrap();
    assert_eq!(paths(&discovery), ["apps/api/b.ts", "apps/web/a.ts", "packages/c.ts"]);
}

#[test]
fn a_file_stands_for_its_app() {
    let dir = tree(&[("package.json", "{}"), ("src/a.ts", ""), ("src/b.ts", "")]);
    let discovery = discover(&[dir.path().join("src/a.ts")]).unwrap();
    assert_eq!(paths(&discovery), ["package.json", "src/a.ts", "src/b.ts"]);
    assert_eq!(discovery.restricted_to.into_iter().collect::<Vec<_>>(), ["src/a.ts"]);
}

#[test]
fn a_folder_that_is_only_called_like_a_backend_is_no_app() {
    let dir = tree(&[
        ("package.json", "{}"),
        ("src/lib/supabase/client.ts", ""),
        ("src/lib/a.ts", ""),
        ("supabase/migrations/1.sql", ""),
        ("supabase/functions/pay/package.json", "{}"),
        ("supabase/functions/pay/index.ts", ""),
    ]);
    let root = dir.path().canonicalize().unwrap();
    for file in ["src/lib/a.ts", "supabase/functions/pay/index.ts"] {
        assert_eq!(discover(&[root.join(file)]).unwrap().root, root, "{file}");
    }
}

#[test]
fn copies_of_the_app_are_marked() {
    let dir =
        tree(&[("package.json", "{}"), ("src/a.ts", ""), ("shop-main/package.json", "{}"), ("shop-main/src/a.ts", "")]);
    let copies: Vec<_> = found(dir.path()).files.into_iter().filter(|f| f.role == Role::Copy).map(|f| f.path).collect();
    assert_eq!(copies, ["shop-main/package.json", "shop-main/src/a.ts"]);
}

#[test]
fn a_missing_path_is_an_error_of_the_input() {
    assert!(discover(&["no/such/folder".into()]).is_err());
}

#[cfg(unix)]
#[test]
fn links_that_loop_are_harmless() {
    let dir = tree(&[("src/a.ts", "")]);
    std::os::unix::fs::symlink(dir.path(), dir.path().join("src/loop")).unwrap();
    assert_eq!(paths(&found(dir.path())), ["src/a.ts"]);
}
