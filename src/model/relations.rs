//! Relations between tables as PostgREST sees them when one is embedded in another: foreign keys either way, and
//! tables between. Source: PostgREST documentation, "Resource embedding".

use super::{
    Project,
    contract::Known,
    queries::{Embed, Query},
    schema::{Name, Part, Schema, Table, Unsure},
};
use crate::frameworks::supabase::types::TypesWitness;
use crate::sql::statement::{AlterActionKind, Constraint, ConstraintKind, ObjectName, StatementKind};

/// How an embedded table relates to the outer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// One way.
    One,
    /// Several ways, and nothing says which: what could say it, by name.
    Several(Vec<String>),
    /// No way.
    None,
    /// It cannot be told.
    Unknown,
}

/// A way from one table to another.
struct Way {
    constraint: String,
    columns: Vec<String>,
    /// The table between, where there is one.
    through: Option<String>,
}

/// Embeds may hold embeds; this deep is deeper than any that a person wrote.
const DEPTH: u32 = 8;

impl Project {
    /// How `embed` relates to the table it is embedded in.
    #[must_use]
    pub fn relation(&self, schema: &Schema, outer: &Name, table: &Table, embed: &Embed) -> Relation {
        let relation = embed.relation.trim_start_matches("...").trim();
        let other = Name::new(outer.schema.clone(), relation);
        let is_witnessed = self.is_witnessed(&outer.name, relation);
        if !is_witnessed
            && embed.hint.as_ref().is_some_and(|hint| leads_elsewhere(schema, (outer, table), &other, hint))
        {
            return Relation::None;
        }
        let Some(inner) = schema.table(&other).filter(|_| is_certain(schema, table)) else {
            let is_beyond = !schema.makes(&other);
            let is_none = is_beyond && embed.hint.is_none() && self.is_denied_by_types(&outer.name, relation);
            return if is_none { Relation::None } else { Relation::Unknown };
        };
        // A function of this name may be a computed relation.
        let is_computed = schema.functions_named(&other).next().is_some();
        if is_computed
            || !inner.knows(Part::Constraints)
            || self.knows_relation(Some(&outer.schema), relation) != Known::Yes
        {
            return Relation::Unknown;
        }
        let mut ways: Vec<Way> = keys(table, &other).chain(keys(inner, outer)).collect();
        ways.extend(through(schema, outer, &other));
        if let Some(hint) = &embed.hint {
            ways.retain(|w| w.constraint == *hint || w.columns == [hint.clone()] || w.through.as_ref() == Some(hint));
        }
        match ways.as_slice() {
            [] if embed.hint.is_some() || is_witnessed => Relation::Unknown,
            [] => Relation::None,
            [_] => Relation::One,
            // A table within itself goes both ways by one key.
            _ if *outer == other => Relation::One,
            several => Relation::Several(several.iter().map(|w| w.constraint.clone()).collect()),
        }
    }

    /// Whether a request fails because it embeds a table that the one it asks has no relation with, or several, or names the
    /// columns of one where only its own are understood.
    #[must_use]
    pub fn is_refused_for_embeds(&self, query: &Query) -> bool {
        let Some((schema, name, table)) = self.table_of(query).filter(|_| query.library.is_rest()) else {
            return false;
        };
        let mut is_refused = false;
        self.embeds_within(schema, (&name, table), &query.embeds, &mut |_, _, relation| {
            is_refused |= matches!(relation, Relation::None | Relation::Several(_));
        });
        is_refused || self.cannot_be_read(query)
    }

    /// Tells of each embed, also within others, in which table it stands and how it relates to that.
    pub fn embeds_within(
        &self,
        schema: &Schema,
        outer: (&Name, &Table),
        embeds: &[Embed],
        tell: &mut impl FnMut(&Name, &Embed, Relation),
    ) {
        self.embeds_below(schema, outer, embeds, DEPTH, tell);
    }

    fn embeds_below(
        &self,
        schema: &Schema,
        (outer, table): (&Name, &Table),
        embeds: &[Embed],
        depth: u32,
        tell: &mut impl FnMut(&Name, &Embed, Relation),
    ) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for embed in embeds {
            tell(outer, embed, self.relation(schema, outer, table, embed));
            let inner = Name::new(outer.schema.clone(), embed.relation.trim_start_matches("...").trim());
            if let Some(next) = schema.table(&inner) {
                self.embeds_below(schema, (&inner, next), &embed.embeds, depth, tell);
            }
        }
    }

    /// Whether SQL of the repository gives a table a foreign key of this column alone, in whichever file, whether or not it
    /// is run.
    #[must_use]
    pub fn has_key_somewhere(&self, table: &Name, column: &str) -> bool {
        let is_table =
            |name: &ObjectName| name.name == table.name && name.schema.as_deref().unwrap_or("public") == table.schema;
        let is_key = |constraint: &Constraint| match &constraint.kind {
            ConstraintKind::ForeignKey(key) => matches!(key.columns.as_slice(), [only] if only.name == column),
            _ => false,
        };
        let statements = self.files.iter().filter_map(|file| file.sql.as_ref()).flat_map(|sql| &sql.statements);
        let by_statement = statements.into_iter().any(|statement| match &statement.kind {
            StatementKind::CreateTable(create) if is_table(&create.name) => {
                let of_columns = create.columns.iter().flat_map(|column| &column.constraints);
                of_columns.chain(&create.constraints).any(is_key)
            }
            StatementKind::AlterTable(alter) if is_table(&alter.name) => {
                alter.actions.iter().any(|action| match &action.kind {
                    AlterActionKind::AddConstraint(constraint) => is_key(constraint),
                    AlterActionKind::AddColumn { column, .. } => column.constraints.iter().any(is_key),
                    _ => false,
                })
            }
            _ => false,
        });
        let known = |schema: &Schema| {
            schema.table(table).is_some_and(|table| table.foreign_keys().any(|(key, _)| key.columns == [column]))
        };
        by_statement || self.databases.iter().any(known)
    }

    /// Whether generated types know two tables, and relations of others, but none between these two, nor by a third.
    fn is_denied_by_types(&self, one: &str, other: &str) -> bool {
        let knows = |w: &&TypesWitness| [one, other].iter().all(|table| w.relations.contains_key(*table));
        let mut witnesses = self.files.iter().filter_map(|f| f.types.as_ref()).filter(knows).peekable();
        let has = |w: &TypesWitness, a: &str, b: &str| w.references.contains(&(a.to_owned(), b.to_owned()));
        let denies = |w: &TypesWitness| {
            let is_between = w.relations.keys().any(|third| has(w, third, one) && has(w, third, other));
            let is_related = has(w, one, other) || has(w, other, one) || is_between || w.functions.contains(other);
            !w.references.is_empty() && !is_related
        };
        witnesses.peek().is_some() && witnesses.all(denies)
    }

    /// Whether generated types speak of a relation between two tables: the live database had it once.
    fn is_witnessed(&self, one: &str, other: &str) -> bool {
        let mut witnesses = self.files.iter().filter_map(|f| f.types.as_ref());
        witnesses.any(|w| {
            let has = |a: &str, b: &str| w.references.contains(&(a.to_owned(), b.to_owned()));
            has(one, other) || has(other, one)
        })
    }
}

/// Whether a hint is the name of a foreign key to another table than the one that is embedded: `owners!boats_owner_id_fkey`
/// where the key goes to `auth.users`.
fn leads_elsewhere(schema: &Schema, (outer, table): (&Name, &Table), other: &Name, hint: &str) -> bool {
    let mut named = table.foreign_keys().filter(|(constraint, _)| constraint.name == hint).peekable();
    let is_of_other = || schema.table(other).is_some_and(|inner| keys(inner, outer).any(|way| way.constraint == hint));
    named.peek().is_some() && named.all(|(_, key)| key.table != *other) && !is_of_other()
}

fn is_certain(schema: &Schema, table: &Table) -> bool {
    table.knows(Part::Constraints) && !schema.unsure.contains(&Unsure::Relations)
}

/// The foreign keys from a table to another.
fn keys<'t>(table: &'t Table, to: &'t Name) -> impl Iterator<Item = Way> + 't {
    let to_it = table.foreign_keys().filter(move |(_, key)| key.table == *to);
    to_it.map(|(c, _)| Way { constraint: c.name.clone(), columns: c.columns.clone(), through: None })
}

/// Tables whose primary key is made of keys to both.
fn through(schema: &Schema, one: &Name, other: &Name) -> Vec<Way> {
    let mut ways = Vec::new();
    for (name, between) in schema.tables().filter(|(n, _)| *n != one && *n != other && n.schema == one.schema) {
        let primary = between.primary_key();
        let covered = |columns: &[String]| columns.iter().all(|c| primary.contains(c));
        for (first, _) in between.foreign_keys().filter(|(c, k)| k.table == *one && covered(&c.columns)) {
            for (second, _) in between.foreign_keys().filter(|(c, k)| k.table == *other && covered(&c.columns)) {
                if first.name != second.name {
                    let constraint = format!("{}!{}", name.name, second.name);
                    ways.push(Way { constraint, columns: Vec::new(), through: Some(name.name.clone()) });
                }
            }
        }
    }
    ways
}
