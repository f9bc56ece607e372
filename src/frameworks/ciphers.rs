//! Libraries that encrypt, and calls that only write bytes in other letters.

use crate::facts::code::{Code, ExprId, ExprKind};

/// Words that stand in code that encrypts: a file without any of them does not.
const MARKS: [&str; 10] = [
    "createCipheriv",
    "createDecipheriv",
    "subtle",
    "importKey",
    "AES",
    "secretbox",
    "crypto_secretbox",
    "sodium",
    "publicEncrypt",
    "jwe",
];

/// Whether a call encrypts or decrypts with a key, by the last name of what is called: `crypto.subtle.encrypt`,
/// `createCipheriv`.
pub(crate) fn is_cipher(code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    let path = code.path(callee).unwrap_or_default();
    let last = path.rsplit('.').next().unwrap_or_default();
    matches!(
        last,
        "createCipheriv" | "createDecipheriv" | "createCipher" | "createDecipher" | "publicEncrypt" | "importKey"
    ) || matches!(last, "encrypt" | "decrypt") && (path.contains("subtle.") || path.contains("AES."))
        || last.contains("secretbox")
}

/// Whether a file may encrypt at all.
pub(crate) fn may_encrypt(code: &Code) -> bool {
    code.texts().any(|text| MARKS.contains(&text))
}

/// Whether a file may write bytes in other letters.
pub(crate) fn may_encode(code: &Code) -> bool {
    code.texts().any(|text| text == "btoa" || LETTERS.contains(&text))
}

/// Ways to write bytes that anybody reads back.
const LETTERS: [&str; 3] = ["base64", "base64url", "hex"];

/// What a call writes in other letters, for anybody to read back: `btoa(text)`, `Buffer.from(text).toString("base64")`.
pub(crate) fn encoded(code: &Code, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    match code.expr(callee) {
        ExprKind::Ident { .. } if code.ident(callee) == Some("btoa") => code.arg(args, 0),
        ExprKind::Member { object, property, .. } => match code.str(property) {
            "btoa" => code.arg(args, 0),
            "toString" if code.string(code.arg(args, 0)?).is_some_and(|letters| LETTERS.contains(&letters)) => {
                let ExprKind::Call { callee: maker, args } = code.expr(object) else { return None };
                (code.path(maker).as_deref() == Some("Buffer.from")).then(|| code.arg(args, 0)).flatten()
            }
            _ => None,
        },
        _ => None,
    }
}
