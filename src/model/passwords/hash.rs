//! Passwords through hashes that are made to be fast.

use super::{PasswordUse, Place, What, is_password, names};
use crate::facts::code::{Code, ExprId, ExprKind, Node, Origin, PatKind, StmtKind};

/// `createHash("sha256").update(password)`, `crypto.subtle.digest("SHA-256", bytes)`, `md5(password)`.
pub(super) fn fast_hash(place: &Place<'_>, expr: ExprId) -> Option<PasswordUse> {
    let code = place.code;
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let (algorithm, hashed) = match code.expr(callee) {
        ExprKind::Member { object, property, .. } if code.str(property) == "update" => {
            let ExprKind::Call { callee: maker, args: how } = code.expr(object) else { return None };
            // A keyed hash needs its key to be guessed, too.
            let is_plain = names::last(code, maker) == Some("createHash");
            (code.string(code.arg(how, 0)?).filter(|_| is_plain)?, code.arg(args, 0)?)
        }
        ExprKind::Member { property, .. } if code.str(property) == "digest" => {
            let is_subtle = code.path(callee).is_some_and(|p| p.ends_with("subtle.digest"));
            (code.string(code.arg(args, 0)?).filter(|_| is_subtle)?, code.arg(args, 1)?)
        }
        _ => (names::last(code, callee)?, code.arg(args, 0)?),
    };
    let algorithm = fast(algorithm)?;
    let name = password_in(code, hashed, 4)?;
    // The first letters of a fast hash are how a list of known passwords is asked.
    let asks_list = code.texts().any(|t| t.contains("pwnedpasswords"));
    (!asks_list).then(|| place.found(expr, What::FastHash(algorithm.to_owned()), &name))
}

/// The usual name of a hash that is made to be fast.
fn fast(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().replace('-', "").as_str() {
        "md5" => Some("md5"),
        "sha1" => Some("sha1"),
        "sha256" => Some("sha256"),
        "sha384" => Some("sha384"),
        "sha512" => Some("sha512"),
        "ripemd160" => Some("ripemd160"),
        _ => None,
    }
}

/// The name of a password in an expression, looking through constants: `encoder.encode(password + salt)`.
fn password_in(code: &Code, expr: ExprId, depth: u32) -> Option<String> {
    code.within_node(Node::Expr(expr)).find_map(|node| {
        let Node::Expr(e) = node else { return None };
        if let Some(name) = names::last(code, e).filter(|n| is_password(n)) {
            return Some(name.to_owned());
        }
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(e) else { return None };
        let Origin::Var(stmt) = code.binding(binding).origin else { return None };
        match code.stmt(stmt).kind {
            StmtKind::Var { pattern, init: Some(init), .. }
                if depth > 0 && matches!(code.pattern(pattern).kind, PatKind::Name(_)) =>
            {
                password_in(code, init, depth - 1)
            }
            _ => None,
        }
    })
}
