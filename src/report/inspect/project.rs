//! `inspect project`: what the project is and how it is run.

use serde_json::{Value as Json, json};

use crate::{
    model::{
        Project,
        ops::{Action, Pipeline},
    },
    source::span::Span,
};

/// The facts of the project as a whole.
#[must_use]
pub fn project(project: &Project) -> Json {
    let ops = &project.ops;
    let places = |spans: &[Span]| -> Vec<Json> { spans.iter().map(|s| place(project, *s)).collect() };
    let paths = |files: &[crate::source::span::FileId]| -> Vec<&str> {
        files.iter().map(|f| project.file(*f).path.as_str()).collect()
    };
    let evidence = project.made_by.evidence.iter().map(|e| {
        let mut entry = place(project, e.at);
        entry["because"] = json!(e.because);
        entry
    });
    let variables = &ops.variables;
    json!({
        "builder": project.made_by.builder.unwrap_or("none"),
        "evidence": evidence.collect::<Vec<_>>(),
        "apps": project.apps.iter().map(|app| json!({
            "root": app.root,
            "name": app.name,
            "frameworks": app.frameworks,
            "data": app.data,
            "services": app.services,
            "package_manager": app.package_manager,
            "lockfiles": paths(&app.lockfiles),
        })).collect::<Vec<_>>(),
        "pipelines": ops.pipelines.iter().map(|p| pipeline(project, p)).collect::<Vec<_>>(),
        "tests": { "real": paths(&ops.tests.real), "empty": paths(&ops.tests.empty) },
        "environments": { "staging": places(&ops.environments.staging), "deployment": paths(&ops.environments.deployment) },
        "variables": {
            "used": variables.used.iter().map(|(name, spans)| json!({
                "name": name,
                "documented": variables.is_named(name),
                "places": spans.len(),
            })).collect::<Vec<_>>(),
            "examples": paths(&variables.examples),
        },
        "signals": {
            "tracker_packages": places(&ops.signals.tracker_packages),
            "tracked_in_browser": places(&ops.signals.tracked_in_browser),
            "tracked_on_server": places(&ops.signals.tracked_on_server),
            "logger": ops.signals.logger.map(|s| place(project, s)),
            "health": places(&ops.signals.health),
        },
        "documents": {
            "rollback": ops.documents.rollback.map(|s| place(project, s)),
            "restore": ops.documents.restore.map(|s| place(project, s)),
        },
    })
}

fn place(project: &Project, span: Span) -> Json {
    let file = project.file(span.file);
    json!({ "path": file.path, "line": file.lines.line(span.range.start) })
}

fn pipeline(project: &Project, pipeline: &Pipeline) -> Json {
    let action = |a: &Action| {
        let mut entry = place(project, a.at);
        entry["does"] = json!(a.purpose.name());
        entry["job"] = json!(a.job);
        entry["ignored_by"] = json!(a.ignored_by);
        entry
    };
    json!({
        "path": project.file(pipeline.file).path,
        "events": pipeline.events,
        "automatic": pipeline.is_automatic(),
        "actions": pipeline.actions.iter().map(action).collect::<Vec<_>>(),
    })
}
