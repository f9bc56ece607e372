//! Passwords that stand in the code.

use super::{PasswordUse, Place, What, is_password, names};
use crate::facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, PropertyKey, StmtKind};

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
pub(super) fn is_credential(text: &str) -> bool {
    let is_word = matches!(
        text.to_ascii_lowercase().as_str(),
        "password" | "text" | "none" | "null" | "undefined" | "true" | "false" | "weak" | "strong" | "medium"
    );
    let stands_for_one =
        ["your", "placeholder", "changeme", "error", "dummy"].iter().any(|w| text.to_ascii_lowercase().contains(w));
    text.len() >= 4 && !is_word && !stands_for_one && !text.contains(char::is_whitespace) && !is_masked(text)
}

fn is_number(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Stars and dots in place of a password.
fn is_masked(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
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
    // The arguments of a sign-in are its own finding.
    let is_argument = matches!(code.parent(expr), Node::Expr(p) if matches!(code.expr(p), ExprKind::Call { .. }));
    (is_spoken_of(account, password) && !is_argument).then(|| place.found(expr, What::Published, name))
}

/// `const [password, setPassword] = useState("harbour-7")` beside the same for an address: a form of the page that is
/// filled in before anybody types.
pub(super) fn filled_in(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let (name, password) = first_state(code, expr).filter(|(name, _)| is_password(name))?;
    let is_account = |other| {
        let state = first_state(code, other).filter(|(name, _)| name.to_ascii_lowercase().contains("mail"));
        state.is_some_and(|(_, account)| is_spoken_of(account, password))
    };
    let is_filled = code.exprs_within(code.function_of(expr)).any(is_account);
    is_filled.then(|| place.found(expr, What::Published, name))
}

/// The name of a state of a component, and the text that it begins with.
fn first_state(code: &Code, expr: ExprId) -> Option<(&str, &str)> {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let text = code.string(code.arg(args, 0)?).filter(|_| code.last_name(callee) == Some("useState"))?;
    let StmtKind::Var { pattern, .. } = code.stmt(code.statement_of(expr)?).kind else { return None };
    let mut names = Vec::new();
    code.bound_names(pattern, &mut names);
    Some((code.str(code.binding(*names.first()?).name), text))
}

/// Whether these are the address and the password of somebody, and no samples.
fn is_spoken_of(account: &str, password: &str) -> bool {
    let is_password =
        is_credential(password) && password.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_punctuation());
    let is_account =
        account.contains('@') && account.contains('.') || account.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_sample = ["example.com", "your", "xxx", "test@test"].iter().any(|w| account.contains(w));
    is_password && is_account && !account.is_empty() && !is_sample
}
