//! Calls that the database refuses each time, as far as the repository tells: what they would do is not done today.

use std::collections::BTreeSet;

use crate::{
    facts::code::ExprKind,
    frameworks::supabase::client::is_of_another_project,
    model::{
        Project,
        access::{Caller, Cause},
        contract::{Known, allowed_values, is_conflict_target, required_columns},
        queries::{Client, Columns, Op, Query},
        schema::{FunctionKey, Name, Part},
    },
};

impl Project {
    /// Whether the database has no such table or function as a call names, not the columns that it names, or refuses the
    /// row for what it leaves out, a literal that its column cannot hold, a conflict that no index could notice, or by a
    /// trigger that fails.
    #[must_use]
    pub fn fails_anyway(&self, query: &Query) -> bool {
        let [name] = query.tables.as_slice() else { return false };
        let is_told = query.library.is_sql() && !query.library.knows_names();
        if !is_told || is_of_another_project(&self.values(), query.at.file, query.receiver) {
            return false;
        }
        if query.op == Op::Rpc {
            return self.always_fails(query)
                || self.knows_function(query.schema.as_deref(), name) == Known::No && self.makes_most_tables;
        }
        if self.table_of(query).is_none() {
            return self.knows_relation(query.schema.as_deref(), name) == Known::No && self.makes_most_tables;
        }
        let is_missing = |(table, column): (String, String)| {
            let known = self.table_named(query.schema.as_deref(), &table);
            !column.contains(['>', ':'])
                && known.is_some_and(|(_, name, table)| self.knows_column(&name, table, &column) == Known::No)
        };
        query.names().into_iter().any(is_missing)
            || !self.left_out(query).is_empty()
            || self.is_without_index(query)
            || !self.mistyped(query).is_empty()
            || self.is_refused_by_trigger(query)
            || self.ends_in_recursion(query)
            || self.writes_refused_value(query)
            || self.cannot_be_read(query)
    }

    /// Whether the API cannot read what a call asks for, whatever the caller gives.
    #[must_use]
    pub fn cannot_be_read(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        query.beyond.iter().any(|(_, at)| code.range(query.expr).contains(code.range(*at)))
    }

    /// The values that a column takes instead of this one, which its check or enum does not list.
    #[must_use]
    pub fn takes_instead(&self, query: &Query, column: &str, value: &str) -> Option<Vec<String>> {
        let (schema, name, table) = self.table_of(query)?;
        let allowed = allowed_values(schema, table, column)?;
        let is_refused = !allowed.iter().any(|taken| taken == value)
            && !self.may_change(&name, Part::Constraints, |held| held.contains(column));
        is_refused.then_some(allowed)
    }

    /// Whether a constant that is written out for a column is one that it refuses.
    fn writes_refused_value(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op.is_write()) else { return false };
        query.written.iter().any(|&object| {
            let ExprKind::Object { properties } = code.expr(object) else { return false };
            code.property_list(properties).any(|property| {
                let value = code.string(property.value);
                let column = code.property_name(&property);
                column.zip(value).is_some_and(|(column, value)| self.takes_instead(query, column, value).is_some())
            })
        })
    }

    /// Whether the policies of a table read each other for whoever may be behind a call: every statement is an error.
    fn ends_in_recursion(&self, query: &Query) -> bool {
        let callers: &[Caller] = match query.client {
            Client::Anon => &[Caller::Anonymous],
            Client::User => &[Caller::Anonymous, Caller::Account],
            Client::Service | Client::Orm | Client::Unknown => return false,
        };
        let Some(command) = query.op.command() else { return false };
        let Some((_, name, _)) = self.table_of(query) else { return false };
        callers.iter().all(|&caller| {
            let cause = self.cell(&name, caller, command).and_then(|cell| cell.cause.as_ref());
            matches!(cause, Some(Cause::Recursion(_)))
        })
    }

    /// Whether no unique index covers what an upsert names as the conflict.
    #[must_use]
    pub fn is_without_index(&self, query: &Query) -> bool {
        let (Op::Upsert, Some(target)) = (query.op, &query.on_conflict) else { return false };
        self.table_of(query).is_some_and(|(_, name, table)| {
            !is_conflict_target(table, target)
                && !self.may_change(&name, Part::Indexes, |keys| keys == target.join(","))
        })
    }

    /// The columns of a unique index that an upsert without a target runs into from its second call on: what it writes has
    /// no value for the primary key, by which the API looks for the row, so it always inserts.
    #[must_use]
    pub fn unnamed_target<'p>(&'p self, query: &Query) -> Option<Vec<&'p str>> {
        let (Op::Upsert, None, Columns::Named(written)) = (query.op, &query.on_conflict, &query.columns) else {
            return None;
        };
        let (_, name, table) = self.table_of(query).filter(|_| query.library.is_rest() && !query.has_unread)?;
        let key = table.indexes.values().find(|index| index.primary)?;
        let has = |column: &str| written.iter().any(|given| given == column);
        let is_made = |column: &str| table.column(column).is_some_and(|c| c.has_default() && !has(column));
        let mut key = key.keys.iter().filter_map(|part| part.column.as_deref());
        if !key.any(is_made) || self.may_change(&name, Part::Indexes, |_| true) {
            return None;
        }
        let others = table.indexes.values().filter(|index| index.unique && !index.primary && index.predicate.is_none());
        let columns =
            others.map(|index| index.keys.iter().map(|part| part.column.as_deref()).collect::<Option<Vec<_>>>());
        columns.flatten().find(|columns| !columns.is_empty() && columns.iter().all(|column| has(column)))
    }

    /// Whether every function that a call may mean fails each time.
    fn always_fails(&self, query: &Query) -> bool {
        let called = self.functions_called(query);
        let fails = |key: &FunctionKey| self.routines.iter().any(|routines| routines.fails(key));
        !called.is_empty() && called.iter().all(|(key, _)| fails(key))
    }

    /// The columns that an insert leaves out although they must have a value.
    #[must_use]
    pub fn left_out(&self, query: &Query) -> Vec<&str> {
        let Columns::Named(given) = &query.columns else { return Vec::new() };
        let Some((schema, name, table)) = self.table_of(query).filter(|_| matches!(query.op, Op::Insert | Op::Upsert))
        else {
            return Vec::new();
        };
        // A trigger that was not made may fill them.
        if self.may_change(&name, Part::Triggers, |_| true) {
            return Vec::new();
        }
        required_columns(schema, &name, table)
            .into_iter()
            .filter(|c| !given.contains(&c.name) && !self.may_leave_out(&name, table, &c.name))
            .filter(|c| !self.may_change(&name, Part::Columns, |held| held == c.name))
            .map(|c| c.name.as_str())
            .collect()
    }

    /// Whether the SQL here makes more than half of the tables that the code asks for.
    pub(in crate::model) fn find_whether_most_are_made(&self) -> bool {
        let tables = self.queries.iter().filter(|q| q.op != Op::Rpc);
        let asked: BTreeSet<Name> = tables
            .flat_map(|q| q.tables.iter().map(|table| Name::new(q.schema.as_deref().unwrap_or("public"), table)))
            .collect();
        let is_made = |name: &&Name| self.live_databases().iter().any(|d| d.relations.get(name).is_some());
        asked.iter().filter(is_made).count().saturating_mul(2) > asked.len()
    }
}
