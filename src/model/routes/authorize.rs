//! Whether what the caller may do is tested, beyond who he is.

use super::{Answer, Known, Loose, Subject};
use crate::{
    frameworks::auth::Proof,
    model::{
        access::{Caller, Verdict},
        queries::{Client, Op, Query},
    },
};

/// Whether ownership, role or tenant of the resource is tested, in code or because the query runs as the user.
pub(super) fn authorized(subject: &Subject<'_>, authenticated: &Answer, public: &Answer, loose: &[Loose]) -> Answer {
    let queries = &subject.queries;
    // Policies that let everybody pass decide nothing.
    let as_user = queries.iter().find(|q| q.client == Client::User && !is_open_to_all(subject, q));
    let Some(guard) = subject.guards.first().filter(|_| authenticated.is_yes()) else {
        if let Some(query) = as_user {
            return Answer::yes(query.at, "runs as the caller, so row security decides");
        }
        // A public entry point has no resource of somebody's; any other stays open to everybody.
        return Answer::of(if public.is_yes() { Known::NotApplicable } else { Known::No });
    };
    if guard.proof != Proof::Identity {
        return Answer::of(Known::NotApplicable);
    }
    // Known is not permitted: what is reached by a key of his choice may be anybody's.
    if let Some(found) = loose.first() {
        return Answer::no(found.at, format!("nothing asks whose row of `{}` it is", found.table));
    }
    match as_user.or(queries.first()) {
        Some(query) if query.client == Client::User => {
            Answer::yes(query.at, "runs as the caller, so row security decides")
        }
        _ => Answer::yes(guard.at, guard.how.clone()),
    }
}

/// Whether the policies leave what a query does to strangers.
fn is_open_to_all(subject: &Subject<'_>, query: &Query) -> bool {
    let Some(command) = query.op.command() else { return false };
    let Some((_, name, _)) = subject.project.table_of(query) else { return false };
    let cell = subject.project.cell(&name, Caller::Anonymous, command);
    cell.is_some_and(|c| c.verdict == Verdict::Open)
}

/// Whether a query changes something.
pub(super) fn writes(query: &Query) -> bool {
    query.op.is_write() || query.op == Op::Rpc
}
