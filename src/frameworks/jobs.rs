//! Functions that a service runs on a timer or for an event: Inngest and Trigger.dev.

use super::handler;
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        routes::{Entry, Kind},
        values::Values,
    },
    source::span::FileId,
};

/// The jobs of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, _, code) in project.code_files() {
        entries.extend(code.expr_ids().filter_map(|call| job(&values, id, code, call)));
    }
    entries
}

/// `inngest.createFunction({ id }, { cron }, handler)`, `task({ id, run })`, `schedules.task({ id, cron, run })`.
fn job(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let name @ ("createFunction" | "task" | "schemaTask") = code.last_name(callee)? else { return None };
    let is_of = |package: &str| values.symbols(file, callee).iter().any(|s| s.package() == Some(package));
    let options = code.arg(args, 0)?;
    let run = match name {
        "createFunction" if is_of("inngest") => code.expr_list(args).next_back()?,
        "task" | "schemaTask" if is_of("@trigger.dev/sdk") => code.property(options, "run")?,
        _ => return None,
    };
    let name = code.property(options, "id").and_then(|id| values.exact_text(file, id))?;
    Some(Entry {
        at: code.range(call).in_file(file),
        kind: Kind::Job,
        method: None,
        path: name.clone(),
        name,
        steps: handler::steps(values, file, run),
        gateway_jwt: false,
        by_platform: true,
        caught_by: None,
    })
}
