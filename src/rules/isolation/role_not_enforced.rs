//! Roles that only the app's own pages respect: the database lets every member of a tenant write, also those who may only
//! read.

use super::{Database, Exposed, databases, exposed, verbs};
use crate::{
    model::{
        Project,
        access::{Caller, Cell, Verdict, Way},
        contract::allowed_values,
        schema::{Command, Name, Table, Timing},
    },
    rules::Sink,
    vocab::split,
};

/// Words in names of columns that say what a member may do.
const ROLES: &[&str] = &["role", "permission", "papel", "funcao", "rol", "rolle", "permissao"];
/// Words in names of roles that may only read.
const READERS: &[&str] =
    &["readonly", "viewer", "observer", "reader", "visualizador", "leitor", "lector", "betrachter", "lecteur"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    let tables = exposed(&databases);
    for &database in &databases {
        let own = tables.iter().filter(|table| std::ptr::eq(table.database.schema, database.schema));
        let open: Vec<_> = own.filter_map(|table| Some((table, writable(project, table)?))).collect();
        let found = reading_roles(database).find_map(|(of, reader)| {
            let under = |(table, _): &&(&Exposed<'_>, _)| rules_over(project, database, &of, table);
            let governed: Vec<_> = open.iter().filter(under).collect();
            (!governed.is_empty()).then_some((of, reader, governed))
        });
        let Some((of, reader, governed)) = found else { continue };
        let Some(((first, (commands, cell)), others)) = governed.split_first() else { continue };
        let Some(at) = first.place(cell.at) else { continue };
        let more = match others.len() {
            0 => String::new(),
            1 => ", and so it is with one more table".to_owned(),
            n => format!(", and so it is with {n} more tables"),
        };
        let message = format!(
            "members whose role is {reader} (in {of}) can {} rows of {}: its policies ask for the tenant and not for the role{more}",
            verbs(commands),
            first.name
        );
        let finding = sink.report(at, first.name.to_string(), message);
        for (table, (commands, cell)) in others {
            if let Some(at) = table.place(cell.at) {
                finding.thing(
                    at,
                    table.name.to_string(),
                    format!("they can {} rows of {}", verbs(commands), table.name),
                );
            }
        }
    }
}

/// Columns of roles, one of which may only read: `members.role` and `viewer`.
fn reading_roles(database: Database<'_>) -> impl Iterator<Item = (Name, String)> + '_ {
    let own = database.schema.tables().filter(move |(name, table)| table.at.is_some() && database.is_first(name));
    own.flat_map(|(name, table)| table.columns.iter().map(move |column| (name, table, column))).filter_map(
        move |(name, table, column)| {
            let is_role = split(&column.name).iter().any(|word| ROLES.contains(&word.as_str()));
            let values = allowed_values(database.schema, table, &column.name).filter(|_| is_role)?;
            let reader = values.into_iter().find(|value| is_reader(value))?;
            Some((name.clone(), reader))
        },
    )
}

/// Whether the roles of one table are about the tenants of another: both name the tenant alike or refer to the same
/// table, or the roles stand in the profiles of users.
fn rules_over(project: &Project, database: Database<'_>, of: &Name, table: &Exposed<'_>) -> bool {
    let Some(roles) = database.schema.table(of) else { return false };
    let Some(tenant) = table.access.sensitive.tenant.as_deref() else { return false };
    let parent = |table: &'_ Table| -> Option<Name> {
        let mut keys = table.foreign_keys();
        keys.find(|(constraint, _)| constraint.columns == [tenant]).map(|(_, key)| key.table.clone())
    };
    let shared = parent(table.table);
    roles.column(tenant).is_some()
        || shared.is_some_and(|parent| roles.foreign_keys().any(|(_, key)| key.table == parent))
        || project.vocab.tables.profile.has(&of.name) && roles.primary_key().len() == 1
}

fn is_reader(role: &str) -> bool {
    let words = split(role);
    words.iter().any(|word| READERS.contains(&word.as_str()))
        || words.windows(2).any(|pair| matches!([pair[0].as_str(), pair[1].as_str()], ["read" | "view", "only"]))
}

/// The commands by which any member of a tenant changes rows that are there, and a cell that shows it.
fn writable<'p>(project: &Project, table: &Exposed<'p>) -> Option<(Vec<Command>, &'p Cell)> {
    let tenant = table.access.sensitive.tenant.as_deref()?;
    if !table.is_protected() || is_guarded(table) {
        return None;
    }
    let by_tenant = |way: &Way| {
        let owner = |column: &String| column != tenant && project.vocab.columns.owner.has(column);
        way.verdict == Verdict::Scoped
            && !way.needs_role
            && way.columns.iter().any(|column| column == tenant)
            && !way.columns.iter().any(owner)
    };
    let by_any_member = |command: Command| {
        table.cell(Caller::Account, command).filter(|cell| {
            cell.verdict == Verdict::Scoped
                && cell.effective == Verdict::Scoped
                && cell.policies.iter().any(|reach| reach.ways.iter().any(by_tenant))
        })
    };
    let changes = by_any_member(Command::Update).or_else(|| by_any_member(Command::Delete))?;
    let commands = [Command::Insert, Command::Update, Command::Delete];
    Some((commands.into_iter().filter(|command| by_any_member(*command).is_some()).collect(), changes))
}

/// Whether a trigger asks who calls before rows change.
fn is_guarded(table: &Exposed<'_>) -> bool {
    let mut before = table.table.triggers.values().filter(|t| t.enabled && t.timing == Timing::Before);
    before.any(|trigger| {
        let mut functions = table.database.schema.functions_named(&trigger.function);
        functions.any(|(key, _)| table.database.routines.asks_caller(key))
    })
}
