//! Automated work of a model that only a deploy can stop.

use std::collections::BTreeSet;

use super::{model_calls, runs};
use crate::{
    facts::code::Code,
    model::{Project, calls::FnRef},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    let Some(_) = models.calls.first() else { return };
    let mut automated = Vec::new();
    for job in project.jobs() {
        let Some(route) = job.route.and_then(|index| project.routes.get(index)) else { continue };
        let calls = models.calls.iter().filter(|call| runs(project, route, call));
        automated.extend(calls.map(|call| (call.at, job.name.clone(), job.functions.clone())));
    }
    for route in project.routes.iter().filter(|r| r.webhook.is_some()) {
        let calls = models.calls.iter().filter(|call| runs(project, route, call));
        automated.extend(calls.map(|call| (call.at, route.entry.name.clone(), route.functions.clone())));
    }
    let mut seen = BTreeSet::new();
    let unstoppable: Vec<(Span, String, Vec<FnRef>)> = automated
        .into_iter()
        .filter(|(at, _, functions)| !has_switch(project, functions) && seen.insert(*at))
        .collect();
    let Some(((at, name, _), others)) = unstoppable.split_first() else {
        sink.not_applicable("no model works without a person asking");
        return;
    };
    let message = format!(
        "{name} lets a model work by itself, and nothing but a new deploy or a hand at the database can stop it"
    );
    let finding = sink.report(*at, "ai", message);
    for (at, name, _) in others {
        finding.place(*at, format!("{name} runs by itself, too"));
    }
}

/// Whether any of the functions' files speaks of a switch: a variable or a setting.
fn has_switch(project: &Project, functions: &[FnRef]) -> bool {
    let codes = functions.iter().filter_map(|(file, _)| project.file(*file).code.as_ref());
    codes.into_iter().any(speaks_of_switch)
}

fn speaks_of_switch(code: &Code) -> bool {
    code.texts().any(|text| {
        let lower = text.to_ascii_lowercase();
        text.len() < 60
            && [
                "enabled",
                "disabled",
                "_enable",
                "feature_flag",
                "featureflag",
                "kill",
                "paused",
                "is_active",
                "auto_reply",
                "opt_in",
            ]
            .iter()
            .any(|w| lower.contains(w))
    })
}
