//! `plimsoll init`: a configuration, a hook and a workflow, asking nothing.

mod files;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::Args;

use self::files::{CONFIGURATION, HOOK, WORKFLOW};
use super::{CliError, Exit, output};
use crate::config::FILE_NAME;

/// Options of `plimsoll init`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The app (default: the current folder).
    #[arg(default_value = ".", hide_default_value = true)]
    path: PathBuf,
}

/// Managers of hooks that an app may have already, by the file that shows it, and what to add there.
const MANAGERS: &[(&str, &str)] = &[
    (".husky", "add a line to .husky/pre-commit:\n\n    plimsoll scan --staged\n"),
    (
        "lefthook.yml",
        "add to lefthook.yml:\n\n    pre-commit:\n      commands:\n        plimsoll:\n          run: plimsoll scan --staged\n",
    ),
    (
        ".pre-commit-config.yaml",
        "add to .pre-commit-config.yaml:\n\n    - repo: local\n      hooks:\n        - id: plimsoll\n          name: plimsoll\n          \
         entry: plimsoll scan --staged\n          language: system\n          pass_filenames: false\n",
    ),
];

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let app = &options.path;
    let unreadable = |source| CliError::Output { path: app.display().to_string(), source };
    if !app.is_dir() {
        return Err(unreadable(io::ErrorKind::NotFound.into()));
    }
    // Hooks and workflows belong to the repository, the configuration to the app.
    let start = app.canonicalize().map_err(unreadable)?;
    let root = start.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&start).to_owned();
    let mut words = write(&start, FILE_NAME, CONFIGURATION)?;
    let manager = MANAGERS.iter().find(|(sign, _)| root.join(sign).exists());
    match manager {
        Some((sign, snippet)) => words = format!("{words}hook: {sign} is here; {snippet}\n"),
        None => {
            words.push_str(&write(&root, ".githooks/pre-commit", HOOK)?);
            make_executable(&root.join(".githooks/pre-commit"));
            words.push_str("         switch it on with `git config core.hooksPath .githooks`\n");
        }
    }
    if root.join(".gitlab-ci.yml").exists() {
        words.push_str("workflow: .gitlab-ci.yml is here; docs/continuous-integration.md shows a job for it\n");
    } else {
        words.push_str(&write(&root, ".github/workflows/plimsoll.yml", WORKFLOW)?);
    }
    output::print(words.as_bytes())
}

/// Writes a file that is not there yet; what is there belongs to somebody.
fn write(root: &Path, name: &str, text: &str) -> Result<String, CliError> {
    let path = root.join(name);
    if path.exists() {
        return Ok(format!("left     {name}, which is there already\n"));
    }
    let failed = |source| CliError::Output { path: name.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(&path, text).map_err(failed)?;
    Ok(format!("written  {name}\n"))
}

/// Git skips a hook that may not be executed. Where that cannot be said, it says so itself.
fn make_executable(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o755));
    }
    #[cfg(not(unix))]
    let _ = path;
}
