//! `--staged` and `--since`: what a change introduces, fixes, and leaves as it was; from git, and without running anything
//! that the repository configures.

use std::{fs, path::Path, process::Command};

use crate::support::catalogue;
use plimsoll::{
    audit::{Against, Audit, Carried, Comparison, Request, compare},
    config::Config,
    report::{Format, Paint, ProjectSources},
    rules::{Confidence, Selection},
    run,
    suppress::Baseline,
};
use tempfile::TempDir;

const TABLE: &str = "create table public.notes (id uuid primary key, owner uuid not null, body text);\n\
    alter table public.notes enable row level security;\n\
    create policy \"own notes\" on public.notes for all using (auth.uid() = owner);\n";
const OPEN: &str = "create policy \"all notes\" on public.notes for all using (true);\n";
const CLOSED: &str = "drop policy \"all notes\" on public.notes;\n";

fn git(root: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "core.hooksPath=/dev/null"];
    let output = Command::new("git").arg("-C").arg(root).args(identity).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A repository with a well-made table in its only commit.
fn app() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    git(root, &["init", "-q"]);
    write(root, "package.json", "{ \"name\": \"kiosk\", \"dependencies\": { \"@supabase/supabase-js\": \"2\" } }\n");
    write(root, "supabase/migrations/20250101000000_notes.sql", TABLE);
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "start"]);
    dir
}

fn compared(folder: &Path, against: &Against) -> Audit {
    let catalogue = catalogue();
    let request = Request {
        paths: vec![folder.to_owned()],
        selection: Selection { only: vec!["isolation".to_owned()], skip: Vec::new() },
        min_confidence: Confidence::Low,
        config: Config::default(),
        baseline: Baseline::default(),
        today: "2026-11-02".parse().unwrap(),
        carried: Carried { config: true, baseline: true },
        schema_dump: None,
    };
    run::on_workers(Some(2), || compare(&request, against, &catalogue)).unwrap().unwrap()
}

fn counts(audit: &Audit) -> (usize, usize, usize) {
    let Comparison { introduced, already_there, fixed, .. } = audit.comparison.as_ref().unwrap();
    assert_eq!(*introduced, audit.findings.len());
    (*introduced, fixed.len(), *already_there)
}

#[test]
fn only_what_is_staged_counts() {
    let dir = app();
    let root = dir.path();
    write(root, "supabase/migrations/20250102000000_open.sql", OPEN);
    let audit = compared(root, &Against::Staged);
    assert_eq!(counts(&audit).0, 0, "the work tree is not read");
    assert!(audit.comparison.unwrap().is_same);
    git(root, &["add", "."]);
    // What is in the work tree by now is none of this commit.
    write(root, "supabase/migrations/20250102000000_open.sql", "-- nothing\n");
    let audit = compared(root, &Against::Staged);
    assert!(audit.findings.iter().any(|f| f.rule.starts_with("isolation/open")), "{:?}", audit.findings);
    let excerpt = {
        let comparison = audit.comparison.as_ref().unwrap();
        let sources = ProjectSources::stored(&audit.project, comparison.contents.as_ref().unwrap());
        let catalogue = catalogue();
        let mut out = Vec::new();
        audit.report(&catalogue, &sources, false).write(Format::Text, Paint::PLAIN, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(excerpt.contains("create policy \"all notes\""), "the excerpt is that of the index:\n{excerpt}");
    assert!(excerpt.contains("introduced · 0 fixed"), "{excerpt}");
}

#[test]
fn what_is_there_already_stops_nobody_and_what_goes_is_fixed() {
    let dir = app();
    let root = dir.path();
    write(root, "supabase/migrations/20250102000000_open.sql", OPEN);
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "open"]);
    write(root, "src/page.ts", "export const page = 1;\n");
    git(root, &["add", "."]);
    let (introduced, fixed, there) = counts(&compared(root, &Against::Staged));
    assert!(introduced == 0 && fixed == 0 && there > 0);
    write(root, "supabase/migrations/20250103000000_closed.sql", CLOSED);
    git(root, &["add", "."]);
    let (introduced, fixed, left) = counts(&compared(root, &Against::Staged));
    assert!(introduced == 0 && fixed > 0 && left < there, "{introduced} {fixed} {left}");
}

#[test]
fn a_finding_that_shows_in_a_file_that_did_not_change_is_introduced_too() {
    let dir = app();
    let root = dir.path();
    // The table is in a file of the first commit; the second drops what protected it.
    write(root, "supabase/migrations/20250102000000_off.sql", "alter table public.notes disable row level security;\n");
    git(root, &["add", "."]);
    git(root, &["commit", "-qm", "off"]);
    let audit = compared(root, &Against::Since("HEAD~1".to_owned()));
    let rules: Vec<&str> = audit.findings.iter().map(|f| &*f.rule).collect();
    assert!(rules.iter().any(|rule| rule.contains("row-security")), "{rules:?}");
    assert_eq!(counts(&compared(root, &Against::Since("HEAD".to_owned()))).0, 0);
}

#[test]
fn the_first_commit_introduces_everything_and_a_subfolder_is_an_app() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    git(root, &["init", "-q"]);
    write(root, "apps/kiosk/package.json", "{ \"name\": \"kiosk\" }\n");
    write(root, "apps/kiosk/supabase/migrations/20250101000000_notes.sql", &format!("{TABLE}{OPEN}"));
    write(root, "apps/other/supabase/migrations/20250101000000_notes.sql", &format!("{TABLE}{OPEN}"));
    git(root, &["add", "."]);
    let audit = compared(&root.join("apps/kiosk"), &Against::Staged);
    assert!(!audit.findings.is_empty());
    assert!(audit.project.files.iter().all(|f| !f.path.contains("other")), "only the folder that was asked for");
}

#[test]
fn the_configuration_of_the_index_holds() {
    let dir = app();
    let root = dir.path();
    write(root, "supabase/migrations/20250102000000_open.sql", OPEN);
    write(root, "plimsoll.toml", "[[ignore]]\nrule = 'isolation'\nreason = 'a test'\n");
    git(root, &["add", "."]);
    write(root, "plimsoll.toml", "nonsense = true\n");
    let audit = compared(root, &Against::Staged);
    assert!(!audit.findings.is_empty() && audit.findings.iter().all(plimsoll::rules::Finding::is_ignored));
}

#[test]
fn what_git_does_not_know_is_an_error() {
    let dir = app();
    let catalogue = catalogue();
    let request = |paths: &Path| Request {
        paths: vec![paths.to_owned()],
        selection: Selection::default(),
        min_confidence: Confidence::Low,
        config: Config::default(),
        baseline: Baseline::default(),
        today: "2026-11-02".parse().unwrap(),
        carried: Carried::default(),
        schema_dump: None,
    };
    let error = |folder: &Path, revision: &str| {
        let against = Against::Since(revision.to_owned());
        run::on_workers(Some(1), || compare(&request(folder), &against, &catalogue)).unwrap().unwrap_err().to_string()
    };
    assert_eq!(error(dir.path(), "v9"), "git knows no revision `v9`");
    let bare = tempfile::tempdir().unwrap();
    assert!(error(bare.path(), "HEAD").ends_with("is in no git repository"));
}
