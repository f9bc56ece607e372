//! The replay of migrations held against a real PostgreSQL: each history of `corpus/replay` is run by both, and they
//! must agree on which statements fail, and why, and on the database that is left.

mod failures;
mod model;
mod mutations;
mod server;

use std::{collections::BTreeSet, env, fmt::Write, fs, path::PathBuf};

use plimsoll::{
    frameworks::supabase::platform,
    model::{
        replay::{Migration, replay},
        schema::Schema,
    },
    source::{gap::GapKind, span::FileId},
    sql::parse::{SqlFile, parse_file},
};
use server::{Server, files, run};

/// Migrations that run on a fresh project, in order.
struct History {
    name: String,
    files: Vec<PathBuf>,
}

#[test]
fn the_replay_agrees_with_postgresql() {
    if env::var_os("PLIMSOLL_NO_POSTGRES").is_some_and(|v| v == "1") {
        return;
    }
    let server = Server::start();
    prepare(&server);
    let histories = histories();
    assert!(histories.len() >= 60, "only {} histories", histories.len());
    let mut said = String::new();
    for history in &histories {
        let real = in_postgresql(&server, history);
        let ours = in_plimsoll(history);
        if real != ours {
            let _ = writeln!(said, "\n{}", history.name);
            real.difference(&ours).for_each(|line| _ = writeln!(said, "  only PostgreSQL: {line}"));
            ours.difference(&real).for_each(|line| _ = writeln!(said, "  only plimsoll:   {line}"));
        }
    }
    assert!(said.is_empty(), "the replay and PostgreSQL disagree:\n{said}");
}

/// The histories of the corpus, by name.
fn histories() -> Vec<History> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/replay");
    let entries = fs::read_dir(folder).unwrap().flatten().map(|e| e.path()).filter(|p| p.is_dir());
    let named = |path: PathBuf| History {
        name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        files: files(&path, "sql"),
    };
    let mut histories: Vec<History> = entries.map(named).collect();
    histories.sort_by(|a, b| a.name.cmp(&b.name));
    histories
}

/// Makes the template database: the roles that the model starts with, and the same SQL of the platform.
fn prepare(server: &Server) {
    let roles = platform::fresh("").schema.roles;
    let mut text = String::new();
    let switch = |on: bool, word: &str| format!(" {}{word}", if on { "" } else { "NO" });
    for (name, role) in roles.iter().filter(|(name, _)| *name != "postgres") {
        let (inherit, bypass) = (switch(role.inherits, "INHERIT"), switch(role.bypasses_row_security, "BYPASSRLS"));
        let _ = writeln!(text, "CREATE ROLE {name} LOGIN{inherit}{bypass}{};", switch(role.superuser, "SUPERUSER"));
    }
    for (name, role) in roles.iter() {
        role.member_of.iter().for_each(|group| _ = writeln!(text, "GRANT {group} TO {name};"));
    }
    server.sql("postgres", "postgres", &format!("{text}CREATE DATABASE project TEMPLATE template0;"));
    let platform = include_str!("../../../rules/vocab/supabase_platform.sql");
    // Of the platform's extensions only those that PostgreSQL itself ships can be had everywhere.
    let shipped =
        |line: &&str| !line.starts_with("CREATE EXTENSION") || line.contains("pgcrypto") || line.contains("uuid");
    let platform: Vec<&str> = platform.lines().filter(shipped).collect();
    server.sql(
        "supabase_admin",
        "project",
        &format!("ALTER SCHEMA public OWNER TO postgres;\n{}", platform.join("\n")),
    );
    server.sql("postgres", "postgres", "ALTER DATABASE project SET search_path = public, extensions;");
}

/// Runs a history in a database of its own, a file as one session and one transaction, and reads the catalogue.
fn in_postgresql(server: &Server, history: &History) -> BTreeSet<String> {
    let database = "history";
    let copy = format!(
        "CREATE DATABASE {database} TEMPLATE project;\nALTER DATABASE {database} SET search_path = public, extensions;"
    );
    server.sql("postgres", "postgres", &copy);
    let mut lines = BTreeSet::new();
    for file in &history.files {
        let mut psql = server.psql("postgres", database);
        // A statement that fails is undone alone, and psql prints its error code and the line on which it ends.
        psql.args(["-v", "ON_ERROR_ROLLBACK=on", "-v", "VERBOSITY=sqlstate", "--single-transaction", "-f"]).arg(file);
        let output = run(&mut psql);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        lines.extend(failures::of_psql(file, &errors));
    }
    let catalogue = server.sql("postgres", database, include_str!("catalogue.sql"));
    lines.extend(catalogue.lines().map(str::to_owned));
    // One at a time: each copy takes 8 MB of disk.
    server.sql("postgres", "postgres", &format!("DROP DATABASE {database};"));
    lines
}

/// Replays a history; every gap is a line too, since PostgreSQL has none. That statements fail is no gap to PostgreSQL.
fn in_plimsoll(history: &History) -> BTreeSet<String> {
    let texts: Vec<String> = history.files.iter().map(|f| fs::read_to_string(f).unwrap()).collect();
    let parsed: Vec<SqlFile> = texts.iter().map(|text| parse_file(text)).collect();
    let migrations = (0u32..).zip(&parsed).map(|(n, file)| Migration { file: FileId(n), statements: &file.statements });
    let schema: Schema = replay(&platform::fresh("2025"), &migrations.collect::<Vec<_>>());
    let mut lines = model::lines(&schema);
    let place = |file: FileId, end: u32| {
        let text = texts.get(file.index()).and_then(|t| t.get(..end as usize)).unwrap_or_default();
        let name = history.files.get(file.index()).map(|f| f.file_name().unwrap_or_default().to_string_lossy());
        format!("{}:{}", name.unwrap_or_default(), text.trim_end().matches('\n').count() + 1)
    };
    lines.extend(schema.failures.iter().map(|f| failures::line(&place(f.at.file, f.at.range.end), f.kind)));
    let unread = schema.gaps.iter().filter(|g| g.kind != GapKind::FailedStatement);
    lines.extend(unread.map(|g| format!("gap {} {}", place(g.at.file, g.at.range.end), g.detail)));
    lines
}
