//! Columns of an account's own row by which policies tell to which tenant he belongs: whoever may set them goes over to any.

use super::{admitted::called, guarded::names};
use crate::{
    model::{
        routines::{Routine, Routines, asks_caller},
        schema::{Command, Event, FunctionKey, Name, Policy, Schema, Table},
    },
    sql::expr::{Expr, Node, Query, parse_expr},
    vocab::Vocabulary,
};

/// The columns of `table` that tell policies of other tables the caller's tenant: there, or in a table to which a trigger
/// copies them.
pub(super) fn columns(
    schema: &Schema,
    routines: &Routines,
    vocab: &Vocabulary,
    (name, table): (&Name, &Table),
) -> Vec<String> {
    let refers_to_tenant = |column: &str| {
        table.foreign_keys().any(|(constraint, key)| {
            constraint.columns == [column] && vocab.tables.tenant.has(&key.table.name) && key.table != *name
        })
    };
    let all = table.columns.iter().map(|column| &column.name);
    let of_tenants: Vec<&String> = all.filter(|c| vocab.columns.tenant.has(c) || refers_to_tenant(c)).collect();
    if of_tenants.is_empty() {
        return Vec::new();
    }
    let asked = Asked { schema, routines, conditions: conditions(schema, name) };
    let is_asked = |column: &&&String| {
        asked.takes(name, Some(column))
            || copies(schema, routines, table, column).iter().any(|copy| asked.takes(copy, None))
    };
    of_tenants.iter().filter(is_asked).map(|column| (*column).clone()).collect()
}

/// What policies of other tables ask before accounts read or change rows.
struct Asked<'s> {
    schema: &'s Schema,
    routines: &'s Routines,
    conditions: Vec<(Expr, &'s [String])>,
}

impl Asked<'_> {
    /// Whether some condition looks for the caller in a table, and takes this column there: by a query of its own, or by a
    /// function.
    fn takes(&self, table: &Name, column: Option<&str>) -> bool {
        self.conditions.iter().any(|(condition, path)| {
            let mut found = false;
            condition.walk(&mut |node| {
                found |= match node {
                    Node::Query(query) => self.in_query(query, path, table, column),
                    Node::Expr(expr) => self.by_function(expr, table, column),
                    Node::Read(_) | Node::Write(..) => false,
                };
            });
            found
        })
    }

    fn in_query(&self, query: &Query, path: &[String], table: &Name, column: Option<&str>) -> bool {
        let (mut reads, mut for_caller, mut names_it) = (false, false, column.is_none());
        query.walk(&mut |node| match node {
            Node::Read(read) => {
                let known = self.schema.resolve_relation(read.schema.as_deref(), &read.name, path);
                reads |= known.as_ref() == Some(table);
            }
            Node::Expr(expr) => {
                for_caller |= asks_caller(expr);
                names_it |= column.is_some_and(|column| names(expr, column));
            }
            _ => {}
        });
        reads && for_caller && names_it
    }

    fn by_function(&self, expr: &Expr, table: &Name, column: Option<&str>) -> bool {
        let named = called(self.schema, expr);
        let keys = named.iter().flat_map(|name| self.schema.functions_named(name)).map(|(key, _)| key);
        keys.filter(|key| self.routines.asks_caller(key)).any(|key| {
            let takes = |key: &FunctionKey| {
                let reads = self.routines.get(key).is_some_and(|routine| routine.reads.contains(table));
                reads && column.is_none_or(|column| names_in_body(self.schema, key, column))
            };
            self.routines.reached(key).into_iter().any(takes)
        })
    }
}

fn names_in_body(schema: &Schema, key: &FunctionKey, column: &str) -> bool {
    let body = schema.functions.get(key).and_then(|function| function.body.as_ref());
    body.is_some_and(|body| body.text.contains(column))
}

fn conditions<'s>(schema: &'s Schema, but: &Name) -> Vec<(Expr, &'s [String])> {
    let others = schema.tables().filter(|(name, _)| *name != but);
    let asks = |policy: &&Policy| policy.permissive && policy.command != Command::Insert;
    let policies = others.flat_map(|(_, table)| table.policies.values().map(AsRef::as_ref)).filter(asks);
    let read = policies.filter_map(|policy| {
        let using = policy.using.as_ref()?;
        Some((parse_expr(&using.text).ok()?, &*using.search_path))
    });
    read.collect()
}

/// The tables that triggers write when this column of a row changes, with its value.
fn copies(schema: &Schema, routines: &Routines, table: &Table, column: &str) -> Vec<Name> {
    let fires = table.triggers.values().filter(|trigger| {
        trigger.enabled
            && trigger.events.contains(&Event::Update)
            && (trigger.update_of.is_empty() || trigger.update_of.iter().any(|of| of == column))
    });
    let keys = fires.flat_map(|trigger| schema.functions_named(&trigger.function)).map(|(key, _)| key);
    let routines = keys.filter(|key| names_in_body(schema, key, column)).filter_map(|key| routines.get(key));
    routines.flat_map(|routine: &Routine| routine.writes.iter().map(|write| write.table.clone())).collect()
}
