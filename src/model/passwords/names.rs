//! Names of passwords and of other things that a person must know.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    vocab::split,
};

const PASSWORD: [&str; 10] =
    ["password", "passwd", "pwd", "passphrase", "senha", "passwort", "kennwort", "contrasena", "passe", "motdepasse"];
const CODE: [&str; 4] = ["pin", "passcode", "pincode", "passkey"];
/// Words beside it that say the thing named is about a password and is none.
const ABOUT: [&str; 46] = [
    "status",
    "state",
    "message",
    "success",
    "result",
    "loading",
    "saving",
    "event",
    "hash",
    "hashed",
    "encrypted",
    "digest",
    "salt",
    "confirm",
    "confirmation",
    "confirmed",
    "repeat",
    "repeated",
    "show",
    "visible",
    "min",
    "max",
    "length",
    "strength",
    "reset",
    "error",
    "errors",
    "label",
    "placeholder",
    "field",
    "type",
    "policy",
    "required",
    "changed",
    "url",
    "link",
    "page",
    "rules",
    "regex",
    "id",
    "expires",
    "at",
    "forgot",
    "score",
    "mode",
    "step",
];

/// Whether a name is that of a password as people type it: `password`, `newPassword`, `senha_atual`.
pub(crate) fn is_password(name: &str) -> bool {
    names(name, |word| PASSWORD.contains(&word))
}

/// Whether a name is that of a column or field in which the password of an account is kept, hashed as it should be.
pub(super) fn is_kept_password(name: &str) -> bool {
    if name.len() > 30 || !MARKS.as_ref().is_some_and(|marks| marks.is_match(name)) {
        return false;
    }
    let words = split(name);
    let has = |wanted: &[&str]| words.iter().any(|w| wanted.contains(&w.as_str()));
    words.len() == 2 && has(&PASSWORD) && has(&["hash", "hashed", "encrypted", "digest"])
}

/// Whether a name is that of a short code that a person must know.
pub(crate) fn is_pin(name: &str) -> bool {
    names(name, |word| CODE.contains(&word))
}

/// Whether a file that holds this text may hold a password; most files do not, and need no closer look.
pub(super) fn may_be_credential(text: &str) -> bool {
    text.len() < 60 && names(text, |word| PASSWORD.contains(&word) || CODE.contains(&word))
}

/// The words above anywhere in a text: nearly all names hold none, and need not be split.
static MARKS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(PASSWORD.iter().chain(&CODE)).ok());

/// Whether a word of a name is one that is asked for, and none says that the name is only about such a thing.
fn names(name: &str, is_asked: impl Fn(&str) -> bool) -> bool {
    // Accents are only taken off when a name is split.
    if name.is_ascii() && MARKS.as_ref().is_some_and(|marks| !marks.is_match(name)) {
        return false;
    }
    let words = split(name);
    words.iter().any(|w| is_asked(w)) && !words.iter().any(|w| ABOUT.contains(&w.as_str()))
}

/// The last name of an identifier or a member.
pub(super) fn last(code: &Code, expr: ExprId) -> Option<&str> {
    match code.expr(expr) {
        ExprKind::Ident { name, .. } => Some(code.str(name)),
        ExprKind::Member { property, .. } => Some(code.str(property)),
        ExprKind::Index { index, .. } => code.string(index),
        _ => None,
    }
}
