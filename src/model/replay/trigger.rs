//! Triggers, and event triggers.

use std::sync::Arc;

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{self, Event, EventTrigger, FunctionKey, Home, Id, Name, Relation, Tie, Timing, Trigger},
    sql::statement::{self, CreateEventTrigger, CreateTrigger, TriggerEvent, TriggerTiming},
};

impl Replay {
    /// `CREATE TRIGGER`.
    pub(super) fn create_trigger(&mut self, create: &CreateTrigger) -> Run {
        let relation = self.relation(&create.table)?;
        let on_table = self.schema.table(&relation).is_some();
        if !on_table && self.schema.view(&relation).is_none() {
            return Err(Stop::refused(Condition::WrongObjectType, format!("{relation} cannot have triggers")));
        }
        if on_table == (create.timing == TriggerTiming::InsteadOf) {
            let reason = if on_table {
                format!("{relation} is a table: tables cannot have INSTEAD OF triggers")
            } else if create.for_each_row {
                format!("{relation} is a view: views cannot have row-level BEFORE or AFTER triggers")
            } else {
                String::new()
            };
            if !reason.is_empty() {
                return Err(Stop::refused(Condition::WrongObjectType, reason));
            }
        }
        let owner = self.relation_id(&relation).ok_or_else(|| Stop::no_relation(&relation, &relation.name))?;
        let mut update_of = Vec::new();
        let mut ties: Vec<(Id, Tie)> = Vec::new();
        for event in &create.events {
            if let TriggerEvent::Update(columns) = event {
                for column in columns {
                    if on_table {
                        ties.push((self.column_id(&relation, &column.name)?, Tie::Normal));
                    }
                    update_of.push(column.name.clone());
                }
            }
        }
        if let Some(when) = &create.when {
            let bound = self.bind_trigger_condition(&relation, &when.text)?;
            ties.extend(bound.uses.into_iter().map(|id| (id, Tie::Normal)));
        }
        let function = self.trigger_function(&create.function)?;
        ties.extend(self.schema.functions.get(&function).map(|f| (f.id, Tie::Normal)));
        let name = create.name.name.clone();
        let old = self.trigger_of(&relation, &name);
        if let Some(old) = old {
            if !create.or_replace {
                return Err(Stop::exists(Condition::DuplicateObject, "trigger", &format!("{name} for {relation}")));
            }
            self.drop_ids(&[old], true)?;
        }
        let id = self.id(Home::Trigger(owner, name.clone()));
        for (on, tie) in ties {
            self.schema.dependencies.tie(id, on, tie);
        }
        let trigger = Trigger {
            id,
            name: name.clone(),
            timing: match create.timing {
                TriggerTiming::Before => Timing::Before,
                TriggerTiming::After => Timing::After,
                TriggerTiming::InsteadOf => Timing::InsteadOf,
            },
            events: events(&create.events),
            update_of,
            for_each_row: create.for_each_row,
            when: create.when.as_ref().map(|t| self.text(t)),
            function: function.name,
            arguments: create.args.clone(),
            enabled: true,
            at: self.here(),
        };
        for partition in if on_table && create.for_each_row { self.children(&relation)? } else { Vec::new() } {
            let partition_id = self.table_at(&partition)?.id;
            let mut copy = trigger.clone();
            copy.id = self.id(Home::Trigger(partition_id, name.clone()));
            self.table_mut(&partition)?.triggers.insert(name.clone(), Arc::new(copy));
        }
        match self.schema.relations.get_mut(&relation) {
            Some(Relation::Table(table)) => {
                table.triggers.insert(name, Arc::new(trigger));
            }
            Some(Relation::View(view)) => {
                view.triggers.insert(name, Arc::new(trigger));
            }
            _ => {}
        }
        Ok(())
    }

    fn trigger_of(&self, relation: &Name, trigger: &str) -> Option<Id> {
        match self.schema.relations.get(relation)? {
            Relation::Table(table) => table.triggers.get(trigger).map(|t| t.id),
            Relation::View(view) => view.triggers.get(trigger).map(|t| t.id),
            _ => None,
        }
    }

    /// The function of a trigger: it takes no arguments and returns `trigger`.
    fn trigger_function(&mut self, name: &statement::ObjectName) -> Run<FunctionKey> {
        let reference = statement::RoutineRef { name: name.clone(), args: Some(Vec::new()) };
        let key = match self.routine(&reference) {
            Ok(key) => key,
            // PostgreSQL brings a few trigger functions of its own, and extensions bring theirs.
            Err(Stop::Skipped) => {
                return Ok(FunctionKey { name: Name::new("pg_catalog", name.name.as_str()), args: Vec::new() });
            }
            Err(stop) if stop.is_missing() && self.enable_extension_of_function(&name.name) => {
                let schema = name.schema.clone().unwrap_or_else(|| "extensions".to_owned());
                return Ok(FunctionKey { name: Name::new(schema, name.name.as_str()), args: Vec::new() });
            }
            Err(stop) => return Err(stop),
        };
        let returns = self.schema.functions.get(&key).map(|f| &f.returns);
        match returns {
            Some(schema::Returns::Value(ty)) if ty.built_in_name() != Some("trigger") => Err(Stop::refused(
                Condition::InvalidObjectDefinition,
                format!("function {key} must return type trigger"),
            )),
            _ => Ok(key),
        }
    }

    /// `CREATE EVENT TRIGGER`.
    pub(super) fn create_event_trigger(&mut self, create: &CreateEventTrigger) -> Run {
        let reference = statement::RoutineRef { name: create.function.clone(), args: Some(Vec::new()) };
        match self.routine(&reference) {
            Ok(_) | Err(Stop::Skipped) => {}
            Err(stop) => return Err(stop),
        }
        if self.schema.event_triggers.contains(create.name.name.as_str()) {
            return Err(Stop::exists(Condition::DuplicateObject, "event trigger", &create.name.name));
        }
        let trigger = EventTrigger {
            event: create.event.clone(),
            tags: create.tags.clone(),
            function: create.function.clone(),
            at: self.here(),
        };
        self.schema.event_triggers.insert(create.name.name.clone(), trigger);
        Ok(())
    }
}

fn events(events: &[TriggerEvent]) -> Vec<Event> {
    let mut all: Vec<Event> = events
        .iter()
        .map(|event| match event {
            TriggerEvent::Insert => Event::Insert,
            TriggerEvent::Update(_) => Event::Update,
            TriggerEvent::Delete => Event::Delete,
            TriggerEvent::Truncate => Event::Truncate,
        })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
