//! Functions that find tables by a search path which their caller sets.

use super::databases;
use crate::{
    model::{
        Project,
        schema::{Function, Part},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let own = |function: &Function| {
            function.search_path.is_none() && function.extension.is_none() && function.body.is_some()
        };
        for (definer, severity) in [(true, Severity::Medium), (false, Severity::Info)] {
            let loose: Vec<_> = database
                .schema
                .functions
                .iter()
                .filter(|(key, function)| {
                    let is_set = database.schema.withheld.touches(&key.name, Part::Options);
                    function.security_definer == definer && own(function) && database.is_first(&key.name) && !is_set
                })
                .filter_map(|(key, function)| Some((key, function.at?)))
                .collect();
            let Some(((first, at), others)) = loose.split_first() else { continue };
            let which = if definer { "that run as their owner " } else { "" };
            let message = match others.len() {
                0 => format!("{} finds its tables by the search path of whoever calls", first.name),
                n => format!("{} functions {which}find their tables by the search path of whoever calls", n + 1),
            };
            let finding = sink.report(*at, first.to_string(), message);
            finding.severity(severity).help(
                "make each again with the schema before every table, type and function of its body (`public.notes`) and \
                 `set search_path = ''`; where names stay bare, `set search_path = public, pg_temp`: with '' they would fail at \
                 each call",
            );
            for (key, at) in others {
                finding.thing(*at, key.to_string(), format!("{} too", key.name));
            }
        }
    }
}
