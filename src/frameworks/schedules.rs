//! What starts work at set times: the hosts' own lists of addresses, and the runtimes' and libraries' timers.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    formats::Node,
    model::{Project, values::Values},
    source::span::{FileId, Span},
};

/// An address of the app that a host calls at set times.
pub(crate) struct HostCron {
    /// The address, from its first slash, without a query.
    pub(crate) path: String,
    /// When, as cron writes it.
    pub(crate) schedule: Option<String>,
    /// The file that says so.
    pub(crate) by: &'static str,
    /// The entry in it.
    pub(crate) at: Span,
    /// Whether the same file sends addresses elsewhere.
    pub(crate) is_rewritten: bool,
}

/// `crons[].path` and `.schedule` of each `vercel.json`.
pub(crate) fn host_crons(project: &Project) -> Vec<HostCron> {
    const FILE: &str = "vercel.json";
    let files = project.all_files().filter(|(_, f)| f.name() == FILE);
    let lists = files.filter_map(|(id, _)| Some((id, project.configs.tree(id)?)));
    let cron = |(id, root, entry): (FileId, &Node, &Node)| {
        let path = entry.get("path")?.str()?;
        let path = path.split('?').next().unwrap_or(path).to_owned();
        let schedule = entry.get("schedule").and_then(Node::str).map(str::to_owned);
        let is_rewritten = leads_elsewhere(root, &path);
        Some(HostCron { path, schedule, by: FILE, at: entry.range.in_file(id), is_rewritten })
    };
    let entries = lists.flat_map(|(id, root)| {
        let crons = root.get("crons").map(Node::elements).unwrap_or_default();
        crons.iter().map(move |entry| (id, root, entry))
    });
    entries.filter_map(cron).collect()
}

/// Whether a `vercel.json` sends an address elsewhere, by what stands before the first placeholder of a source.
fn leads_elsewhere(root: &Node, path: &str) -> bool {
    let lists = ["rewrites", "routes"].into_iter().filter_map(|key| root.get(key)).flat_map(Node::elements);
    let mut sources = lists.filter_map(|entry| entry.get("source").or_else(|| entry.get("src"))?.str());
    sources.any(|source| match source.find(['(', ':', '*', '[']) {
        Some(end) => source.get(..end).is_some_and(|fixed| path.starts_with(fixed)),
        None => source == path,
    })
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
