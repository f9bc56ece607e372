//! What an entry point does that not everybody should make it do, the worst of it first.

use std::cmp::Reverse;

use super::{Effect, Route};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    frameworks::{accounts::AccountChange, firebase::collection_named, supabase::storage::FileDeed},
    model::{
        Project,
        passwords::is_password,
        payments::charges::Charge,
        queries::{Columns, Op},
    },
    source::span::Span,
    vocab::Words,
};

/// How much harm it does that something is done, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// It hands out what is stored.
    Reads,
    /// It adds rows.
    Adds,
    /// It changes rows.
    Changes,
    /// It deletes rows.
    Deletes,
    /// It changes accounts, or gives somebody rights.
    Rights,
    /// It pays somebody.
    PaysOut,
}

impl Route {
    /// What an entry point does with accounts, and where: to sign somebody up is what many are for.
    #[must_use]
    pub fn account_change(&self) -> Option<(AccountChange, Span)> {
        let counting = self.account_changes.iter().filter(|(_, change)| *change != AccountChange::Makes);
        let &(at, change) = counting.max_by_key(|(at, change)| (*change, Reverse(*at)))?;
        Some((change, at))
    }
}

impl Project {
    /// Of some effects, the one that is told first.
    pub fn worst<'e>(&self, effects: impl Iterator<Item = &'e Effect>) -> Option<&'e Effect> {
        effects.max_by_key(|e| (!self.is_aside(e), self.deed(e), self.weight(e), Reverse(e.at)))
    }

    /// What is done by one access to stored data.
    #[must_use]
    pub fn deed(&self, effect: &Effect) -> Deed {
        match self.query_of(effect).map(|q| q.op) {
            Some(Op::Rpc) if self.changed_by_function(effect).is_some() => Deed::Changes,
            _ if !effect.writes => Deed::Reads,
            None if effect.files == Some(FileDeed::Adds) => Deed::Adds,
            None if effect.files == Some(FileDeed::Removes) => Deed::Deletes,
            Some(Op::Delete) => Deed::Deletes,
            _ if self.is_of_any_table(effect) => Deed::Rights,
            Some(Op::Insert) => Deed::Adds,
            _ if self.gives_rights(effect) => Deed::Rights,
            _ => Deed::Changes,
        }
    }

    /// The table of money or rights that the call of a function of the database changes, where that asks nobody who calls.
    #[must_use]
    pub fn changed_by_function(&self, effect: &Effect) -> Option<&str> {
        let query = self.query_of(effect).filter(|query| query.op == Op::Rpc && effect.is_privileged())?;
        let tables = &self.vocab.tables;
        let weighs = |table: &&str| tables.money.has(table) || tables.rights.has(table);
        self.functions_called(query).into_iter().find_map(|(key, _)| {
            let routines = self.routines.iter().find(|routines| routines.get(key).is_some())?;
            if routines.asks_caller(key) || !routines.may_last(key) {
                return None;
            }
            let reached = routines.reached(key).into_iter().filter_map(|key| routines.get(key));
            reached.flat_map(|routine| &routine.writes).map(|write| write.table.name.as_str()).find(weighs)
        })
    }

    /// The call by which an entry point pays somebody.
    #[must_use]
    pub fn payout(&self, route: &Route) -> Option<&Charge> {
        self.charges.iter().find(|c| route.payouts.contains(&c.at))
    }

    /// Whether the rows only say what happened: nobody is harmed by a line more.
    #[must_use]
    pub fn is_aside(&self, effect: &Effect) -> bool {
        let tables = &self.vocab.tables;
        effect.table.as_deref().is_some_and(|t| (tables.audit.has(t) || tables.log.has(t)) && !tables.money.has(t))
    }

    /// Whether a change writes what somebody may do, or by what he is let in: the role, plan or password of a person, a row
    /// of rights.
    fn gives_rights(&self, effect: &Effect) -> bool {
        let (columns, tables) = (&self.vocab.columns, &self.vocab.tables);
        let is_of = |words: &Words| effect.table.as_deref().is_some_and(|t| words.has(t));
        let named = match self.query_of(effect).map(|q| &q.columns) {
            Some(Columns::Named(names)) => names.as_slice(),
            _ => &[],
        };
        is_of(&tables.rights)
            || is_of(&tables.profile) && named.iter().any(|c| columns.privileged.has(c) || is_password(c))
    }

    /// Whether the caller names the table, too: `db.collection(name).doc(id).set(data)`. That of the rights is among them.
    #[must_use]
    pub fn is_of_any_table(&self, effect: &Effect) -> bool {
        let Some(query) = self.query_of(effect).filter(|q| effect.writes && q.tables.is_empty()) else { return false };
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let parts = [query.expr, query.receiver].into_iter().flat_map(|e| code.definitions(e));
        parts.flat_map(|part| code.within_node(Node::Expr(part))).any(|node| match node {
            Node::Expr(e) => collection_named(code, e)
                .is_some_and(|name| self.is_sent(query.at.file, name) && !is_looked_up(code, name)),
            _ => false,
        })
    }

    /// Money and rights before the rest.
    fn weight(&self, effect: &Effect) -> u8 {
        let tables = &self.vocab.tables;
        match effect.table.as_deref() {
            Some(table) if tables.money.has(table) || tables.rights.has(table) => 2,
            Some(table) if tables.profile.has(table) => 1,
            _ => 0,
        }
    }
}

/// Whether a name is looked for among others anywhere: `ALLOWED.includes(name)`.
fn is_looked_up(code: &Code, name: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name) else { return false };
    code.references(binding).iter().any(|&reference| match code.parent(reference) {
        Node::Expr(parent) => match code.expr(parent) {
            ExprKind::Call { callee, .. } => matches!(code.last_name(callee), Some("includes" | "has" | "indexOf")),
            ExprKind::Index { index, .. } => index == reference,
            ExprKind::Binary { op: BinaryOp::In, left, .. } => left == reference,
            _ => false,
        },
        _ => false,
    })
}
