//! The browser writes a balance, a plan or "paid" itself, and nothing in the database stops another value.

use std::collections::BTreeMap;

use crate::{
    facts::code::ExprKind,
    model::{
        Project,
        contract::allowed_values,
        queries::{Op, Query},
    },
    rules::{Severity, Sink},
    vocab::Vocabulary,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut from_browser = false;
    let mut by_column: BTreeMap<(&str, String, bool), Vec<&Query>> = BTreeMap::new();
    for query in project.production_queries().filter(|q| q.op.is_write() && project.runs_in_browser(q)) {
        from_browser = true;
        if let (Some((column, is_amount)), Some(table)) = (written(project, query), query.tables.first()) {
            by_column.entry((table, column, is_amount)).or_default().push(query);
        }
    }
    if !from_browser {
        sink.not_applicable("the browser writes to no table itself");
    }
    for ((table, column, is_amount), mut writes) in by_column {
        // What every user sees says more than a screen of the staff.
        writes.sort_by_key(|q| (project.file(q.at.file).path.to_ascii_lowercase().contains("admin"), q.at));
        let Some((first, others)) = writes.split_first() else { continue };
        let deed = if is_amount { "reckons and writes" } else { "says and writes" };
        let is_score = crate::vocab::split(&column).iter().any(|word| project.vocab.words.scores.has(word));
        let gain = if is_score { "points that nobody earned" } else { "money without paying" };
        let lists = project.table_of(first).and_then(|(schema, _, table)| allowed_values(schema, table, &column));
        let takes = if lists.is_some() { "any value that its check lists" } else { "any value" };
        let message = format!("the browser {deed} {table}.{column} itself, and the database takes {takes}: {gain}");
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.help(format!(
            "let a function on the server write {table}.{column} after the provider has said that money moved, and revoke \
             the right to write it from authenticated"
        ));
        if !is_amount || is_score {
            finding.severity(Severity::High);
        }
        for other in others {
            finding.place(other.at, "here too");
        }
    }
}

/// The column that is as good as money, and whether it is an amount (else it says that money has moved).
fn written(project: &Project, query: &Query) -> Option<(String, bool)> {
    let vocab = &project.vocab;
    let is_money_table = query.tables.iter().any(|t| vocab.tables.money.has(t));
    let code = project.file(query.at.file).code.as_ref()?;
    query.assigned.iter().find_map(|(column, value)| {
        // A new row begins with nothing on it; one that exists has been paid for or not.
        let is_nothing = matches!(code.expr(*value), ExprKind::Number(n) if code.str(n) == "0");
        let is_amount = vocab.columns.privileged.has(column) && is_spendable(vocab, query, column) && !is_nothing;
        let says_paid = (is_money_table || super::speaks_of_payment(project, column))
            && vocab.columns.state.has(column)
            // What the database refuses each time gives nobody anything.
            && code.string(*value).is_some_and(|text| {
                super::means_paid(project, text) && project.takes_instead(query, column, text).is_none()
            });
        let may = (is_amount || says_paid) && (query.op != Op::Insert || !is_amount || is_money_table);
        (may && project.leaves_column_open(query, column)).then_some((column.clone(), is_amount))
    })
}

/// What the app itself takes as payment: credits and coins anywhere, a balance where it is the user's own. The balances of
/// somebody's books are his data.
fn is_spendable(vocab: &Vocabulary, query: &Query, column: &str) -> bool {
    let coins = &vocab.words.coins;
    let says_coins = |name: &str| crate::vocab::split(name).iter().any(|w| coins.has(w));
    let is_own = |t: &String| vocab.tables.profile.has(t) || says_coins(t) || t.contains("wallet");
    let is_key = crate::vocab::split(column).last().is_some_and(|w| w == "id");
    !is_key && vocab.columns.money.has(column) && (says_coins(column) || query.tables.iter().any(is_own))
}
