//! Renaming and moving: what refers to an object follows it, texts too.

mod text;

use std::sync::Arc;

use self::text::renamed;
use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Constraint, ConstraintKind, FunctionKey, Home, Id, Index, Name, Relation, Table},
    sql::statement::{AlterObject, ObjectChange, ObjectKind},
};

impl Replay {
    /// `ALTER kind name RENAME TO`, `SET SCHEMA`, `OWNER TO`.
    pub(super) fn alter_object(&mut self, alter: &AlterObject) -> Run {
        match self.alter_named_object(alter) {
            Err(stop) if alter.if_exists && stop.is_missing() => Ok(()),
            other => other,
        }
    }

    fn alter_named_object(&mut self, alter: &AlterObject) -> Run {
        use ObjectKind as K;
        let Some(object) = &alter.object else { return Ok(()) };
        let name = &object.name;
        match alter.kind {
            K::Function | K::Procedure | K::Routine | K::Aggregate => {
                let key = self.routine(object)?;
                self.alter_function_name(&key, &alter.change)
            }
            K::Type | K::Domain => {
                let own = self.own_type(name)?;
                self.alter_type_name(&own, &alter.change)
            }
            K::Policy => self.rename_policy(alter, &name.name),
            K::Trigger => self.rename_trigger(alter, &name.name),
            K::Schema => self.alter_schema(&name.name, &alter.change),
            K::Table | K::View | K::MaterializedView | K::Sequence | K::Index | K::ForeignTable => {
                let found = self.relation(name)?;
                match &alter.change {
                    ObjectChange::RenameTo(to) => self.rename_relation(&found, &to.name).map(|_| ()),
                    ObjectChange::SetSchema(schema) => self.move_relation(&found, &schema.name).map(|_| ()),
                    ObjectChange::OwnerTo(role) => self.role(role).map(|_| ()),
                    ObjectChange::Other(_) => Ok(()),
                }
            }
            K::Publication => self.alter_publication_name(&name.name, &alter.change),
            K::Role => self.rename_role(&name.name, &alter.change),
            K::Extension if !self.schema.extensions.contains(name.name.as_str()) => {
                Err(Stop::no_object("extension", &name.name))
            }
            K::Extension => {
                if let ObjectChange::SetSchema(to) = &alter.change
                    && let Some(extension) = self.schema.extensions.get_mut(name.name.as_str())
                {
                    extension.schema.clone_from(&to.name);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// `RENAME TO` of a relation or an index: keys, policies and views that refer to it follow.
    pub(super) fn rename_relation(&mut self, name: &Name, to: &str) -> Run<Name> {
        self.put_under(name, name.sibling(to))
    }

    /// `SET SCHEMA`: its indexes and owned sequences move along.
    pub(super) fn move_relation(&mut self, name: &Name, schema: &str) -> Run<Name> {
        self.namespace(schema)?;
        let new = Name::new(schema, name.name.as_str());
        if new == *name {
            return Ok(new);
        }
        let indexes: Vec<String> = match self.schema.relations.get(name) {
            Some(Relation::Table(table)) => table.indexes.keys().cloned().collect(),
            Some(Relation::View(view)) => view.indexes.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let constraints: Vec<String> =
            self.schema.table(name).map(|t| t.constraints.keys().cloned().collect()).unwrap_or_default();
        let sequences = self.owned_sequences(name);
        let moved = self.put_under(name, new)?;
        for constraint in constraints {
            self.schema.count_constraint(&name.sibling(constraint.as_str()), -1);
            self.schema.count_constraint(&moved.sibling(constraint), 1);
        }
        for index in indexes {
            self.schema.relations.remove(&name.sibling(index.as_str()));
            self.schema.relations.insert(moved.sibling(index), Relation::Index(moved.clone()));
        }
        for sequence in sequences {
            self.put_under(&sequence, Name::new(schema, sequence.name.as_str()))?;
        }
        Ok(moved)
    }

    fn owned_sequences(&self, table: &Name) -> Vec<Name> {
        let Some(table) = self.schema.table(table) else { return Vec::new() };
        let dependents = table.columns.iter().flat_map(|c| self.schema.dependencies.dependents(c.id));
        let names = dependents.filter_map(|(id, _)| self.relation_name(id));
        names.filter(|n| matches!(self.schema.relations.get(*n), Some(Relation::Sequence(_)))).cloned().collect()
    }

    fn put_under(&mut self, old: &Name, new: Name) -> Run<Name> {
        if self.schema.relations.contains(&new) {
            return Err(Stop::exists(Condition::DuplicateTable, "relation", &new));
        }
        let Some(relation) = self.schema.relations.remove(old).map(Arc::unwrap_or_clone) else {
            return Err(Stop::no_relation(old, &old.name));
        };
        if let Relation::Index(table) = &relation {
            self.rename_index_of(&table.clone(), &old.name, &new.name);
            self.schema.relations.insert(new.clone(), relation);
            return Ok(new);
        }
        let indexes: Vec<String> = match &relation {
            Relation::Table(table) => table.indexes.keys().cloned().collect(),
            Relation::View(view) => view.indexes.keys().cloned().collect(),
            _ => Vec::new(),
        };
        self.schema.relations.insert(new.clone(), relation);
        for index in indexes {
            self.schema.relations.insert(old.sibling(index), Relation::Index(new.clone()));
        }
        if let Some(id) = self.relation_id(&new) {
            self.schema.dependencies.set_home(id, Home::Relation(new.clone()));
            self.follow_relation(id, old, &new);
        }
        self.schema.rename_published(old, &new);
        self.schema.withheld.rename(old, &new);
        Ok(new)
    }

    fn rename_index_of(&mut self, owner: &Name, old: &str, new: &str) {
        let rename = |indexes: &mut std::collections::BTreeMap<String, Arc<Index>>| {
            let mut index = Arc::unwrap_or_clone(indexes.remove(old)?);
            new.clone_into(&mut index.name);
            let id = index.id;
            indexes.insert(new.to_owned(), Arc::new(index));
            Some(id)
        };
        let mut owner_id = None;
        let mut constraint = None;
        let id = match self.schema.relations.get_mut(owner) {
            Some(Relation::Table(table)) => {
                owner_id = Some(table.id);
                if let Some(found) = table.constraints.remove(old) {
                    let mut found = Arc::unwrap_or_clone(found);
                    new.clone_into(&mut found.name);
                    constraint = Some(found.id);
                    table.constraints.insert(new.to_owned(), Arc::new(found));
                }
                rename(&mut table.indexes)
            }
            Some(Relation::View(view)) => {
                owner_id = Some(view.id);
                rename(&mut view.indexes)
            }
            _ => None,
        };
        let Some(owner_id) = owner_id else { return };
        if let Some(id) = id {
            self.schema.dependencies.set_home(id, Home::Index(owner_id, new.to_owned()));
        }
        if let Some(id) = constraint {
            self.schema.dependencies.set_home(id, Home::Constraint(owner_id, new.to_owned()));
        }
    }

    /// Everything that refers to a relation refers to its new name.
    fn follow_relation(&mut self, id: Id, old: &Name, new: &Name) {
        let dependents: Vec<Id> = self.schema.dependencies.dependents(id).map(|(id, _)| id).collect();
        for dependent in dependents {
            let Some(home) = self.schema.dependencies.home(dependent).cloned() else { continue };
            match home {
                Home::Constraint(table, constraint) => {
                    self.change_constraint(table, &constraint, |c| {
                        if let ConstraintKind::ForeignKey(key) = &mut c.kind {
                            key.table.clone_from(new);
                        }
                    });
                }
                Home::Policy(table, policy) => self.change_policy_texts(table, &policy, &old.name, &new.name),
                Home::Relation(name) => match self.schema.relations.get_mut(&name) {
                    Some(Relation::View(view)) => {
                        if view.reads.remove(old) {
                            view.reads.insert(new.clone());
                        }
                        view.query = renamed(&view.query, &old.name, &new.name);
                    }
                    Some(Relation::Table(table)) => {
                        table.parents.iter_mut().filter(|p| *p == old).for_each(|p| p.clone_from(new));
                    }
                    _ => {}
                },
                Home::Column(table, column) => {
                    let Some(owner) = self.relation_name(table).cloned() else { continue };
                    let change = |c: &mut crate::model::schema::Column| {
                        if c.ty.name == *old {
                            c.ty.name.clone_from(new);
                        }
                    };
                    let _ = self.column_mut(&owner, &column, change);
                }
                _ => {}
            }
        }
    }

    fn change_constraint(&mut self, table: Id, constraint: &str, change: impl FnOnce(&mut Constraint)) {
        let Some(owner) = self.relation_name(table).cloned() else { return };
        if let Some(Relation::Table(table)) = self.schema.relations.get_mut(&owner)
            && let Some(found) = table.constraints.get_mut(constraint)
        {
            change(Arc::make_mut(found));
        }
    }

    fn change_policy_texts(&mut self, table: Id, policy: &str, old: &str, new: &str) {
        let Some(owner) = self.relation_name(table).cloned() else { return };
        if let Some(Relation::Table(table)) = self.schema.relations.get_mut(&owner)
            && let Some(found) = table.policies.get_mut(policy)
        {
            let found = Arc::make_mut(found);
            for text in found.using.iter_mut().chain(found.check.iter_mut()) {
                *text = renamed(text, old, new);
            }
        }
    }

    /// `RENAME COLUMN`.
    pub(super) fn rename_column(&mut self, relation: &Name, from: &str, to: &str) -> Run {
        if self.schema.view(relation).is_some() {
            return self.rename_view_column(relation, from, to);
        }
        let id = self.column_id(relation, from)?;
        if self.table_at(relation)?.column(to).is_some() {
            return Err(Stop::exists(Condition::DuplicateColumn, "column", &format!("{to} of {relation}")));
        }
        let table_id = self.table_at(relation)?.id;
        self.column_mut(relation, from, |c| to.clone_into(&mut c.name))?;
        self.schema.dependencies.set_home(id, Home::Column(table_id, to.to_owned()));
        rename_in_table(self.table_mut(relation)?, from, to);
        let dependents: Vec<Id> = self.schema.dependencies.dependents(id).map(|(id, _)| id).collect();
        for dependent in dependents {
            match self.schema.dependencies.home(dependent).cloned() {
                Some(Home::Constraint(table, constraint)) if table != table_id => {
                    self.change_constraint(table, &constraint, |c| {
                        if let ConstraintKind::ForeignKey(key) = &mut c.kind {
                            key.columns.iter_mut().filter(|c| *c == from).for_each(|c| to.clone_into(c));
                        }
                    });
                }
                Some(Home::Policy(table, policy)) => self.change_policy_texts(table, &policy, from, to),
                Some(Home::Default(..)) => {
                    self.schema.dependencies.set_home(dependent, Home::Default(table_id, to.to_owned()))
                }
                _ => {}
            }
        }
        for child in self.children(relation)? {
            if self.table_at(&child)?.column(from).is_some() {
                self.rename_column(&child, from, to)?;
            }
        }
        Ok(())
    }

    fn rename_view_column(&mut self, view: &Name, from: &str, to: &str) -> Run {
        let Some(columns) = &mut self.view_mut(view)?.columns else { return Ok(()) };
        match columns.iter_mut().find(|(name, _)| name == from) {
            Some((name, _)) => {
                to.clone_into(name);
                Ok(())
            }
            None => Err(Stop::no_column(from, view)),
        }
    }

    /// `RENAME CONSTRAINT`; the index of a key follows.
    pub(super) fn rename_constraint(&mut self, table: &Name, from: &str, to: &str) -> Run {
        let own = self.table_at(table)?;
        let id = own.id;
        if own.constraints.contains_key(to) {
            return Err(Stop::exists(Condition::DuplicateObject, "constraint", &format!("{to} of {table}")));
        }
        if own.indexes.get(from).is_some_and(|i| i.of_constraint) {
            return self.rename_relation(&table.sibling(from), to).map(|_| ());
        }
        let target = self.table_mut(table)?;
        let Some(found) = target.constraints.remove(from) else {
            return Err(Stop::no_part("constraint", from, table));
        };
        let mut found = Arc::unwrap_or_clone(found);
        to.clone_into(&mut found.name);
        let constraint = found.id;
        target.constraints.insert(to.to_owned(), Arc::new(found));
        self.schema.dependencies.set_home(constraint, Home::Constraint(id, to.to_owned()));
        Ok(())
    }

    fn alter_function_name(&mut self, key: &FunctionKey, change: &ObjectChange) -> Run {
        let new = match change {
            ObjectChange::RenameTo(to) => key.name.sibling(to.name.as_str()),
            ObjectChange::SetSchema(schema) => {
                self.namespace(&schema.name)?;
                Name::new(schema.name.as_str(), key.name.name.as_str())
            }
            ObjectChange::OwnerTo(role) => {
                let role = self.role(role)?;
                if let Some(function) = self.schema.functions.get_mut(key) {
                    function.owner = role;
                }
                return Ok(());
            }
            ObjectChange::Other(_) => return Ok(()),
        };
        let new = FunctionKey { name: new, args: key.args.clone() };
        if self.schema.functions.contains(&new) {
            return Err(Stop::exists(Condition::DuplicateFunction, "function", &new));
        }
        let Some(function) = self.schema.functions.remove(key).map(Arc::unwrap_or_clone) else {
            return Err(Stop::no_function(key, &key.name.name));
        };
        let id = function.id;
        self.schema.dependencies.set_home(id, Home::Function(new.clone()));
        self.schema.functions.insert(new.clone(), function);
        self.follow_function(id, &key.name, &new.name);
        Ok(())
    }

    /// Triggers and policies that use a function use it under its new name.
    fn follow_function(&mut self, id: Id, old: &Name, new: &Name) {
        let dependents: Vec<Id> = self.schema.dependencies.dependents(id).map(|(id, _)| id).collect();
        for dependent in dependents {
            match self.schema.dependencies.home(dependent).cloned() {
                Some(Home::Trigger(table, trigger)) => {
                    let Some(owner) = self.relation_name(table).cloned() else { continue };
                    if let Some(Relation::Table(table)) = self.schema.relations.get_mut(&owner)
                        && let Some(found) = table.triggers.get_mut(&trigger)
                    {
                        Arc::make_mut(found).function = new.clone();
                    }
                }
                Some(Home::Policy(table, policy)) => self.change_policy_texts(table, &policy, &old.name, &new.name),
                _ => {}
            }
        }
    }

    fn rename_policy(&mut self, alter: &AlterObject, from: &str) -> Run {
        let (Some(on), ObjectChange::RenameTo(to)) = (&alter.on, &alter.change) else { return Ok(()) };
        let table = self.table(on)?;
        let target = self.table_mut(&table)?;
        if target.policies.contains_key(&to.name) {
            return Err(Stop::exists(Condition::DuplicateObject, "policy", &to.name));
        }
        let Some(found) = target.policies.remove(from) else { return Err(Stop::no_part("policy", from, &table)) };
        let mut found = Arc::unwrap_or_clone(found);
        found.name.clone_from(&to.name);
        let (id, owner) = (found.id, target.id);
        target.policies.insert(to.name.clone(), Arc::new(found));
        self.schema.dependencies.set_home(id, Home::Policy(owner, to.name.clone()));
        Ok(())
    }

    fn rename_trigger(&mut self, alter: &AlterObject, from: &str) -> Run {
        let (Some(on), ObjectChange::RenameTo(to)) = (&alter.on, &alter.change) else { return Ok(()) };
        let table = self.table(on)?;
        let target = self.table_mut(&table)?;
        let Some(found) = target.triggers.remove(from) else { return Err(Stop::no_part("trigger", from, &table)) };
        let mut found = Arc::unwrap_or_clone(found);
        found.name.clone_from(&to.name);
        let (id, owner) = (found.id, target.id);
        target.triggers.insert(to.name.clone(), Arc::new(found));
        self.schema.dependencies.set_home(id, Home::Trigger(owner, to.name.clone()));
        Ok(())
    }
}

/// A renamed column within its own table: keys, indexes, texts.
fn rename_in_table(table: &mut Table, from: &str, to: &str) {
    for constraint in table.constraints.values_mut() {
        let constraint = Arc::make_mut(constraint);
        constraint.columns.iter_mut().filter(|c| *c == from).for_each(|c| to.clone_into(c));
        if let ConstraintKind::Check { expression, .. } = &mut constraint.kind {
            *expression = renamed(expression, from, to);
        }
    }
    for index in table.indexes.values_mut() {
        let index = Arc::make_mut(index);
        for key in &mut index.keys {
            key.column.iter_mut().filter(|c| *c == from).for_each(|c| to.clone_into(c));
            key.expression.iter_mut().for_each(|e| *e = renamed(e, from, to));
        }
        index.include.iter_mut().filter(|c| *c == from).for_each(|c| to.clone_into(c));
        index.predicate.iter_mut().for_each(|e| *e = renamed(e, from, to));
    }
    for trigger in table.triggers.values_mut() {
        let trigger = Arc::make_mut(trigger);
        trigger.update_of.iter_mut().filter(|c| *c == from).for_each(|c| to.clone_into(c));
    }
}
