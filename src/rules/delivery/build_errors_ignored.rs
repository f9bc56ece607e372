//! The build passes with errors in it.

use crate::{
    facts::code::{Code, ExprKind, Property, PropertyKey},
    frameworks::commands::Purpose,
    model::{Project, Role},
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let files = project.code_files().filter(|(_, file, _)| file.role == Role::Source);
    for (id, _, code) in files {
        for (property, setting) in settings(code) {
            report(project, sink, id, property, setting);
        }
    }
}

fn report(project: &Project, sink: &mut Sink, file: FileId, property: Property, setting: &str) {
    let purpose = if setting == "ignoreDuringBuilds" { Purpose::Lint } else { Purpose::TypeCheck };
    let mut checks = project.ops.on_change().filter(|a| a.purpose == purpose && a.ignored_by.is_none());
    if checks.next().is_some() {
        return;
    }
    let message = format!("`{setting}` is on, so a build with errors in it is deployed");
    sink.report(property.range.in_file(file), setting, message);
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
        (is_on && matches!(name, "ignoreBuildErrors" | "ignoreDuringBuilds")).then_some((property, name))
    })
}
