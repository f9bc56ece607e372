//! `ALTER TABLE` and its kin.

use std::sync::Arc;

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{ColumnSource, Home, Id, Name, Relation, Switch, TableKind, Tie},
    sql::statement::{
        AlterAction, AlterActionKind, AlterTable, ColumnChange, Firing, OwnedBy, RelationOption, RowSecurity, TypeName,
        WhichTrigger,
    },
};

impl Replay {
    /// `ALTER TABLE`, `VIEW`, `INDEX`, `SEQUENCE`: all actions or none.
    pub(super) fn alter_table(&mut self, alter: &AlterTable) -> Run {
        let mut name = match self.relation(&alter.name) {
            Err(stop) if alter.if_exists && stop.is_missing() => return Ok(()),
            other => other?,
        };
        for action in &alter.actions {
            self.alter(&mut name, action)?;
        }
        Ok(())
    }

    fn alter(&mut self, name: &mut Name, action: &AlterAction) -> Run {
        use AlterActionKind as A;
        match &action.kind {
            A::RenameTo(to) => *name = self.rename_relation(name, &to.name)?,
            A::SetSchema(schema) => *name = self.move_relation(name, &schema.name)?,
            A::OwnerTo(role) => {
                let role = self.role(role)?;
                match self.schema.relations.get_mut(name) {
                    Some(Relation::Table(table)) => table.owner = role,
                    Some(Relation::View(view)) => view.owner = role,
                    Some(Relation::Sequence(sequence)) => sequence.owner = role,
                    _ => {}
                }
            }
            A::SetOptions(options) => self.set_view_options(name, options, true)?,
            A::ResetOptions(names) => {
                let options: Vec<RelationOption> =
                    names.iter().map(|n| RelationOption { name: n.clone(), value: Some("off".into()) }).collect();
                self.set_view_options(name, &options, false)?;
            }
            A::RenameColumn { from, to } => self.rename_column(name, &from.name, &to.name)?,
            A::OwnedBy(owner) => self.set_sequence_owner(name, owner.as_ref())?,
            A::AlterColumn { .. } | A::Other(_) if self.schema.table(name).is_none() => {}
            A::AttachPartition { .. } if self.schema.table(name).is_none() => {}
            other => {
                self.require_table(name)?;
                self.alter_real_table(name, other)?;
            }
        }
        Ok(())
    }

    fn require_table(&self, name: &Name) -> Run {
        match self.schema.relations.get(name) {
            Some(Relation::Table(_)) => Ok(()),
            _ => Err(Stop::refused(Condition::WrongObjectType, format!("{name} is not a table"))),
        }
    }

    fn alter_real_table(&mut self, name: &Name, action: &AlterActionKind) -> Run {
        use AlterActionKind as A;
        match action {
            A::AddColumn { column, if_not_exists } => {
                if self.table_at(name)?.column(&column.name.name).is_some() && *if_not_exists {
                    return Ok(());
                }
                self.declare_column(name, column, false)?;
                self.finish_column(name, column)?;
                self.add_constraints(name, column.constraints.iter())?;
                self.add_to_children(name, &column.name.name)
            }
            A::DropColumn { name: column, if_exists, cascade } => match self.column_id(name, &column.name) {
                Err(stop) if *if_exists && stop.is_missing() => Ok(()),
                found => found.and_then(|id| self.drop_ids(&[id], *cascade)),
            },
            A::AlterColumn { name: column, change } => self.change_column(name, &column.name, change),
            A::AddConstraint(constraint) => self.add_constraint(name, constraint),
            A::DropConstraint { name: constraint, if_exists, cascade } => {
                let id = self.table_at(name)?.constraints.get(&constraint.name).map(|c| c.id);
                match id {
                    Some(id) => self.drop_ids(&[id], *cascade),
                    None if *if_exists => Ok(()),
                    None => Err(Stop::no_part("constraint", &constraint.name, name)),
                }
            }
            A::RenameConstraint { from, to } => self.rename_constraint(name, &from.name, &to.name),
            A::ValidateConstraint(constraint) | A::AlterConstraint(constraint) => {
                let validates = matches!(action, A::ValidateConstraint(_));
                match self.table_mut(name)?.constraints.get_mut(&constraint.name) {
                    Some(found) => {
                        Arc::make_mut(found).validated |= validates;
                        Ok(())
                    }
                    None => Err(Stop::no_part("constraint", &constraint.name, name)),
                }
            }
            A::RowSecurity(change) => self.set_row_security(name, *change),
            A::Trigger { which, firing } => self.set_firing(name, which, *firing),
            A::AttachPartition { partition, .. } => self.attach(name, partition),
            A::DetachPartition(partition) => {
                let partition = self.table(partition)?;
                self.detach(name, &partition)
            }
            A::Inherit(parent) => self.inherit(name, parent),
            A::NoInherit(parent) => {
                let parent = self.table(parent)?;
                self.detach(&parent, name)
            }
            _ => Ok(()),
        }
    }

    fn set_row_security(&mut self, name: &Name, change: RowSecurity) -> Run {
        let here = self.here();
        let table = self.table_mut(name)?;
        match change {
            RowSecurity::Enable | RowSecurity::Disable => {
                table.row_security = if change == RowSecurity::Enable { Switch::On } else { Switch::Off };
                table.row_security_at = here;
            }
            RowSecurity::Force => table.forced = true,
            RowSecurity::NoForce => table.forced = false,
        }
        Ok(())
    }

    fn set_firing(&mut self, name: &Name, which: &WhichTrigger, firing: Firing) -> Run {
        let enabled = matches!(firing, Firing::Enabled | Firing::Always);
        let table = self.table_mut(name)?;
        if let WhichTrigger::Named(trigger) = which
            && !table.triggers.contains_key(&trigger.name)
        {
            return Err(Stop::no_part("trigger", &trigger.name, name));
        }
        for (own, trigger) in &mut table.triggers {
            let meant = match which {
                WhichTrigger::Named(n) => n.name == *own,
                WhichTrigger::All | WhichTrigger::User => true,
            };
            if meant {
                Arc::make_mut(trigger).enabled = enabled;
            }
        }
        Ok(())
    }

    fn change_column(&mut self, name: &Name, column: &str, change: &ColumnChange) -> Run {
        let id = self.column_id(name, column)?;
        match change {
            ColumnChange::SetType { type_name, using } => {
                if let Some(using) = using {
                    self.bind_row(name, &using.text)?;
                }
                self.set_type(name, column, id, type_name, using.is_some())
            }
            ColumnChange::SetDefault(default) => self.set_default(name, column, default),
            ColumnChange::DropDefault => {
                self.untie_default(id);
                self.column_mut(name, column, |c| {
                    if c.source == ColumnSource::Written {
                        c.default = None;
                    }
                })
            }
            ColumnChange::SetNotNull => self.column_mut(name, column, |c| c.not_null = true),
            ColumnChange::DropNotNull => {
                if self.table_at(name)?.primary_key().iter().any(|c| c == column) {
                    let reason = format!("column {column} of {name} is in a primary key");
                    return Err(Stop::refused(Condition::InvalidTableDefinition, reason));
                }
                self.column_mut(name, column, |c| c.not_null = false)
            }
            ColumnChange::AddIdentity(identity) | ColumnChange::SetIdentity(identity) => {
                if matches!(change, ColumnChange::AddIdentity(_)) {
                    self.add_owned_sequence(name, column, id);
                }
                let always = identity.always;
                self.column_mut(name, column, |c| {
                    c.source = if always { ColumnSource::IdentityAlways } else { ColumnSource::IdentityByDefault };
                })
            }
            ColumnChange::DropIdentity { .. } => self.column_mut(name, column, |c| c.source = ColumnSource::Written),
            ColumnChange::SetExpression(_) | ColumnChange::Other(_) => Ok(()),
            ColumnChange::DropExpression { .. } => self.column_mut(name, column, |c| {
                c.source = ColumnSource::Written;
                c.default = None;
            }),
        }
    }

    /// `ALTER COLUMN … TYPE`: refused while views or policies use the column, or without a way to convert.
    fn set_type(&mut self, name: &Name, column: &str, id: Id, type_name: &TypeName, has_using: bool) -> Run {
        let ty = self.type_of(type_name)?;
        for (dependent, _) in self.schema.dependencies.dependents(id).collect::<Vec<_>>() {
            let what = match self.schema.dependencies.home(dependent) {
                Some(Home::Relation(view)) if self.schema.view(view).is_some() => format!("view {view}"),
                Some(Home::Policy(_, policy)) => format!("policy {policy}"),
                Some(Home::Trigger(_, trigger)) => format!("trigger {trigger}"),
                _ => continue,
            };
            let reason = format!("cannot alter type of column {column} of {name}: {what} uses it");
            return Err(Stop::refused(Condition::FeatureNotSupported, reason));
        }
        let old = self.table_at(name)?.column(column).map(|c| c.ty.clone());
        let has_default = self.table_at(name)?.column(column).is_some_and(|c| c.default.is_some());
        if let Some(old) = old {
            if !has_using && super::bind::surely_not_assignable(&self.schema, &old, &ty) {
                let reason = format!("column {column} of {name} cannot be cast automatically to type {ty}");
                return Err(Stop::refused(Condition::DatatypeMismatch, reason));
            }
            if has_default && super::bind::surely_not_assignable(&self.schema, &old, &ty) {
                let reason = format!("default for column {column} of {name} cannot be cast automatically to type {ty}");
                return Err(Stop::refused(Condition::DatatypeMismatch, reason));
            }
            let old_type = self.schema.types.get(&old.name).map(|t| t.id);
            if let Some(old_type) = old_type {
                self.schema.dependencies.untie_from(id, old_type);
            }
        }
        self.tie_type(id, &ty.name);
        self.column_mut(name, column, |c| c.ty = ty)
    }

    /// A new column of a table is one of its partitions and children too.
    fn add_to_children(&mut self, name: &Name, column: &str) -> Run {
        let Some(column) = self.table_at(name)?.column(column).cloned() else { return Ok(()) };
        for child in self.children(name)? {
            let child_id = self.table_at(&child)?.id;
            if self.table_at(&child)?.column(&column.name).is_none() {
                let mut copy = column.clone();
                copy.id = self.id(Home::Column(child_id, copy.name.clone()));
                self.put_column(&child, copy)?;
            }
        }
        Ok(())
    }

    /// The partitions and children of a table.
    pub(super) fn children(&self, name: &Name) -> Run<Vec<Name>> {
        let id = self.table_at(name)?.id;
        let dependents = self.schema.dependencies.dependents(id);
        let tables = dependents.filter_map(|(id, _)| match self.schema.dependencies.home(id)? {
            Home::Relation(child) => {
                self.schema.table(child).filter(|t| t.parents.contains(name)).map(|_| child.clone())
            }
            _ => None,
        });
        Ok(tables.collect())
    }

    fn attach(&mut self, parent: &Name, partition: &crate::sql::statement::ObjectName) -> Run {
        let partition = self.table(partition)?;
        let parent_table = self.table_at(parent)?.clone();
        let id = self.table_at(&partition)?.id;
        self.schema.dependencies.tie(id, parent_table.id, Tie::Auto);
        let table = self.table_mut(&partition)?;
        table.parents.push(parent.clone());
        table.kind = TableKind::Partition;
        let existing: Vec<Vec<Option<String>>> = table.indexes.values().map(|i| columns_of(i)).collect();
        for index in parent_table.indexes.values().filter(|i| !existing.contains(&columns_of(i))) {
            self.copy_index(&partition, index, &parent_table.constraints)?;
        }
        Ok(())
    }

    fn detach(&mut self, parent: &Name, child: &Name) -> Run {
        let (parent_id, child_id) = (self.table_at(parent)?.id, self.table_at(child)?.id);
        self.schema.dependencies.untie_from(child_id, parent_id);
        let table = self.table_mut(child)?;
        table.parents.retain(|p| p != parent);
        if table.kind == TableKind::Partition {
            table.kind = TableKind::Plain;
        }
        Ok(())
    }

    fn set_sequence_owner(&mut self, name: &Name, owner: Option<&OwnedBy>) -> Run {
        let column = match owner {
            Some(owner) => {
                let table = self.table(&owner.table)?;
                Some(self.column_id(&table, &owner.column.name)?)
            }
            None => None,
        };
        let Some(Relation::Sequence(sequence)) = self.schema.relations.get_mut(name) else { return Ok(()) };
        let (id, old) = (sequence.id, std::mem::replace(&mut sequence.owned_by, column));
        if let Some(old) = old {
            self.schema.dependencies.untie_from(id, old);
        }
        if let Some(column) = column {
            self.schema.dependencies.tie(id, column, Tie::Auto);
        }
        Ok(())
    }
}

fn columns_of(index: &crate::model::schema::Index) -> Vec<Option<String>> {
    index.keys.iter().map(|k| k.column.clone()).collect()
}
