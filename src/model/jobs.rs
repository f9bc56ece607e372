//! Work that a clock starts: scheduled functions and routes, and timers of a server.

use super::{
    Project,
    calls::FnRef,
    configs::Configs,
    routes::Route,
    values::{Value, Values},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    source::span::Span,
};

/// A piece of scheduled work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its name, for messages and keys: the entry point's, or the file's.
    pub name: String,
    /// Where it is declared: the entry point, or the call that schedules it.
    pub at: Span,
    /// How it is known to be scheduled, in words.
    pub started_by: String,
    /// The functions that run.
    pub functions: Vec<FnRef>,
    /// The position among [`Project::routes`], where it is an entry point.
    pub route: Option<usize>,
}

impl Project {
    /// All scheduled work, by place. Work that only a database function does is not among it.
    #[must_use]
    pub fn jobs(&self) -> Vec<Job> {
        let scheduled = scheduled_addresses(self);
        let mut jobs: Vec<Job> = Vec::new();
        for (index, route) in self.routes.iter().enumerate() {
            if let Some(started_by) = started_by(route, &scheduled)
                && self.file(route.entry.at.file).role.is_production()
            {
                jobs.push(Job {
                    name: route.entry.name.clone(),
                    at: route.entry.at,
                    started_by,
                    functions: route.functions.clone(),
                    route: Some(index),
                });
            }
        }
        jobs.extend(timers(self));
        jobs.sort_by_key(|j| j.at);
        jobs.dedup_by_key(|j| j.at);
        jobs
    }
}

/// Addresses that a schedule names, with what names them: `functions/v1/remind` by a job of the database.
fn scheduled_addresses(project: &Project) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    for job in project.databases.iter().flat_map(|d| d.cron_jobs.values()) {
        found.extend(job.command.clone().map(|command| (command, "a job of the database")));
    }
    found.extend(vercel_crons(&project.configs, project).map(|path| (path, "vercel.json")));
    found
}

/// `crons[].path` of each `vercel.json`.
fn vercel_crons<'p>(configs: &'p Configs, project: &'p Project) -> impl Iterator<Item = String> + 'p {
    let files = project.all_files().filter(|(_, f)| f.name() == "vercel.json");
    files.filter_map(|(id, _)| configs.tree(id)?.get("crons")).flat_map(|crons| {
        let paths = crons.elements().iter().filter_map(|c| c.get("path")?.str());
        paths.map(|p| format!("{} ", p.split('?').next().unwrap_or(p))).collect::<Vec<_>>()
    })
}

fn started_by(route: &Route, scheduled: &[(String, &'static str)]) -> Option<String> {
    let path = route.entry.path.trim_start_matches('/');
    let names = |text: &str| {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(path)) {
            let (start, end) = (from + at, from + at + path.len());
            let is_edge = |c: Option<char>| c.is_none_or(|c| !(c.is_alphanumeric() || c == '-' || c == '_'));
            let before = text.get(..start).and_then(|t| t.chars().next_back());
            let after = text.get(end..).and_then(|t| t.chars().next());
            if matches!(before, Some('/') | None) && is_edge(after) && after != Some('/') {
                return true;
            }
            from = end;
        }
        false
    };
    if let Some((_, how)) = scheduled.iter().find(|(text, _)| !path.is_empty() && names(text)) {
        return Some(format!("started by {how}"));
    }
    let mut segments = path.split('/');
    let looks_on =
        |s: &str| matches!(s, "logs" | "log" | "status" | "history" | "health" | "runs" | "stats" | "jobs" | "list");
    let is_work = !segments.clone().any(|s| looks_on(s) || s.starts_with([':', '[']));
    (is_work && segments.any(|s| matches!(s, "cron" | "crons" | "scheduled")))
        .then(|| "a cron route by its address".to_owned())
}

/// `cron.schedule("0 3 * * *", work)` of a scheduling library, `Deno.cron(name, when, work)`.
fn timers(project: &Project) -> Vec<Job> {
    let values = project.values();
    let mut jobs = Vec::new();
    for (file, known, code) in project.code_files() {
        if !known.role.is_production() || !project.sides.of(file).is_server() {
            continue;
        }
        for (index, expr) in code.exprs.iter().enumerate() {
            let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = expr.kind else { continue };
            if u32::try_from(index).is_err() || !is_schedule(project, &values, file, code, callee) {
                continue;
            }
            let functions: Vec<FnRef> = code
                .expr_list(args)
                .flat_map(|argument| match code.expr(argument) {
                    ExprKind::Function(f) => vec![Value::Function(file, f)],
                    _ => values.of(file, argument).to_vec(),
                })
                .filter_map(|value| match value {
                    Value::Function(at, f) => Some((at, f)),
                    _ => None,
                })
                .collect();
            if !functions.is_empty() {
                jobs.push(Job {
                    name: known.path.clone(),
                    at: expr.range.in_file(file),
                    started_by: "a timer of the server".to_owned(),
                    functions,
                    route: None,
                });
            }
        }
    }
    jobs
}

fn is_schedule(
    project: &Project,
    values: &Values<'_>,
    file: crate::source::span::FileId,
    code: &Code,
    callee: ExprId,
) -> bool {
    let is_named = match code.expr(callee) {
        ExprKind::Member { property, .. } => {
            matches!(code.str(property), "schedule" | "scheduleJob" | "cron" | "CronJob" | "Cron")
        }
        ExprKind::Ident { name, .. } => matches!(code.str(name), "CronJob" | "Cron" | "scheduleJob" | "schedule"),
        _ => false,
    };
    is_named
        && values
            .symbols(file, callee)
            .iter()
            .any(|s| s.is_global("Deno.cron") || s.package().is_some_and(|p| project.vocab.packages.schedulers.has(p)))
}
