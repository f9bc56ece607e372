//! Work that a clock starts: scheduled functions and routes, and timers of a server.

mod resumption;
pub mod unstarted;

use std::collections::BTreeSet;

use crate::{
    facts::code::{ExprKind, FnId},
    frameworks::schedules::{host_crons, is_timer},
    model::{Project, calls::FnRef, queries::Query, routes::Route, values::Value},
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
    /// When, as cron writes it, where that is known: `*/5 * * * *`.
    pub schedule: Option<String>,
    /// The functions that run.
    pub functions: Vec<FnRef>,
    /// The position among [`Project::routes`], where it is an entry point.
    pub route: Option<usize>,
}

impl Job {
    /// Whether it runs at least four times an hour, at all hours.
    #[must_use]
    pub fn turns_often(&self) -> bool {
        let Some(schedule) = &self.schedule else { return false };
        let fields: Vec<&str> = schedule.split_whitespace().collect();
        match fields.as_slice() {
            [_, "second" | "seconds"] => true,
            // Six fields begin with the second.
            [_, minute, "*", "*", "*", "*"] | [minute, "*", "*", "*", "*"] => {
                let every = minute.strip_prefix("*/").and_then(|n| n.parse::<u32>().ok());
                *minute == "*" || every.is_some_and(|n| n <= 15) || minute.split(',').count() >= 4
            }
            _ => false,
        }
    }
}

impl Project {
    /// All scheduled work, by place. Work that only a database function does is not among it.
    #[must_use]
    pub fn jobs(&self) -> Vec<Job> {
        let schedules = schedules(self);
        let mut jobs: Vec<Job> = Vec::new();
        for (index, route) in self.routes.iter().enumerate() {
            if let Some(started_by) = started_by(index, route, &schedules)
                && self.file(route.entry.at.file).role.is_production()
            {
                let (started_by, schedule) = started_by;
                jobs.push(Job {
                    name: route.entry.name.clone(),
                    at: route.entry.at,
                    started_by,
                    schedule,
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

impl Project {
    /// The functions that run at set times, not too often, and for no caller.
    #[must_use]
    pub fn only_in_jobs(&self) -> OnlyInJobs {
        let mut jobs = self.jobs();
        jobs.retain(|job| !job.turns_often());
        let started: BTreeSet<usize> = jobs.iter().filter_map(|job| job.route).collect();
        let called = self.routes.iter().enumerate().filter(|(index, _)| !started.contains(index));
        let called: BTreeSet<FnRef> = called.flat_map(|(_, route)| route.functions.iter().copied()).collect();
        let functions = jobs.into_iter().flat_map(|job| job.functions).filter(|f| !called.contains(f));
        OnlyInJobs(functions.collect())
    }
}

/// The functions that only scheduled work runs, less than every quarter of an hour.
#[derive(Clone, Debug, Default)]
pub struct OnlyInJobs(BTreeSet<FnRef>);

impl OnlyInJobs {
    /// Whether a call of the database stands in one of them.
    #[must_use]
    pub fn hold(&self, project: &Project, query: &Query) -> bool {
        let code = project.file(query.at.file).code.as_ref();
        let in_file = self.0.range((query.at.file, FnId(0))..=(query.at.file, FnId(u32::MAX)));
        code.is_some_and(|code| in_file.clone().any(|&(_, f)| code.function(f).range.contains(query.at.range)))
    }
}

/// What names an address to be called at set times.
struct Schedule {
    /// The address alone, or a command that holds it: `functions/v1/remind` in a job of the database.
    text: String,
    /// Whose it is, where the text is an address of the app and a route answers it.
    route: Option<usize>,
    /// When, as cron writes it.
    when: Option<String>,
    /// What says so, in words.
    by: &'static str,
}

fn schedules(project: &Project) -> Vec<Schedule> {
    let of_database = project.databases.iter().flat_map(|d| d.cron_jobs.values()).filter_map(|job| {
        let when = job.schedule.clone();
        job.command.clone().map(|text| Schedule { text, route: None, when, by: "a job of the database" })
    });
    let of_host = host_crons(project).into_iter().map(|cron| {
        // The host calls itself: what answers there runs, and no other entry point whose address ends alike.
        let route = project.routes.iter().position(|r| answers(&r.entry.path, &cron.path));
        Schedule { text: format!("{} ", cron.path), route, when: cron.schedule, by: cron.by }
    });
    of_database.chain(of_host).collect()
}

/// Whether an entry point's address, perhaps with parameters, is this one.
pub(in crate::model) fn answers(entry: &str, path: &str) -> bool {
    let parts = |text: &str| text.trim_matches('/').split('/').map(str::to_owned).collect::<Vec<_>>();
    let (entry, path) = (parts(entry), parts(path));
    entry.len() == path.len() && entry.iter().zip(&path).all(|(e, p)| e == p || e.starts_with([':', '[']))
}

/// What starts a route, in words, and when.
fn started_by(index: usize, route: &Route, schedules: &[Schedule]) -> Option<(String, Option<String>)> {
    let path = route.entry.path.trim_start_matches('/');
    let names = |schedule: &Schedule| match schedule.route {
        Some(answering) => answering == index,
        None => !path.is_empty() && names_address(&schedule.text, path),
    };
    if let Some(schedule) = schedules.iter().find(|s| names(s)) {
        return Some((format!("started by {}", schedule.by), schedule.when.clone()));
    }
    let mut segments = path.split('/');
    let looks_on =
        |s: &str| matches!(s, "logs" | "log" | "status" | "history" | "health" | "runs" | "stats" | "jobs" | "list");
    let is_work = !segments.clone().any(|s| looks_on(s) || s.starts_with([':', '[']));
    (is_work && segments.any(|s| matches!(s, "cron" | "crons" | "scheduled")))
        .then(|| ("a cron route by its address".to_owned(), None))
}

/// Whether a text holds an address, as its last segments.
fn names_address(text: &str, path: &str) -> bool {
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
}

/// `cron.schedule("0 3 * * *", work)` of a scheduling library.
fn timers(project: &Project) -> Vec<Job> {
    let values = project.values();
    let mut jobs = Vec::new();
    for (file, known, code) in project.code_files() {
        if !known.role.is_production() || !project.sides.of(file).is_server() {
            continue;
        }
        for (index, expr) in code.exprs.iter().enumerate() {
            let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = expr.kind else { continue };
            if u32::try_from(index).is_err() || !is_timer(project, &values, file, code, callee) {
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
                    schedule: code
                        .expr_list(args)
                        .find_map(|a| code.string(a).filter(|t| t.contains('*')))
                        .map(str::to_owned),
                    functions,
                    route: None,
                });
            }
        }
    }
    jobs
}

impl Route {
    /// Whether its name speaks of work that a clock or a queue starts, although no schedule is in the repository, or it asks
    /// for a secret that only a clock has: `CRON_SECRET`.
    #[must_use]
    pub fn sounds_scheduled(&self) -> bool {
        const WORDS: &[&str] = &[
            "cron",
            "schedule",
            "scheduled",
            "scheduler",
            "reminder",
            "reminders",
            "daily",
            "weekly",
            "monthly",
            "nightly",
            "hourly",
            "digest",
            "digests",
            "queue",
            "worker",
            "process",
            "sweep",
            "tick",
            "check",
            "monitor",
            "sync",
            "job",
            "jobs",
            "expire",
            "expired",
            "auto",
            "escalate",
            "poll",
            "retry",
            "backfill",
            "webhook",
        ];
        const CLOCKS: [&str; 5] = ["cron", "job", "jobs", "scheduler", "internal"];
        let names = |text: &str, words: &[&str]| crate::vocab::split(text).iter().any(|w| words.contains(&w.as_str()));
        let proof = self.authenticated.evidence.as_ref().filter(|_| self.authenticated.is_yes());
        names(&self.entry.path, WORDS) || proof.is_some_and(|proof| names(&proof.how, &CLOCKS))
    }
}

#[cfg(test)]
mod tests {
    use super::{Job, answers, names_address};
    use crate::source::span::{FileId, Range};

    #[test]
    fn often_is_four_times_an_hour() {
        let job = |schedule: &str| Job {
            name: String::new(),
            at: Range::default().in_file(FileId(0)),
            started_by: String::new(),
            schedule: Some(schedule.to_owned()),
            functions: Vec::new(),
            route: None,
        };
        for often in ["* * * * *", "*/5 * * * *", "0 */10 * * * *", "0,15,30,45 * * * *", "30 seconds"] {
            assert!(job(often).turns_often(), "{often}");
        }
        for rarely in ["0 3 * * *", "*/5 8 * * *", "*/30 * * * *", "0 * * * *", ""] {
            assert!(!job(rarely).turns_often(), "{rarely}");
        }
    }

    #[test]
    fn an_address_is_a_route_s_own() {
        assert!(answers("/api/refresh", "/api/refresh"));
        assert!(answers("/api/cron/[job]", "/api/cron/tides/"));
        assert!(!answers("refresh", "/api/refresh"));
        assert!(!answers("/api/refresh/all", "/api/refresh"));
    }

    #[test]
    fn a_command_names_an_address_by_its_end() {
        assert!(names_address("net.http_post('https://x.example/functions/v1/remind')", "remind"));
        assert!(!names_address("net.http_post('https://x.example/functions/v1/remind-all')", "remind"));
        assert!(!names_address("net.http_post('https://x.example/functions/v1/remind/all')", "remind"));
    }
}
