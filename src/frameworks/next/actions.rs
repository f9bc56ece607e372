//! Server actions: exported functions of a `"use server"` module, and functions that carry the directive themselves.
//! Each is an endpoint that anybody can call, whatever page it was written for.

use crate::{
    facts::code::{Code, FnId},
    frameworks::handler,
    model::{
        Project,
        routes::{Entry, Kind, Step},
        values::Values,
    },
    source::span::{FileId, Range},
};

/// The server actions of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, _, code) in project.code_files() {
        if code.directives.iter().any(|d| code.str(*d) == "use server") {
            exported(&values, project, id, &mut entries);
        }
        entries.extend(marked(id, code));
    }
    entries
}

fn exported(values: &Values<'_>, project: &Project, id: FileId, entries: &mut Vec<Entry>) {
    for name in project.modules.exported_names(id) {
        let Some((steps, range)) = handler::exported_steps(values, id, name) else { continue };
        if steps.iter().any(|s| s.function().is_some()) {
            entries.push(action(id, range, name, steps));
        }
    }
}

/// Functions with the directive in their body.
fn marked(id: FileId, code: &Code) -> impl Iterator<Item = Entry> + '_ {
    (0u32..).map(FnId).zip(&code.functions).filter(|(_, f)| f.use_server).map(move |(function, f)| {
        let name = f.name.map_or("action", |n| code.str(n));
        action(id, f.range, name, vec![Step::Handler((id, function))])
    })
}

fn action(id: FileId, range: Range, name: &str, steps: Vec<Step>) -> Entry {
    Entry {
        at: range.in_file(id),
        kind: Kind::ServerAction,
        method: None,
        name: name.to_owned(),
        path: name.to_owned(),
        steps,
        gateway_jwt: false,
        by_platform: false,
        caught_by: None,
    }
}
