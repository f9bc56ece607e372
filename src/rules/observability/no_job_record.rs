//! Scheduled work that leaves no record of its runs.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        jobs::Job,
        queries::{Op, Query},
    },
    rules::Sink,
};

/// Words in names of tables that hold runs.
const RECORDS: [&str; 16] = [
    "job",
    "jobs",
    "run",
    "runs",
    "cron",
    "log",
    "logs",
    "sync",
    "history",
    "execution",
    "executions",
    "queue",
    "audit",
    "event",
    "events",
    "import",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let jobs = project.jobs();
    if jobs.is_empty() {
        sink.not_applicable("no scheduled work in the code");
        return;
    }
    let mut silent = jobs.iter().filter(|job| !leaves_record(project, job));
    let Some(first) = silent.next() else {
        sink.pass("each job writes down its runs");
        return;
    };
    let others: Vec<&Job> = silent.collect();
    let more = match others.len() {
        0 => String::new(),
        1 => ", and one more job".to_owned(),
        n => format!(", and {n} more jobs"),
    };
    let message = format!("nobody will notice when {} stops running: it keeps no record of its runs{more}", first.name);
    let finding = sink.report(first.at, "jobs", message);
    for job in others {
        finding.thing(job.at, job.name.clone(), format!("{} ({})", job.name, job.started_by));
    }
}

/// Whether it writes to a table of runs, or reports to a service that watches jobs. What only hands on to another machine
/// may leave its record there.
fn leaves_record(project: &Project, job: &Job) -> bool {
    let words = |table: &str| crate::vocab::split(table).iter().any(|w| RECORDS.contains(&w.as_str()));
    let is_record = |table: &str| project.vocab.tables.audit.has(table) || words(table);
    let route = job.route.and_then(|index| project.routes.get(index));
    let by_route =
        route.is_some_and(|r| r.effects.iter().any(|e| e.writes && e.table.as_deref().is_some_and(is_record)));
    let in_job = |q: &&Query| {
        job.functions.iter().any(|&(file, function)| {
            let code = project.file(file).code.as_ref();
            q.at.file == file && code.is_some_and(|c| c.function(function).range.contains(q.at.range))
        })
    };
    let by_query = || {
        let mut writes = project.queries.iter().filter(|q| q.op.is_write()).filter(in_job);
        writes.any(|q| q.tables.iter().any(|t| is_record(t)) || says_who_started(project, q))
    };
    let is_handed_on = || {
        let asks = |r: &crate::model::failures::Request| job.functions.contains(&(r.at.file, r.function));
        let touches_data = route.is_some_and(|r| !r.effects.is_empty()) || project.queries.iter().any(|q| in_job(&q));
        !touches_data && project.failures.requests.iter().any(asks)
    };
    let reports = || job.functions.iter().filter_map(|(file, _)| project.file(*file).code.as_ref()).any(checks_in);
    by_route || by_query() || reports() || is_handed_on() || has_table_of_runs(project, job)
}

/// `insert({ review_type: "scheduled", … })`: the newest of these rows says when the work last ran.
fn says_who_started(project: &Project, query: &Query) -> bool {
    let Some(code) = &project.file(query.at.file).code else { return false };
    let is_kind = |name: &str| {
        ["type", "source", "mode", "_by"].iter().any(|end| name.ends_with(end)) || name.starts_with("trigger")
    };
    let by_itself =
        |value| code.string(value).is_some_and(|text| matches!(text, "scheduled" | "cron" | "automatic" | "auto"));
    let says = |&object: &ExprId| match code.expr(object) {
        ExprKind::Object { properties } => {
            code.property_list(properties).any(|p| code.property_name(&p).is_some_and(is_kind) && by_itself(p.value))
        }
        _ => false,
    };
    matches!(query.op, Op::Insert | Op::Upsert) && query.written.iter().any(says)
}

/// Whether the app has a table of the runs of just this work: `tide_check_runs` of `tide-check`.
fn has_table_of_runs(project: &Project, job: &Job) -> bool {
    let own = crate::vocab::split(job.name.rsplit(['/', ' ']).next().unwrap_or(&job.name));
    project.table_names().into_iter().any(|(name, _)| {
        let words = crate::vocab::split(name);
        own.len() > 1
            && own.iter().all(|word| words.contains(word))
            && words.last().is_some_and(|last| !own.contains(last) && RECORDS.contains(&last.as_str()))
    })
}

/// `Sentry.captureCheckIn`, `withMonitor`, a ping of a watching service, a procedure that logs the run.
fn checks_in(code: &Code) -> bool {
    code.texts().any(|t| {
        let lower = t.to_ascii_lowercase();
        matches!(t, "captureCheckIn" | "withMonitor")
            || [
                "hc-ping.com",
                "healthchecks.io",
                "cronitor",
                "betteruptime",
                "betterstack",
                "log_job",
                "log_cron",
                "record_run",
                "logcron",
                "logjob",
                "recordrun",
            ]
            .iter()
            .any(|w| lower.contains(w))
    })
}
