//! Memberships that anybody can give himself: whoever may add a row about himself, for any group, is in every group. So is
//! whoever may move his row from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{Access, Caller, Verdict, guarded::is_free};
use crate::{
    model::{
        routines::{Routines, asks_caller},
        schema::{Command, Name, Policy, Schema, Switch, Table},
    },
    source::span::Span,
    sql::expr::{Expr, ExprKind, Node, Query, parse_expr},
    vocab::{Vocabulary, split},
};

/// A table of memberships in which every account may say itself, of which group it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfAdmission {
    /// The table.
    pub table: Name,
    /// Whether he adds a row, or changes the one that he has.
    pub command: Command,
    /// The columns that say of what he becomes a member.
    pub groups: Vec<String>,
    /// The columns that say as what, where he may choose that, too.
    pub roles: Vec<String>,
    /// The policy that lets him.
    pub policy: String,
    /// The tables of which members see more than others.
    pub opens: Vec<Name>,
    /// The statement that made the policy.
    pub at: Option<Span>,
}

/// All of them, in the order of tables.
pub(super) fn find(schema: &Schema, access: &Access, routines: &Routines, vocab: &Vocabulary) -> Vec<SelfAdmission> {
    let judged =
        access.tables.iter().filter(|(name, judged)| judged.row_security == Switch::On && !is_free_to_join(name));
    let admits = judged.filter_map(|(name, _)| {
        let table = schema.table(name)?;
        let of_command = |command| of_table(schema, access, routines, vocab, (name, table), command);
        let added = || of_command(Command::Insert).filter(|_| !is_waited_for(schema, routines, (name, table), vocab));
        // Who was let in somewhere takes that with him.
        added().or_else(|| of_command(Command::Update))
    });
    let mut found: Vec<SelfAdmission> = admits.collect();
    if !found.is_empty() {
        let mut opened = opened(schema, access, routines);
        found.iter_mut().for_each(|one| one.opens = opened.remove(&one.table).unwrap_or_default());
        found.retain(|one| !one.opens.is_empty());
    }
    found
}

fn of_table(
    schema: &Schema,
    access: &Access,
    routines: &Routines,
    vocab: &Vocabulary,
    (name, table): (&Name, &Table),
    command: Command,
) -> Option<SelfAdmission> {
    let cell = access.cell(name, Caller::Account, command)?;
    if cell.verdict != Verdict::Scoped || cell.effective == Verdict::Denied {
        return None;
    }
    cell.policies.iter().find_map(|reach| {
        let mut own = reach.ways.iter().filter(|way| way.verdict == Verdict::Scoped && !way.needs_role && !way.through);
        let way = own.find(|way| way.columns.len() == 1)?;
        let policy = table.policies.get(&reach.policy)?;
        if command == Command::Update && keeps_state(policy) {
            return None;
        }
        let free = |column: &String| is_free(schema, (name, table), routines, command, policy, column);
        let mut groups = groups(table, vocab);
        groups.retain(|column| !way.columns.contains(column));
        if !is_membership((name, table), &way.columns, &groups) {
            return None;
        }
        // One of them that is asked for decides about the row.
        if groups.is_empty() || !groups.iter().all(free) {
            return None;
        }
        let privileged = access.tables.get(name).map_or(&[][..], |judged| &judged.sensitive.privileged);
        let roles = privileged.iter().filter(|column| free(column)).cloned().collect();
        let (table, policy) = (name.clone(), policy.name.clone());
        Some(SelfAdmission { table, command, groups, roles, policy, opens: Vec::new(), at: reach.at })
    })
}

/// Whether a policy holds only rows of some states, `state = 'pending'`: what one of those opens elsewhere is not known.
fn keeps_state(policy: &Policy) -> bool {
    [&policy.using, &policy.check].into_iter().flatten().any(|condition| condition.text.contains('\''))
}

/// Whether a row says that somebody is in something: by the name of the table, or since there is one for each of both.
fn is_membership((name, table): (&Name, &Table), own: &[String], groups: &[String]) -> bool {
    const WORDS: [&str; 14] = [
        "member",
        "members",
        "membership",
        "memberships",
        "participant",
        "participants",
        "collaborator",
        "collaborators",
        "people",
        "enrollment",
        "enrollments",
        "attendees",
        "access",
        "team",
    ];
    let is_pair = |columns: &[String]| {
        columns.len() == 2
            && columns.iter().any(|column| own.contains(column))
            && columns.iter().any(|column| groups.contains(column))
    };
    let by_index = || {
        table.indexes.values().filter(|index| index.unique && index.predicate.is_none()).any(|index| {
            let keys: Vec<String> = index.keys.iter().filter_map(|key| key.column.clone()).collect();
            is_pair(&keys)
        })
    };
    split(&name.name).last().is_some_and(|word| WORDS.contains(&word.as_str()))
        || is_pair(table.primary_key())
        || by_index()
}

/// The columns that refer to what somebody is a member of: no account, and no person.
fn groups(table: &Table, vocab: &Vocabulary) -> Vec<String> {
    let of_group = table.foreign_keys().filter(|(_, key)| {
        key.table.schema != "auth"
            && !vocab.tables.profile.has(&key.table.name)
            && !vocab.tables.catalogue.has(&key.table.name)
    });
    of_group
        .filter_map(|(constraint, _)| match constraint.columns.as_slice() {
            [column] => Some(column.clone()),
            _ => None,
        })
        .collect()
}

/// By table of members, the tables that show accounts some rows because they are in it, and not to everybody anyway.
fn opened(schema: &Schema, access: &Access, routines: &Routines) -> BTreeMap<Name, Vec<Name>> {
    let mut opened: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    for name in access.tables.keys() {
        let cell = access.cell(name, Caller::Account, Command::Select);
        let closed = cell.filter(|cell| cell.verdict == Verdict::Scoped).and_then(|_| schema.table(name));
        let Some(table) = closed else { continue };
        let is_of_reading = |p: &&Policy| matches!(p.command, Command::Select | Command::All) && p.permissive;
        let conditions =
            table.policies.values().map(AsRef::as_ref).filter(is_of_reading).filter_map(|p| p.using.as_ref());
        let asked: BTreeSet<Name> =
            conditions.flat_map(|using| members_asked(schema, routines, &using.text, &using.search_path)).collect();
        // What refers to the row that he adds is his as well: the lines of his own order.
        let is_part = |members: &Name| table.foreign_keys().any(|(_, key)| key.table == *members);
        for members in asked.into_iter().filter(|members| members != name && !is_part(members)) {
            opened.entry(members).or_default().push(name.clone());
        }
    }
    opened
}

/// The tables in which a condition looks for the caller, each by itself or by a function: joined to more, a table may only
/// lead from one to the other.
fn members_asked(schema: &Schema, routines: &Routines, text: &str, path: &[String]) -> Vec<Name> {
    let Ok(tree) = parse_expr(text) else { return Vec::new() };
    let mut found = Vec::new();
    tree.walk(&mut |node| {
        if let Node::Expr(expr) = node {
            match &expr.kind {
                ExprKind::Exists(query) | ExprKind::InQuery(_, query) => found.extend(only_read(schema, path, query)),
                _ => found.extend(only_read_by_function(schema, routines, expr)),
            }
        }
    });
    found
}

/// The one table that a query looks for the caller in.
fn only_read(schema: &Schema, path: &[String], query: &Query) -> Option<Name> {
    let (mut reads, mut asks) = (Vec::new(), false);
    query.walk(&mut |node| match node {
        Node::Read(table) => reads.push(schema.resolve_relation(table.schema.as_deref(), &table.name, path)),
        Node::Expr(expr) => asks |= asks_caller(expr),
        _ => {}
    });
    let (first, others) = reads.split_first()?;
    first.clone().filter(|_| asks && others.iter().all(|other| other == first))
}

/// The one table that a called function looks for the caller in.
fn only_read_by_function(schema: &Schema, routines: &Routines, expr: &Expr) -> Vec<Name> {
    let called = called(schema, expr);
    let keys = called.iter().flat_map(|function| schema.functions_named(function)).map(|(key, _)| key);
    let only = keys.filter(|key| routines.asks_caller(key)).filter_map(|key| {
        let reached: Vec<_> = routines.reached(key).into_iter().filter_map(|key| routines.get(key)).collect();
        let mut reads = reached.iter().flat_map(|routine| &routine.reads);
        let first = reads.next()?;
        reads.all(|name| name == first).then(|| first.clone())
    });
    only.collect()
}

/// The function that an expression calls.
pub(super) fn called(schema: &Schema, expr: &Expr) -> Option<Name> {
    let ExprKind::Call(call) = &expr.kind else { return None };
    match call.name.as_slice() {
        [name] => Some(Name::new(schema.api_schemas.first().map_or("public", String::as_str), name)),
        [.., of, name] => Some(Name::new(of, name)),
        [] => None,
    }
}

/// Whether somebody else lets him in: whoever asks for members asks for a state that he cannot choose when he adds himself.
fn is_waited_for(schema: &Schema, routines: &Routines, (name, table): (&Name, &Table), vocab: &Vocabulary) -> bool {
    let states: BTreeSet<&String> =
        table.columns.iter().map(|column| &column.name).filter(|column| vocab.columns.state.has(column)).collect();
    let is_chosen = |column: &String| {
        let mut inserts = table.policies.values().filter(|p| matches!(p.command, Command::Insert | Command::All));
        inserts.any(|policy| is_free(schema, (name, table), routines, Command::Insert, policy, column))
    };
    !states.is_empty() && !states.into_iter().any(is_chosen)
}

/// Whether joining is what the rows are for: who follows somebody asks nobody.
fn is_free_to_join(name: &Name) -> bool {
    const OPEN: [&str; 22] = [
        "follow",
        "follows",
        "follower",
        "followers",
        "following",
        "like",
        "likes",
        "favorite",
        "favorites",
        "favourites",
        "bookmark",
        "bookmarks",
        "vote",
        "votes",
        "reaction",
        "reactions",
        "rsvp",
        "rsvps",
        "view",
        "views",
        "block",
        "blocks",
    ];
    split(&name.name).iter().any(|word| OPEN.contains(&word.as_str()))
}
