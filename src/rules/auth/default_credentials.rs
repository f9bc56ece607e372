//! A password that stands in the code.

use crate::{
    facts::code::{ExprKind, StmtKind},
    model::{
        Project,
        passwords::{PasswordUse, What, is_pin},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut published: Option<(FileId, usize)> = None;
    for used in &project.passwords {
        let Some(message) = message(project, used) else { continue };
        let path = &project.file(used.at.file).path;
        // A list of accounts is one fault.
        if used.what == What::Published {
            if let Some((file, index)) = published
                && file == used.at.file
            {
                if let Some(finding) = sink.findings.get_mut(index) {
                    finding.place(used.at, "another account");
                }
                continue;
            }
            published = Some((used.at.file, sink.findings.len()));
        }
        let finding = sink.report(used.at, format!("{path}/{}", used.name), message);
        // The account may be one for show; whether it can do harm is for its rights to say.
        if matches!(used.what, What::SignIn | What::Published) {
            finding.severity(Severity::High);
        }
        if used.what == What::ComparedWithText && is_pin(&used.name) && only_lifts_screen(project, used) {
            finding.severity(Severity::Medium);
        }
    }
}

fn message(project: &Project, used: &PasswordUse) -> Option<String> {
    let name = &used.name;
    let is_in_browser = project.sides.of(used.at.file).is_client();
    let who = if is_in_browser { "whoever opens the page's source" } else { "whoever sees the code" };
    Some(match used.what {
        What::ComparedWithText => format!("`{name}` is compared with text in the code: {who} knows it"),
        What::Account => "an account is made with a password that stands in the code".to_owned(),
        What::SignIn => format!("the code signs in with a password that stands in it: {who} can do the same"),
        What::Published => format!("an account stands here with its password: {who} can sign in with it"),
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
