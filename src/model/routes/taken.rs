//! Accounts that the server changes in its own name for who is known, whichever he names: nothing asks whether he may.

use super::{Subject, Ties, answered, credential, ownership};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    frameworks::{
        accounts::{ACCOUNT_KEYS, AccountChange, account_change},
        auth::Proof,
    },
    model::{
        calls::Call,
        queries::{Comparison, Condition},
    },
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
pub(super) fn taken(subject: &Subject<'_>, ties: Ties) -> Vec<Taken> {
    let mut proofs = subject.guards.iter().map(|guard| guard.proof);
    if subject.guards.is_empty() || !proofs.all(|proof| proof == Proof::Identity) || ties.is_held() {
        return Vec::new();
    }
    let mut found: Vec<Taken> = subject
        .calls()
        .filter_map(|(reached, call)| {
            let file = reached.function.0;
            let change = account_change(call).filter(|change| *change != AccountChange::Makes)?;
            let is_felt = !matches!(change, AccountChange::LetsIn | AccountChange::OpensPayments)
                || answered::reaches_caller(subject, reached.function, call.expr);
            let code = subject.values.code(file).filter(|_| is_felt)?;
            let key = named_by_caller(subject, file, code, call)?;
            Some(Taken { at: code.range(call.expr).in_file(file), change, key })
        })
        .collect();
    found.sort_by_key(|taken| taken.at);
    found.dedup();
    found
}

/// Whether an account is meant that the caller picks among those that there are.
pub(super) fn is_anybodys(subject: &Subject<'_>, file: FileId, call: &Call) -> bool {
    subject.values.code(file).is_some_and(|code| named_by_caller(subject, file, code, call).is_some())
}

/// What the account is named by, where that is sent and is not the caller's own: `deleteUser(body.userId)`,
/// `generateLink({ email: body.email })`.
fn named_by_caller(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> Option<String> {
    let first = code.arg(call.args, 0)?;
    let keys = match code.expr(first) {
        ExprKind::Object { .. } => ACCOUNT_KEYS.iter().filter_map(|key| code.property(first, key)).collect(),
        _ => vec![first],
    };
    let name = |key: ExprId| code.last_name(key).unwrap_or("id").to_owned();
    let is_others = |key: &ExprId| !ownership::is_proven(subject, file, *key) && is_plain(code, *key);
    let is_chosen = |key: &ExprId| ownership::is_chosen(subject, file, *key);
    let others = || keys.iter().copied().filter(is_others);
    others().find(is_chosen).map(name).or_else(|| others().find_map(|key| found_by(subject, file, code, key)))
}

/// The column by whose value, which is sent, the row was found that an account is named in: `user_id`, of
/// `row.stripe_account` behind `eq("user_id", body.userId)`.
fn found_by(subject: &Subject<'_>, file: FileId, code: &Code, key: ExprId) -> Option<String> {
    let mut base = code.member_base(key);
    if base == key {
        base = code.member_base(code.initial(key)?);
    }
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(base) else { return None };
    let query = subject.queries.iter().find(|q| q.at.file == file && q.outcome.data.contains(&binding))?;
    let table = query.tables.first().map_or("", String::as_str);
    let compared: Vec<_> =
        query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none()).collect();
    let is_sent = |c: &&&Comparison| {
        let column = c.column.as_deref().unwrap_or("");
        let is_chosen = |v| ownership::is_chosen(subject, file, v) && !ownership::is_proven(subject, file, v);
        !credential::is_credential(table, column) && c.value.is_some_and(is_chosen)
    };
    let sent = compared.iter().find(is_sent)?;
    // What else is asked of the row may be the caller's.
    (compared.len() == 1).then(|| sent.column.clone()).flatten()
}

/// Whether a value is a name or a member: what is put together or reckoned may be looked up.
fn is_plain(code: &Code, key: ExprId) -> bool {
    code.within_node(Node::Expr(key)).all(|node| match node {
        Node::Expr(e) => !matches!(code.expr(e), ExprKind::Call { .. } | ExprKind::Conditional { .. }),
        _ => true,
    })
}
