//! What starts work at set times: the hosts' own lists of addresses, and the runtimes' and libraries' timers.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{Project, values::Values},
    source::span::FileId,
};

/// An address of the app that a host calls at set times.
pub(crate) struct HostCron {
    /// The address, from its first slash, without a query.
    pub(crate) path: String,
    /// The file that says so.
    pub(crate) by: &'static str,
}

/// `crons[].path` of each `vercel.json`.
pub(crate) fn host_crons(project: &Project) -> Vec<HostCron> {
    const FILE: &str = "vercel.json";
    let files = project.all_files().filter(|(_, f)| f.name() == FILE);
    let lists = files.filter_map(|(id, _)| project.configs.tree(id)?.get("crons"));
    let paths = lists.flat_map(|crons| crons.elements().iter().filter_map(|c| c.get("path")?.str()));
    paths.map(|p| HostCron { path: p.split('?').next().unwrap_or(p).to_owned(), by: FILE }).collect()
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
