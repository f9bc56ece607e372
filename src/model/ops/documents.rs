//! Documents that count: sections that say how to go back to an earlier version, and how to restore the data. That a
//! document calls the app finished, safe or tested proves nothing and is not read.

use crate::{
    frameworks::folders::is_host,
    model::{FileKind, Project, Role},
    source::span::{FileId, Range, Span},
};

/// Sections of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// How to go back to an earlier version, with steps.
    pub rollback: Option<Span>,
    /// How to restore the data, with steps.
    pub restore: Option<Span>,
    /// How the app is brought to users, with steps.
    pub deployment: Option<Span>,
    /// The README at the root.
    pub readme: Option<FileId>,
}

/// The words of a heading, in the languages that exports are written in.
const ROLLBACK: &[&str] = &[
    "rollback",
    "roll back",
    "rolling back",
    "revert a deploy",
    "reverter",
    "reversão",
    "revertir",
    "zurückrollen",
    "retour arrière",
];
const RESTORE: &[&str] = &[
    "restore",
    "restoring",
    "disaster recovery",
    "recovery procedure",
    "recover the database",
    "restaura",
    "wiederherstell",
    "restauration",
];
const DEPLOYMENT: &[&str] = &[
    "deploy",
    "to production",
    "go live",
    "going live",
    "hosting",
    "implantação",
    "despliegue",
    "bereitstellung",
    "déploiement",
];

pub(super) fn collect(project: &Project) -> Documents {
    let mut documents = Documents::default();
    for (id, file) in project.all_files().filter(|(_, f)| f.kind == FileKind::Document && f.role != Role::Copy) {
        let Some(text) = file.text.as_deref() else { continue };
        let name = file.path.to_ascii_lowercase();
        if matches!(name.as_str(), "readme.md" | "readme" | "readme.txt" | "readme.mdx") {
            documents.readme = Some(id);
        }
        if !is_about_operation(&name) {
            continue;
        }
        let found = |words: &[&str]| section(text, words).map(|range| range.in_file(id));
        documents.rollback = documents.rollback.or_else(|| found(ROLLBACK));
        documents.restore = documents.restore.or_else(|| found(RESTORE));
        let told = || found(DEPLOYMENT).or_else(|| entry(text, DEPLOYMENT).map(|range| range.in_file(id)));
        documents.deployment = documents.deployment.or_else(told);
    }
    documents
}

/// By its name: a document that people open when they run the app. How to undo one change, and what was done once, is
/// in others.
fn is_about_operation(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let past = ["changelog", "complete", "summary", "report", "audit", "plan", "prompt", "migration"];
    let present = [
        "readme",
        "deploy",
        "runbook",
        "playbook",
        "operation",
        "ops",
        "release",
        "rollback",
        "backup",
        "recovery",
        "restore",
        "disaster",
        "production",
        "incident",
        "maintenance",
        "hosting",
        "infra",
        "setup",
        "contributing",
        "claude",
        "agents",
        "implantacao",
        "despliegue",
    ];
    !past.iter().any(|w| name.contains(w)) && !path.contains("archive") && present.iter().any(|w| name.contains(w))
}

/// The heading of the first section whose heading holds one of the words and whose body holds steps: a list or code.
fn section(text: &str, words: &[&str]) -> Option<Range> {
    let mut at = 0;
    let mut heading: Option<(Range, usize)> = None;
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at;
        at += line.len();
        let level = trimmed.bytes().take_while(|b| *b == b'#').count();
        if !in_code && level > 0 && trimmed.as_bytes().get(level) == Some(&b' ') {
            let lower = trimmed.to_lowercase();
            let speaks = words.iter().any(|w| lower.contains(w));
            let is_inside = heading.is_some_and(|(_, above)| level > above);
            if speaks {
                heading = Some((Range::new(start, start + line.trim_end().len()), level));
            } else if !is_inside {
                heading = None;
            }
            continue;
        }
        if trimmed.starts_with("```") {
            in_code = !in_code;
        }
        if let Some((range, _)) = heading
            && is_step(trimmed)
        {
            return Some(range);
        }
    }
    None
}

/// `| **Hosting** | Vercel: main goes to production |`: a row of a table, or an item of a list, that begins with one of the
/// words in bold and names a host behind it.
fn entry(text: &str, words: &[&str]) -> Option<Range> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let lower = line.trim().to_lowercase();
        let mut parts = lower.split("**");
        let (Some(before), Some(bold), Some(_)) = (parts.next(), parts.next(), parts.clone().next()) else { continue };
        let is_entry = before.starts_with(['|', '-', '*']) && words.iter().any(|word| bold.contains(word));
        let mut told = parts.flat_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '.'));
        if is_entry && told.any(is_host) {
            return Some(Range::new(start, start + line.trim_end().len()));
        }
    }
    None
}

/// `1. …`, `- run …`, the fence of a command.
fn is_step(line: &str) -> bool {
    let numbered =
        line.split_once(['.', ')']).is_some_and(|(n, rest)| n.parse::<u32>().is_ok() && rest.starts_with(' '));
    numbered || line.starts_with("```")
}

#[cfg(test)]
mod tests {
    use super::{DEPLOYMENT, RESTORE, ROLLBACK, entry, is_about_operation, section};

    #[test]
    fn documents_of_the_past_do_not_count() {
        assert!(is_about_operation("docs/runbook.md") && is_about_operation("deployment-checklist.md"));
        assert!(!is_about_operation("deployment_complete.md") && !is_about_operation("docs/pets.md"));
    }

    #[test]
    fn a_row_names_the_host() {
        let row = "| 5 | **Hosting & deployment** | Vercel: `main` goes to production |\n";
        assert!(entry(row, DEPLOYMENT).is_some());
        assert!(entry("- **Deployment:** push, and Fly.io takes it\n", DEPLOYMENT).is_some());
        assert!(entry("| **Hosting** | not decided |\n", DEPLOYMENT).is_none());
        assert!(entry("| **Design** | like Vercel's |\n", DEPLOYMENT).is_none());
    }

    #[test]
    fn a_heading_needs_steps() {
        assert!(section("# Ops\n## Rollback\n1. open the host\n2. choose the last version\n", ROLLBACK).is_some());
        assert!(section("## Rollback\nWe can roll back any time.\n## Next\n1. eat\n", ROLLBACK).is_none());
        assert!(section("## Backup\n### Restore it\n```sh\npg_restore x\n```\n", RESTORE).is_some());
        assert!(section("```\n# restore\n1. x\n```\n", RESTORE).is_none());
        assert!(section("## Going to production\n1. make the database\n2. push\n", DEPLOYMENT).is_some());
        // What templates of frameworks and builders come with.
        assert!(section("## Deploy on the host\nThe easiest way is our platform.\n", DEPLOYMENT).is_none());
    }
}
