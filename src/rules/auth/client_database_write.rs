//! The browser writes money, rights or states itself: rules that the database cannot enforce alone.

use std::collections::BTreeMap;

use super::kinds::{is_for_show, is_roster};
use crate::{
    facts::code::ExprKind,
    model::{
        Project,
        access::{Caller, Verdict, is_asked_price},
        queries::{Columns, Op, Query},
        schema::Command,
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_table: BTreeMap<&str, Vec<&Query>> = BTreeMap::new();
    let mut from_browser = false;
    for query in project.production_queries().filter(|q| q.op.is_write() && project.runs_in_browser(q)) {
        from_browser = true;
        let [table] = query.tables.as_slice() else { continue };
        if is_critical(project, table, query) && project.verdict_on_write(query) != Some(Verdict::Denied) {
            by_table.entry(table).or_default().push(query);
        }
    }
    if !from_browser {
        sink.not_applicable("the browser writes to no table itself");
    }
    for (table, mut writes) in by_table {
        // First what anybody can do from a page that everybody has.
        writes.sort_by_key(|q| {
            let verdict = project.verdict_on_write(q);
            let says_little = critical_columns(project, q).next().is_none();
            let of_staff = project.is_staff_screen(q.at.file);
            (project.is_in_vain(q), std::cmp::Reverse(verdict), says_little, of_staff, q.at)
        });
        let Some((first, others)) = writes.split_first() else { continue };
        let what = written(project, first);
        let message = format!("the browser writes {what} itself: whoever opens its console decides what is written");
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.help(format!(
            "let a function on the server check and write {table}, and take the right to write it from the browser"
        ));
        // Today the database refuses it for another reason.
        if project.is_in_vain(first) {
            finding.severity(Severity::Low);
        }
        // A policy that asks for a role leaves it to staff.
        let is_left_to_staff = matches!(project.verdict_on_write(first), Some(Verdict::Role | Verdict::Unknown) | None);
        let is_harmless = |w: &&Query| is_own_book(project, table, w) || project.leaves_no_harm(w);
        if is_left_to_staff || writes.iter().all(is_harmless) {
            finding.severity(Severity::Medium);
        }
        for write in others {
            finding.place(write.at, format!("writes {}", written(project, write)));
        }
    }
}

/// Money or rights by the table, or by the columns written; the states of things that money follows.
fn is_critical(project: &Project, table: &str, query: &Query) -> bool {
    let vocab = &project.vocab;
    let is_money = vocab.tables.money.has(table);
    vocab.tables.rights.has(table) && !is_roster(project, table)
        || is_money && query.op != Op::Delete
        || critical_columns(project, query).next().is_some()
}

/// Whether the rows are the account's own notes: the policies keep them to their owner, no right hangs on them, no state
/// of them is moved on, and no server code ever looks at the table.
fn is_own_book(project: &Project, table: &str, query: &Query) -> bool {
    let moves_on = query.op != Op::Insert
        && (is_seen_by_others(project, query) || says_money(project, query))
        && matches!(&query.columns, Columns::Named(names) if names.iter().any(|c| project.vocab.columns.state.has(c)));
    let is_note =
        !moves_on && !project.vocab.tables.rights.has(table) && critical_columns(project, query).next().is_none();
    let by_server =
        || project.production_queries().any(|q| q.tables.iter().any(|t| t == table) && !project.runs_in_browser(q));
    is_note && project.verdict_on_write(query) == Some(Verdict::Scoped) && !by_server()
}

/// Whether a sum is written, or that money has moved.
fn says_money(project: &Project, query: &Query) -> bool {
    let Some(code) = project.file(query.at.file).code.as_ref() else { return true };
    let is_sum =
        matches!(&query.columns, Columns::Named(names) if names.iter().any(|c| project.vocab.columns.money.has(c)));
    let mut values = query.written.iter().filter_map(|&object| match code.expr(object) {
        ExprKind::Object { properties } => Some(code.property_list(properties)),
        _ => None,
    });
    let is_settled = |text: &str| project.vocab.words.settled.has(text);
    is_sum || values.any(|mut list| list.any(|p| code.string(p.value).is_some_and(is_settled)))
}

/// Whether the policies show the rows to anybody but their owner: staff, a tenant, everybody.
fn is_seen_by_others(project: &Project, query: &Query) -> bool {
    let Some((_, name, _)) = project.table_of(query) else { return true };
    let cell = |caller, command| project.cell(&name, caller, command);
    let stays_with_owner = |command| {
        cell(Caller::Account, command).is_some_and(|cell| {
            matches!(cell.verdict, Verdict::Scoped | Verdict::Denied)
                && cell
                    .policies
                    .iter()
                    .flat_map(|p| &p.ways)
                    .all(|w| w.verdict == Verdict::Scoped && !w.needs_role && !w.through)
        })
    };
    let is_closed = cell(Caller::Anonymous, Command::Select).is_some_and(|cell| cell.verdict == Verdict::Denied);
    !is_closed || ![Command::Select, Command::Update].into_iter().all(stays_with_owner)
}

fn critical_columns<'p>(project: &'p Project, query: &'p Query) -> impl Iterator<Item = &'p str> {
    let columns: &[String] = match &query.columns {
        Columns::Named(columns) => columns,
        _ => &[],
    };
    let vocab = &project.vocab.columns;
    let is_profile = query.tables.iter().any(|t| project.vocab.tables.profile.has(t));
    let sells =
        project.table_of(query).is_some_and(|(_, _, table)| table.columns.iter().any(|c| vocab.seller.has(&c.name)));
    // What a privilege, a condition or a trigger keeps from accounts is not decided in a console.
    let may_be_kept = matches!(project.verdict_on_write(query), Some(Verdict::Scoped | Verdict::Open));
    let is_known = |c: &str| project.table_of(query).is_some_and(|(_, _, table)| table.column(c).is_some());
    let is_kept = move |c: &str| may_be_kept && is_known(c) && !project.leaves_column_open(query, c);
    columns.iter().map(String::as_str).filter(move |c| !is_kept(c)).filter(move |c| {
        // Prices of one's own offers are data; a balance or a role never is.
        let is_offer = sells && is_asked_price(c);
        !is_offer
            && (is_profile && vocab.privileged.has(c) && !is_for_show(project, c)
                || vocab.money.has(c) && vocab.privileged.has(c))
    })
}

/// `orders.status and total`.
fn written(project: &Project, query: &Query) -> String {
    let table = query.tables.join(" or ");
    let columns: Vec<&str> = critical_columns(project, query).collect();
    if columns.is_empty() { format!("rows of {table}") } else { format!("{table}.{}", columns.join(" and ")) }
}
