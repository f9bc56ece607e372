//! Files as git keeps them: those of the index, or of a commit. The only file that starts another program.
//!
//! A repository is as strange as the code in it, and its configuration can name programs: hooks, a file system monitor,
//! filters, text converters, external differs, a helper that fetches missing objects. Only commands that list and print
//! objects as they are stored are called, which know no filters or converters, and the rest is switched off.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    thread,
};

use thiserror::Error;

/// Larger files are over the limit of every kind.
const LARGEST: u64 = 33 << 20;

/// Which state of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version {
    /// What would be committed now.
    Index,
    /// What a commit holds; nothing, when the repository has no commit yet.
    Commit(Option<String>),
}

/// A file as git lists it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// From the root of the work tree, `/`-separated.
    pub path: String,
    /// The name of its content.
    pub id: Arc<str>,
}

/// The content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// The name of the content.
    pub id: Arc<str>,
    /// Its bytes; `None` when they are too many, or not here.
    pub bytes: Option<Arc<[u8]>>,
    /// How many there are.
    pub size: u64,
}

/// Git cannot give what was asked for.
#[derive(Debug, Error)]
pub enum GitError {
    /// The folder lies in no repository.
    #[error("{0} is in no git repository")]
    NoRepository(String),
    /// There is no such commit.
    #[error("git knows no revision `{0}`")]
    NoRevision(String),
    /// It cannot be started, or broke off.
    #[error("git cannot be asked: {0}")]
    Io(#[from] io::Error),
    /// It refused.
    #[error("git says: {0}")]
    Refused(String),
}

/// A repository with a work tree.
#[derive(Clone, Debug)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// The repository whose work tree begins at `root`.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The commit that a revision names; `HEAD` of a repository without commits names none.
    ///
    /// # Errors
    /// When there is no such revision, or git cannot be asked.
    pub fn commit(&self, revision: &str) -> Result<Version, GitError> {
        let wanted = format!("{revision}^{{commit}}");
        match self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]) {
            Ok(id) => Ok(Version::Commit(Some(String::from_utf8_lossy(&id).trim().to_owned()))),
            Err(GitError::Refused(_)) if revision == "HEAD" => self.unborn(),
            Err(GitError::Refused(why)) if why.is_empty() => Err(GitError::NoRevision(revision.to_owned())),
            Err(error) => Err(error),
        }
    }

    /// A branch without commits, where this is a repository at all.
    fn unborn(&self) -> Result<Version, GitError> {
        self.ask(&["rev-parse", "--git-dir"]).map(|_| Version::Commit(None))
    }

    /// The regular files of a version, by path. Links and submodules are no files of the app.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn list(&self, version: &Version) -> Result<Vec<Listed>, GitError> {
        let lines = match version {
            Version::Commit(None) => Vec::new(),
            Version::Commit(Some(id)) => self.ask(&["ls-tree", "-r", "-z", "--full-tree", id])?,
            Version::Index => self.ask(&["ls-files", "--stage", "-z", "--full-name"])?,
        };
        let mut files: Vec<Listed> = lines.split(|&byte| byte == 0).filter_map(listed).collect();
        files.sort();
        // A conflict has several versions; the first is as good as the others until it is resolved.
        files.dedup_by(|later, first| later.path == first.path);
        Ok(files)
    }

    /// Contents by their names.
    ///
    /// # Errors
    /// When git cannot be asked.
    pub fn contents(&self, ids: &[Arc<str>]) -> Result<BTreeMap<Arc<str>, Blob>, GitError> {
        let mut child = self.command(&["cat-file", "--batch"]).stdin(Stdio::piped()).spawn()?;
        let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(GitError::Refused("no pipe".to_owned()));
        };
        let wanted: String = ids.iter().flat_map(|id| [id, "\n"]).collect();
        // Written beside the reading, or both sides would wait for each other. When git goes away early, the reading says so.
        let writer = thread::spawn(move || input.write_all(wanted.as_bytes()));
        let mut output = BufReader::with_capacity(1 << 16, output);
        let contents = ids.iter().map(|id| Ok((Arc::clone(id), blob(id, &mut output)?))).collect();
        // The reader is gone when this is reached, also after an error, and ends the writer.
        drop(output);
        let _ = writer.join();
        let _ = child.wait();
        contents
    }

    fn ask(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        let answer = self.command(arguments).stderr(Stdio::piped()).output()?;
        if answer.status.success() {
            return Ok(answer.stdout);
        }
        let words = String::from_utf8_lossy(&answer.stderr);
        Err(GitError::Refused(words.lines().next().unwrap_or_default().trim().to_owned()))
    }

    /// Git with everything switched off that could start another program or use the network.
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.root).args(["--no-pager", "--no-optional-locks", "--no-replace-objects"]);
        for setting in [
            "core.fsmonitor=false",
            "core.hooksPath=/dev/null",
            "core.attributesFile=/dev/null",
            "core.sshCommand=false",
            "core.gitProxy=false",
            "core.askPass=false",
            "credential.helper=",
            "protocol.allow=never",
            "diff.external=",
        ] {
            command.arg("-c").arg(setting);
        }
        command.args(arguments);
        // A partial clone fetches what is missing with the programs that its configuration names.
        command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "").env("GIT_TERMINAL_PROMPT", "0");
        for variable in ["GIT_EXTERNAL_DIFF", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_PROXY_COMMAND"] {
            command.env_remove(variable);
        }
        command.env("LC_ALL", "C").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }
}

/// `100644 blob <id>\t<path>` of a tree, `100644 <id> <stage>\t<path>` of the index.
fn listed(line: &[u8]) -> Option<Listed> {
    let line = String::from_utf8_lossy(line);
    let (about, path) = line.split_once('\t')?;
    let mut words = about.split(' ');
    let mode = words.next()?;
    let id = words.find(|word| word.len() >= 40 && word.bytes().all(|b| b.is_ascii_hexdigit()))?;
    mode.starts_with("100").then(|| Listed { path: path.to_owned(), id: id.into() })
}

/// The next answer of `cat-file --batch`: `<id> blob <size>`, the bytes, an end of line; or `<id> missing`.
fn blob(id: &Arc<str>, output: &mut impl BufRead) -> io::Result<Blob> {
    let mut head = String::new();
    output.read_line(&mut head)?;
    let size = match head.trim_end().rsplit_once(' ') {
        Some((before, size)) if before.ends_with(" blob") => size.parse::<u64>().ok(),
        Some((_, "missing")) => None,
        _ => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it stopped answering")),
    };
    let Some(size) = size else { return Ok(Blob { id: Arc::clone(id), bytes: None, size: 0 }) };
    let mut content = output.by_ref().take(size);
    let bytes = if size <= LARGEST {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        Some(bytes.into())
    } else {
        io::copy(&mut content, &mut io::sink())?;
        None
    };
    output.read_line(&mut String::new())?;
    Ok(Blob { id: Arc::clone(id), bytes, size })
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, process::Command};

    use super::{GitError, Repository, Version};

    fn git(root: &Path, arguments: &[&str]) {
        let identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "core.hooksPath=/dev/null"];
        let status = Command::new("git").arg("-C").arg(root).args(identity).args(arguments).output().unwrap().status;
        assert!(status.success(), "{arguments:?}");
    }

    fn text(repository: &Repository, version: &Version, path: &str) -> Option<String> {
        let file = repository.list(version).unwrap().into_iter().find(|f| f.path == path)?;
        let blob = repository.contents(std::slice::from_ref(&file.id)).unwrap().remove(&file.id)?;
        Some(String::from_utf8_lossy(&blob.bytes?).into_owned())
    }

    #[test]
    fn index_and_commits_are_read_as_they_are_stored() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        git(root, &["init", "-q"]);
        let repository = Repository::at(root);
        let unborn = repository.commit("HEAD").unwrap();
        assert_eq!((repository.list(&unborn).unwrap(), unborn), (Vec::new(), Version::Commit(None)));
        fs::write(root.join("ä b.ts"), "one\n").unwrap();
        git(root, &["add", "."]);
        git(root, &["commit", "-qm", "one"]);
        fs::write(root.join("ä b.ts"), "two\n").unwrap();
        git(root, &["add", "."]);
        fs::write(root.join("ä b.ts"), "three\n").unwrap();
        let head = repository.commit("HEAD").unwrap();
        assert_eq!(text(&repository, &head, "ä b.ts").as_deref(), Some("one\n"));
        assert_eq!(text(&repository, &Version::Index, "ä b.ts").as_deref(), Some("two\n"));
        assert!(matches!(repository.commit("--output=x"), Err(GitError::NoRevision(_))));
    }

    #[cfg(unix)]
    #[test]
    fn the_configuration_of_a_repository_runs_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        git(root, &["init", "-q"]);
        fs::write(root.join("a.ts"), "let a;\n").unwrap();
        fs::write(root.join(".gitattributes"), "*.ts filter=evil diff=evil\n").unwrap();
        git(root, &["add", "."]);
        git(root, &["commit", "-qm", "one"]);
        let script = root.join(".git/evil");
        fs::write(&script, "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\ncat\n").unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let evil = script.display();
        let hooks = root.join(".git/hooks");
        for hook in ["post-index-change", "reference-transaction", "fsmonitor-watchman"] {
            fs::copy(&script, hooks.join(hook)).unwrap();
        }
        let settings = format!(
            "[core]\n\tfsmonitor = {evil}\n\tsshCommand = {evil}\n\tpager = {evil}\n\taskPass = {evil}\n\
             [filter \"evil\"]\n\tsmudge = {evil}\n\tclean = {evil}\n\tprocess = {evil}\n\trequired = true\n\
             [diff]\n\texternal = {evil}\n[diff \"evil\"]\n\ttextconv = {evil}\n\tcommand = {evil}\n\
             [alias]\n\tls-files = !{evil}\n\trev-parse = !{evil}\n\
             [extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = ext::{evil}\n\tpromisor = true\n\
             \tuploadpack = {evil}\n[protocol \"ext\"]\n\tallow = always\n"
        );
        let config = root.join(".git/config");
        let before =
            fs::read_to_string(&config).unwrap().replace("repositoryformatversion = 0", "repositoryformatversion = 1");
        fs::write(&config, format!("{before}{settings}")).unwrap();
        let repository = Repository::at(root);
        let head = repository.commit("HEAD").unwrap();
        assert_eq!(text(&repository, &head, "a.ts").as_deref(), Some("let a;\n"));
        assert_eq!(text(&repository, &Version::Index, "a.ts").as_deref(), Some("let a;\n"));
        // What is not here is not fetched either.
        let absent = "0123456789012345678901234567890123456789".into();
        assert_eq!(repository.contents(&[absent]).unwrap().into_values().next().unwrap().bytes, None);
        assert!(
            !root.join(".git/ran").exists() && !hooks.join("ran").exists(),
            "a program of the repository was started"
        );
    }
}
