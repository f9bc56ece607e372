//! The catalogue as tables: `pg_policies`, `pg_class`, `information_schema.columns`, … made from the model.

mod information;
mod objects;
mod relations;
mod shown;

use super::{
    select::{Row, Rows},
    value::{Object, Value},
};
use crate::model::{
    replay::{Replay, lookup},
    schema::{NAME_BYTES, Name, Relation, Table, Unsure, View},
};

/// What equalities of a condition say about columns. They spare rows that no query would let pass; that all rows are made
/// nevertheless is no fault.
type Hints = [(String, Value)];

/// The name that one of these columns must be, cut as names are.
fn hint<'h>(hints: &'h Hints, columns: &[&str]) -> Option<&'h str> {
    hints.iter().find_map(|(column, value)| match value {
        Value::Text(text) if columns.contains(&column.as_str()) => {
            Some(text.get(..text.floor_char_boundary(NAME_BYTES)).unwrap_or(text))
        }
        _ => None,
    })
}

/// The relation that one of these columns must be.
fn hinted_relation<'h>(hints: &'h Hints, columns: &[&str]) -> Option<&'h Name> {
    hints.iter().find_map(|(column, value)| match value {
        Value::Object(Object::Relation(name)) if columns.contains(&column.as_str()) => Some(name),
        _ => None,
    })
}

fn row<const N: usize>(columns: [(&'static str, Value); N]) -> Row {
    columns.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn relation(name: &Name) -> Value {
    Value::Object(Object::Relation(name.clone()))
}

fn namespace(schema: &str) -> Value {
    Value::Object(Object::Namespace(schema.to_owned()))
}

fn part(kind: &'static str, table: &Name, name: &str) -> Value {
    Value::Object(Object::Part(kind, table.clone(), name.to_owned()))
}

impl Replay {
    /// The rows of a table: of a catalogue from the model, of the app's own none while nothing was ever written to
    /// it. `None`: not known.
    pub(super) fn table_rows(&mut self, schema: Option<&str>, name: &str, hints: &Hints) -> Option<Rows> {
        if schema == Some("information_schema") {
            return self.information_schema(name, hints);
        }
        if schema.is_none_or(|s| s == "pg_catalog") && name.starts_with("pg_") {
            return self.pg_catalog(name, hints);
        }
        match (schema, name) {
            (Some("storage"), "buckets") => return self.bucket_rows(),
            (Some("cron"), "job") => return self.cron_rows(),
            _ => {}
        }
        let object = crate::sql::statement::ObjectName {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
            range: crate::source::span::Range::default(),
        };
        match self.find_relation(&object) {
            Some(crate::model::replay::lookup::Found::Known(found)) if self.is_empty(&found) => Some(Rows::new()),
            _ => None,
        }
    }

    /// Whether a table surely has no rows: nothing that ran could have written any.
    fn is_empty(&self, name: &Name) -> bool {
        !self.wrote_anywhere
            && !self.written.contains(name)
            && self.schema.table(name).is_some_and(|t| t.extension.is_none())
    }

    /// Tables and views, without those that do not fit what is asked for.
    fn tables_like<'s>(&'s self, schema: Option<&'s str>, name: Option<&'s str>) -> Vec<(&'s Name, &'s Table)> {
        self.relations_like(schema, name).into_iter().filter_map(|(n, r)| as_table(n, r)).collect()
    }

    /// Views and materialized views, without those that do not fit what is asked for.
    fn views_like<'s>(&'s self, schema: Option<&str>, name: Option<&str>) -> Vec<(&'s Name, &'s View)> {
        let views = self.relations_like(schema, name).into_iter().filter_map(|(name, relation)| match relation {
            Relation::View(view) => Some((name, view.as_ref())),
            _ => None,
        });
        views.collect()
    }

    /// Relations of all kinds, without those that do not fit what is asked for. Only what fits is looked at: there may be
    /// a block that asks for every table of a long history.
    fn relations_like<'s>(&'s self, schema: Option<&str>, name: Option<&str>) -> Vec<(&'s Name, &'s Relation)> {
        let all = &self.schema.relations;
        match (schema, name) {
            (_, Some(name)) => {
                let own = self.schema.namespaces.iter().map(|(own, _)| own.as_str()).chain([lookup::TEMPORARY]);
                let schemas = own.filter(|own| schema.is_none_or(|wanted| wanted == *own));
                schemas.flat_map(|own| all.range(Name::new(own, name)..=Name::new(own, name))).collect()
            }
            (Some(schema), None) => {
                all.range(Name::new(schema, "")..).take_while(|(n, _)| n.schema == schema).collect()
            }
            (None, None) => all.iter().collect(),
        }
    }

    /// All tables, or the one that a condition on an `oid` names; of an index, the table it is on.
    fn tables_by_oid<'s>(&'s self, hints: &Hints, columns: &[&str], indexes: &[&str]) -> Vec<(&'s Name, &'s Table)> {
        let of_index = |index: &Name| match self.schema.relations.get(index) {
            Some(Relation::Index(table)) => Some(table.clone()),
            _ => None,
        };
        let one = match (hinted_relation(hints, columns), hinted_relation(hints, indexes)) {
            (Some(table), _) => table.clone(),
            (None, Some(index)) => match of_index(index) {
                Some(table) => table,
                None => return Vec::new(),
            },
            (None, None) => return self.schema.tables().collect(),
        };
        self.schema.relations.range(one.clone()..=one).filter_map(|(n, r)| as_table(n, r)).collect()
    }

    fn unsure(&self, what: Unsure) -> bool {
        self.schema.unsure.contains(&what)
    }
    fn pg_catalog(&self, catalogue: &str, hints: &Hints) -> Option<Rows> {
        match catalogue {
            "pg_policies" => self.pg_policies(hints),
            "pg_policy" => self.pg_policy(hints),
            "pg_tables" => self.pg_tables(hints),
            "pg_views" | "pg_matviews" => self.pg_views(catalogue),
            "pg_sequences" => self.pg_sequences(),
            "pg_class" => self.pg_class(hints),
            "pg_namespace" => self.pg_namespace(),
            "pg_indexes" => self.pg_indexes(hints),
            "pg_stat_user_indexes" | "pg_stat_all_indexes" => self.pg_stat_indexes(hints),
            "pg_index" => self.pg_index(hints),
            "pg_constraint" => self.pg_constraint(hints),
            "pg_trigger" => self.pg_trigger(hints),
            "pg_proc" => self.pg_proc(hints),
            "pg_language" => self.pg_language(),
            "pg_type" => self.pg_type(hint(hints, &["typname"])),
            "pg_enum" => self.pg_enum(),
            "pg_attribute" => self.pg_attribute(hint(hints, &["attname"]), hints),
            "pg_publication" => self.pg_publication(),
            "pg_publication_tables" | "pg_publication_rel" => self.pg_publication_tables(),
            "pg_extension" => self.pg_extension(),
            "pg_roles" | "pg_authid" | "pg_user" => self.pg_roles(),
            "pg_event_trigger" => self.pg_event_trigger(),
            _ => None,
        }
    }

    fn bucket_rows(&self) -> Option<Rows> {
        if self.unsure(Unsure::Buckets) {
            return None;
        }
        let rows = self.schema.buckets.iter().map(|(id, bucket)| {
            row([("id", text(id)), ("name", text(id)), ("public", bucket.public.map_or(Value::Unknown, Value::Bool))])
        });
        Some(rows.collect())
    }

    fn cron_rows(&self) -> Option<Rows> {
        if self.unsure(Unsure::CronJobs) {
            return None;
        }
        let optional = |t: &Option<String>| t.as_ref().map_or(Value::Unknown, |t| text(t));
        let rows = self.schema.cron_jobs.iter().map(|(name, job)| {
            row([
                // A job is unscheduled by its number or its name; here both are the name.
                ("jobid", text(name)),
                ("jobname", text(name)),
                ("schedule", optional(&job.schedule)),
                ("command", optional(&job.command)),
                ("active", Value::Bool(true)),
            ])
        });
        Some(rows.collect())
    }
}

fn as_table<'s>(name: &'s Name, relation: &'s Relation) -> Option<(&'s Name, &'s Table)> {
    match relation {
        Relation::Table(table) => Some((name, table)),
        _ => None,
    }
}
