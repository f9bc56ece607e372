//! What the app reads of entities of Base44 and nothing in the repository ever writes. Their schemas need not be here: the
//! fields that the code writes are known without them.

use std::collections::BTreeMap;

use super::unwritten::{UnwrittenColumn, asked_columns};
use crate::{
    frameworks::{
        base44::{
            entities::{ACCOUNTS, is_built_in, written_elsewhere},
            functions::lacks_functions,
        },
        library::Library,
    },
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::Span,
};

impl Project {
    /// The fields of entities that are read and that nothing writes, where the app itself makes the rows and all that it
    /// writes into them is known.
    pub(super) fn unwritten_fields(&self) -> Vec<UnwrittenColumn> {
        let elsewhere = written_elsewhere(self);
        let is_known = |entity: &str| {
            self.writers.knows(entity) && self.filled.is_filled_often(entity) && !elsewhere.contains(entity)
        };
        let mut read: BTreeMap<(&str, &str), UnwrittenColumn> = BTreeMap::new();
        for (query, entity) in self.entity_reads().filter(|(_, entity)| is_known(entity)) {
            // What the schema lacks is told as that.
            let is_undeclared = |field: &str| self.entity_of(query).is_some_and(|known| !known.has(field));
            let asked = asked_columns(query).into_iter().filter(|field| !is_undeclared(field));
            let asked = asked.map(|field| (field, None));
            let used = self.members_of_rows(query).into_iter().map(|(field, at)| (field, Some(at)));
            for (field, at) in asked.chain(used).filter(|(field, _)| self.may_stay_empty(entity, field)) {
                let unwritten = || UnwrittenColumn::new(entity.to_owned(), field, self.declared_at(entity));
                let unwritten = read.entry((entity, field)).or_insert_with(unwritten);
                match at {
                    None => unwritten.asked.push(query.at),
                    Some(at) => {
                        unwritten.weight = unwritten.weight.max(self.weight_of(at, self.runs_on_server(query)));
                        unwritten.used.push(at);
                    }
                }
            }
        }
        read.retain(|(entity, field), unwritten| !self.is_put_into_objects(entity, field, &unwritten.used));
        read.into_values().collect()
    }

    /// The entities that are read and that nothing fills, each with a read of it and the place of its schema.
    pub(crate) fn unfilled_entities(&self) -> Vec<(&str, &Query, Option<Span>)> {
        let elsewhere = written_elsewhere(self);
        let mut found: BTreeMap<&str, &Query> = BTreeMap::new();
        for (query, entity) in self.entity_reads() {
            if !self.filled.has(entity) && !elsewhere.contains(entity) {
                found.entry(entity).or_insert(query);
            }
        }
        found.into_iter().map(|(entity, query)| (entity, query, self.declared_at(entity))).collect()
    }

    /// The reads of one entity; accounts are filled by the platform. None where the functions that the code calls are not
    /// here: they may write anything.
    fn entity_reads(&self) -> impl Iterator<Item = (&Query, &str)> {
        let is_told = !lacks_functions(self);
        let reads = self.met_queries().filter(move |q| is_told && q.library == Library::Base44 && q.op == Op::Select);
        reads.filter_map(|query| match query.tables.as_slice() {
            [entity] if entity != ACCOUNTS => Some((query, entity.as_str())),
            _ => None,
        })
    }

    fn declared_at(&self, entity: &str) -> Option<Span> {
        self.entities.get(entity).map(|known| known.at)
    }

    /// Whether no call writes a field of an entity, and nothing else fills it.
    fn may_stay_empty(&self, entity: &str, field: &str) -> bool {
        let known = self.entities.get(entity).and_then(|known| known.property(field));
        !field.contains(['.', '$', '\u{1}'])
            && !is_built_in(field)
            && known.is_none_or(|property| !property.has_default)
            && self.writers.given(entity, field).is_none()
    }
}
