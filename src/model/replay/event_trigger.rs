//! Event triggers: functions that the migrations have run after each statement that makes or changes something.
//!
//! Projects have one that switches row security on for every new table, or fixes the search path of every new function.

use super::{
    Replay,
    refusal::{Run, Stop},
};
use crate::{
    model::schema::{EventTrigger, FunctionKey, Name},
    sql::statement::{FunctionCall, ObjectName, RoutineKind, Statement, StatementKind},
};

/// A command that an event trigger is told of.
#[derive(Clone, Debug)]
pub(super) struct Command {
    /// `CREATE TABLE`.
    pub(super) tag: &'static str,
    /// `table`.
    pub(super) object_type: &'static str,
    /// What it made or changed.
    pub(super) name: Name,
    /// The same, where it is a function.
    pub(super) function: Option<FunctionKey>,
}

impl Replay {
    /// Whether a statement makes nothing because it is there: `CREATE TABLE IF NOT EXISTS`.
    pub(super) fn is_made_already(&self, statement: &Statement) -> bool {
        match &statement.kind {
            StatementKind::CreateTable(create) => create.if_not_exists && self.find_relation(&create.name).is_some(),
            StatementKind::CreateView(create) => create.if_not_exists && self.find_relation(&create.name).is_some(),
            _ => false,
        }
    }

    /// Runs the functions of the event triggers that wait for a statement which succeeded.
    pub(super) fn fire_event_triggers(&mut self, statement: &Statement) -> Run {
        // What such a function does itself is not followed further.
        if self.command.is_some() {
            return Ok(());
        }
        let Some(command) = self.command_of(statement) else { return Ok(()) };
        let waits = |trigger: &&EventTrigger| {
            trigger.event == "ddl_command_end"
                && (trigger.tags.is_empty() || trigger.tags.iter().any(|tag| tag == command.tag))
        };
        let all = self.schema.event_triggers.iter().map(|(_, trigger)| trigger);
        let functions: Vec<ObjectName> = all.filter(waits).map(|trigger| trigger.function.clone()).collect();
        for name in functions {
            self.command = Some(command.clone());
            let result = self.follow_call(&FunctionCall { name, args: Vec::new() });
            self.command = None;
            match result {
                Ok(()) | Err(Stop::Unsure(_) | Stop::Skipped) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(())
    }

    /// What event triggers are told of a statement.
    fn command_of(&self, statement: &Statement) -> Option<Command> {
        let of = |tag, object_type, name| Command { tag, object_type, name, function: None };
        Some(match &statement.kind {
            StatementKind::CreateTable(create) => {
                let tag = match (&create.query, &create.server) {
                    (Some(_), _) => "CREATE TABLE AS",
                    (None, Some(_)) => "CREATE FOREIGN TABLE",
                    (None, None) => "CREATE TABLE",
                };
                let kind = if create.server.is_some() { "foreign table" } else { "table" };
                of(tag, kind, self.known(&create.name)?)
            }
            StatementKind::CreateView(create) if create.materialized => {
                of("CREATE MATERIALIZED VIEW", "materialized view", self.known(&create.name)?)
            }
            StatementKind::CreateView(create) => of("CREATE VIEW", "view", self.known(&create.name)?),
            StatementKind::AlterTable(alter) => of("ALTER TABLE", "table", self.known(&alter.name)?),
            StatementKind::CreateRoutine(create) => {
                let (tag, kind) = match create.kind {
                    RoutineKind::Procedure => ("CREATE PROCEDURE", "procedure"),
                    _ => ("CREATE FUNCTION", "function"),
                };
                let name = &create.name;
                let path = &self.session.search_path;
                let all = self.schema.resolve_functions(name.schema.as_deref(), &name.name, path);
                let here = self.here();
                let (key, _) = all.into_iter().find(|(_, function)| function.at == here)?;
                Command { tag, object_type: kind, name: key.name.clone(), function: Some(key.clone()) }
            }
            _ => return None,
        })
    }
}
