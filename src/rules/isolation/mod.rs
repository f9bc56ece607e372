//! Who can reach which rows.

mod auth_users_exposed;
mod base44_entity_open;
mod blind_reads;
mod blocked_operation;
mod bucket_open;
mod definer_function_open;
mod definer_view;
mod firestore_rules_open;
mod forgeable_audit_log;
mod function_search_path;
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

use std::collections::{BTreeMap, BTreeSet};

use self::meant::{databases_with_meant, say_meant};
use super::{
    Severity, Sink,
    catalogue::{Entry, entry},
    phrase::joined,
};
use crate::{
    frameworks::supabase::caller::is_platform_schema,
    model::{
        Project,
        access::{Access, COMMANDS, Caller, Cell, TableAccess, Verdict, Way},
        queries::{Client, Columns, Op, Query},
        routines::Routines,
        schema::{Acl, Command, Name, Part, Privileges, Schema, Switch, Table, Unsure},
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

/// One database with what was derived from it.
#[derive(Clone, Copy)]
struct Database<'p> {
    /// The databases of more trusted sets of SQL: what they hold is judged there.
    before: &'p [Schema],
    /// The tables that the app's calls name: of SQL that lies about, only those count.
    asked: &'p BTreeSet<String>,
    /// It holds what fails on an empty database as it is meant.
    is_meant: bool,
    schema: &'p Schema,
    access: &'p Access,
    routines: &'p Routines,
}

/// A table that the API serves, with what callers reach of it.
struct Exposed<'p> {
    database: Database<'p>,
    name: &'p Name,
    table: &'p Table,
    access: &'p TableAccess,
}

/// The databases that an API with client keys stands in front of. Without any, the rule does not apply.
fn databases<'p>(project: &'p Project, sink: &mut Sink) -> Vec<Database<'p>> {
    let derived = project.access.iter().zip(&project.routines);
    let all = project.live_databases().iter().zip(derived);
    let before = |index: usize| project.databases.get(..index).unwrap_or_default();
    let served = all.enumerate().filter(|(_, (schema, _))| !schema.api_schemas.is_empty());
    let databases: Vec<_> = served
        .map(|(index, (schema, (access, routines)))| {
            let (before, asked) = (before(index), &project.asked_tables);
            Database { before, asked, is_meant: false, schema, access, routines }
        })
        .collect();
    if project.has_left_platform() {
        sink.doubt(", if the database of today was made by this SQL as it stands: no code talks to its API any more");
    }
    if databases.is_empty() {
        sink.not_applicable("no SQL here makes a database that an API with client keys serves");
    } else if let Some(doubtful) = databases.iter().find(|database| database.is_in_doubt()) {
        let schema = doubtful.schema;
        let which = match schema.statements.failed {
            // They stand in blocks that catch the failure.
            0 => "statements".to_owned(),
            failed => format!("{failed} of {} statements", schema.statements.total),
        };
        sink.unknown(format!(
            "{} in {} fail when they run on an empty database: what they would have made or protected is not judged. Give the \
             schema of the live database (`--schema-dump`), or mend them",
            which, schema.source
        ));
    }
    databases
}

/// The app's own tables that callers have some privilege on; one that several sets of SQL make is taken from the first.
fn exposed<'p>(databases: &[Database<'p>]) -> Vec<Exposed<'p>> {
    let mut tables = Vec::new();
    for &database in databases {
        for (name, access) in &database.access.tables {
            let Some(table) = database.schema.table(name) else { continue };
            let roles = Caller::ALL.map(Caller::role);
            let is_exposed = database.schema.is_exposed(name, &table.acl, &table.columns, &roles);
            if is_exposed && !is_platform_schema(&name.schema) && database.is_first(name) {
                tables.push(Exposed { database, name, table, access });
            }
        }
    }
    tables
}

impl Database<'_> {
    /// Whether a table, view or function of this name is judged here: no more trusted set of SQL makes it, and where
    /// nothing says that this one was run, the app uses it.
    fn is_first(&self, name: &Name) -> bool {
        if self.schema.loose && !self.schema.is_of_app && !self.uses(name) {
            return false;
        }
        let makes = |schema: &Schema| schema.relations.contains(name) || schema.functions_named(name).next().is_some();
        !self.before.iter().any(makes)
    }

    fn uses(&self, name: &Name) -> bool {
        self.asked.contains(&name.name)
    }

    /// Whether statements that fail would have changed who can reach what.
    fn is_in_doubt(&self) -> bool {
        let of_access = |part| !matches!(part, Part::Columns | Part::Constraints | Part::Indexes | Part::Rows);
        self.schema.withheld.iter().any(|(thing, _)| of_access(thing.part) && self.is_first(&thing.of))
    }
}

impl<'p> Exposed<'p> {
    fn cell(&self, caller: Caller, command: Command) -> Option<&'p Cell> {
        self.access.cells.get(&(caller, command))
    }

    /// The cell, when the caller reaches rows of others with this command through the API.
    fn open(&self, caller: Caller, command: Command) -> Option<&'p Cell> {
        self.cell(caller, command).filter(|cell| cell.verdict == Verdict::Open && cell.effective == Verdict::Open)
    }

    fn is_protected(&self) -> bool {
        self.access.row_security == Switch::On
    }

    /// Whether row security is known to be off.
    fn is_unprotected(&self) -> bool {
        let schema = self.database.schema;
        self.access.row_security == Switch::Off
            && !schema.unsure.contains(&Unsure::RowSecurity)
            && !schema.withheld.touches(self.name, Part::RowSecurity)
            && !self.is_switched_on_after()
    }

    /// Whether SQL that is more trusted switches row security on, and fails only because the table is made elsewhere: where
    /// that ran, what makes it here had run before.
    fn is_switched_on_after(&self) -> bool {
        let switches = |schema: &Schema| {
            let mut held = schema.withheld.of(self.name, Part::RowSecurity).peekable();
            !schema.relations.contains(self.name)
                && held.peek().is_some()
                && held.all(|(_, effect)| effect.narrows && !effect.widens)
        };
        self.database.before.iter().any(switches)
    }

    /// Where the table, or what decides about it, is written.
    fn place(&self, at: Option<Span>) -> Option<Span> {
        at.or(self.table.row_security_at).or(self.table.at)
    }

    /// Those of the columns that a caller may select.
    fn readable<'c>(&self, caller: Caller, columns: &'c [String]) -> Vec<&'c str> {
        let may = |acl: &Acl| self.database.schema.effective(acl, caller.role()).has(Privileges::SELECT);
        let readable =
            |name: &&String| may(&self.table.acl) || self.table.column(name).is_some_and(|column| may(&column.acl));
        columns.iter().filter(readable).map(String::as_str).collect()
    }

    fn is_catalogue(&self, project: &Project) -> bool {
        project.vocab.tables.catalogue.has(&self.name.name)
    }

    fn is_form(&self, project: &Project) -> bool {
        project.vocab.tables.public_form.has(&self.name.name) && self.access.sensitive.privileged.is_empty()
    }

    fn has_owner(&self, project: &Project) -> bool {
        self.table.columns.iter().any(|column| project.vocab.columns.owner.has(&column.name))
    }
}

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
