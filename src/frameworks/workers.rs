//! Servers that are one function: the `fetch` of a Cloudflare worker's or of Bun's default export, and of `Bun.serve`.

use super::handler;
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        File, Project,
        modules::Imported,
        routes::{Entry, Kind},
        values::Values,
    },
    source::span::FileId,
};

/// The entry points of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let settings: Vec<&File> =
        project.all_files().map(|(_, file)| file).filter(|file| file.name().starts_with("wrangler.")).collect();
    let mut entries = Vec::new();
    for (id, file, code) in project.code_files() {
        let is_worker = settings.iter().any(|settings| file.path.starts_with(settings.folder()));
        if let Some((at, object)) = default_object(&values, id)
            && at == id
            && (is_worker || code.property(object, "port").is_some())
        {
            entries.extend(fetch_of(&values, id, code, object));
        }
        let served = code.expr_ids().filter_map(|call| match code.expr(call) {
            ExprKind::Call { callee, args } if code.path(callee).as_deref() == Some("Bun.serve") => code.arg(args, 0),
            _ => None,
        });
        entries.extend(served.filter_map(|object| fetch_of(&values, id, code, object)));
    }
    entries
}

fn default_object(values: &Values<'_>, file: FileId) -> Option<(FileId, ExprId)> {
    let Imported::Definition(definition) = values.export(file, "default")? else { return None };
    handler::exported(values, definition.file, definition.value)
}

/// `{ async fetch(request, env) { … } }`; the `fetch` of a router is found where its routes are.
fn fetch_of(values: &Values<'_>, file: FileId, code: &Code, object: ExprId) -> Option<Entry> {
    let fetch = code.property(object, "fetch")?;
    let is_own = matches!(code.expr(fetch), ExprKind::Function(_)) || !values.functions(file, fetch).is_empty();
    let at = code.range(fetch).in_file(file);
    is_own.then(|| Entry::at_path(at, Kind::Worker, None, "fetch".to_owned(), handler::steps(values, file, fetch)))
}
