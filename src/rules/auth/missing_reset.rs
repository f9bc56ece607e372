//! People sign in with a password, and nobody who forgets it gets back in.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::sign_in::{FORMS, RESET, WITH_PASSWORD},
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let (mut first, mut has_way_back, mut mailed, mut is_set) = (None, false, None, false);
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        first = first.or_else(|| sign_in(code).map(|e| code.range(e).in_file(file)));
        has_way_back |= asks_for_reset(code);
        mailed = mailed.or_else(|| reset_mail(code).map(|e| code.range(e).in_file(file)));
        is_set |= sets_password(code);
    }
    match (first, mailed) {
        (_, Some(at)) if !is_set => {
            let message = "the mail that leads back leads nowhere: no page sets the new password, and who forgot the old one is \
                           locked out again";
            let finding = sink.report(at, "password reset", message);
            finding.help("send him to a page that asks for a new password and calls auth.updateUser({ password })");
        }
        (Some(at), _) if !has_way_back => {
            let message = "people sign in with a password here, and nothing helps who forgets it: he is locked out";
            sink.report(at, "password reset", message).severity(Severity::Low);
        }
        (None, _) => sink.not_applicable("nobody signs in with a password"),
        _ => {}
    }
}

fn asks_for_reset(code: &Code) -> bool {
    code.texts().any(|t| RESET.contains(&t) || FORMS.iter().any(|form| t.starts_with(form)))
}

/// The mail of Supabase, the link of which opens a page of the app.
fn reset_mail(code: &Code) -> Option<ExprId> {
    let mut texts = code.texts();
    texts.find(|text| *text == "resetPasswordForEmail")?;
    code.expr_ids().find(|&e| match code.expr(e) {
        ExprKind::Call { callee, .. } => code.last_name(callee) == Some("resetPasswordForEmail"),
        _ => false,
    })
}

/// Whether a password may be set: `updateUser({ password })`, also with what is not written here.
fn sets_password(code: &Code) -> bool {
    let sets = |e: ExprId| {
        let ExprKind::Call { callee, args } = code.expr(e) else { return false };
        let Some(given) = code.arg(args, 0) else { return false };
        match code.last_name(callee) {
            Some("updateUser") => code.may_hold_more(given) || code.property(given, "password").is_some(),
            Some("updateUserById" | "confirmPasswordReset") => true,
            _ => false,
        }
    };
    let (mut has_form, mut names_call) = (false, false);
    for text in code.texts() {
        has_form |= FORMS.iter().any(|form| text.starts_with(form)) || text.contains("/auth/v1/user");
        names_call |= matches!(text, "updateUser" | "updateUserById" | "confirmPasswordReset");
    }
    has_form || names_call && code.expr_ids().any(sets)
}

fn sign_in(code: &Code) -> Option<ExprId> {
    code.exprs.iter().zip(0u32..).find_map(|(expr, index)| {
        let ExprKind::Call { callee, .. } = expr.kind else { return None };
        let name = code.last_name(callee)?;
        WITH_PASSWORD.contains(&name).then_some(ExprId(index))
    })
}
