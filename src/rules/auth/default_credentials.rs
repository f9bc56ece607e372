//! A password that stands in the code.

use std::collections::{BTreeMap, BTreeSet};

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
    /// One password, in many documents.
    Value(u64),
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut told: BTreeMap<Group, usize> = BTreeMap::new();
    let making: BTreeSet<FileId> =
        project.passwords.iter().filter(|used| used.what == What::Account).map(|used| used.at.file).collect();
    // What makes the accounts says more than the list of them.
    let mut all: Vec<&PasswordUse> = project.passwords.iter().collect();
    all.sort_by_key(|used| (used.at.file, making.contains(&used.at.file) && used.what == What::Published, used.at));
    for used in all {
        let Some(message) = message(project, used) else { continue };
        let file = project.file(used.at.file);
        let group = match used.what {
            What::Published if making.contains(&used.at.file) => Some(Group::Making(used.at.file)),
            What::Published => Some(Group::List(used.at.file)),
            What::Given | What::Account => Some(Group::Making(used.at.file)),
            What::Documented(value) => Some(Group::Value(value)),
            _ => None,
        };
        if let Some(first) = group.as_ref().and_then(|g| told.get(g)).and_then(|index| sink.findings.get_mut(*index)) {
            first.place(
                used.at,
                if matches!(used.what, What::Published | What::Given) { "another account" } else { "here too" },
            );
            continue;
        }
        told.extend(group.map(|g| (g, sink.findings.len())));
        let finding = sink.report(used.at, format!("{}/{}", file.path, used.name), message);
        // The account may be one for show; whether it can do harm is for its rights to say.
        let is_made_up = || used.what == What::Account && file.code.as_ref().is_some_and(names_only_made_up);
        if matches!(used.what, What::SignIn | What::Published) || file.role == Role::Script || is_made_up() {
            finding.severity(Severity::High);
        }
        let is_unused = matches!(used.what, What::SignIn | What::Published) && !project.sides.may_run_at(used.at);
        let is_screen = used.what == What::ComparedWithText && is_pin(&used.name) && only_lifts_screen(project, used);
        if is_screen || is_unused || matches!(used.what, What::Documented(_)) {
            finding.severity(Severity::Medium);
        }
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
