//! Unique values that any account can take from others by a direct write.

use super::{Exposed, databases, exposed};
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        Project,
        access::{Caller, Verdict},
        routines::WriteKind,
        schema::{Command, Event, Name, Privileges, Timing},
    },
    rules::{Severity, Sink},
    source::span::Span,
    vocab::split,
};

/// Names that people or things are found by.
const NAMES: &[&str] = &["username", "handle", "slug", "subdomain", "nickname", "domain"];
/// What belongs to one person: who takes it, takes it from him.
const PERSONAL: &[&str] = &["email", "mail", "phone", "mobile", "telefone", "telefono", "celular", "correo"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases).iter().filter(|table| table.is_protected()) {
        for index in table.table.indexes.values().filter(|index| index.unique && index.keys.len() == 1) {
            let Some(column) = index.keys.first().and_then(|key| key.column.as_deref()) else { continue };
            let words = split(column);
            let is_any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
            let Some(at) = table.place(index.at) else { continue };
            if is_any(NAMES) && may_write(table, Command::Insert) && is_owned(project, table, column) {
                claimed(table, column, at, sink);
            } else if is_any(PERSONAL) && may_change(table, column) && sign_up_fills(table, column) {
                blocks_sign_up(table, column, at, sink);
            }
        }
    }
}

fn claimed(table: &Exposed<'_>, column: &str, at: Span, sink: &mut Sink) {
    let name = table.name;
    let message =
        format!("one account can take as many of {name}.{column} as it likes: the browser writes it directly");
    sink.report(at, format!("{name}.{column}"), message).severity(Severity::Info).help(format!(
        "let a function on the server claim {column}, which checks its form and reserved words and limits how many one account \
         may have"
    ));
}

fn blocks_sign_up(table: &Exposed<'_>, column: &str, at: Span, sink: &mut Sink) {
    let name = table.name;
    let message = format!(
        "any user can keep somebody else from signing up: he writes that person's {column} into his own row of {name}, \
         where it must be unique"
    );
    sink.report(at, format!("{name}.{column}"), message).help(format!(
        "take the right to write {column} away (`revoke update ({column}) on {name} from authenticated`, after granting the other \
         columns), or drop the unique index: the accounts themselves are unique already"
    ));
}

fn may_write(table: &Exposed<'_>, command: Command) -> bool {
    table.cell(Caller::Account, command).is_some_and(|cell| {
        matches!(cell.verdict, Verdict::Open | Verdict::Scoped) && cell.effective != Verdict::Denied
    })
}

/// Whether a caller may set the column of a row of his own.
fn may_change(table: &Exposed<'_>, column: &str) -> bool {
    let granted = |privilege| {
        let may = |acl| table.database.schema.effective(acl, Caller::Account.role()).has(privilege);
        may(&table.table.acl) || table.table.column(column).is_some_and(|column| may(&column.acl))
    };
    if is_guarded(table, column) {
        return false;
    }
    may_write(table, Command::Update) && granted(Privileges::UPDATE)
        || may_write(table, Command::Insert) && granted(Privileges::INSERT)
}

fn is_owned(project: &Project, table: &Exposed<'_>, column: &str) -> bool {
    table.has_owner(project) || table.table.primary_key().first().is_some_and(|key| key == column)
}

/// Whether a function that runs before rows change looks at the column.
fn is_guarded(table: &Exposed<'_>, column: &str) -> bool {
    let mut before = table.table.triggers.values().filter(|t| t.enabled && t.timing == Timing::Before);
    before.any(|trigger| {
        let functions = table.database.schema.functions_named(&trigger.function);
        functions
            .filter_map(|(_, function)| function.body.as_ref())
            .any(|body| body.text.to_ascii_lowercase().contains(&format!("new.{column}")))
    })
}

/// Whether a trigger on the table of accounts inserts the column: a value that is taken makes the sign-up fail.
fn sign_up_fills(table: &Exposed<'_>, column: &str) -> bool {
    let schema = table.database.schema;
    let Some(accounts) = schema.table(&Name::new(ACCOUNTS.0, ACCOUNTS.1)) else { return false };
    let fires = accounts.triggers.values().filter(|t| t.enabled && t.events.contains(&Event::Insert));
    let functions = fires.flat_map(|trigger| schema.functions_named(&trigger.function));
    functions.filter_map(|(key, _)| table.database.routines.get(key)).flat_map(|routine| &routine.writes).any(|write| {
        write.kind == WriteKind::Insert
            && write.table == *table.name
            && write.columns.iter().any(|(name, _)| name == column)
    })
}
