//! Rules of Firestore or its storage that let strangers, or every account, at data of others.

use crate::{
    frameworks::firebase::rules::{Grant, Who, granted},
    model::{
        Project,
        queries::{Client, Columns},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.keeps_data_in("firebase") {
        sink.not_applicable("the data is not kept in Firebase");
        return;
    }
    let granted = granted(project);
    if granted.files.is_empty() {
        let is_asked = project.queries.iter().any(|q| !q.library.is_sql() && q.client == Client::User);
        if is_asked {
            sink.unknown(
                "the browser asks Firestore and no firestore.rules is here; the console shows the rules in force",
            );
        } else {
            sink.not_applicable("only servers ask Firestore, past its rules");
        }
        return;
    }
    for grant in &granted.grants {
        let said = reading(project, grant).or_else(|| changing(project, grant));
        if let Some((severity, message)) = said {
            sink.report(grant.at, key(grant), message).severity(severity);
        }
    }
    for grant in granted.grants.iter().filter(|g| g.is_own && g.changes()) {
        if let Some((reader, field)) = deciding_field(&granted.grants, grant) {
            let message = format!(
                "whoever owns a document of {} may write its `{field}`, and the rules trust that field: every account can \
                 make itself {field} of its choice",
                grant.path
            );
            sink.report(grant.at, key(grant), message)
                .step(reader.at, format!("decides by `{field}`"))
                .help(format!("refuse updates that touch `{field}`: `!request.resource.data.diff(resource.data).affectedKeys().hasAny(['{field}'])`; set it on a server only"));
        }
    }
}

fn key(grant: &Grant) -> String {
    format!("{}{}", if grant.is_storage { "storage:" } else { "firestore:" }, grant.path)
}

fn whoever(grant: &Grant) -> Option<&'static str> {
    match grant.who {
        Who::Anybody => Some("anybody on the internet"),
        Who::AnyAccount => Some("every account"),
        Who::Nobody | Who::Some => None,
    }
}

fn what(grant: &Grant) -> String {
    let which = if grant.is_filtered { "some documents" } else { "all documents" };
    match (&grant.collection, grant.is_storage) {
        (_, true) => format!("the files under {}", grant.path),
        (Some(collection), false) => format!("{which} of {collection}"),
        (None, false) => format!("{which} of every collection"),
    }
}

/// Updates and deletions by people whose documents they are not.
fn changing(project: &Project, grant: &Grant) -> Option<(Severity, String)> {
    let who = whoever(grant)?;
    let is_form = grant.collection.as_deref().is_some_and(|c| project.vocab.tables.public_form.has(c));
    let severity = match (grant.changes(), grant.who) {
        (true, Who::Anybody) => Severity::Critical,
        (true, _) => Severity::High,
        // Adding is what forms are for; an account that adds something is the normal case.
        (false, Who::Anybody) if grant.adds() && !is_form => Severity::Medium,
        _ => return None,
    };
    let does = if grant.changes() { "change or delete" } else { "add to" };
    Some((severity, format!("{who} can {does} {}: the rule asks nothing that tells callers apart", what(grant))))
}

/// Reads of what should not be everybody's; where the same rule also lets them write, that says it all.
fn reading(project: &Project, grant: &Grant) -> Option<(Severity, String)> {
    let who = whoever(grant)?;
    if !grant.reads() || grant.changes() || grant.is_storage {
        return None;
    }
    let said = sensitive(project, grant);
    let is_about_people = match &grant.collection {
        None => true,
        Some(collection) => {
            project.vocab.tables.profile.has(collection)
                || project.vocab.tables.money.has(collection)
                || !said.is_empty()
        }
    };
    if !is_about_people {
        return None;
    }
    let severity = match (grant.who, grant.is_filtered) {
        (Who::Anybody, false) => Severity::High,
        _ => Severity::Medium,
    };
    let with = if said.is_empty() { String::new() } else { format!(", with {}", said.join(", ")) };
    Some((severity, format!("{who} can read {}{with}: the rule asks nothing that tells callers apart", what(grant))))
}

/// The fields that the code writes to the collection and that not everybody should read.
fn sensitive<'p>(project: &'p Project, grant: &Grant) -> Vec<&'p str> {
    let Some(collection) = &grant.collection else { return Vec::new() };
    let vocab = &project.vocab.columns;
    let mut said: Vec<&str> = Vec::new();
    for query in project.queries.iter().filter(|q| !q.library.is_sql() && q.tables.contains(collection)) {
        let Columns::Named(columns) = &query.columns else { continue };
        for column in columns.iter().filter(|c| vocab.secret.has(c) || vocab.personal.has(c)) {
            if said.len() < 3 && !said.contains(&column.as_str()) {
                said.push(column);
            }
        }
    }
    said
}

/// The field by which some rule decides what a caller may, read from the document that `own` lets him write.
fn deciding_field<'g>(grants: &'g [Grant], own: &Grant) -> Option<(&'g Grant, String)> {
    let collection = own.collection.as_deref()?;
    let lookup = format!("/{collection}/$(request.auth.uid)).data.");
    grants.iter().find_map(|reader| {
        let plain: String = reader.condition.chars().filter(|c| !c.is_whitespace()).collect();
        let behind = plain.split_once(lookup.as_str())?.1;
        let field: String = behind.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let guards = own.condition.contains(&format!("request.resource.data.{field}"))
            || own.condition.contains("affectedKeys")
            || own.condition.contains("hasOnly")
            || own.condition.contains("changedKeys");
        (!field.is_empty() && !guards).then_some((reader, field))
    })
}
