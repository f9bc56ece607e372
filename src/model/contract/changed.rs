//! What SQL changes without ever making it: whoever wrote that had it before him, in the live database.

use crate::{
    model::{Project, schema::Name},
    sql::statement::{AlterActionKind, GrantObjects, ObjectKind, ObjectName, RoutineRef, Statement, StatementKind},
};

impl Project {
    /// Whether SQL changes a table that it never makes nor drops: whoever wrote it had the table before him.
    pub(super) fn is_changed(&self, wanted: &Name) -> bool {
        let is_meant = |name: &ObjectName| is_named(name, wanted);
        let changes = |kind: &StatementKind| match kind {
            StatementKind::AlterTable(a) => {
                !a.if_exists
                    && is_meant(&a.name)
                    && !a.actions.iter().any(|action| matches!(action.kind, AlterActionKind::RenameTo(_)))
            }
            StatementKind::CreatePolicy(p) => is_meant(&p.table),
            StatementKind::CreateTrigger(t) => is_meant(&t.table),
            _ => false,
        };
        let drops = |kind: &StatementKind| {
            matches!(kind, StatementKind::Drop(d) if matches!(d.kind, ObjectKind::Table | ObjectKind::View)
                && d.objects.iter().any(|object| is_meant(&object.name)))
        };
        self.statements().any(|s| changes(&s.kind)) && !self.statements().any(|s| drops(&s.kind))
    }

    /// The same of a function, also where a block walks the catalogue for its name: `where proname in ('free_berths', …)`.
    pub(super) fn is_function_changed(&self, wanted: &Name) -> bool {
        let is_meant = |routine: &RoutineRef| is_named(&routine.name, wanted);
        let is_routine = |kind: ObjectKind| matches!(kind, ObjectKind::Function | ObjectKind::Routine);
        let changes = |kind: &StatementKind| match kind {
            StatementKind::AlterRoutine(alter) => is_meant(&alter.routine),
            StatementKind::Privileges(change) => match &change.objects {
                GrantObjects::Named { kind, objects } => is_routine(*kind) && objects.iter().any(is_meant),
                GrantObjects::AllInSchema { .. } => false,
            },
            StatementKind::Do(block) => looks_up(&block.body.text.text, &wanted.name),
            _ => false,
        };
        let drops = |kind: &StatementKind| matches!(kind, StatementKind::Drop(d) if is_routine(d.kind) && d.objects.iter().any(is_meant));
        self.statements().any(|s| changes(&s.kind)) && !self.statements().any(|s| drops(&s.kind))
    }

    fn statements(&self) -> impl Iterator<Item = &Statement> {
        self.files.iter().filter_map(|f| f.sql.as_ref()).flat_map(|s| &s.statements)
    }
}

fn is_named(name: &ObjectName, wanted: &Name) -> bool {
    name.name == wanted.name && name.schema.as_deref().unwrap_or("public") == wanted.schema
}

/// Whether a block finds a function of this name in the catalogue, and not to drop it.
fn looks_up(block: &str, name: &str) -> bool {
    let lower = block.to_ascii_lowercase();
    let asks = lower.contains("pg_proc") || lower.contains("regprocedure");
    asks && !lower.contains("drop ") && lower.contains(&format!("'{name}'"))
}
