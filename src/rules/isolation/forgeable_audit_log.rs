//! A record of who did what that those it is about write themselves.

use super::{Exposed, databases, exposed};
use crate::{
    model::{
        Project,
        access::{Caller, Cell, Verdict},
        schema::Command,
    },
    rules::{Severity, Sink},
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        // What everybody on the internet can write is reported as that.
        if !table.is_protected()
            || !is_audit(&table.name.name)
            || table.open(Caller::Anonymous, Command::Insert).is_some()
        {
            continue;
        }
        let by_users = |command| {
            table.cell(Caller::Account, command).filter(|cell| {
                let mut ways = cell.policies.iter().flat_map(|reach| &reach.ways);
                matches!(cell.verdict, Verdict::Scoped | Verdict::Open)
                    && cell.effective != Verdict::Denied
                    && ways.any(|way| !way.needs_role && matches!(way.verdict, Verdict::Scoped | Verdict::Open))
            })
        };
        let changed = by_users(Command::Update).or_else(|| by_users(Command::Delete));
        let Some(cell) = changed.or_else(|| by_users(Command::Insert)) else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let name = table.name;
        let blames_others = !ties_owner(project, &table, cell);
        let (what, severity) = match (changed.is_some(), blames_others) {
            (true, _) => ("change or delete entries", Severity::High),
            (_, true) => ("add entries in the name of others, with any content and date", Severity::High),
            _ => ("add entries that never happened, and leave out those that did", Severity::Medium),
        };
        let message = format!("the audit trail {name} proves nothing: users can {what}");
        sink.report(at, name.to_string(), message).severity(severity).help(format!(
            "let a trigger or a server function write {name}, and take the rights to write away: `revoke insert, update, delete on \
             {name} from anon, authenticated`"
        ));
    }
}

/// Whether a table is kept to show later who did what.
fn is_audit(name: &str) -> bool {
    let words = split(name);
    let is = |word: &str| words.iter().any(|w| w == word);
    is("audit")
        || is("audits")
        || is("auditoria")
        || is("bitacora")
        || (is("admin") || is("security")) && (is("log") || is("logs") || is("actions") || is("events"))
}

/// Whether each way of adding a row ties the one who did it to the caller.
fn ties_owner(project: &Project, table: &Exposed<'_>, cell: &Cell) -> bool {
    let is_actor = |column: &str| {
        project.vocab.columns.owner.has(column)
            || split(column).iter().any(|word| matches!(word.as_str(), "actor" | "performed" | "performer" | "admin"))
    };
    let has_actor = table.table.columns.iter().any(|column| is_actor(&column.name));
    let mut ways = cell.policies.iter().flat_map(|reach| &reach.ways).filter(|way| !way.needs_role);
    !has_actor || ways.all(|way| way.columns.iter().any(|column| is_actor(column)))
}
