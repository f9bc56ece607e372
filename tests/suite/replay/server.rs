//! A PostgreSQL cluster that lives as long as the test: no TCP, its files and its socket in a temporary folder.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

/// What a developer without a server is told.
const MISSING: &str = "this test holds the replay of migrations against a real PostgreSQL (15 or newer), and there is \
                       none in PATH or /usr/lib/postgresql.\nInstall one: `apt-get install postgresql` (Debian, \
                       Ubuntu), `dnf install postgresql-server postgresql-contrib` (Fedora), `brew install \
                       postgresql@17` (macOS).\nIt is started by the test itself and needs no set-up. To leave the \
                       test out: PLIMSOLL_NO_POSTGRES=1.";

/// A running cluster; it is stopped and deleted when dropped.
pub(crate) struct Server {
    programs: PathBuf,
    folder: TempDir,
    /// The account that the server runs as, when the test runs as root, which PostgreSQL refuses to run as.
    account: Option<&'static str>,
}

impl Server {
    /// Starts a new cluster whose superuser is `postgres`.
    pub(crate) fn start() -> Self {
        let programs = programs().unwrap_or_else(|| panic!("{MISSING}"));
        let folder = tempfile::Builder::new().prefix("plimsoll-pg").tempdir().unwrap();
        let server = Self { programs, folder, account: account() };
        if let Some(account) = server.account {
            done(Command::new("chown").arg(account).arg(server.folder.path()));
        }
        let data = server.data();
        let trust = ["-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync", "-D"];
        done(server.program("initdb").args(trust).arg(&data));
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c full_page_writes=off \
             -c autovacuum=off -c shared_buffers=32MB -c wal_level=logical -c min_wal_size=32MB -c max_wal_size=64MB",
            server.folder.path().display()
        );
        let mut start = server.program("pg_ctl");
        start.args(["-w", "-s", "-o", &options, "-l"]).arg(server.folder.path().join("log")).arg("-D").arg(&data);
        // A server keeps the streams that it is started with: a pipe would never end.
        let status = start.arg("start").stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        let log = fs::read_to_string(server.folder.path().join("log")).unwrap_or_default();
        assert!(status.success(), "PostgreSQL does not start:\n{log}");
        server
    }

    /// `psql` on a database, with bare output and no configuration of the user's.
    pub(crate) fn psql(&self, user: &str, database: &str) -> Command {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-X", "-q", "-A", "-t", "-U", user, "-d", database, "-h"]).arg(self.folder.path());
        psql.env_remove("PGOPTIONS").env_remove("PGPORT").env("PGCLIENTENCODING", "UTF8");
        psql
    }

    /// Runs SQL that must succeed, and gives back what it prints.
    pub(crate) fn sql(&self, user: &str, database: &str, text: &str) -> String {
        let file = self.folder.path().join("input.sql");
        fs::write(&file, text).unwrap();
        let output = done(self.psql(user, database).args(["-v", "ON_ERROR_STOP=1", "-f"]).arg(&file));
        String::from_utf8(output.stdout).unwrap()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A program of the server, run by the account that may run it.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = match self.account {
            Some(account) => {
                let mut command = Command::new("runuser");
                command.args(["-u", account, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        // That account may not be allowed to enter the current folder.
        command.current_dir("/");
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.args(["-w", "-s", "-m", "immediate", "-D"]).arg(self.data()).arg("stop");
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
}

/// The folder of the server's programs: that in PATH, else the newest of those that Debian keeps out of it.
fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let complete = |folder: &PathBuf| ["initdb", "pg_ctl", "psql"].iter().all(|p| folder.join(p).is_file());
    if let Some(folder) = env::split_paths(&path).find(complete) {
        return Some(folder);
    }
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let numbered = versions.filter_map(|v| Some((v.file_name().to_str()?.parse::<u32>().ok()?, v.path().join("bin"))));
    numbered.filter(|(version, folder)| *version >= 15 && complete(folder)).max().map(|(_, folder)| folder)
}

/// Whom root hands the server to.
fn account() -> Option<&'static str> {
    let is_root = run(Command::new("id").arg("-u")).stdout.starts_with(b"0\n");
    let exists = |name: &&str| run(Command::new("id").arg(name)).status.success();
    is_root.then(|| ["postgres", "nobody"].into_iter().find(exists).expect("an account to run the server as"))
}

/// Runs a command that must succeed.
fn done(command: &mut Command) -> Output {
    let output = run(command);
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Runs a command.
pub(crate) fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap_or_else(|e| panic!("{command:?}: {e}"))
}

/// The files of a folder with an ending, by name.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path());
    let mut files: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == ending)).collect();
    files.sort();
    files
}
