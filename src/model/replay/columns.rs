//! Columns: declaring them, with types, defaults, identities.

use std::sync::Arc;

use super::{
    Replay,
    lookup::serial,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{
        Acl, Column, ColumnSource, Home, Id, Name, ObjectKind, Relation, Sequence, SqlText, SqlType, Tie, choose_name,
    },
    sql::statement::{self, ColumnDef},
};

/// System columns of every table: no column may be called so.
const SYSTEM_COLUMNS: [&str; 6] = ["tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"];

impl Column {
    /// A column of text that may be null, to be filled in.
    pub(super) fn new(id: Id, name: String) -> Self {
        Self {
            id,
            name,
            ty: SqlType::pg("text"),
            not_null: false,
            default: None,
            source: ColumnSource::Written,
            acl: Acl::default(),
            at: None,
        }
    }
}

impl Replay {
    /// Adds a column with its type; defaults come later, when all columns are there.
    pub(super) fn declare_column(&mut self, table: &Name, def: &ColumnDef, type_later: bool) -> Run {
        let Some(type_name) = &def.type_name else {
            let known = self.table_at(table)?.column(&def.name.name).is_some();
            let partition = !self.table_at(table)?.parents.is_empty();
            return if known || type_later || partition { Ok(()) } else { Err(Stop::no_column(&def.name.name, table)) };
        };
        let ty = self.type_of(type_name)?;
        if ty.name.schema == "pg_catalog" && ty.is_polymorphic() {
            let reason = format!("column {} has pseudo-type {ty}", def.name.name);
            return Err(Stop::refused(Condition::InvalidTableDefinition, reason));
        }
        let table_id = self.table_at(table)?.id;
        let id = self.id(Home::Column(table_id, def.name.name.clone()));
        self.tie_type(id, &ty.name);
        let is_serial = type_name.schema.is_none() && serial(&type_name.name).is_some();
        let key = def.constraints.iter().any(|c| matches!(c.kind, statement::ConstraintKind::PrimaryKey(_)));
        let mut column = Column::new(id, def.name.name.clone());
        column.not_null = def.not_null.is_some() || is_serial || def.identity.is_some() || key;
        column.ty = ty;
        column.at = self.at(def.range);
        column.source = match (def.identity, &def.generated) {
            (Some(identity), _) if identity.always => ColumnSource::IdentityAlways,
            (Some(_), _) => ColumnSource::IdentityByDefault,
            (None, Some(_)) => ColumnSource::Generated,
            (None, None) => ColumnSource::Written,
        };
        self.put_column(table, column)?;
        if is_serial || def.identity.is_some() {
            let sequence = self.add_owned_sequence(table, &def.name.name, id);
            if is_serial {
                let text = format!("nextval('{sequence}'::regclass)");
                let default = SqlText { text: text.into(), at: None, search_path: self.session.search_path.clone() };
                self.column_mut(table, &def.name.name, |c| c.default = Some(default))?;
                if let Some(sequence_id) = self.relation_id(&sequence) {
                    self.tie_default(table_id, id, &def.name.name, [(sequence_id, Tie::Normal)]);
                }
            }
        }
        Ok(())
    }

    /// The default or the generating expression of a declared column.
    pub(super) fn finish_column(&mut self, table: &Name, def: &ColumnDef) -> Run {
        if let Some(default) = &def.default {
            self.set_default(table, &def.name.name, default)?;
        }
        if let Some(generated) = &def.generated {
            let bound = self.bind_row(table, &generated.expression.text)?;
            let text = self.text(&generated.expression);
            let table_id = self.table_at(table)?.id;
            let column = self.column_id(table, &def.name.name)?;
            self.column_mut(table, &def.name.name, |c| c.default = Some(text))?;
            // Since PostgreSQL 15 a column that others are generated from is dropped with CASCADE only.
            for on in bound.uses {
                self.tie_default(table_id, column, &def.name.name, [(on, Tie::Normal)]);
                self.schema.dependencies.tie(column, on, Tie::Normal);
            }
        }
        Ok(())
    }

    /// Sets the default of a column, which may use no other column.
    pub(super) fn set_default(&mut self, table: &Name, column: &str, default: &statement::SqlText) -> Run {
        let id = self.column_id(table, column)?;
        let ty = self.table_at(table)?.column(column).map(|c| c.ty.clone());
        let bound = self.bind_value(&default.text, ty.as_ref())?;
        let text = self.text(default);
        // A plain null is no default; one that must be cut to a length is kept.
        let cut = ty.as_ref().is_some_and(|t| t.modifier.is_some());
        let is_null = default.text.eq_ignore_ascii_case("null") && !cut;
        self.column_mut(table, column, |c| c.default = (!is_null).then_some(text))?;
        let table_id = self.table_at(table)?.id;
        self.untie_default(id);
        self.tie_default(table_id, id, column, bound.uses.into_iter().map(|on| (on, Tie::Normal)));
        Ok(())
    }

    /// Notes what a column's default rests on. A default is an object of its own only while it rests on something.
    fn tie_default(&mut self, table: Id, column: Id, name: &str, uses: impl IntoIterator<Item = (Id, Tie)>) {
        let mut default = None;
        for (on, tie) in uses {
            let id = *default.get_or_insert_with(|| {
                let id = self.schema.dependencies.add(Home::Default(table, name.to_owned()));
                self.schema.dependencies.tie(id, column, Tie::Auto);
                id
            });
            self.schema.dependencies.tie(id, on, tie);
        }
    }

    /// Forgets what a column's default rests on.
    pub(super) fn untie_default(&mut self, column: Id) {
        let dependents: Vec<Id> = self.schema.dependencies.dependents(column).map(|(id, _)| id).collect();
        for id in dependents {
            if matches!(self.schema.dependencies.home(id), Some(Home::Default(..))) {
                self.schema.dependencies.remove(id);
            }
        }
    }

    /// Adds a column at the end of a table.
    pub(super) fn put_column(&mut self, table: &Name, column: Column) -> Run {
        let name = column.name.clone();
        if SYSTEM_COLUMNS.contains(&name.as_str()) {
            let reason = format!("column name {name} conflicts with a system column name");
            return Err(Stop::refused(Condition::DuplicateColumn, reason));
        }
        let target = self.table_mut(table)?;
        if target.column(&name).is_some() {
            return Err(Stop::exists(Condition::DuplicateColumn, "column", &format!("{name} of {table}")));
        }
        target.last_column = target.last_column.saturating_add(1);
        target.columns.push(Arc::new(column));
        Ok(())
    }

    /// Changes a column in place.
    pub(super) fn column_mut(&mut self, table: &Name, column: &str, change: impl FnOnce(&mut Column)) -> Run {
        let target = self.table_mut(table)?;
        let Some(found) = target.columns.iter_mut().find(|c| c.name == column) else {
            return Err(Stop::no_column(column, table));
        };
        change(Arc::make_mut(found));
        Ok(())
    }

    /// The identity of a column; refused when it is not there.
    pub(super) fn column_id(&self, table: &Name, column: &str) -> Run<Id> {
        let target = self.table_at(table)?;
        match target.column(column) {
            Some(column) => Ok(column.id),
            None if target.knows(crate::model::schema::Part::Columns) => Err(Stop::no_column(column, table)),
            None => Err(Stop::Unsure(format!("the columns of {table} are not known"))),
        }
    }

    pub(super) fn is_column(&self, id: Id) -> bool {
        matches!(self.schema.dependencies.home(id), Some(Home::Column(..)))
    }

    /// A sequence that goes with its column; its name is made up.
    pub(super) fn add_owned_sequence(&mut self, table: &Name, column: &str, owner: Id) -> Name {
        let taken = |n: &str| self.schema.relations.contains(&table.sibling(n));
        let name = table.sibling(choose_name(&table.name, Some(column), "seq", taken));
        self.add_sequence(&name, Some(owner));
        name
    }

    /// A sequence with the privileges that new ones get.
    pub(super) fn add_sequence(&mut self, name: &Name, owned_by: Option<Id>) {
        let id = self.id(Home::Relation(name.clone()));
        if let Some(owner) = owned_by {
            self.schema.dependencies.tie(id, owner, Tie::Auto);
        }
        let sequence = Sequence {
            id,
            owned_by,
            owner: self.session.role.clone(),
            acl: self.default_acl(ObjectKind::Sequence, Some(&name.schema)),
            at: self.here(),
        };
        self.schema.relations.insert(name.clone(), Relation::Sequence(sequence));
    }

    /// Notes that an object rests on a type, or on the table whose row type it is.
    pub(super) fn tie_type(&mut self, object: Id, ty: &Name) {
        if ty.schema == "pg_catalog" {
            return;
        }
        let on = self.schema.types.get(ty).map(|t| t.id).or_else(|| self.relation_id(ty));
        if let Some(on) = on {
            self.schema.dependencies.tie(object, on, Tie::Normal);
        }
    }
}
