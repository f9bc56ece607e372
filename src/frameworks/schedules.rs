//! What starts work at set times: the hosts' own lists of addresses, and the runtimes' and libraries' timers.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    formats::Node,
    model::{Project, values::Values},
    source::span::FileId,
};

/// An address of the app that a host calls at set times.
pub(crate) struct HostCron {
    /// The address, from its first slash, without a query.
    pub(crate) path: String,
    /// When, as cron writes it.
    pub(crate) schedule: Option<String>,
    /// The file that says so.
    pub(crate) by: &'static str,
}

/// `crons[].path` and `.schedule` of each `vercel.json`.
pub(crate) fn host_crons(project: &Project) -> Vec<HostCron> {
    const FILE: &str = "vercel.json";
    let files = project.all_files().filter(|(_, f)| f.name() == FILE);
    let lists = files.filter_map(|(id, _)| project.configs.tree(id)?.get("crons"));
    let cron = |entry: &Node| {
        let path = entry.get("path")?.str()?;
        let path = path.split('?').next().unwrap_or(path).to_owned();
        let schedule = entry.get("schedule").and_then(Node::str).map(str::to_owned);
        Some(HostCron { path, schedule, by: FILE })
    };
    lists.flat_map(|crons| crons.elements().iter().filter_map(cron)).collect()
}

/// Whether a call or `new` of this sets up a timer: `cron.schedule(…)` of a scheduling library, `Deno.cron(…)`.
pub(crate) fn is_timer(project: &Project, values: &Values<'_>, file: FileId, code: &Code, callee: ExprId) -> bool {
    let is_named = match code.expr(callee) {
        ExprKind::Member { property, .. } => {
            matches!(code.str(property), "schedule" | "scheduleJob" | "cron" | "CronJob" | "Cron")
        }
        ExprKind::Ident { name, .. } => matches!(code.str(name), "CronJob" | "Cron" | "scheduleJob" | "schedule"),
        _ => false,
    };
    let schedules = &project.vocab.packages.schedulers;
    is_named
        && values
            .symbols(file, callee)
            .iter()
            .any(|s| s.is_global("Deno.cron") || s.package().is_some_and(|p| schedules.has(p)))
}
