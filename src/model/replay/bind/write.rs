//! `INSERT`, `UPDATE`, `DELETE`: the columns they write, and whether the values fit.

use super::{
    Binder, columns_of,
    query::{Columns, no_written_column},
    scope::{Item, Scope},
    types::surely_not_assignable,
};
use crate::{
    model::{
        replay::refusal::{Condition, Run, Stop},
        schema::{ColumnSource, Name, Part, SqlType},
    },
    sql::expr::{
        Assignment, Delete, Expr, ExprKind, Insert, Query, QueryBody, SelectItem, Statement, TableName, Update,
    },
};

impl Binder<'_> {
    /// Binds a statement of its own, and gives what it selects or returns.
    pub(super) fn statement(&mut self, statement: &Statement) -> Run<Columns> {
        match statement {
            Statement::Query(query) => self.query(query),
            Statement::Other => Ok(None),
            _ => self.modify(statement),
        }
    }

    /// Binds a statement that writes, and gives what it returns.
    pub(super) fn modify(&mut self, statement: &Statement) -> Run<Columns> {
        let depth = self.scopes.len();
        self.scopes.push(Scope::default());
        let result = match statement {
            Statement::Insert(insert) => self.insert(insert),
            Statement::Update(update) => self.update(update),
            Statement::Delete(delete) => self.delete(delete),
            Statement::Query(query) => self.query(query),
            Statement::Other => Ok(None),
        };
        self.scopes.truncate(depth);
        result
    }

    fn row(&self, table: Option<&Name>, alias: &str) -> Item {
        let columns = table.and_then(|t| columns_of(&self.replay.schema, t));
        Item { alias: alias.to_owned(), relation: table.cloned(), columns, own: false }
    }

    fn push_row(&mut self, table: Option<&Name>, name: &TableName, alias: Option<&str>) {
        let item = self.row(table, alias.unwrap_or(&name.name));
        if let Some(scope) = self.scopes.last_mut() {
            scope.items.push(item);
        }
    }

    fn insert(&mut self, insert: &Insert) -> Run<Columns> {
        let table = self.written_table(&insert.table)?;
        let targets = self.insert_targets(table.as_ref(), &insert.columns)?;
        if let Some(source) = &insert.source {
            self.inserted_rows(table.as_ref(), targets.as_deref(), source)?;
        }
        self.push_row(table.as_ref(), &insert.table, insert.alias.as_deref());
        if let (Some(table), false) = (&table, insert.conflict_columns.is_empty()) {
            self.require_arbiter(table, &insert.conflict_columns)?;
            let is_variable = |column: &&String| self.conflicts && self.variables.contains_key(*column);
            if let Some(column) = insert.conflict_columns.iter().find(is_variable) {
                let reason = format!("{column} may be the variable or the column of that name");
                return Err(Stop::refused(Condition::AmbiguousColumn, reason));
            }
        }
        if insert.on_conflict {
            let excluded = self.row(table.as_ref(), "excluded");
            // A plain column name means the row that is there: `excluded` is only reached by its name.
            if let Some(scope) = self.scopes.last_mut() {
                scope.merged.extend(excluded.columns.iter().flatten().map(|c| c.name.clone()));
                scope.items.push(excluded);
            }
            self.assignments(table.as_ref(), &insert.conflict_set)?;
            if let Some(scope) = self.scopes.last_mut() {
                scope.items.pop();
            }
        }
        self.returning(&insert.returning)
    }

    /// The columns that values go to; `None` when they are not known.
    fn insert_targets(&mut self, table: Option<&Name>, written: &[String]) -> Run<Option<Vec<String>>> {
        let Some(table) = table else { return Ok(None) };
        let Some(columns) = columns_of(&self.replay.schema, table) else { return Ok(None) };
        if written.is_empty() {
            return Ok(Some(columns.into_iter().map(|c| c.name).collect()));
        }
        for column in written {
            if !columns.iter().any(|c| c.name == *column) {
                return Err(no_written_column(column, table));
            }
        }
        Ok(Some(written.to_vec()))
    }

    fn inserted_rows(&mut self, table: Option<&Name>, targets: Option<&[String]>, source: &Query) -> Run {
        let QueryBody::Values(rows) = &source.body else {
            let columns = self.query(source)?;
            if let (Some(columns), Some(targets)) = (&columns, targets) {
                self.require_room(columns.len(), targets)?;
            }
            for (column, target) in columns.iter().flatten().zip(targets.unwrap_or_default()) {
                self.require_storable(table, target, column.ty.as_ref())?;
            }
            return Ok(());
        };
        for row in rows {
            if let Some(targets) = targets {
                self.require_room(row.len(), targets)?;
            }
            for (i, value) in row.iter().enumerate() {
                let is_default = matches!(&value.kind, ExprKind::Column(parts) if parts.as_slice() == ["default"]);
                let ty = self.expr(value)?;
                let Some(target) = targets.and_then(|t| t.get(i)) else { continue };
                if !is_default {
                    self.refuse_generated(table, target)?;
                    self.require_storable(table, target, ty.as_ref())?;
                    self.require_value(table, target, value)?;
                }
            }
        }
        Ok(())
    }

    fn require_room(&self, values: usize, targets: &[String]) -> Run {
        if values > targets.len() {
            return Err(Stop::refused(Condition::SyntaxError, "INSERT has more expressions than target columns"));
        }
        Ok(())
    }

    /// A generated column takes no value.
    fn refuse_generated(&self, table: Option<&Name>, column: &str) -> Run {
        let column = table.and_then(|t| self.replay.schema.table(t)).and_then(|t| t.column(column));
        match column {
            Some(column) if matches!(column.source, ColumnSource::Generated | ColumnSource::IdentityAlways) => {
                let reason = format!("cannot insert a non-DEFAULT value into column {}", column.name);
                Err(Stop::refused(Condition::GeneratedAlways, reason))
            }
            _ => Ok(()),
        }
    }

    fn require_storable(&self, table: Option<&Name>, column: &str, ty: Option<&SqlType>) -> Run {
        let column = table.and_then(|t| self.replay.schema.table(t)).and_then(|t| t.column(column));
        let (Some(column), Some(ty)) = (column, ty) else { return Ok(()) };
        if surely_not_assignable(&self.replay.schema, ty, &column.ty) {
            let reason = format!("column {} is of type {} but expression is of type {ty}", column.name, column.ty);
            return Err(Stop::refused(Condition::DatatypeMismatch, reason));
        }
        Ok(())
    }

    /// A quoted literal is read as the type of its column before any row is looked for.
    fn require_value(&self, table: Option<&Name>, column: &str, value: &Expr) -> Run {
        let column = table.and_then(|t| self.replay.schema.table(t)).and_then(|t| t.column(column));
        self.require_valid(value, column.map(|column| &column.ty))
    }

    /// `ON CONFLICT (…)` needs a unique index over exactly these columns.
    fn require_arbiter(&self, table: &Name, columns: &[String]) -> Run {
        let Some(found) = self.replay.schema.table(table) else { return Ok(()) };
        if !found.knows(Part::Indexes) || !found.knows(Part::Constraints) {
            return Ok(());
        }
        let mut wanted: Vec<&str> = columns.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        let fits = |index: &crate::model::schema::Index| {
            let mut keys: Vec<&str> = index.keys.iter().filter_map(|k| k.column.as_deref()).collect();
            keys.sort_unstable();
            // A target with a condition or an expression, which alone fits an index with one, is not read and not bound.
            index.unique && index.predicate.is_none() && keys.len() == index.keys.len() && keys == wanted
        };
        if found.indexes.values().any(|index| fits(index)) {
            return Ok(());
        }
        let reason = "there is no unique or exclusion constraint matching the ON CONFLICT specification";
        Err(Stop::refused(Condition::InvalidColumnReference, reason))
    }

    fn update(&mut self, update: &Update) -> Run<Columns> {
        let table = self.written_table(&update.table)?;
        self.push_row(table.as_ref(), &update.table, update.alias.as_deref());
        self.from(&update.from)?;
        self.assignments(table.as_ref(), &update.set)?;
        if let Some(condition) = &update.condition {
            self.row_condition(condition)?;
        }
        self.returning(&update.returning)
    }

    fn delete(&mut self, delete: &Delete) -> Run<Columns> {
        let table = self.written_table(&delete.table)?;
        self.push_row(table.as_ref(), &delete.table, delete.alias.as_deref());
        self.from(&delete.using)?;
        if let Some(condition) = &delete.condition {
            self.row_condition(condition)?;
        }
        self.returning(&delete.returning)
    }

    fn assignments(&mut self, table: Option<&Name>, set: &[Assignment]) -> Run {
        for assignment in set {
            let ty = self.expr(&assignment.value)?;
            self.require_one_value(&assignment.value, "UPDATE")?;
            let Some(table) = table else { continue };
            let Some(columns) = columns_of(&self.replay.schema, table) else { continue };
            for column in &assignment.columns {
                if !columns.iter().any(|c| c.name == *column) {
                    return Err(no_written_column(column, table));
                }
            }
            if let [only] = assignment.columns.as_slice() {
                self.require_storable(Some(table), only, ty.as_ref())?;
                self.require_value(Some(table), only, &assignment.value)?;
            }
        }
        Ok(())
    }

    fn returning(&mut self, items: &[SelectItem]) -> Run<Columns> {
        self.select_list(items.iter().map(|i| (&i.value, i.alias.as_deref())))
    }
}
