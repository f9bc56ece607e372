//! `inspect routes`: the six questions that every entry point must answer, each with the line that answers it.

use serde_json::{Map, Value as Json, json};

use crate::model::{
    Project,
    routes::{Answer, Known, Route},
};

/// The entry points in the order of files and places.
#[must_use]
pub fn routes(project: &Project) -> Json {
    project.routes.iter().map(|route| entry(project, route)).collect()
}

fn entry(project: &Project, route: &Route) -> Json {
    let file = project.file(route.entry.at.file);
    let mut evidence = Map::new();
    let mut answer = |name: &str, answer: &Answer| {
        if let Some(found) = &answer.evidence {
            let file = project.file(found.at.file);
            let place = json!({"path": file.path, "line": file.lines.line(found.at.range.start), "how": found.how});
            evidence.insert(name.to_owned(), place);
        }
        value(answer)
    };
    json!({
        "file": file.path,
        "line": file.lines.line(route.entry.at.range.start),
        "kind": route.entry.kind.word(),
        "name": route.entry.name,
        "authenticated": answer("authenticated", &route.authenticated),
        "authorized": answer("authorized", &route.authorized),
        "validated": answer("validated", &route.validated),
        "rate_limited": answer("rate_limited", &route.rate_limited),
        "logged": answer("logged", &route.logged),
        "failure_handled": answer("failure_handled", &route.failure_handled),
        "paid_apis": route.paid_apis.iter().map(|p| p.service.as_str()).collect::<Vec<_>>(),
        "webhook": route.webhook.as_ref().map(|w| w.provider.as_str()),
        "webhook_verified": route.webhook.as_ref().map(|w| answer("webhook_verified", &w.verified)),
        "webhook_idempotent": route.webhook.as_ref().map(|w| answer("webhook_idempotent", &w.idempotent)),
        "slow_work_inline": answer("slow_work_inline", &route.slow_work_inline),
        "public_by_design": answer("public_by_design", &route.public_by_design),
        "gateway_jwt": route.entry.gateway_jwt,
        "evidence": evidence,
    })
}

fn value(answer: &Answer) -> Json {
    match answer.value {
        Known::Yes => json!(true),
        Known::No => json!(false),
        Known::NotApplicable => json!("n/a"),
        Known::Unknown => json!("unknown"),
    }
}
