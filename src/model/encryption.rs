//! What is called encryption and is none, or hangs on a key that others know.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, Origin, PatKind, StmtKind, UnaryOp},
    frameworks::ciphers::{encoded, is_cipher, may_encode, may_encrypt},
    model::{
        Project,
        values::{EnvName, env_read},
    },
    source::span::{FileId, Span},
    vocab::split,
};

/// Something that only looks encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakCipher {
    /// The call, or the read of what is taken for a key.
    pub at: Span,
    /// What the code calls it.
    pub name: String,
    /// Why it protects nothing.
    pub why: Weakness,
}

/// Why encryption protects nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It is only written in other letters, for anybody to read back.
    Encoded,
    /// Where the variable of the key is not set, the key is nothing but padding.
    EmptyKey,
    /// Another variable is taken for the key, which is known in more places than a key.
    BorrowedKey(String),
    /// A key that is too short is filled up with the same letter.
    PaddedKey,
}

impl Project {
    /// What the app's own code encrypts so that it protects nothing, by file and place.
    #[must_use]
    pub fn weak_ciphers(&self) -> Vec<WeakCipher> {
        let files = self.code_files().filter(|(_, file, _)| file.role.is_production());
        let found = files.flat_map(|(id, _, code)| in_file(self, id, code));
        found.filter(|cipher| self.sides.is_met_at(cipher.at)).collect()
    }
}

fn in_file(project: &Project, file: FileId, code: &Code) -> Vec<WeakCipher> {
    let (encrypts, encodes) = (may_encrypt(code), may_encode(code));
    if !encrypts && !encodes {
        return Vec::new();
    }
    let found = code.expr_ids().filter_map(|expr| {
        let of_key = || borrowed(project, code, expr).or_else(|| padded(code, expr));
        let by_letters = only_encoded(project, code, expr).map(|name| (name, Weakness::Encoded));
        let (name, why) = by_letters.or_else(|| of_key().filter(|_| encrypts))?;
        Some(WeakCipher { at: code.range(expr).in_file(file), name, why })
    });
    found.collect()
}

/// `const encryptedIban = btoa(iban)`: the name says what the call does not do.
fn only_encoded(project: &Project, code: &Code, expr: ExprId) -> Option<String> {
    let operand = encoded(code, expr)?;
    let is_promise = |name: &&str| is_about(project, name);
    let name = code.names_of(expr).into_iter().find(is_promise)?;
    is_readable(project, code, operand, 3).then(|| name.to_owned())
}

fn is_about(project: &Project, name: &str) -> bool {
    split(name).iter().any(|word| project.vocab.words.encrypting.has(word))
}

/// Whether a value is a text as it was handed over: no cipher has been at work on it.
fn is_readable(project: &Project, code: &Code, expr: ExprId, depth: u32) -> bool {
    if code.last_name(expr).is_some_and(|name| is_about(project, name)) {
        return false;
    }
    match code.expr(expr) {
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Param { .. } => true,
            // What is put together piece by piece may be put together of what a cipher gave.
            Origin::Var(_) if code.references(binding).iter().any(|&reference| code.is_assigned(reference)) => false,
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => depth > 0 && is_readable(project, code, init, depth - 1),
                _ => false,
            },
            _ => false,
        },
        ExprKind::Member { object, .. } => is_readable(project, code, object, depth),
        ExprKind::Await(inner) => is_readable(project, code, inner, depth),
        ExprKind::Template { .. } | ExprKind::String(_) => true,
        ExprKind::Call { callee, .. } => {
            matches!(code.last_name(callee), Some("json" | "stringify" | "parse" | "trim" | "toString"))
        }
        _ => false,
    }
}

/// `(process.env.ENCRYPTION_KEY || "").padEnd(32, "0")`.
fn padded(code: &Code, expr: ExprId) -> Option<(String, Weakness)> {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let is_padding = matches!(code.str(property), "padEnd" | "padStart")
        && matches!(code.expr(code.arg(args, 0)?), ExprKind::Number(n) if matches!(code.str(n), "16" | "24" | "32" | "64"))
        && code.string(code.arg(args, 1)?).is_some();
    if !is_padding {
        return None;
    }
    let parts: Vec<ExprId> = code.definitions(object);
    let all = || parts.iter().flat_map(|&part| code.within_node(Node::Expr(part)));
    let env = all().find_map(|node| match node {
        Node::Expr(e) => literal_env(code, e),
        _ => None,
    });
    let own = all().find_map(|node| match node {
        Node::Expr(e) => code.last_name(e).filter(|name| names_key(name)).map(str::to_owned),
        _ => None,
    });
    let name = env.or(own)?;
    let may_be_empty = all().any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, right, .. } => code.string(right) == Some(""),
            _ => false,
        },
        _ => false,
    });
    let is_empty = may_be_empty && !is_refused_when_missing(code, object, expr);
    Some((name, if is_empty { Weakness::EmptyKey } else { Weakness::PaddedKey }))
}

fn names_key(name: &str) -> bool {
    split(name).iter().any(|word| matches!(word.as_str(), "key" | "secret"))
}

fn literal_env(code: &Code, expr: ExprId) -> Option<String> {
    match env_read(code, expr)? {
        EnvName::Literal(name) => Some(name),
        EnvName::Computed(_) => None,
    }
}

/// `if (!key) throw …`, somewhere in the function around.
fn is_refused_when_missing(code: &Code, value: ExprId, at: ExprId) -> bool {
    let named = code.within_node(Node::Expr(value)).filter_map(|node| match node {
        Node::Expr(e) => code.ident(e),
        _ => None,
    });
    let names: Vec<&str> = named.collect();
    code.within(code.function_of(at)).any(|node| {
        let Node::Stmt(stmt) = node else { return false };
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return false };
        let is_missing = code.within_node(Node::Expr(test)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Unary { op: UnaryOp::Not, operand } => {
                    code.ident(operand).is_some_and(|n| names.contains(&n))
                }
                _ => false,
            },
            _ => false,
        });
        is_missing && code.ends_function(then)
    })
}

/// `const encryptionKey = process.env.DATABASE_URL.slice(0, 32)`.
fn borrowed(project: &Project, code: &Code, expr: ExprId) -> Option<(String, Weakness)> {
    let env = literal_env(code, expr).filter(|name| is_widely_known(project, name))?;
    let is_key = |name: &str| is_about(project, name) && names_key(name);
    let mut names = used_as(code, expr);
    let name = names.find(|name| is_key(name))?;
    Some((name.to_owned(), Weakness::BorrowedKey(env)))
}

/// Whether a variable holds an address, or what is made to be public: more people and machines know it than may decrypt.
fn is_widely_known(project: &Project, name: &str) -> bool {
    let env = &project.vocab.env;
    let names_address =
        || split(name).last().is_some_and(|word| matches!(word.as_str(), "url" | "uri" | "dsn" | "host" | "domain"));
    env.is_client(name) || env.public.has(name) || names_address()
}

/// The names under which a value, or a part of it, is kept or returned; none where it is handed to something that does
/// not make keys.
fn used_as(code: &Code, value: ExprId) -> impl Iterator<Item = &str> {
    let mut below = value;
    let mut is_kept = true;
    while let Node::Expr(parent) = code.parent(below) {
        is_kept &= match code.expr(parent) {
            ExprKind::Call { callee, .. } if callee != below => {
                let makes_key = matches!(
                    code.last_name(callee),
                    Some("from" | "encode" | "update" | "scryptSync" | "pbkdf2Sync" | "createHash" | "slice")
                );
                makes_key || is_cipher(code, parent)
            }
            ExprKind::Object { .. } | ExprKind::Array { .. } | ExprKind::Jsx(_) => false,
            _ => true,
        };
        below = parent;
    }
    let own = code.names_of(value);
    // `const fallback = …; return fallback;`
    let returned = returned_from(code, below).map(|function| code.function(function).name.map(|name| code.str(name)));
    own.into_iter().chain(returned.flatten()).filter(move |_| is_kept)
}

/// The function that returns what a declaration keeps.
fn returned_from(code: &Code, init: ExprId) -> Option<FnId> {
    let Node::Stmt(stmt) = code.parent(init) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    let PatKind::Name(binding) = code.pattern(pattern).kind else { return None };
    let is_returned = code.references(binding).iter().any(|&reference| {
        matches!(code.parent(reference), Node::Stmt(s) if matches!(code.stmt(s).kind, StmtKind::Return(_)))
    });
    is_returned.then(|| code.function_of(init))
}
