//! Rows that anybody on the internet can read although row security is on.

use super::{
    Exposed, databases_with_meant, exposed, joined,
    published::{asks_unwritten, is_directory, opens_nothing, shows_published},
    say_meant,
};
use crate::{
    model::{
        Project,
        access::{Caller, speaks_of_insiders, speaks_of_public},
        schema::Command,
    },
    rules::{Confidence, Severity, Sink},
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    for table in exposed(&databases) {
        if !table.is_protected() {
            continue;
        }
        let Some(cell) = table.open(Caller::Anonymous, Command::Select) else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let name = table.name;
        let policy = cell.policies.first().map_or("", |reach| reach.policy.as_str());
        let Some(harm) = harm(project, &table, policy, cell.row_filtered) else { continue };
        let which = if cell.row_filtered { "some rows" } else { "all rows" };
        let what = if harm.columns.is_empty() { String::new() } else { format!(", with {}", joined(&harm.columns)) };
        let because = match policy {
            "" => "the policies ask nothing of the caller".to_owned(),
            _ if speaks_of_insiders(policy) => {
                format!("policy \"{policy}\" asks nothing of the caller, although its name says whom it is for")
            }
            _ => format!("policy \"{policy}\" asks nothing of the caller"),
        };
        let message = format!("anybody on the internet can read {which} of {name}{what}: {because}");
        let lowers = cell.row_filtered && !harm.is_certain;
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(if lowers { harm.severity.lower() } else { harm.severity }).help(
            "let the policy ask who calls (`user_id = auth.uid()`, or a membership); where a part of it is meant to be public, \
             show that part through a view or grant select on those columns only",
        );
        if !harm.is_certain && (cell.row_filtered || table.is_catalogue(project)) {
            finding.confidence(Confidence::Medium);
        }
    }
    say_meant(&databases, sink);
}

/// How bad it is that everybody reads a table.
struct Harm<'p> {
    severity: Severity,
    /// The columns that make it so.
    columns: Vec<&'p str>,
    /// That it is meant can be ruled out, whatever rows a condition leaves out.
    is_certain: bool,
}

fn harm<'p>(project: &Project, table: &Exposed<'p>, policy: &str, is_filtered: bool) -> Option<Harm<'p>> {
    let by_columns = by_columns(project, table, policy);
    if speaks_of_insiders(policy) {
        // A mistake by its own words.
        let (severity, columns) = by_columns.unwrap_or((Severity::Medium, Vec::new()));
        return Some(Harm { severity: severity.max(Severity::Medium), columns, is_certain: true });
    }
    if let Some((severity, columns)) = by_columns {
        return Some(Harm { severity, columns, is_certain: false });
    }
    let links = table.readable(Caller::Anonymous, &table.access.sensitive.share_link);
    if !links.is_empty() && !shows_published(project, table, policy) {
        // Who can list the links needs none.
        let is_idle = opens_nothing(project, table) || asks_unwritten(project, table, policy, &links);
        let is_little = is_filtered && speaks_of_public(policy) && is_idle;
        let severity = if is_little { Severity::Medium } else { Severity::High };
        return Some(Harm { severity, columns: links, is_certain: true });
    }
    let vouchers = bearer_codes(project, table);
    if !vouchers.is_empty() {
        return Some(Harm { severity: Severity::High, columns: vouchers, is_certain: true });
    }
    let is_about_users = table.has_owner(project) && !table.is_catalogue(project) && !speaks_of_public(policy);
    is_about_users.then(|| Harm { severity: Severity::Low, columns: Vec::new(), is_certain: false })
}

/// The codes of vouchers that are worth money to whoever knows them.
fn bearer_codes<'p>(project: &Project, table: &Exposed<'p>) -> Vec<&'p str> {
    let is_voucher = project.vocab.tables.voucher.has(&table.name.name);
    let is_worth = table.table.columns.iter().any(|column| {
        split(&column.name)
            .iter()
            .any(|word| matches!(word.as_str(), "amount" | "balance" | "value" | "betrag" | "valor"))
    });
    let columns = table.table.columns.iter().map(|column| &column.name);
    let codes =
        columns.filter(|name| split(name).last().is_some_and(|word| matches!(word.as_str(), "code" | "codigo")));
    let may = |name: &&String| !table.readable(Caller::Anonymous, std::slice::from_ref(*name)).is_empty();
    if is_voucher && is_worth { codes.filter(may).map(String::as_str).collect() } else { Vec::new() }
}

/// What the names of the columns say.
fn by_columns<'p>(project: &Project, table: &Exposed<'p>, policy: &str) -> Option<(Severity, Vec<&'p str>)> {
    let sensitive = &table.access.sensitive;
    let readable = |columns: &'p [String]| table.readable(Caller::Anonymous, columns);
    let secret = readable(&sensitive.secret);
    if !secret.is_empty() {
        return Some((Severity::Critical, secret));
    }
    let personal = readable(&sensitive.personal);
    if !personal.is_empty() {
        if is_directory(project, table) && speaks_of_public(policy) {
            let names_account = personal.iter().any(|column| column.ends_with("email")) || table.has_owner(project);
            return names_account.then_some((Severity::Low, personal));
        }
        // What a catalogue or a list of organisations says of a contact is often meant to be public.
        let is_listing = table.is_catalogue(project)
            || project.vocab.tables.tenant.has(&table.name.name)
            || is_directory(project, table);
        let severity = if is_listing { Severity::Medium } else { Severity::High };
        return Some((severity, personal));
    }
    let names = readable(&sensitive.person_name);
    if !names.is_empty() {
        return Some((Severity::Medium, names));
    }
    let money = readable(&sensitive.money);
    (!money.is_empty() && project.vocab.tables.money.has(&table.name.name)).then_some((Severity::Medium, money))
}
