//! `where` of a call of Prisma as conditions on columns.

use super::Models;
use crate::{
    facts::code::ExprId,
    formats::prisma::{Field, Model},
    frameworks::{
        data::Site,
        objects::{Entry, elements, entries},
    },
    model::queries::{Comparison, Condition},
    source::span::FileId,
};

/// What a `where` asks of the rows.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) conditions: Vec<Condition>,
    /// Whether there are others that could not be read.
    pub(super) has_unread: bool,
}

/// Reads filters.
pub(super) struct Filter<'a, 'v, 'm> {
    pub(super) site: Site<'a, 'v>,
    pub(super) models: &'m Models<'m>,
}

/// Filters nest; deeper ones are left unread.
const DEPTH: u32 = 5;

impl<'m> Filter<'_, '_, 'm> {
    /// The conditions of a filter on a model.
    pub(super) fn read(&self, model: Option<&'m Model>, file: FileId, filter: ExprId) -> Read {
        let mut read = Read::default();
        self.object(model, "", (file, filter), DEPTH, &mut read);
        read
    }

    /// `prefix` names the relation that the columns belong to: `author.`.
    fn object(&self, model: Option<&'m Model>, prefix: &str, filter: (FileId, ExprId), depth: u32, read: &mut Read) {
        let Some(depth) = depth.checked_sub(1) else {
            read.has_unread = true;
            return;
        };
        let all = entries(self.site.values, filter.0, filter.1);
        read.has_unread |= all.has_unread;
        for entry in &all.list {
            match entry.key.as_str() {
                "AND" => {
                    for part in self.list(entry) {
                        self.object(model, prefix, part, depth, read);
                    }
                }
                "OR" => self.any_of(model, prefix, entry, depth, read),
                // What must not hold helps no index and bounds nothing.
                "NOT" => read.has_unread = true,
                _ => self.field(model, prefix, entry, depth, read),
            }
        }
    }

    fn list(&self, entry: &Entry) -> Vec<(FileId, ExprId)> {
        elements(self.site.values, entry.file, entry.value).unwrap_or_else(|| vec![(entry.file, entry.value)])
    }

    fn any_of(&self, model: Option<&'m Model>, prefix: &str, entry: &Entry, depth: u32, read: &mut Read) {
        let Some(alternatives) = elements(self.site.values, entry.file, entry.value) else {
            read.has_unread = true;
            return;
        };
        let mut groups = Vec::new();
        for alternative in alternatives {
            let mut inner = Read::default();
            self.object(model, prefix, alternative, depth, &mut inner);
            read.has_unread |= inner.has_unread;
            groups.push(inner.conditions.iter().flat_map(Condition::comparisons).cloned().collect());
        }
        read.conditions.push(Condition::AnyOf(groups));
    }

    fn field(&self, model: Option<&'m Model>, prefix: &str, entry: &Entry, depth: u32, read: &mut Read) {
        let field = model.and_then(|m| m.field(&entry.key));
        if let Some(other) = field.and_then(|f| self.models.named(&f.ty)) {
            return self.relation(other, field, entry, depth, read);
        }
        // `where: { userId_teamId: { userId, teamId } }`: the key's fields, each equal.
        let is_key = model.is_some_and(|m| field.is_none() && m.keys.iter().any(|k| k.name == entry.key));
        if is_key {
            return self.object(model, prefix, (entry.file, entry.value), depth, read);
        }
        let column = format!("{prefix}{}", field.map_or(entry.key.as_str(), |f| f.column.as_str()));
        self.compare(&column, entry, read);
    }

    /// `author: { is: {…} }`, `posts: { some: {…} }`, `author: {…}`: columns of the other table.
    fn relation(&self, other: &'m Model, field: Option<&Field>, entry: &Entry, depth: u32, read: &mut Read) {
        let prefix = format!("{}.", field.map_or(entry.key.as_str(), |f| f.name.as_str()));
        let inner = entries(self.site.values, entry.file, entry.value);
        let wrapped = inner.list.iter().find(|e| matches!(e.key.as_str(), "is" | "some" | "every" | "none" | "isNot"));
        match wrapped.map(|e| (e.key.as_str(), e)) {
            Some(("none" | "isNot" | "every", _)) => read.has_unread = true,
            Some((_, e)) => self.object(Some(other), &prefix, (e.file, e.value), depth, read),
            None => self.object(Some(other), &prefix, (entry.file, entry.value), depth, read),
        }
    }

    /// `age: { gte: 18, lt: 65 }`, or the value itself.
    fn compare(&self, column: &str, entry: &Entry, read: &mut Read) {
        let inner = entries(self.site.values, entry.file, entry.value);
        let folds = inner.get("mode").and_then(|(file, mode)| self.site.values.literal(file, mode));
        let like = if folds.as_deref() == Some("insensitive") { "ilike" } else { "like" };
        let mut is_plain = true;
        for operand in &inner.list {
            let condition = match operand.key.as_str() {
                "contains" | "endsWith" => self.pattern(column, like, "%", operand),
                "startsWith" => self.pattern(column, like, "", operand),
                key => match operator(key) {
                    Some(op) => self.comparison(column, op, operand),
                    None => continue,
                },
            };
            is_plain = false;
            read.conditions.push(Condition::Compare(condition));
        }
        if is_plain {
            read.conditions.push(Condition::Compare(self.comparison(column, "eq", entry)));
        }
    }

    fn comparison(&self, column: &str, op: &str, operand: &Entry) -> Comparison {
        let column = Some(column.to_owned());
        let mut comparison = Comparison::of(self.site.values, operand.file, column, op, Some(operand.value));
        comparison.value = comparison.value.filter(|_| operand.file == self.site.file);
        comparison
    }

    /// A search for a part of a text, which begins with `before`.
    fn pattern(&self, column: &str, op: &str, before: &str, operand: &Entry) -> Comparison {
        let mut comparison = self.comparison(column, op, operand);
        comparison.literal = comparison.literal.map(|l| format!("{before}{l}%"));
        comparison.prefix = Some(comparison.prefix.map_or(before.to_owned(), |p| format!("{before}{p}")));
        comparison
    }
}

/// PostgREST's name of an operator of Prisma.
fn operator(key: &str) -> Option<&'static str> {
    Some(match key {
        "equals" => "eq",
        "not" => "neq",
        "in" => "in",
        "notIn" => "not.in",
        "gt" => "gt",
        "gte" => "gte",
        "lt" => "lt",
        "lte" => "lte",
        "search" => "fts",
        "has" | "hasSome" | "hasEvery" => "cs",
        _ => return None,
    })
}
