//! Memberships that every account can give itself, and what it sees by them.

use super::{databases, joined};
use crate::{
    model::{Project, schema::Command},
    rules::Sink,
};

/// So many of the tables that open are named.
const NAMED: usize = 3;

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for found in database.access.self_admissions.iter().filter(|found| database.is_first(&found.table)) {
            let Some(at) = found.at else { continue };
            let (table, policy) = (&found.table, &found.policy);
            let role = if found.roles.is_empty() { String::new() } else { format!(" and {}", joined(&found.roles)) };
            let mut opens: Vec<String> = found.opens.iter().take(NAMED).map(ToString::to_string).collect();
            let more = found.opens.len().saturating_sub(NAMED);
            if more > 0 {
                opens.push(format!("{more} more"));
            }
            let groups = joined(&found.groups);
            let is_moved = found.command == Command::Update;
            let how = if is_moved {
                format!("who is in {table} can set {groups}{role} of his row to any other")
            } else {
                format!("any account can add itself to {table} with any {groups}{role}")
            };
            let shows = if opens.len() == 1 { "shows" } else { "show" };
            let message = format!(
                "{how}, and so sees what {} {shows} to members: policy \"{policy}\" asks only whose row it is",
                joined(&opens)
            );
            let group = found.groups.first().map_or("group", |group| group.trim_end_matches("_id"));
            sink.report(at, table.to_string(), message).help(if is_moved {
                format!(
                    "take back the right to update {table} and grant it on the other columns alone, or let a trigger put \
                     {groups} back"
                )
            } else {
                format!(
                    "let members in by a function of the database that checks an invitation, or ask in WITH CHECK that who adds \
                     is a member already, or made the {group}"
                )
            });
        }
    }
}
