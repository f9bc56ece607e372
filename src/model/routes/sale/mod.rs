//! What an entry point gives for money: the writes by which it books that somebody has paid, or gives him what is sold,
//! and what these rest on.

mod goods;
mod handed;
mod proof;

use super::{Effect, Kind, Subject, Webhook};
use crate::{frameworks::auth::Proof, model::queries::Query, source::span::Span};

/// A write that gives what is sold, or says that it was paid for, and rests on too little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The write.
    pub at: Span,
    /// The table that is written.
    pub table: String,
    /// The column that says what is given, or that it was paid for.
    pub column: String,
    /// What it rests on.
    pub basis: Basis,
}

/// What a sale rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What the caller says, and nothing else.
    Word,
    /// The number of a payment that the caller sends, of which nobody is asked.
    Number,
    /// A payment of the caller's choice, whatever it was for: he says what he gets. Where it is looked at.
    ForAnything(Span),
    /// A payment of the caller's choice, whoever made it, as often as he likes. Where it is looked at.
    OfAnybody(Span),
    /// A payment that is for what he gets, which is added on top each time that he shows it. Where it is looked at.
    Again(Span),
}

/// The sales of an entry point that rest on too little, by place. Of webhooks, and of what only machines call, none.
pub(super) fn sales(subject: &Subject<'_>, webhook: Option<&Webhook>, effects: &[Effect]) -> Vec<Sale> {
    let is_called_by_people = webhook.is_none()
        && !subject.entry.by_platform
        && !matches!(subject.entry.kind, Kind::Job | Kind::McpTool)
        && subject.guards.iter().all(|guard| matches!(guard.proof, Proof::Identity | Proof::Signature));
    // What finding out who calls writes is no sale.
    let is_own = |query: &Query| effects.iter().any(|e| e.query == Some(query.at) && !e.in_guard);
    let own: Vec<&Query> = subject.queries.iter().copied().filter(|q| goods::may_sell(q) && is_own(q)).collect();
    if !is_called_by_people || own.is_empty() {
        return Vec::new();
    }
    let proofs = proof::proofs(subject);
    let mut found =
        if proofs.is_empty() { goods::on_word(subject, &own) } else { proof::unbound(subject, &proofs, &own) };
    found.sort_by_key(|sale| sale.at);
    found.dedup_by_key(|sale| sale.at);
    found
}
