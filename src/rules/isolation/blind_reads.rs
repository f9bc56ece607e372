//! Reads of rows that row security hides from whoever comes to that page.

use std::collections::BTreeMap;

use super::{Database, blocked_operation::weight_of_refusal};
use crate::{
    model::{
        Project,
        queries::{Asked, Bound, Hidden, Query},
        schema::Name,
    },
    rules::{Confidence, Severity, Sink},
};

/// Reads of other people's rows in tables of which everybody sees only his own, and reads of what only accounts see before
/// anybody is signed in: they never find any.
pub(super) fn blind_reads(project: &Project, database: Database<'_>, sink: &mut Sink) {
    let mut by_cause: BTreeMap<(Name, u8), Vec<(&Query, Hidden)>> = BTreeMap::new();
    for query in project.met_queries() {
        let Some(hidden) = project.hidden_from(query) else { continue };
        let is_here = database.schema.table(&hidden.table).is_some() && database.is_first(&hidden.table);
        if is_here {
            let (kind, _) = said(&hidden, query);
            by_cause.entry((hidden.table.clone(), kind)).or_default().push((query, hidden));
        }
    }
    for ((name, _), reads) in by_cause {
        let Some(((first, hidden), others)) = reads.split_first() else { continue };
        let (_, said) = said(hidden, first);
        let finding = sink.report(first.at, name.to_string(), said.message);
        let severity = if reads.iter().any(|(query, hidden)| is_dead(query, hidden)) {
            weight_of_refusal(project, &name)
        } else {
            Severity::Medium
        };
        finding.severity(severity).confidence(Confidence::Medium).help(said.help);
        for (other, _) in others {
            finding.place(other.at, "and here");
        }
        if let Some(at) = hidden.at {
            finding.place(at, said.policy);
        }
    }
}

/// Whether the page has nothing to go on with: it asks for the one row that it does not get.
fn is_dead(query: &Query, hidden: &Hidden) -> bool {
    match hidden.how {
        Asked::Typed(_) => true,
        Asked::Another(_) => query.bound == Bound::One,
        Asked::Embedded(_) | Asked::Counted(_) | Asked::SignedOut(_) | Asked::Listed => false,
    }
}

struct Said {
    message: String,
    help: String,
    policy: &'static str,
}

/// What is said of a read; those of one kind and table have one cause.
fn said(hidden: &Hidden, query: &Query) -> (u8, Said) {
    let table = &hidden.table;
    let policy = "this policy shows the own row only";
    let view = format!(
        "show others what they may see of {table}: a policy, a view of just these columns, or a `security definer` function"
    );
    match &hidden.how {
        Asked::Typed(column) => (
            0,
            Said {
                message: format!(
                    "looking for somebody else by {column} in {table} never finds anybody: row security shows each user only his own row"
                ),
                help: format!(
                    "let a `security definer` function look the person up by {column} and give back no more than the id, with a limit on tries"
                ),
                policy,
            },
        ),
        Asked::Another(column) => (
            1,
            Said {
                message: format!(
                    "this asks for another person's row of {table} by {column}, and row security shows each user only his own: it is never found"
                ),
                help: view,
                policy,
            },
        ),
        Asked::Embedded(key) => (
            2,
            Said {
                message: format!(
                    "the rows of {table} that come with {} (by {key}) are empty for all but oneself: row security shows each user only his own",
                    query.tables.join(", ")
                ),
                help: view,
                policy,
            },
        ),
        Asked::Counted(column) => (
            3,
            Said {
                message: format!(
                    "this counts the rows of {table} by {column}, and row security shows each user only his own: he counts just himself"
                ),
                help: format!(
                    "count in a `security definer` function that gives back no more than the number, or keep the number in the row that {column} names"
                ),
                policy,
            },
        ),
        Asked::Listed => (
            5,
            Said {
                message: format!(
                    "this screen for those who run the app lists {table}, and row security shows each user only his own rows: the \
                     list is empty, or holds their own"
                ),
                help: format!(
                    "add a policy that lets those who run the app read all rows of {table}, by a role that users cannot give themselves"
                ),
                policy,
            },
        ),
        Asked::SignedOut(column) => (
            4,
            Said {
                message: format!(
                    "nobody is signed in yet where this looks into {table} by {column}, and row security shows it to accounts only: it never finds anybody"
                ),
                help: format!(
                    "leave the question out, or ask it in a `security definer` function that answers no more than yes or no about {column}, with a limit on tries"
                ),
                policy: "row security shows nothing to visitors",
            },
        ),
    }
}
