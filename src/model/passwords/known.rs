//! Passwords that stand in the code.

use super::{PasswordUse, Place, What, is_password, names};
use crate::{
    facts::code::{BinaryOp, ExprId, ExprKind, Node, PropertyKey},
    model::{FileKind, Project},
    source::span::Range,
};

/// `pin === "4711"`, `password !== ADMIN_PASSWORD`.
pub(super) fn compared_with_text(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } = code.expr(expr) else {
        return None;
    };
    [(left, right), (right, left)].into_iter().find_map(|(given, known)| {
        let name = place.name(given)?;
        let (password, pin) = (is_password(name), names::is_pin(name));
        let text = place.project.values().exact_text(place.file, known).filter(|_| password || pin)?;
        // The field itself may be a constant, too: then nobody types it.
        let is_typed = place.project.values().exact_text(place.file, given).is_none();
        let opens = password && is_credential(&text) || pin && is_number(&text);
        (is_typed && opens).then(|| place.found(expr, What::ComparedWithText, name))
    })
}

/// Whether a text can be somebody's password, and not a word of the interface.
fn is_credential(text: &str) -> bool {
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "password" | "text" | "none" | "null" | "undefined" | "true" | "false" | "weak" | "strong" | "medium"
    );
    let stands_for_one =
        ["your", "placeholder", "changeme", "error"].iter().any(|w| text.to_ascii_lowercase().contains(w));
    text.len() >= 4 && !is_word && !stands_for_one && !text.contains(char::is_whitespace) && !is_masked(text)
}

fn is_number(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Stars and dots in place of a password.
fn is_masked(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// `auth.admin.createUser({ email, password: "Welcome1" })`, `auth.signInWithPassword({ … })` with both in the code.
pub(super) fn account(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let what = match names::last(code, callee)? {
        "createUser" | "signUp" => What::Account,
        "signInWithPassword" => What::SignIn,
        _ => return None,
    };
    let options = code.arg(args, 0)?;
    let text = |name: &str| place.project.values().exact_text(place.file, code.property(options, name)?);
    let opens = text("password").is_some_and(|p| is_credential(&p));
    let is_whole = what == What::Account || text("email").is_some_and(|e| e.contains('@'));
    (opens && is_whole).then(|| place.found(expr, what, "password"))
}

/// `{ email: "admin@x.app", password: "admin123" }`.
pub(super) fn published(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Object { properties } = code.expr(expr) else { return None };
    let text = |wanted: fn(&str) -> bool| {
        code.property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(key) if wanted(code.str(key)) => code.string(p.value).map(|t| (code.str(key), t)),
            _ => None,
        })
    };
    let (name, password) = text(is_password)?;
    let (_, account) = text(|k| matches!(k, "email" | "username" | "login" | "user" | "phone"))?;
    let is_password =
        is_credential(password) && password.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_punctuation());
    let is_account =
        account.contains('@') && account.contains('.') || account.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_sample = ["example.com", "your", "xxx", "test@test"].iter().any(|w| account.contains(w));
    // The arguments of a sign-in are its own finding.
    let is_argument = matches!(code.parent(expr), Node::Expr(p) if matches!(code.expr(p), ExprKind::Call { .. }));
    (is_password && is_account && !is_sample && !is_argument).then(|| place.found(expr, What::Published, name))
}

/// `insert into auth.users … crypt('admin123', gen_salt('bf'))` in a migration.
pub(super) fn accounts_in_sql(project: &Project) -> Vec<PasswordUse> {
    let mut found = Vec::new();
    for (id, file) in project.all_files().filter(|(_, f)| f.kind == FileKind::Sql && f.role.is_production()) {
        if file.path.split('/').any(|folder| folder == "archive") {
            continue;
        }
        let Some(text) = file.text.as_deref().filter(|t| t.contains("auth.users")) else { continue };
        for (at, call) in text.match_indices("crypt('") {
            let rest = text.get(at + call.len()..).unwrap_or("");
            let Some((password, after)) = rest.split_once('\'') else { continue };
            if after.trim_start().trim_start_matches(',').trim_start().starts_with("gen_salt")
                && is_credential(password)
            {
                let range = Range::new(at, at + call.len() - 1);
                found.push(PasswordUse { at: range.in_file(id), what: What::Account, name: "password".to_owned() });
            }
        }
    }
    found
}
