//! Being signed in is enough to reach anybody's record.

use std::{cmp::Reverse, collections::BTreeSet};

use super::{deeds, routes};
use crate::{
    model::{
        Project,
        queries::Query,
        routes::{How, Loose, Route},
    },
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    let mut taken = BTreeSet::new();
    for route in routes(project, sink) {
        report_taken(route, sink, &mut taken);
        let mut found = Vec::new();
        for loose in &route.loose {
            let (How::ByKey(key) | How::UnderKey { column: key, .. }) = &loose.how else { continue };
            if !seen.contains(&loose.at) {
                seen.push(loose.at);
                found.push((severity(project, route, loose), loose, key));
            }
        }
        // One test is missing, however many rows it would guard.
        found.sort_by_key(|(severity, loose, _)| (Reverse((*severity, loose.writes, loose.hands_out)), loose.at));
        let Some(((severity, worst, key), others)) = found.split_first() else { continue };
        let whose = if worst.by_model { "that the model is told to use" } else { "that is sent" };
        let message = format!("`{}` {} {whose}, and never asks whose it is", route.entry.name, does(worst, key));
        let finding = sink.report(worst.at, &route.entry.name, message).severity(*severity);
        finding.step(route.entry.at, "any account may call");
        for (_, other, key) in others {
            finding.place(other.at, does(other, key));
        }
    }
}

/// Accounts that are changed whichever is named: whoever has one account has all.
fn report_taken(route: &Route, sink: &mut Sink, seen: &mut BTreeSet<Span>) {
    let mut new = route.taken.iter().filter(|taken| seen.insert(taken.at));
    let Some(worst) = new.next() else { return };
    let (name, key) = (&route.entry.name, &worst.key);
    let does = deeds::of_account(worst.change);
    let message = format!("`{name}` {does} of anybody by the `{key}` that is sent, and never asks who may");
    let finding = sink.report(worst.at, format!("{name} accounts"), message);
    finding.step(route.entry.at, "any account may call");
    for other in new {
        finding.place(other.at, format!("{} of anybody by the `{}`", deeds::of_account(other.change), other.key));
    }
}

/// `changes any row of `orders` by the `id``, `adds rows of `sales` to any row of `stores` by the `store_id``.
fn does(loose: &Loose, key: &str) -> String {
    let does = match loose {
        Loose { how: How::UnderKey { parent, .. }, .. } => {
            return format!("adds rows of `{}` to any row of `{parent}` by the `{key}`", loose.table);
        }
        Loose { writes: true, .. } => "changes",
        Loose { hands_out: true, .. } => "hands out",
        Loose { mails: true, .. } => "sends what the caller writes to the people in",
        Loose { .. } => "works with",
    };
    format!("{does} any row of `{}` by the `{key}`", loose.table)
}

/// How bad it is that any account reaches somebody's row.
fn severity(project: &Project, route: &Route, loose: &Loose) -> Severity {
    let query = project.queries_in(loose.at.file).iter().find(|q| q.at == loose.at);
    if query.is_some_and(|q| project.is_in_vain(q)) {
        return Severity::Low;
    }
    if let How::UnderKey { parent, .. } = &loose.how {
        let tables = &project.vocab.tables;
        let sets_role = |q: &Query| q.assigned.iter().any(|(column, _)| project.vocab.columns.role.has(column));
        let is_grave = query.is_some_and(sets_role)
            || tables.money.has(&loose.table)
            || tables.rights.has(&loose.table)
            || tables.money.has(parent);
        return if is_grave { Severity::High } else { Severity::Medium };
    }
    // A mark may be what is noted after the rest was sent to whoever asks.
    let sends = || route.paid_apis.iter().any(|paid| paid.kind.is_message());
    // What is only reckoned or looked up again stays what it was.
    let is_slight = if loose.writes {
        query.is_some_and(|q| project.is_mark(q) || project.is_reckoned_anew(q) || project.writes_only_its_own(q))
            && !sends()
    } else {
        // What is reckoned from one row says little of it; from all of a tenant's, how his business goes.
        let says_little = || !loose.hands_out && matches!(&loose.how, How::ByKey(key) if key == "id");
        !loose.mails && (says_little() || !is_about_somebody(project, &loose.table))
    };
    // A check that asks nobody refuses everybody, until it is mended.
    let is_shut = || route.guards.iter().any(|guard| project.asks_nobody(guard));
    if is_slight || is_shut() { Severity::Medium } else { Severity::High }
}

/// Whether the rows are about people or money.
fn is_about_somebody(project: &Project, table: &str) -> bool {
    let tables = &project.vocab.tables;
    let holds_personal = project.access.iter().flat_map(|a| &a.tables).any(|(name, access)| {
        name.name == table && !(access.sensitive.personal.is_empty() && access.sensitive.secret.is_empty())
    });
    holds_personal || tables.profile.has(table) || tables.money.has(table) || tables.rights.has(table)
}
