//! The build passes with errors in it.

use crate::{
    facts::code::{Code, ExprKind, Property, PropertyKey},
    frameworks::{commands::Purpose, next::configs_before},
    model::{File, Project, Role},
    rules::{Severity, Sink},
    source::span::FileId,
};

/// The setting that lets a build pass with faults of style; the other one lets it pass with faults of type.
const LINT: &str = "ignoreDuringBuilds";

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let files = project.code_files().filter(|(_, file, _)| file.role == Role::Source && is_read(project, file));
    for (id, _, code) in files {
        let mut settings: Vec<_> = settings(code).filter(|(_, name)| !is_checked_elsewhere(project, name)).collect();
        // What does not type breaks, what does not lint looks bad.
        settings.sort_by_key(|(property, name)| (*name == LINT, property.range));
        report(sink, id, &settings);
    }
}

/// Whether the tool reads a configuration file, and not another one beside it.
fn is_read(project: &Project, file: &File) -> bool {
    configs_before(file.name()).iter().all(|name| {
        let beside = if file.folder().is_empty() { (*name).to_owned() } else { format!("{}/{name}", file.folder()) };
        project.find(&beside).is_none()
    })
}

fn is_checked_elsewhere(project: &Project, setting: &str) -> bool {
    let purpose = if setting == LINT { Purpose::Lint } else { Purpose::TypeCheck };
    project.ops.on_change().any(|a| a.purpose == purpose && a.ignored_by.is_none())
}

fn report(sink: &mut Sink, file: FileId, settings: &[(Property, &str)]) {
    let Some(((first, name), others)) = settings.split_first() else { return };
    let message = format!("`{name}` is on, so a build with errors in it is deployed");
    let finding = sink.report(first.range.in_file(file), *name, message);
    if *name == LINT {
        finding.severity(Severity::Low);
    }
    for (other, name) in others {
        finding.place(other.range.in_file(file), format!("`{name}` is on, too"));
    }
}

/// The settings that let a build pass, where they are on.
fn settings(code: &Code) -> impl Iterator<Item = (Property, &str)> {
    let objects = code.exprs.iter().filter_map(|expr| match expr.kind {
        ExprKind::Object { properties } => Some(properties),
        _ => None,
    });
    objects.flat_map(|properties| code.property_list(properties)).filter_map(|property| {
        let PropertyKey::Name(name) = property.key else { return None };
        let is_on = matches!(code.expr(property.value), ExprKind::Bool(true));
        let name = code.str(name);
        (is_on && matches!(name, "ignoreBuildErrors" | LINT)).then_some((property, name))
    })
}
