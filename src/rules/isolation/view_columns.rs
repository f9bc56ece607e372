//! What the columns of a view tell: rows, sums over rows, and whom they are about.

use std::collections::BTreeSet;

use super::Database;
use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        schema::{Command, Name, View},
    },
    sql::expr::{Expr, ExprKind, Node, SelectItem, parse_query},
    vocab::{Words, split},
};

/// Whether a column of the view is one that not everybody should see. An unknown list may hold one.
pub(super) fn shows_sensitive(
    project: &Project,
    database: Database<'_>,
    view: &View,
    tables: &BTreeSet<&Name>,
) -> bool {
    let words = &project.vocab.columns;
    let Some(names) = shown_columns(project, view) else { return true };
    let has = |lists: &[&Words]| names.iter().any(|name| lists.iter().any(|list| list.has(name)));
    let is_place = |name: &str| split(name).last().is_some_and(|word| word == "address");
    let of_persons = names.iter().any(|name| words.personal.has(name) && !is_place(name));
    if has(&[&words.secret, &words.share_link]) || of_persons {
        return true;
    }
    // What each account reads in the tables themselves, the view gives away to nobody.
    if tables.iter().all(|table| every_account_reads(database, table)) {
        return false;
    }
    let of_somebody = has(&[&words.personal, &words.person_name, &words.owner]);
    let of_money = tables.iter().any(|table| project.vocab.tables.money.has(&table.name));
    // A price alone is on offer; beside whose it is, or as one of the payments, it is somebody's.
    of_somebody || has(&[&words.money]) && (of_money || names.iter().any(|name| says_whose(project, name)))
}

/// Whether everybody with an account reads rows of others in a table by its policies.
fn every_account_reads(database: Database<'_>, table: &Name) -> bool {
    let cell = database.access.cell(table, Caller::Account, Command::Select);
    cell.is_some_and(|cell| cell.effective == Verdict::Open)
}

/// The columns of a view, `None` where their list is not known. Sums over rows are left out, unless something beside them
/// says whose they are.
fn shown_columns<'v>(project: &Project, view: &'v View) -> Option<Vec<&'v str>> {
    let Some((of_rows, _)) = rows_and_sums(view) else { return names(view) };
    if of_rows.iter().any(|name| says_whose(project, name)) { names(view) } else { Some(of_rows) }
}

/// Whether a view says no more than how often something happened for each of whom it names: ids, one name, and sums that
/// are no money.
pub(super) fn is_tally(project: &Project, view: &View) -> bool {
    let words = &project.vocab.columns;
    let is_id = |name: &&str| *name == "id" || name.ends_with("_id") || words.owner.has(name);
    rows_and_sums(view).is_some_and(|(of_rows, sums)| {
        let named: Vec<&&str> = of_rows.iter().filter(|name| !is_id(name)).collect();
        let is_name = |name: &&&str| split(name).last().is_some_and(|word| word == "name");
        let is_money = |(name, value): &(&str, Expr)| words.money.has(name) || names_any(value, &words.money);
        !sums.is_empty() && named.len() <= 1 && named.iter().all(is_name) && !sums.iter().any(is_money)
    })
}

fn names_any(value: &Expr, words: &Words) -> bool {
    let mut found = false;
    value.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= parts.last().is_some_and(|name| words.has(name));
        }
    });
    found
}

fn names(view: &View) -> Option<Vec<&str>> {
    Some(view.columns.as_ref()?.iter().map(|(name, _)| name.as_str()).collect())
}

/// The columns of a view that stand in rows, and those that are sums over rows, with these. `None` where that cannot be
/// told.
fn rows_and_sums(view: &View) -> Option<(Vec<&str>, Vec<(&str, Expr)>)> {
    let names = names(view)?;
    let query = parse_query(&view.query.text).ok()?;
    let items = query.as_select().map_or(&[][..], |select| select.items.as_slice());
    let is_sum = |item: &SelectItem| match &item.value.kind {
        ExprKind::Subquery(query) => query.is_summary(),
        _ => item.value.is_summed(),
    };
    if items.len() != names.len() {
        return None;
    }
    let (mut of_rows, mut sums) = (Vec::new(), Vec::new());
    for (name, item) in names.into_iter().zip(items) {
        if is_sum(item) { sums.push((name, item.value.clone())) } else { of_rows.push(name) }
    }
    Some((of_rows, sums))
}

/// Whether a column says whom or what the other columns are about: `sitter_id`.
fn says_whose(project: &Project, name: &str) -> bool {
    let words = &project.vocab.columns;
    name.ends_with("_id") || words.owner.has(name) || words.person_name.has(name) || words.tenant.has(name)
}
