//! Accounts that the server changes in its own name for who is known, whichever he names: nothing asks whether he may.

use super::{Subject, answered, ownership};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    frameworks::{
        accounts::{AccountChange, account_change},
        auth::Proof,
    },
    model::calls::Call,
    source::span::{FileId, Span},
};

/// A change of whatever account the caller names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The call.
    pub at: Span,
    /// What is done.
    pub change: AccountChange,
    /// By what the account is named, as it is written: `userId`.
    pub key: String,
}

/// The changes of accounts that any account can have made, by place.
pub(super) fn taken(subject: &Subject<'_>) -> Vec<Taken> {
    let mut proofs = subject.guards.iter().map(|guard| guard.proof);
    let ties = ownership::ties(subject);
    if subject.guards.is_empty() || !proofs.all(|proof| proof == Proof::Identity) || ties.is_held() {
        return Vec::new();
    }
    let mut found: Vec<Taken> = subject
        .calls()
        .filter_map(|(reached, call)| {
            let file = reached.function.0;
            let change = account_change(call).filter(|change| *change != AccountChange::Makes)?;
            let is_felt =
                change != AccountChange::LetsIn || answered::reaches_caller(subject, reached.function, call.expr);
            let code = subject.values.code(file).filter(|_| is_felt)?;
            let key = named_by_caller(subject, file, code, call)?;
            Some(Taken { at: code.range(call.expr).in_file(file), change, key })
        })
        .collect();
    found.sort_by_key(|taken| taken.at);
    found.dedup();
    found
}

/// What the account is named by, where that is sent and is not the caller's own: `deleteUser(body.userId)`,
/// `generateLink({ email: body.email })`.
fn named_by_caller(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> Option<String> {
    let first = code.arg(call.args, 0)?;
    let keys = match code.expr(first) {
        ExprKind::Object { .. } => {
            ["email", "userId", "uid"].iter().filter_map(|key| code.property(first, key)).collect()
        }
        _ => vec![first],
    };
    let is_chosen = |key: &ExprId| {
        ownership::is_chosen(subject, file, *key) && !ownership::is_proven(subject, file, *key) && is_plain(code, *key)
    };
    let key = keys.into_iter().find(is_chosen)?;
    Some(code.last_name(key).unwrap_or("id").to_owned())
}

/// Whether a value is a name or a member: what is put together or reckoned may be looked up.
fn is_plain(code: &Code, key: ExprId) -> bool {
    code.within_node(Node::Expr(key)).all(|node| match node {
        Node::Expr(e) => !matches!(code.expr(e), ExprKind::Call { .. } | ExprKind::Conditional { .. }),
        _ => true,
    })
}
