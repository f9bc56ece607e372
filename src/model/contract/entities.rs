//! What calls take for granted of the entities of Base44 whose schemas are here: that rows have the fields that they
//! name, take the words that they write, and need no others. An entity without a schema here may have one elsewhere:
//! an export need not hold them all.

use std::collections::BTreeMap;

use super::unwritten::{asked_columns, asked_words, is_member};
use crate::{
    frameworks::{
        base44::entities::{ACCOUNTS, Entity},
        library::Library,
    },
    model::{
        Project,
        queries::{Columns, Op, Query},
    },
    source::span::Span,
};

/// What a call does with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// It asks for the rows that have a value in it.
    Asked,
    /// It writes it.
    Written,
    /// It puts the rows in its order.
    Sorted,
}

/// A field that calls name and that the schema of their entity lacks.
#[derive(Debug)]
pub(crate) struct UndeclaredField<'p> {
    /// The entity.
    pub(crate) entity: &'p Entity,
    /// The field.
    pub(crate) field: &'p str,
    /// What is done with it, and where, in the order of files.
    pub(crate) uses: Vec<(Use, Span)>,
}

/// A word that the schema of an entity does not list for a field.
#[derive(Debug)]
pub(crate) struct UnlistedWord<'p> {
    /// The entity.
    pub(crate) entity: &'p Entity,
    /// The field.
    pub(crate) field: String,
    /// The word.
    pub(crate) word: String,
    /// The words that the schema lists.
    pub(crate) listed: &'p [String],
}

impl UndeclaredField<'_> {
    /// What the worst use makes of it.
    pub(crate) fn worst(&self) -> Use {
        self.uses.iter().map(|(used, _)| *used).min().unwrap_or(Use::Sorted)
    }
}

impl Project {
    /// The entity that a call is about, where its schema is here and says all of it. The fields of accounts are held
    /// against none.
    pub(crate) fn entity_of(&self, query: &Query) -> Option<&Entity> {
        let [name] = query.tables.as_slice() else { return None };
        let is_held = query.library == Library::Base44 && name != ACCOUNTS;
        self.entities.get(name).filter(|entity| is_held && entity.is_whole)
    }

    /// The fields that calls name and the schemas of their entities lack.
    pub(crate) fn undeclared_fields(&self) -> Vec<UndeclaredField<'_>> {
        let mut found: BTreeMap<(&str, &str), UndeclaredField<'_>> = BTreeMap::new();
        for query in self.met_queries() {
            let Some(entity) = self.entity_of(query) else { continue };
            for (used, field) in named(query).filter(|(_, field)| !entity.has(field) && is_plain(field)) {
                let entry = found.entry((&entity.name, field));
                entry.or_insert(UndeclaredField { entity, field, uses: Vec::new() }).uses.push((used, query.at));
            }
        }
        found.into_values().collect()
    }

    /// The words that a call gives to fields, or asks them for, and that their schemas do not list.
    pub(crate) fn unlisted_words(&self, query: &Query, used: Use) -> Vec<UnlistedWord<'_>> {
        let Some(entity) = self.entity_of(query) else { return Vec::new() };
        let words = match used {
            Use::Written => self.written_constants(query),
            Use::Asked => asked_words(query),
            Use::Sorted => Vec::new(),
        };
        let unlisted = words.into_iter().filter_map(|(field, word)| {
            let listed = entity.property(&field)?.words.as_deref()?;
            (!word.is_empty() && !listed.contains(&word)).then_some(UnlistedWord { entity, field, word, listed })
        });
        unlisted.collect()
    }

    /// The fields that a new row of an entity must have and a call does not give.
    pub(crate) fn unfilled_fields(&self, query: &Query) -> Vec<&str> {
        let (Columns::Named(given), Op::Insert) = (&query.columns, query.op) else { return Vec::new() };
        let required = self.entity_of(query).into_iter().flat_map(|entity| &entity.required);
        required.filter(|field| !given.contains(field)).map(String::as_str).collect()
    }

    /// Whether code reads something of this name from anything.
    pub(crate) fn is_read_anywhere(&self, name: &str) -> bool {
        let production = self.code_files().filter(|(_, file, _)| file.role.is_production());
        production.into_iter().any(|(_, _, code)| code.texts().any(|text| text == name) && is_member(code, name))
    }
}

/// The fields that a call names, each with what it does with it.
fn named(query: &Query) -> impl Iterator<Item = (Use, &str)> {
    let columns = match &query.columns {
        Columns::Named(columns) if query.op.is_write() => columns.as_slice(),
        _ => &[],
    };
    let assigned = query.assigned.iter().map(|(field, _)| field).filter(|field| !columns.contains(field));
    let written = columns.iter().chain(assigned).map(|field| (Use::Written, field.as_str()));
    let asked = asked_columns(query).into_iter().map(|field| (Use::Asked, field));
    written.chain(asked).chain(query.sort.iter().map(|sort| (Use::Sorted, sort.column.as_str())))
}

/// Whether a name is that of a field, and no path into one.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['.', '$', '\u{1}'])
}
