//! Accounts that are given a password which stands in the code: through the service that keeps them, or as a hash in a
//! table of the app.

use super::{PasswordUse, Place, What, addresses, is_password, known::is_credential, names};
use crate::{
    facts::code::{ExprId, ExprKind},
    model::values::Value,
};

/// `auth.admin.createUser({ email, password: "Welcome1" })`, `auth.admin.updateUserById(id, { password: "Welcome1" })`,
/// `auth.signInWithPassword({ … })` with both in the code.
pub(super) fn account(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let (what, at) = match names::last(code, callee)? {
        "createUser" => (What::Account, 0),
        "updateUserById" => (What::Account, 1),
        "signUp" if !place.is_script => (What::Account, 0),
        "signInWithPassword" if !place.is_script => (What::SignIn, 0),
        _ => return None,
    };
    let options = code.arg(args, at)?;
    let password = code.property(options, "password")?;
    let is_known = match what {
        What::SignIn => place.project.values().exact_text(place.file, password).is_some_and(|p| is_credential(&p)),
        _ => is_known(place, password),
    };
    let email = code.property(options, "email");
    let is_somebodys = match what {
        What::SignIn => place.project.values().exact_text(place.file, email?).is_some_and(|e| e.contains('@')),
        // A script may well make users for a try, whose names are made up.
        _ if place.is_script => match email {
            Some(email) => texts(place, email).any(addresses::is_real),
            None => names_somebody(place, expr),
        },
        _ => true,
    };
    (is_known && is_somebodys).then(|| place.found(expr, what, "password"))
}

/// `bcrypt.hash("Welcome1", 10)`, `hashPassword(ADMIN_PASSWORD)` beside the address of the account and the column for it.
pub(super) fn hashed(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let name = names::last(code, callee).filter(|n| n.starts_with("hash"))?;
    let given = code.arg(args, 0)?;
    let library =
        |s: &crate::model::values::Symbol| s.package().is_some_and(|p| p.contains("bcrypt") || p.contains("argon"));
    let is_password = name.to_ascii_lowercase().contains("password")
        || names::last(code, given).is_some_and(is_password)
        || place.project.values().symbols(place.file, callee).into_iter().any(library);
    let is_kept = || code.texts().any(names::is_kept_password);
    let is_one = is_password && is_known(place, given) && is_kept() && names_somebody(place, expr);
    is_one.then(|| place.found(given, What::Account, "password"))
}

/// Whether the password is text of the code, always or where nobody typed one: `typed || DEFAULT`. A default for a
/// variable of the environment is another fault.
fn is_known(place: &Place<'_>, password: ExprId) -> bool {
    let values = place.project.values().of(place.file, password);
    !values.iter().any(|v| matches!(v, Value::Env(_))) && texts(place, password).any(is_credential)
}

/// The texts that an expression may be.
fn texts<'p>(place: &Place<'p>, expr: ExprId) -> impl Iterator<Item = &'p str> {
    place.project.values().of(place.file, expr).iter().filter_map(|value| match value {
        Value::Text(text) => text.as_exact(),
        _ => None,
    })
}

/// Whether the address of a real account stands around an expression: anywhere in a script, else in the same function.
fn names_somebody(place: &Place<'_>, expr: ExprId) -> bool {
    let code = place.code;
    if place.is_script {
        return code.texts().any(addresses::has_real);
    }
    code.exprs_within(code.function_of(expr)).any(|e| match code.expr(e) {
        ExprKind::Ident { .. } => {
            let is_address = names::last(code, e).is_some_and(|name| name.to_ascii_lowercase().contains("mail"));
            is_address && texts(place, e).any(addresses::is_real)
        }
        _ => code.string(e).is_some_and(addresses::is_real),
    })
}
