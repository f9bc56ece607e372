//! `DROP`: what goes, what goes with it, and what stands in the way.

use std::collections::BTreeSet;

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Home, Id, Name, Relation, RoutineKind, Tie},
    sql::statement::{DropObjects, ObjectKind, ObjectName, RoutineRef},
};

impl Replay {
    /// `DROP`.
    pub(super) fn drop_objects(&mut self, drop: &DropObjects) -> Run {
        let mut ids = Vec::new();
        for object in &drop.objects {
            match self.dropped_object(drop, object) {
                Ok(Some(id)) => ids.push(id),
                Ok(None) => {}
                Err(stop) if drop.if_exists && stop.is_missing() => {}
                Err(stop) => return Err(stop),
            }
        }
        self.drop_ids(&ids, drop.cascade)
    }

    /// The object to drop; what has no identity is dropped at once.
    fn dropped_object(&mut self, drop: &DropObjects, object: &RoutineRef) -> Run<Option<Id>> {
        use ObjectKind as K;
        let name = &object.name;
        match drop.kind {
            K::Table | K::ForeignTable | K::View | K::MaterializedView | K::Sequence | K::Index => {
                self.relation_to_drop(drop.kind, name).map(Some)
            }
            K::Function | K::Procedure | K::Routine | K::Aggregate => {
                let key = self.routine(object)?;
                let function = self.schema.functions.get(&key);
                let fits = |kind| match drop.kind {
                    K::Function => kind != RoutineKind::Procedure,
                    K::Procedure => kind == RoutineKind::Procedure,
                    _ => true,
                };
                if function.is_some_and(|f| !fits(f.kind)) {
                    return Err(Stop::refused(Condition::WrongObjectType, format!("{key} is another kind of routine")));
                }
                Ok(function.map(|f| f.id))
            }
            K::Type | K::Domain => {
                let ty = self.own_type(name)?;
                Ok(self.schema.types.get(&ty).map(|t| t.id))
            }
            K::Schema => match self.schema.namespaces.get(name.name.as_str()).map(|n| n.id) {
                Some(id) => {
                    self.refuse_full_schema(&name.name, drop.cascade)?;
                    Ok(Some(id))
                }
                None => Err(Stop::no_schema(&name.name)),
            },
            K::Extension => match self.schema.extensions.get(name.name.as_str()).map(|e| e.id) {
                Some(id) => Ok(Some(id)),
                None => Err(Stop::no_object("extension", &name.name)),
            },
            K::Policy | K::Trigger | K::Rule => self.part_to_drop(drop, &name.name),
            K::Publication => self
                .schema
                .publications
                .remove(name.name.as_str())
                .map(|_| None)
                .ok_or_else(|| Stop::no_object("publication", &name.name)),
            K::Role => self
                .schema
                .roles
                .remove(name.name.as_str())
                .map(|_| None)
                .ok_or_else(|| Stop::no_object("role", &name.name)),
            K::EventTrigger => self
                .schema
                .event_triggers
                .remove(name.name.as_str())
                .map(|_| None)
                .ok_or_else(|| Stop::no_object("event trigger", &name.name)),
            _ => Ok(None),
        }
    }

    fn relation_to_drop(&mut self, kind: ObjectKind, name: &ObjectName) -> Run<Id> {
        use ObjectKind as K;
        let what = match kind {
            K::View => "view",
            K::MaterializedView => "materialized view",
            K::Sequence => "sequence",
            K::Index => "index",
            _ => "table",
        };
        let found = self.relation(name)?;
        let (fits, id) = match self.schema.relations.get(&found) {
            Some(Relation::Table(table)) => (matches!(kind, K::Table | K::ForeignTable), Some(table.id)),
            Some(Relation::View(view)) => {
                (kind == if view.materialized { K::MaterializedView } else { K::View }, Some(view.id))
            }
            Some(Relation::Sequence(sequence)) => (kind == K::Sequence, Some(sequence.id)),
            Some(Relation::Index(table)) => {
                if kind == K::Index && self.schema.table(table).is_some_and(|t| t.constraints.contains_key(&found.name))
                {
                    let reason = format!("cannot drop index {found}: a constraint of {table} requires it");
                    return Err(Stop::refused(Condition::DependentObjectsStillExist, reason));
                }
                (kind == K::Index, self.index_id(table, &found.name))
            }
            _ => (false, None),
        };
        match id {
            Some(id) if fits => Ok(id),
            _ => Err(Stop::refused(Condition::WrongObjectType, format!("{found} is not a {what}"))),
        }
    }

    /// The identity of an index.
    fn index_id(&self, relation: &Name, index: &str) -> Option<Id> {
        match self.schema.relations.get(relation)? {
            Relation::Table(table) => table.indexes.get(index).map(|i| i.id),
            Relation::View(view) => view.indexes.get(index).map(|i| i.id),
            _ => None,
        }
    }

    fn part_to_drop(&mut self, drop: &DropObjects, part: &str) -> Run<Option<Id>> {
        let Some(on) = &drop.on else { return Ok(None) };
        let found = self.relation(on)?;
        let (what, id) = match (drop.kind, self.schema.relations.get(&found)) {
            (ObjectKind::Policy, Some(Relation::Table(table))) => ("policy", table.policies.get(part).map(|p| p.id)),
            (ObjectKind::Trigger, Some(Relation::Table(table))) => ("trigger", table.triggers.get(part).map(|t| t.id)),
            (ObjectKind::Trigger, Some(Relation::View(view))) => ("trigger", view.triggers.get(part).map(|t| t.id)),
            _ => return Ok(None),
        };
        match id {
            Some(id) => Ok(Some(id)),
            None if !self.knows(&found, crate::model::schema::Part::Policies) => {
                Err(Stop::Unsure(format!("the policies of {found} are not known")))
            }
            None => Err(Stop::no_part(what, part, &found)),
        }
    }

    fn refuse_full_schema(&self, schema: &str, cascade: bool) -> Run {
        let first = Name::new(schema, "");
        let full = self.schema.relations.range(first..).next().is_some_and(|(name, _)| name.schema == schema);
        if full && !cascade {
            let reason = format!("cannot drop schema {schema}: other objects are in it");
            return Err(Stop::refused(Condition::DependentObjectsStillExist, reason));
        }
        Ok(())
    }

    /// Drops objects with all that goes with them; refused when something else rests on them and `cascade` is not set.
    pub(super) fn drop_ids(&mut self, ids: &[Id], cascade: bool) -> Run {
        let mut doomed: BTreeSet<Id> = BTreeSet::new();
        let mut open: Vec<Id> = ids.to_vec();
        let mut in_the_way: Vec<(Id, Id)> = Vec::new();
        while let Some(id) = open.pop() {
            if !doomed.insert(id) {
                continue;
            }
            open.extend(self.internals(id));
            for (dependent, tie) in self.schema.dependencies.dependents(id) {
                match tie {
                    Tie::Normal if !cascade => in_the_way.push((dependent, id)),
                    _ => open.push(dependent),
                }
            }
        }
        in_the_way.retain(|(dependent, _)| !doomed.contains(dependent));
        if let Some((dependent, on)) = in_the_way.first() {
            let reason = format!("cannot drop {}: {} depends on it", self.describe(*on), self.describe(*dependent));
            return Err(Stop::refused(Condition::DependentObjectsStillExist, reason));
        }
        // Parts are younger than what they are part of, and are found through it: they go first.
        for id in doomed.into_iter().rev() {
            self.remove(id);
        }
        Ok(())
    }

    /// What an object is made of and takes along in any case.
    fn internals(&self, id: Id) -> Vec<Id> {
        match self.schema.dependencies.home(id) {
            Some(Home::Relation(name)) => match self.schema.relations.get(name) {
                Some(Relation::Table(table)) => {
                    let columns = table.columns.iter().map(|c| c.id);
                    let constraints = table.constraints.values().map(|c| c.id);
                    let indexes = table.indexes.values().map(|i| i.id);
                    let policies = table.policies.values().map(|p| p.id);
                    let triggers = table.triggers.values().map(|t| t.id);
                    columns.chain(constraints).chain(indexes).chain(policies).chain(triggers).collect()
                }
                Some(Relation::View(view)) => {
                    view.indexes.values().map(|i| i.id).chain(view.triggers.values().map(|t| t.id)).collect()
                }
                _ => Vec::new(),
            },
            Some(Home::Constraint(table, name)) => self.constraint_index(*table, name).into_iter().collect(),
            Some(Home::Schema(schema)) => self.contents(schema),
            _ => Vec::new(),
        }
    }

    fn constraint_index(&self, table: Id, constraint: &str) -> Option<Id> {
        let table = self.schema.table(self.relation_name(table)?)?;
        table.indexes.get(constraint).filter(|i| i.of_constraint).map(|i| i.id)
    }

    fn contents(&self, schema: &str) -> Vec<Id> {
        let first = Name::new(schema, "");
        let relations = self.schema.relations.range(first..).take_while(|(name, _)| name.schema == schema);
        let functions = self.schema.functions.iter().filter(|(key, _)| key.name.schema == schema).map(|(_, f)| f.id);
        let types = self.schema.types.iter().filter(|(name, _)| name.schema == schema).map(|(_, t)| t.id);
        relations.filter_map(|(name, _)| self.relation_id(name)).chain(functions).chain(types).collect()
    }

    /// The name of a relation by its identity.
    pub(super) fn relation_name(&self, id: Id) -> Option<&Name> {
        match self.schema.dependencies.home(id)? {
            Home::Relation(name) => Some(name),
            _ => None,
        }
    }

    /// Takes one object out of the model; what it is made of is taken out by itself.
    fn remove(&mut self, id: Id) {
        let Some(home) = self.schema.dependencies.home(id).cloned() else { return };
        match &home {
            Home::Relation(name) => {
                self.schema.relations.remove(name);
                self.schema.forget_published(name);
            }
            Home::Function(key) => {
                self.schema.functions.remove(key);
            }
            Home::Type(name) => {
                self.schema.types.remove(name);
                if matches!(self.schema.relations.get(name), Some(Relation::Composite)) {
                    self.schema.relations.remove(name);
                }
            }
            Home::Extension(name) => {
                self.schema.extensions.remove(name);
            }
            Home::Schema(name) => {
                self.schema.namespaces.remove(name);
            }
            Home::Index(relation, name) => self.remove_index(*relation, name),
            Home::Column(table, name)
            | Home::Default(table, name)
            | Home::Constraint(table, name)
            | Home::Policy(table, name)
            | Home::Trigger(table, name) => self.remove_part(*table, name, &home),
        }
        self.schema.dependencies.remove(id);
    }

    fn remove_index(&mut self, relation: Id, index: &str) {
        let Some(owner) = self.relation_name(relation).cloned() else { return };
        self.schema.relations.remove(&owner.sibling(index));
        match self.schema.relations.get_mut(&owner) {
            Some(Relation::Table(table)) => {
                table.indexes.remove(index);
            }
            Some(Relation::View(view)) => {
                view.indexes.remove(index);
            }
            _ => {}
        }
    }

    fn remove_part(&mut self, relation: Id, part: &str, home: &Home) {
        let Some(owner) = self.relation_name(relation).cloned() else { return };
        if matches!(home, Home::Constraint(..)) {
            self.schema.count_constraint(&owner.sibling(part), -1);
        }
        match self.schema.relations.get_mut(&owner) {
            Some(Relation::Table(table)) => match home {
                Home::Column(..) => table.columns.retain(|c| c.name != part),
                Home::Constraint(..) => {
                    table.constraints.remove(part);
                }
                Home::Policy(..) => {
                    table.policies.remove(part);
                }
                Home::Trigger(..) => {
                    table.triggers.remove(part);
                }
                Home::Default(..) => {
                    if let Some(column) = table.columns.iter_mut().find(|c| c.name == part) {
                        std::sync::Arc::make_mut(column).default = None;
                    }
                }
                _ => {}
            },
            Some(Relation::View(view)) => {
                view.triggers.remove(part);
            }
            _ => {}
        }
    }

    /// An object in words.
    fn describe(&self, id: Id) -> String {
        let on = |table: &Id| self.relation_name(*table).map_or_else(String::new, |n| format!(" of {n}"));
        match self.schema.dependencies.home(id) {
            Some(Home::Relation(name)) => match self.schema.relations.get(name) {
                Some(Relation::View(_)) => format!("view {name}"),
                Some(Relation::Sequence(_)) => format!("sequence {name}"),
                _ => format!("table {name}"),
            },
            Some(Home::Column(table, name)) => format!("column {name}{}", on(table)),
            Some(Home::Default(table, name)) => format!("default of column {name}{}", on(table)),
            Some(Home::Constraint(table, name)) => format!("constraint {name}{}", on(table)),
            Some(Home::Index(table, name)) => format!("index {name}{}", on(table)),
            Some(Home::Policy(table, name)) => format!("policy {name}{}", on(table)),
            Some(Home::Trigger(table, name)) => format!("trigger {name}{}", on(table)),
            Some(Home::Function(key)) => format!("function {key}"),
            Some(Home::Type(name)) => format!("type {name}"),
            Some(Home::Extension(name)) => format!("extension {name}"),
            Some(Home::Schema(name)) => format!("schema {name}"),
            None => "object".to_owned(),
        }
    }
}
