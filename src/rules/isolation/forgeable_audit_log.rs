//! A record of who did what that those it is about write themselves.

use super::{Exposed, databases, exposed};
use crate::{
    model::{
        Project,
        access::{Caller, Cell, PolicyReach, Verdict, Way},
        routines::asks_caller,
        schema::Command,
    },
    rules::{Severity, Sink},
    sql::expr::{Expr, ExprKind, Is, parse_expr},
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
        let (what, severity) = match (changed.is_some(), blames(project, &table, cell)) {
            (true, _) => ("change or delete entries", Severity::High),
            (_, Blames::Others) => ("add entries in the name of others, with any content and date", Severity::High),
            (_, Blames::Nobody) => ("add entries that name nobody, with any content and date", Severity::Medium),
            (_, Blames::Himself) => ("add entries that never happened, and leave out those that did", Severity::Medium),
        };
        let message = format!("the audit trail {name} proves nothing: users can {what}");
        sink.report(at, name.to_string(), message).severity(severity).help(format!(
            "let a trigger or a server function write {name}, and take the rights to write away: `revoke insert, update, delete on \
             {name} from anon, authenticated`"
        ));
    }
}

/// Whose name a user can put under an entry that he adds.
#[derive(Clone, Copy)]
enum Blames {
    Himself,
    Nobody,
    Others,
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

/// Whether each way of adding a row ties the one who did it to the caller, or leaves nobody's name.
fn blames(project: &Project, table: &Exposed<'_>, cell: &Cell) -> Blames {
    let is_actor = |column: &str| {
        project.vocab.columns.owner.has(column)
            || split(column).iter().any(|word| matches!(word.as_str(), "actor" | "performed" | "performer" | "admin"))
    };
    if !table.table.columns.iter().any(|column| is_actor(&column.name)) {
        return Blames::Himself;
    }
    let is_tied = |way: &Way| way.columns.iter().any(|column| is_actor(column));
    let untied = |reach: &&PolicyReach| reach.ways.iter().any(|way| !way.needs_role && !is_tied(way));
    let untied: Vec<_> = cell.policies.iter().filter(untied).collect();
    let leaves_name_out = |reach: &PolicyReach| {
        let policy = table.table.policies.get(&reach.policy);
        let condition = policy.and_then(|policy| policy.check.as_ref().or(policy.using.as_ref()));
        condition.is_some_and(|text| names_caller_or_nobody(&text.text, &is_actor))
    };
    match untied.as_slice() {
        [] => Blames::Himself,
        all if all.iter().all(|reach| leaves_name_out(reach)) => Blames::Nobody,
        _ => Blames::Others,
    }
}

/// Whether a condition is `actor = … or actor is null`: the rows that it lets in bear the caller's name or none.
fn names_caller_or_nobody(condition: &str, is_actor: &dyn Fn(&str) -> bool) -> bool {
    let is_name =
        |expr: &Expr| matches!(&expr.kind, ExprKind::Column(parts) if parts.last().is_some_and(|name| is_actor(name)));
    let fits = |part: &Expr| match &part.kind {
        ExprKind::Is(column, Is::Null) => is_name(column),
        ExprKind::Binary(left, operator, right) => {
            operator == "=" && (is_name(left) && asks_caller(right) || is_name(right) && asks_caller(left))
        }
        _ => false,
    };
    parse_expr(condition).is_ok_and(|tree| matches!(&tree.kind, ExprKind::Or(parts) if parts.iter().all(fits)))
}
