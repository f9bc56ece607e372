//! Who can reach which rows.

mod auth_users_exposed;
mod base44_entity_open;
mod blind_reads;
mod blocked_operation;
mod bucket_open;
mod definer_function_open;
mod definer_view;
mod exposed;
mod extension_tables;
mod firestore_rules_open;
mod forgeable_audit_log;
mod function_search_path;
mod held_back;
mod meant;
mod missing_api_grant;
mod open_read;
mod open_to_any_account;
mod open_write;
mod policy_blinded_by_policy;
mod policy_captured_column;
mod policy_recursion;
mod policy_without_row_security;
mod published;
mod realtime_unprotected;
mod refused_files;
mod role_not_enforced;
mod row_escapes_scope;
mod row_security_off;
mod rows_of_others;
mod self_admission;
mod self_granted_privilege;
mod signup_metadata_trusted;
mod squattable_unique_column;
mod tenant_unscoped;
mod unprotected_relation;
mod user_metadata_in_policy;
mod view_columns;

use std::collections::BTreeMap;

use self::{
    exposed::{Database, Exposed, databases, exposed},
    meant::{databases_with_meant, say_meant},
};
use super::{
    Severity,
    catalogue::{Entry, entry},
    phrase::joined,
};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller, Cell, Verdict, Way},
        queries::{Client, Columns, Op, Query},
        schema::{Command, Name},
    },
    source::span::Span,
};

pub(super) const RULES: &[Entry] = &[
    entry!("isolation/row-security-off", row_security_off::check),
    entry!("isolation/policy-without-row-security", policy_without_row_security::check),
    entry!("isolation/open-read", open_read::check),
    entry!("isolation/open-write", open_write::check),
    entry!("isolation/open-to-any-account", open_to_any_account::check),
    entry!("isolation/tenant-unscoped", tenant_unscoped::check),
    entry!("isolation/self-admission", self_admission::check),
    entry!("isolation/self-granted-privilege", self_granted_privilege::check),
    entry!("isolation/signup-metadata-trusted", signup_metadata_trusted::check),
    entry!("isolation/user-metadata-in-policy", user_metadata_in_policy::check),
    entry!("isolation/policy-captured-column", policy_captured_column::check),
    entry!("isolation/policy-recursion", policy_recursion::check),
    entry!("isolation/policy-blinded-by-policy", policy_blinded_by_policy::check),
    entry!("isolation/row-escapes-scope", row_escapes_scope::check),
    entry!("isolation/definer-function-open", definer_function_open::check),
    entry!("isolation/function-search-path", function_search_path::check),
    entry!("isolation/definer-view", definer_view::check),
    entry!("isolation/auth-users-exposed", auth_users_exposed::check),
    entry!("isolation/unprotected-relation", unprotected_relation::check),
    entry!("isolation/squattable-unique-column", squattable_unique_column::check),
    entry!("isolation/bucket-open", bucket_open::check),
    entry!("isolation/realtime-unprotected", realtime_unprotected::check),
    entry!("isolation/blocked-operation", blocked_operation::check),
    entry!("isolation/missing-api-grant", missing_api_grant::check),
    entry!("isolation/role-not-enforced", role_not_enforced::check),
    entry!("isolation/forgeable-audit-log", forgeable_audit_log::check),
    entry!("isolation/firestore-rules-open", firestore_rules_open::check),
    entry!("isolation/base44-entity-open", base44_entity_open::check),
];

/// A call of the app that the database never answers.
struct Refused<'p> {
    query: &'p Query,
    /// What of it is refused.
    command: Command,
    cell: &'p Cell,
}

/// The calls of production code with the rights of users, or of nobody, that no such caller may make, by table.
fn refused<'p>(project: &'p Project, database: Database<'p>) -> BTreeMap<&'p Name, Vec<Refused<'p>>> {
    let mut by_table: BTreeMap<&Name, Vec<Refused<'_>>> = BTreeMap::new();
    for query in project.met_queries() {
        let callers: &[Caller] = match query.client {
            Client::User => &Caller::ALL,
            Client::Anon => &[Caller::Anonymous],
            _ => continue,
        };
        let [table] = query.tables.as_slice() else { continue };
        let name = Name::new(query.schema.as_deref().unwrap_or("public"), table);
        let Some((name, access)) = database.access.tables.get_key_value(&name).filter(|_| database.is_first(&name))
        else {
            continue;
        };
        let is_denied = |command: &Command| {
            callers.iter().all(|caller| {
                access.cells.get(&(*caller, *command)).is_some_and(|cell| cell.effective == Verdict::Denied)
            })
        };
        let Some(command) = needed(query).iter().copied().find(is_denied) else { continue };
        let Some(cell) = callers.last().and_then(|caller| access.cells.get(&(*caller, command))) else { continue };
        by_table.entry(name).or_default().push(Refused { query, command, cell });
    }
    by_table
}

/// Whether everybody with an account sees exactly the rows that are tied to himself, and nobody sees more.
fn shows_own_row_only(cell: &Cell) -> bool {
    let is_own = |way: &Way| way.verdict == Verdict::Scoped && !way.through && !way.needs_role;
    let mut ways = cell.policies.iter().flat_map(|reach| &reach.ways).peekable();
    cell.verdict == Verdict::Scoped && ways.peek().is_some() && ways.all(is_own)
}

/// What a caller must be allowed for a call to do anything.
fn needed(query: &Query) -> &'static [Command] {
    match (query.op, query.returning) {
        (Op::Select, _) => &[Command::Select],
        (Op::Insert, false) => &[Command::Insert],
        (Op::Insert | Op::Upsert, _) => &[Command::Insert, Command::Select],
        (Op::Update, _) => &[Command::Update],
        (Op::Delete, _) => &[Command::Delete],
        (Op::Rpc, _) => &[],
    }
}

/// Whether the rows of a table of this name say what happened, and nothing depends on them.
fn is_log(project: &Project, name: &str) -> bool {
    let tables = &project.vocab.tables;
    (tables.log.has(name) || tables.audit.has(name)) && !tables.usage.has(name) && !tables.money.has(name)
}

/// A call of the browser or of a signed-in user on this table.
fn client_use(project: &Project, name: &Name) -> Option<Span> {
    let is_use = |query: &&Query| {
        query.library.is_rest()
            && matches!(query.client, Client::User | Client::Anon)
            && query.tables.contains(&name.name)
    };
    project.queries.iter().find(is_use).map(|query| query.at)
}

/// How bad it is that a caller reaches rows of others with a command, by what is in them. A condition on the row takes a
/// step off, unless rights or secrets are concerned: nearly all rows meet it.
fn weight(project: &Project, table: &Exposed<'_>, command: Command, cell: &Cell) -> Severity {
    let sensitive = &table.access.sensitive;
    let vocab = &project.vocab.tables;
    let name = &table.name.name;
    let is_precious = !sensitive.columns().is_empty() || !sensitive.privileged.is_empty() || table.has_owner(project);
    // Who adds a row here is a member, or holds a right.
    let gives_rights = vocab.rights.has(name)
        || vocab.profile.has(name) && sensitive.tenant.is_some() && !sensitive.privileged.is_empty();
    let has = |columns: &[String]| !table.readable(Caller::Account, columns).is_empty();
    let by_rows = match command {
        Command::Select if has(&sensitive.secret) && !cell.row_filtered => return Severity::Critical,
        Command::Select if has(&sensitive.secret) => return Severity::High,
        // A condition that fixes a low role gives nobody more than that; one that asks for a high one gives it to everybody.
        Command::Insert | Command::Update
            if gives_rights && (!cell.row_filtered || names_high_role(project, table, cell)) =>
        {
            return Severity::Critical;
        }
        Command::Insert | Command::Update if gives_rights => return Severity::High,
        Command::Select if has(&sensitive.personal) => Severity::High,
        Command::Select => Severity::Medium,
        Command::Insert if vocab.money.has(name) && !sensitive.money.is_empty() => Severity::High,
        Command::Insert => Severity::Medium,
        _ if is_precious => Severity::High,
        _ => Severity::Medium,
    };
    if cell.row_filtered { by_rows.lower() } else { by_rows }
}

/// Whether the policies that open a cell ask the row for a role that others must give: `role = 'admin'`.
fn names_high_role(project: &Project, table: &Exposed<'_>, cell: &Cell) -> bool {
    let roles = &project.vocab.words.high_roles;
    cell.policies.iter().filter_map(|reach| table.table.policies.get(&reach.policy)).any(|policy| {
        let mut conditions = [&policy.using, &policy.check].into_iter().flatten();
        // Every other piece between quotes is a literal.
        conditions.any(|condition| condition.text.split('\'').skip(1).step_by(2).any(|literal| roles.has(literal)))
    })
}

/// A write of the browser or of a signed-in user to one of these columns of this table, and the column.
fn client_write<'c>(project: &Project, name: &Name, columns: &'c [String]) -> Option<(Span, &'c str)> {
    let writes = project.production_queries().filter(|query| {
        query.op.is_write() && matches!(query.client, Client::User | Client::Anon) && query.tables.contains(&name.name)
    });
    let mut written = writes.filter_map(|query| match &query.columns {
        Columns::Named(named) => Some((query.at, columns.iter().find(|column| named.contains(column))?.as_str())),
        _ => None,
    });
    written.next()
}

/// `read, add and delete`.
fn verbs(commands: &[Command]) -> String {
    let words: Vec<&str> = commands
        .iter()
        .map(|command| match command {
            Command::Select | Command::All => "read",
            Command::Insert => "add",
            Command::Update => "change",
            Command::Delete => "delete",
        })
        .collect();
    joined(&words)
}
