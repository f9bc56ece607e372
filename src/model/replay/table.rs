//! `CREATE TABLE` in all its forms.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Replay,
    lookup::TEMPORARY,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{
        Column, Constraint, ConstraintKind, Home, Index, Name, ObjectKind, Relation, Switch, Table, TableKind, Tie,
        choose_name,
    },
    sql::statement::{ColumnDef, CreateTable, PartitionBy, PartitionOf, Persistence, TableLike},
};

impl Replay {
    /// `CREATE TABLE`.
    pub(super) fn create_table(&mut self, create: &CreateTable) -> Run {
        let name = if create.persistence == Persistence::Temporary {
            Name::new(TEMPORARY, create.name.name.as_str())
        } else {
            self.new_name(&create.name)?
        };
        if self.schema.relations.contains(&name) {
            if create.if_not_exists {
                return Ok(());
            }
            return Err(Stop::exists(Condition::DuplicateTable, "relation", &name));
        }
        self.refuse_taken_type(&name)?;
        let kind = match (&create.partition_by, &create.partition_of) {
            (Some(by), _) => TableKind::Partitioned { key: partition_key(by) },
            (None, Some(_)) => TableKind::Partition,
            (None, None) if create.server.is_some() => TableKind::Foreign,
            (None, None) => TableKind::Plain,
        };
        self.add_table(&name, kind);
        for parent in &create.inherits {
            self.inherit(&name, parent)?;
        }
        if let Some(of) = &create.partition_of {
            self.become_partition(&name, of)?;
        }
        for (i, column) in create.columns.iter().enumerate() {
            self.copy_likes(&name, create.likes.iter().filter(|l| l.position == i))?;
            // A column that a parent has too is that column.
            if !create.inherits.is_empty() && self.table_at(&name)?.column(&column.name.name).is_some() {
                let not_null = column.not_null.is_some();
                self.column_mut(&name, &column.name.name, |c| c.not_null |= not_null)?;
                continue;
            }
            let stands = self.part(|replay| replay.declare_column(&name, column, create.query.is_some()))?;
            if !stands {
                self.part(|replay| replay.declare_plain(&name, column))?;
            }
        }
        self.copy_likes(&name, create.likes.iter().filter(|l| l.position >= create.columns.len()))?;
        if let Some(query) = &create.query {
            self.take_columns_of_query(&name, query, &create.columns)?;
        }
        for column in &create.columns {
            self.part(|replay| replay.finish_column(&name, column))?;
        }
        let of_columns = create.columns.iter().flat_map(|c| c.constraints.iter());
        self.add_constraints(&name, of_columns.chain(&create.constraints))
    }

    /// A part of a table, and whether it stands. Where tables are made as they are meant, one that fails is left out.
    pub(super) fn part(&mut self, run: impl FnOnce(&mut Self) -> Run) -> Run<bool> {
        if !self.as_meant {
            let result = run(self).map(|()| true);
            self.part_fails |= matches!(result, Err(Stop::Refused(_)));
            return result;
        }
        let savepoint = self.schema.savepoint();
        match run(self) {
            Ok(()) => Ok(true),
            Err(Stop::Refused(_)) => {
                self.schema.rollback(savepoint);
                Ok(false)
            }
            Err(stop) => Err(stop),
        }
    }

    /// A column of a type that is not there.
    fn declare_plain(&mut self, table: &Name, column: &ColumnDef) -> Run {
        let id = self.table_at(table)?.id;
        let id = self.id(Home::Column(id, column.name.name.clone()));
        let ty = crate::model::schema::SqlType::pg("text");
        let at = self.at(column.name.range);
        self.put_column(table, Column { ty, at, ..Column::new(id, column.name.name.clone()) })
    }

    /// A type of this name would be in the way of the table's row type.
    fn refuse_taken_type(&self, name: &Name) -> Run {
        if self.schema.types.contains(name) {
            return Err(Stop::exists(Condition::DuplicateObject, "type", name));
        }
        Ok(())
    }

    /// An empty table with the privileges that new tables get.
    pub(super) fn add_table(&mut self, name: &Name, kind: TableKind) {
        let id = self.id(Home::Relation(name.clone()));
        let table = Table {
            id,
            kind,
            columns: Vec::new(),
            last_column: 0,
            constraints: BTreeMap::new(),
            indexes: BTreeMap::new(),
            row_security: Switch::Off,
            row_security_at: None,
            forced: false,
            policies: BTreeMap::new(),
            triggers: BTreeMap::new(),
            owner: self.session.role.clone(),
            acl: self.default_acl(ObjectKind::Table, Some(&name.schema)),
            parents: Vec::new(),
            extension: None,
            unknown: std::collections::BTreeSet::new(),
            maybe_indexes: Vec::new(),
            at: self.here(),
        };
        self.schema.relations.insert(name.clone(), Relation::Table(Box::new(table)));
    }

    /// `PARTITION OF`: the columns and constraints of the parent, indexes with names of their own.
    fn become_partition(&mut self, name: &Name, of: &PartitionOf) -> Run {
        let parent = self.table(&of.parent)?;
        let parent_table = self.table_at(&parent)?.clone();
        if !matches!(parent_table.kind, TableKind::Partitioned { .. }) {
            return Err(Stop::refused(Condition::WrongObjectType, format!("{parent} is not partitioned")));
        }
        let id = self.table_at(name)?.id;
        self.schema.dependencies.tie(id, parent_table.id, Tie::Auto);
        self.table_mut(name)?.parents.push(parent);
        for column in &parent_table.columns {
            self.copy_column(name, column, true, true)?;
        }
        self.copy_constraints(name, parent_table.constraints.values(), |kind| !owns_index(kind))?;
        for trigger in parent_table.triggers.values().filter(|t| t.for_each_row) {
            let mut trigger = trigger.as_ref().clone();
            trigger.id = self.id(Home::Trigger(id, trigger.name.clone()));
            self.table_mut(name)?.triggers.insert(trigger.name.clone(), Arc::new(trigger));
        }
        for index in parent_table.indexes.values() {
            self.copy_index(name, index, &parent_table.constraints)?;
        }
        Ok(())
    }

    /// `INHERITS`: the columns and checks of the parent.
    pub(super) fn inherit(&mut self, name: &Name, parent: &crate::sql::statement::ObjectName) -> Run {
        let parent = self.table(parent)?;
        let parent_table = self.table_at(&parent)?.clone();
        let id = self.table_at(name)?.id;
        self.schema.dependencies.tie(id, parent_table.id, Tie::Normal);
        self.table_mut(name)?.parents.push(parent);
        for column in &parent_table.columns {
            if self.table_at(name)?.column(&column.name).is_none() {
                self.copy_column(name, column, true, false)?;
            }
        }
        let is_check = |kind: &ConstraintKind| matches!(kind, ConstraintKind::Check { .. });
        self.copy_constraints(name, parent_table.constraints.values(), is_check)
    }

    /// `LIKE other INCLUDING …`.
    fn copy_likes<'a>(&mut self, name: &Name, likes: impl Iterator<Item = &'a TableLike>) -> Run {
        for like in likes {
            let other = self.relation(&like.table)?;
            let Some(other) = self.schema.table(&other).cloned() else { continue };
            let has = |what: &str| {
                like.including.iter().any(|w| w == "all" || w == what)
                    && !like.excluding.iter().any(|w| w == "all" || w == what)
            };
            for column in &other.columns {
                self.copy_column(name, column, has("defaults") || has("generated"), has("identity"))?;
            }
            if has("constraints") {
                let is_check = |kind: &ConstraintKind| matches!(kind, ConstraintKind::Check { .. });
                self.copy_constraints(name, other.constraints.values(), is_check)?;
            }
            if has("indexes") {
                for index in other.indexes.values() {
                    self.copy_index(name, index, &other.constraints)?;
                }
            }
        }
        Ok(())
    }

    /// Copies a column of another table, with or without its default.
    fn copy_column(&mut self, name: &Name, column: &Column, default: bool, identity: bool) -> Run {
        let id = self.table_at(name)?.id;
        let mut copy = column.clone();
        copy.id = self.id(Home::Column(id, copy.name.clone()));
        copy.acl = crate::model::schema::Acl::default();
        copy.at = self.here();
        if !default {
            copy.default = None;
        }
        if !identity || !default {
            copy.source = match copy.source {
                source @ crate::model::schema::ColumnSource::Generated if default => source,
                _ => crate::model::schema::ColumnSource::Written,
            };
        }
        self.tie_type(copy.id, &copy.ty.name);
        self.put_column(name, copy)
    }

    /// Copies those constraints of another table that `wanted` says, under their own names.
    fn copy_constraints<'a>(
        &mut self,
        name: &Name,
        constraints: impl Iterator<Item = &'a Arc<Constraint>>,
        wanted: impl Fn(&ConstraintKind) -> bool,
    ) -> Run {
        let table = self.table_at(name)?.id;
        for constraint in constraints.filter(|c| wanted(&c.kind)) {
            let mut copy = constraint.as_ref().clone();
            if self.table_at(name)?.constraints.contains_key(&copy.name) {
                continue;
            }
            copy.id = self.id(Home::Constraint(table, copy.name.clone()));
            copy.at = self.here();
            let ties: Vec<_> = self.schema.dependencies.uses(constraint.id).collect();
            let origin = match self.schema.dependencies.home(constraint.id) {
                Some(Home::Constraint(origin, _)) => Some(*origin),
                _ => None,
            };
            for (on, tie) in ties {
                // A condition on the other table's columns becomes one on the copies of these.
                let on = match self.schema.dependencies.home(on) {
                    Some(Home::Column(of, column)) if origin == Some(*of) => {
                        self.table_at(name)?.column(column).map_or(on, |own| own.id)
                    }
                    _ => on,
                };
                self.schema.dependencies.tie(copy.id, on, tie);
            }
            self.table_mut(name)?.constraints.insert(copy.name.clone(), Arc::new(copy));
        }
        Ok(())
    }

    /// Copies an index of another table under a new name, with the constraint that owns it.
    pub(super) fn copy_index(
        &mut self,
        name: &Name,
        index: &Index,
        constraints: &BTreeMap<String, Arc<Constraint>>,
    ) -> Run {
        let table = self.table_at(name)?.id;
        let columns: Vec<String> = self.key_names(&index.keys);
        let label = match (index.primary, index.of_constraint) {
            (true, _) => "pkey",
            (false, true) => "key",
            (false, false) => "idx",
        };
        let addition = crate::model::schema::name_addition(columns.iter().map(String::as_str));
        let second = (!index.primary).then_some(addition.as_str());
        let taken = |n: &str| self.schema.relations.contains(&name.sibling(n));
        let chosen = choose_name(&name.name, second, label, taken);
        let mut copy = index.clone();
        copy.id = self.id(Home::Index(table, chosen.clone()));
        copy.name.clone_from(&chosen);
        copy.at = self.here();
        if let Some(owner) = constraints.get(&index.name).filter(|_| index.of_constraint) {
            let mut owner = owner.as_ref().clone();
            owner.id = self.id(Home::Constraint(table, chosen.clone()));
            owner.name.clone_from(&chosen);
            owner.at = self.here();
            self.table_mut(name)?.constraints.insert(chosen.clone(), Arc::new(owner));
        }
        self.schema.relations.insert(name.sibling(chosen.as_str()), Relation::Index(name.clone()));
        self.table_mut(name)?.indexes.insert(chosen, Arc::new(copy));
        Ok(())
    }

    /// `CREATE TABLE … AS`: the columns that the query selects.
    fn take_columns_of_query(
        &mut self,
        name: &Name,
        query: &crate::sql::statement::SqlText,
        written: &[ColumnDef],
    ) -> Run {
        let bound = self.bind_query(&query.text, &[])?;
        let table = self.table_at(name)?.id;
        let Some(columns) = bound.columns else {
            self.table_mut(name)?.unknown.insert(crate::model::schema::Part::Columns);
            return Ok(());
        };
        for (i, (own, ty)) in columns.into_iter().enumerate() {
            let column_name = written.get(i).map_or(own, |c| c.name.name.clone());
            let ty = ty.unwrap_or_else(|| crate::model::schema::SqlType::pg("text"));
            let id = self.id(Home::Column(table, column_name.clone()));
            self.tie_type(id, &ty.name);
            let at = self.here();
            self.put_column(name, Column { ty, at, ..Column::new(id, column_name) })?;
        }
        Ok(())
    }
}

fn owns_index(kind: &ConstraintKind) -> bool {
    matches!(kind, ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::Exclude)
}

fn partition_key(by: &PartitionBy) -> Vec<Option<String>> {
    let is_name = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') || text.starts_with('"');
    by.keys.iter().map(|key| is_name(&key.text).then(|| crate::sql::statement::fold_identifier(&key.text))).collect()
}
