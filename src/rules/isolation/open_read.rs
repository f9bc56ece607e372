//! Rows that anybody on the internet can read although row security is on.

use super::{Exposed, databases, exposed, joined, lower};
use crate::{
    model::{Project, access::Caller, schema::Command},
    rules::{Confidence, Severity, Sink},
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        if !table.is_protected() {
            continue;
        }
        let Some(cell) = table.open(Caller::Anonymous, Command::Select) else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let name = table.name;
        let policy = cell.policies.first().map_or("", |reach| reach.policy.as_str());
        let Some(harm) = harm(project, &table, policy) else { continue };
        let which = if cell.row_filtered { "some rows" } else { "all rows" };
        let what = if harm.columns.is_empty() { String::new() } else { format!(", with {}", joined(&harm.columns)) };
        let because = match policy {
            "" => "the policies ask nothing of the caller".to_owned(),
            _ if speaks_of_insiders(policy) => format!("policy \"{policy}\" asks nothing, against its own name"),
            _ => format!("policy \"{policy}\" asks nothing of the caller"),
        };
        let message = format!("anybody on the internet can read {which} of {name}{what}: {because}");
        let lowers = cell.row_filtered && !harm.is_certain;
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(if lowers { lower(harm.severity) } else { harm.severity }).help(
            "let the policy ask who calls (`user_id = auth.uid()`, or a membership); where a part of it is meant to be public, \
             show that part through a view or grant select on those columns only",
        );
        if !harm.is_certain && (cell.row_filtered || table.is_catalogue(project)) {
            finding.confidence(Confidence::Medium);
        }
    }
}

/// How bad it is that everybody reads a table.
struct Harm<'p> {
    severity: Severity,
    /// The columns that make it so.
    columns: Vec<&'p str>,
    /// That it is meant can be ruled out, whatever rows a condition leaves out.
    is_certain: bool,
}

fn harm<'p>(project: &Project, table: &Exposed<'p>, policy: &str) -> Option<Harm<'p>> {
    let by_columns = by_columns(project, table);
    if speaks_of_insiders(policy) {
        // A mistake by its own words.
        let (severity, columns) = by_columns.unwrap_or((Severity::Medium, Vec::new()));
        return Some(Harm { severity: severity.max(Severity::Medium), columns, is_certain: true });
    }
    if let Some((severity, columns)) = by_columns {
        return Some(Harm { severity, columns, is_certain: false });
    }
    let links = table.readable(Caller::Anonymous, &table.access.sensitive.share_link);
    if !links.is_empty() && !table.is_catalogue(project) {
        // Who can list the links needs none.
        return Some(Harm { severity: Severity::High, columns: links, is_certain: true });
    }
    let is_about_users = table.has_owner(project) && !table.is_catalogue(project) && !speaks_of_public(policy);
    is_about_users.then(|| Harm { severity: Severity::Low, columns: Vec::new(), is_certain: false })
}

/// What the names of the columns say.
fn by_columns<'p>(project: &Project, table: &Exposed<'p>) -> Option<(Severity, Vec<&'p str>)> {
    let sensitive = &table.access.sensitive;
    let readable = |columns: &'p [String]| table.readable(Caller::Anonymous, columns);
    let secret = readable(&sensitive.secret);
    if !secret.is_empty() {
        return Some((Severity::Critical, secret));
    }
    let personal = readable(&sensitive.personal);
    if !personal.is_empty() {
        // What a catalogue or a list of organisations says of a contact is often meant to be public.
        let is_listing = table.is_catalogue(project) || project.vocab.tables.tenant.has(&table.name.name);
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

/// Whether the name of a policy says that it is for some people only.
fn speaks_of_insiders(policy: &str) -> bool {
    const INSIDERS: &[&str] = &[
        "own",
        "their",
        "admin",
        "admins",
        "administrators",
        "staff",
        "system",
        "employees",
        "owners",
        "members",
        "moderators",
        "managers",
        "proprios",
        "propios",
        "eigene",
    ];
    let words = split(policy);
    let is_insider = |word: &String| INSIDERS.contains(&word.as_str());
    let is_service = words.windows(2).any(|pair| pair[0] == "service" && pair[1] == "role");
    (is_service || words.iter().any(is_insider)) && !speaks_of_public(policy)
}

/// Whether the name of a policy says that it is for everybody.
fn speaks_of_public(policy: &str) -> bool {
    const PUBLIC: &[&str] = &[
        "public",
        "publicly",
        "anyone",
        "anybody",
        "everyone",
        "everybody",
        "all",
        "anon",
        "anonymous",
        "published",
        "visible",
        "viewable",
        "publico",
        "publica",
        "todos",
        "qualquer",
        "oeffentlich",
        "alle",
        "tous",
    ];
    split(policy).iter().any(|word| PUBLIC.contains(&word.as_str()))
}
