//! What an entry point does to data, and with whose rights.

use super::{Subject, authorize};
use crate::{
    model::queries::{Client, Condition, Op, Query},
    source::span::Span,
};

/// One read or write of stored data.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The call.
    pub at: Span,
    /// Whether it changes something.
    pub writes: bool,
    /// The table or entity, where it is known.
    pub table: Option<String>,
    /// With whose rights.
    pub rights: Client,
    /// Whether the rows are found by a value that cannot be guessed: a token column.
    pub by_token: bool,
    /// The call of the database, where it is one of [`Project::queries`](crate::model::Project::queries): its place.
    pub query: Option<Span>,
}

impl Effect {
    /// Whether it runs past row security, so that the code alone decides who may.
    #[must_use]
    pub fn is_privileged(&self) -> bool {
        matches!(self.rights, Client::Service | Client::Orm)
    }
}

/// The effects of an entry point, by place.
pub(super) fn effects(subject: &Subject<'_>) -> Vec<Effect> {
    authorize::queries(subject).into_iter().map(|q| of_query(subject, q)).collect()
}

fn of_query(subject: &Subject<'_>, query: &Query) -> Effect {
    let secret = &subject.project.vocab.columns.secret;
    let by_token = query.conditions.iter().flat_map(Condition::comparisons).any(|c| {
        c.literal.is_none()
            && c.op == "eq"
            && c.column.as_deref().is_some_and(|name| secret.has(name) || is_token(name))
    });
    Effect {
        at: query.at,
        writes: query.op.is_write(),
        table: query.tables.first().cloned(),
        rights: if query.op == Op::Rpc && query.client == Client::Unknown { Client::Unknown } else { query.client },
        by_token,
        query: Some(query.at),
    }
}

/// Columns whose value is given to one person only.
fn is_token(column: &str) -> bool {
    crate::vocab::split(column).iter().any(|w| matches!(w.as_str(), "token" | "code" | "secret" | "hash" | "session"))
}
