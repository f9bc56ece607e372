//! What the rules on columns say of the entities of Base44. Their schemas are not SQL: a field too many is left out
//! without a word, a word that is not listed may or may not be refused.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        Project,
        contract::entities::{UndeclaredField, UnlistedWord, Use},
    },
    rules::{Severity, Sink, phrase::joined},
    source::span::Span,
};

/// Fields that calls name and that the schema of their entity lacks: one finding for each entity and effect.
pub(super) fn undeclared_fields(project: &Project, sink: &mut Sink) {
    let mut groups: BTreeMap<(&str, Use, Severity), Vec<UndeclaredField<'_>>> = BTreeMap::new();
    for field in project.undeclared_fields() {
        let used = field.worst();
        let is_felt = used == Use::Asked || used == Use::Written && project.is_read_anywhere(field.field);
        let severity = if is_felt { Severity::High } else { Severity::Medium };
        groups.entry((&field.entity.name, used, severity)).or_default().push(field);
    }
    for ((entity, used, severity), fields) in groups {
        let names: Vec<&str> = fields.iter().map(|field| field.field).collect();
        let places: BTreeMap<Span, &str> =
            fields.iter().rev().flat_map(|f| f.uses.iter().map(|u| (u.1, f.field))).collect();
        let Some((&first, _)) = places.first_key_value() else { continue };
        let (are, it) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        let effect = match used {
            Use::Asked => format!("no row has {it}, so that the search by {it} finds nothing"),
            Use::Written => format!("Base44 leaves {it} out without an error, and what is written is lost"),
            Use::Sorted => format!("no row has {it}, so that the rows come in any order"),
        };
        let message = format!("{} {are} not in the schema of {entity}: {effect}", joined(&names));
        let finding = sink.report(first, format!("{entity}.{}", names.join(",")), message);
        finding.severity(severity);
        finding.help(format!("add {} to the properties of {entity}, or name the field that is meant", joined(&names)));
        for (place, field) in places.into_iter().skip(1) {
            finding.place(place, format!("names {field}"));
        }
    }
}

/// Rows that are made without a field that the schema requires.
pub(super) fn unfilled_fields(project: &Project, sink: &mut Sink) {
    for query in project.met_queries() {
        let missing = project.unfilled_fields(query);
        let Some(entity) = query.tables.first().filter(|_| !missing.is_empty()) else { continue };
        let names = joined(&missing);
        let message = format!(
            "a row of {entity} is made without {names}, which its schema requires: Base44 refuses it each time"
        );
        sink.report(query.at, format!("{entity}.{}", missing.join(",")), message)
            .help(format!("give {names} too, or take it out of `required` in the schema of {entity}"));
    }
}

/// Words that the schema does not list for a field: those that are written, and those that are only asked for.
pub(super) fn unlisted_words(project: &Project, sink: &mut Sink) {
    let mut written = Words::default();
    let mut asked = Words::default();
    for query in project.met_queries() {
        project.unlisted_words(query, Use::Written).into_iter().for_each(|word| written.add(word, query.at));
        project.unlisted_words(query, Use::Asked).into_iter().for_each(|word| asked.add(word, query.at));
    }
    // What is written is found, where it is written at all.
    asked.0.retain(|key, _| !written.0.contains_key(key));
    written.report(sink, Severity::Medium, |field, words| {
        format!("the schema lists no {words} for {field}: Base44 refuses the row, or keeps a word that forms and lists do not know")
    });
    asked.report(sink, Severity::High, |field, words| {
        format!("the schema lists no {words} for {field}, and nothing here writes it: the search finds nothing")
    });
}

/// Words by entity, field and word, with what is listed and where they stand.
#[derive(Default)]
struct Words<'p>(BTreeMap<(&'p str, String, String), (&'p [String], Vec<Span>)>);

impl<'p> Words<'p> {
    fn add(&mut self, found: UnlistedWord<'p>, at: Span) {
        let key = (found.entity.name.as_str(), found.field, found.word);
        self.0.entry(key).or_insert((found.listed, Vec::new())).1.push(at);
    }

    /// One finding for each field.
    fn report(self, sink: &mut Sink, severity: Severity, message: impl Fn(&str, &str) -> String) {
        type Field<'p> = (&'p [String], BTreeSet<String>, BTreeSet<Span>);
        let mut fields: BTreeMap<String, Field<'p>> = BTreeMap::new();
        for ((entity, field, word), (listed, places)) in self.0 {
            let known = fields.entry(format!("{entity}.{field}")).or_insert((listed, BTreeSet::new(), BTreeSet::new()));
            known.1.insert(format!("\"{word}\""));
            known.2.extend(places);
        }
        for (field, (listed, words, places)) in fields {
            let Some(&first) = places.first() else { continue };
            let words: Vec<&String> = words.iter().collect();
            let finding = sink.report(first, field.clone(), message(&field, &joined(&words)));
            finding.severity(severity);
            finding.help(format!("it lists {}: use one of these, or add the word to the `enum`", listed.join(", ")));
            for &place in places.iter().skip(1) {
                finding.place(place, format!("the same for {field}"));
            }
        }
    }
}
