//! A password that stands in the code.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    facts::code::{ExprKind, StmtKind},
    model::{
        Project, Role,
        passwords::{PasswordUse, What, is_pin, names_only_made_up},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

/// What makes several places one fault.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    /// A list of accounts in a file.
    List(FileId),
    /// What a file of SQL or a script does to make an account.
    Making(FileId),
    /// One password, wherever it stands.
    Value(u64),
}

/// One use that is told.
struct Told<'p> {
    used: &'p PasswordUse,
    message: String,
    severity: Severity,
    /// Which of the findings it belongs to.
    group: usize,
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut all = told(project);
    let groups: BTreeSet<usize> = all.iter().map(|told| told.group).collect();
    // What does most harm speaks for the others.
    all.sort_by_key(|told| Reverse(told.severity));
    for group in groups {
        let mut of_group = all.iter().filter(|told| told.group == group);
        let Some(first) = of_group.next() else { continue };
        let key = format!("{}/{}", project.file(first.used.at.file).path, first.used.name);
        let finding = sink.report(first.used.at, key, &first.message).severity(first.severity);
        for other in of_group {
            let is_same = other.used.value.is_some() && other.used.value == first.used.value;
            let is_account = matches!(other.used.what, What::Published | What::Given);
            let words = match other.used.at.file == first.used.at.file {
                _ if is_same => "the same password",
                true if is_account => "another account",
                _ => "here too",
            };
            finding.place(other.used.at, words);
        }
    }
}

/// The uses that are told, by file and place, with what belongs together under one number.
fn told(project: &Project) -> Vec<Told<'_>> {
    let making: BTreeSet<FileId> =
        project.passwords.iter().filter(|used| used.what == What::Account).map(|used| used.at.file).collect();
    // What makes the accounts says more than the list of them.
    let mut uses: Vec<&PasswordUse> = project.passwords.iter().collect();
    uses.sort_by_key(|used| (used.at.file, making.contains(&used.at.file) && used.what == What::Published, used.at));
    let mut known: BTreeMap<Group, usize> = BTreeMap::new();
    let mut all: Vec<Told<'_>> = Vec::new();
    for used in uses {
        let Some(message) = message(project, used) else { continue };
        let own = match used.what {
            What::Published if making.contains(&used.at.file) => Some(Group::Making(used.at.file)),
            What::Published => Some(Group::List(used.at.file)),
            What::Given | What::Account => Some(Group::Making(used.at.file)),
            _ => None,
        };
        let marks: Vec<Group> = own.into_iter().chain(used.value.map(Group::Value)).collect();
        let found: Vec<usize> = marks.iter().filter_map(|mark| known.get(mark)).copied().collect();
        let group = found.iter().min().copied().unwrap_or(all.len());
        // What was two is one by what they share.
        all.iter_mut().filter(|told| found.contains(&told.group)).for_each(|told| told.group = group);
        known.values_mut().filter(|other| found.contains(other)).for_each(|other| *other = group);
        known.extend(marks.into_iter().map(|mark| (mark, group)));
        all.push(Told { used, message, severity: severity(project, used), group });
    }
    all
}

fn severity(project: &Project, used: &PasswordUse) -> Severity {
    let file = project.file(used.at.file);
    let is_unused = matches!(used.what, What::SignIn | What::Published) && !project.sides.may_run_at(used.at);
    let is_screen = used.what == What::ComparedWithText && is_pin(&used.name) && only_lifts_screen(project, used);
    // The account may be one for show; whether it can do harm is for its rights to say.
    let is_made_up = || used.what == What::Account && file.code.as_ref().is_some_and(names_only_made_up);
    if is_screen || is_unused || matches!(used.what, What::Documented(_)) {
        Severity::Medium
    } else if matches!(used.what, What::SignIn | What::Published) || file.role == Role::Script || is_made_up() {
        Severity::High
    } else {
        Severity::Critical
    }
}

fn message(project: &Project, used: &PasswordUse) -> Option<String> {
    let name = &used.name;
    let is_in_browser = project.sides.of(used.at.file).is_client() && project.sides.may_run_at(used.at);
    let who = if is_in_browser { "whoever opens the page's source" } else { "whoever sees the code" };
    let is_script = project.file(used.at.file).role == Role::Script;
    Some(match used.what {
        What::ComparedWithText => format!("`{name}` is compared with text in the code: {who} knows it"),
        What::Account | What::Given if is_script => {
            "a script gives an account the password that stands in it: whoever sees the code can sign in with it"
                .to_owned()
        }
        What::Account | What::Given => "an account is made with a password that stands in the code".to_owned(),
        What::SignIn => format!("the code signs in with a password that stands in it: {who} can do the same"),
        What::Published => format!("an account stands here with its password: {who} can sign in with it"),
        What::Documented(_) => {
            "an account stands here with its password: unless that was changed, whoever sees the repository can sign in"
                .to_owned()
        }
        _ => return None,
    })
}

/// Whether whoever knows a short code of a page sees what the page has already: the branch only tells the component around,
/// `if (pin === "1234") { onUnlock(); return; }`.
fn only_lifts_screen(project: &Project, used: &PasswordUse) -> bool {
    let Some(code) = project.file(used.at.file).code.as_ref() else { return false };
    let then = code.stmts.iter().find_map(|stmt| match stmt.kind {
        StmtKind::If { test, then, .. } if code.range(test) == used.at.range => Some(then),
        _ => None,
    });
    let is_word = |stmt| match code.stmt(stmt).kind {
        StmtKind::Return(None) => true,
        StmtKind::Expr(expr) => match code.expr(expr) {
            ExprKind::Call { callee, .. } => matches!(code.expr(callee), ExprKind::Ident { .. }),
            _ => false,
        },
        _ => false,
    };
    project.sides.of(used.at.file).is_client() && then.is_some_and(|block| code.block(block).all(is_word))
}
