//! Work for a clock that no clock starts, and clocks that start nothing: a reminder that is never sent, a cleanup that is
//! called at an address where nothing answers.

use super::{answers, names_address, schedules};
use crate::{
    frameworks::{auth::Proof, schedules::host_crons},
    model::{
        Project,
        routes::{Kind, Route},
        schema::Unsure,
    },
    source::span::{FileId, Span},
    vocab::split,
};

/// An entry point for work at set times that nothing starts.
#[derive(Clone, Debug)]
pub struct Unstarted<'p> {
    /// The entry point.
    pub route: &'p Route,
    /// Why it never runs by the clock.
    pub why: Idle,
}

/// Why work at set times never runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// Nothing in the repository names it.
    Unnamed,
    /// The list of the host's clock has others, and not this one.
    LeftOut(&'static str),
    /// It asks for the session of a person, and a clock has none.
    AsksPerson(Span),
}

/// A clock's entry for an address where nothing answers.
#[derive(Clone, Debug)]
pub struct DeadAddress {
    /// The entry.
    pub at: Span,
    /// The address.
    pub address: String,
}

impl Project {
    /// The entry points that are by their name for work at set times, and that no clock starts. One that takes a shared secret
    /// is meant for a clock elsewhere.
    #[must_use]
    pub fn unstarted_work(&self) -> Vec<Unstarted<'_>> {
        let schedules = schedules(self);
        let listed = host_crons(self);
        let is_hidden = self.databases.iter().any(|database| database.unsure.contains(&Unsure::CronJobs));
        let idle = |(index, route): (usize, &Route)| {
            let path = route.entry.path.trim_start_matches('/');
            let is_started = || schedules.iter().any(|s| s.route == Some(index) || names_address(&s.text, path));
            if path.is_empty() || !self.file(route.entry.at.file).role.is_production() || is_started() {
                return None;
            }
            let holds = |proof| route.guards.iter().find(|guard| guard.proof == proof);
            let is_of_clock = path.split('/').any(|part| matches!(part, "cron" | "crons"));
            let is_answered = !path.split('/').any(|part| part.starts_with([':', '[']));
            let is_left_out = is_of_clock && is_answered && !listed.is_empty();
            if is_left_out && route.entry.kind != Kind::EdgeFunction && !self.is_named_elsewhere(route, path) {
                return Some(Idle::LeftOut(listed.first()?.by));
            }
            let elsewhere = route.webhook.is_some()
                || [Proof::Secret, Proof::Signature, Proof::Token].into_iter().any(|p| holds(p).is_some());
            let is_work = route.entry.kind == Kind::EdgeFunction && is_periodic(path);
            if !is_work || elsewhere || is_hidden || self.is_done_by_job(path) || self.is_named_elsewhere(route, path) {
                return None;
            }
            Some(holds(Proof::Identity).map_or(Idle::Unnamed, |guard| Idle::AsksPerson(guard.at)))
        };
        let routes = self.routes.iter().enumerate();
        routes.filter_map(|(index, route)| Some(Unstarted { route, why: idle((index, route))? })).collect()
    }

    /// Whether the entry points of a file ask for the session of a person, and nothing names them: no clock can start them, and
    /// no page does.
    #[must_use]
    pub fn is_asked_by_nobody(&self, file: FileId) -> bool {
        let asks_person = |route: &Route| route.guards.iter().any(|guard| guard.proof == Proof::Identity);
        let mut routes = self.routes.iter().filter(|route| route.entry.at.file == file).peekable();
        let is_function = |kind| matches!(kind, Kind::EdgeFunction | Kind::Base44Function);
        routes.peek().is_some()
            && routes.all(|route| {
                let path = route.entry.path.trim_start_matches('/');
                is_function(route.entry.kind) && asks_person(route) && !self.is_named_elsewhere(route, path)
            })
    }

    /// Whether a clock of the database does by its name the same: `expire-bookings` and `select expire_unpaid_bookings()`.
    fn is_done_by_job(&self, path: &str) -> bool {
        let words = split(path.rsplit('/').next().unwrap_or(path));
        let mut jobs = self.databases.iter().flat_map(|database| database.cron_jobs.iter());
        jobs.any(|(name, job)| {
            let done = [split(name), split(job.command.as_deref().unwrap_or_default())].concat();
            words.iter().all(|word| done.contains(word))
        })
    }

    /// Whether code beside an entry point's own, SQL or a pipeline names it.
    fn is_named_elsewhere(&self, route: &Route, path: &str) -> bool {
        let mut codes = self.code_files().filter(|(id, _, _)| *id != route.entry.at.file);
        let mut bodies = self.databases.iter().flat_map(|d| d.functions.iter().filter_map(|(_, f)| f.body.as_ref()));
        let steps = self.configs.workflows.iter().flat_map(|(_, workflow)| &workflow.jobs).flat_map(|job| &job.steps);
        let mut commands = steps.filter_map(|step| step.run.as_deref());
        codes.any(|(_, _, code)| code.texts().any(|text| names_address(text, path)))
            || bodies.any(|body| names_address(&body.text, path))
            || commands.any(|command| names_address(command, path))
    }

    /// The clocks' entries for addresses of the app where nothing answers.
    #[must_use]
    pub fn dead_addresses(&self) -> Vec<DeadAddress> {
        let mut dead = Vec::new();
        let served = |prefix: &str| self.routes.iter().any(|r| r.entry.path.starts_with(prefix));
        for cron in host_crons(self) {
            let is_answered = self.routes.iter().any(|route| answers(&route.entry.path, &cron.path));
            // An address outside of these may be a page, or be led elsewhere.
            if cron.path.starts_with("/api/") && served("/api/") && !is_answered && !cron.is_rewritten {
                dead.push(DeadAddress { at: cron.at, address: cron.path });
            }
        }
        let functions = || self.routes.iter().filter(|route| route.entry.kind == Kind::EdgeFunction);
        for job in self.databases.iter().flat_map(|database| database.cron_jobs.values()) {
            let Some((name, at)) = job.command.as_deref().and_then(called_function).zip(job.at) else { continue };
            if functions().next().is_some() && !functions().any(|route| route.entry.path == name) {
                dead.push(DeadAddress { at, address: format!("functions/v1/{name}") });
            }
        }
        dead
    }
}

/// Whether an entry point is by its name for work at set times: `send-booking-reminders`, `cleanup-expired-holds`. What only
/// cleans up may be done once.
fn is_periodic(path: &str) -> bool {
    let words = split(path.rsplit('/').next().unwrap_or(path));
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let first = words.first().map(String::as_str).unwrap_or_default();
    has(&["daily", "weekly", "monthly", "nightly", "hourly", "digest", "cron"])
        || has(&["reminders"]) && matches!(first, "send" | "process" | "check")
        || first == "expire" && words.len() > 1
        || matches!(first, "cleanup" | "purge")
            && has(&["expired", "old", "stale", "abandoned", "inactive", "orphaned"])
}

/// The edge function whose address stands in a job's command: `…/functions/v1/remind`.
fn called_function(command: &str) -> Option<&str> {
    let (_, rest) = command.split_once("/functions/v1/")?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(rest.len());
    // What follows is put together: the name goes on.
    let goes_on = rest.get(end..).is_some_and(|tail| tail.trim_start_matches('\'').trim_start().starts_with("||"));
    rest.get(..end).filter(|name| !name.is_empty() && !goes_on)
}
