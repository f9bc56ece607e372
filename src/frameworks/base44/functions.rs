//! Base44 backend functions: one file each under `functions/`, served by `Deno.serve(…)`.

use std::collections::BTreeSet;

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::handler,
    model::{
        Project,
        modules::Target,
        routes::{Entry, Kind},
        values::Values,
    },
    source::span::FileId,
};

/// The backend functions of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, file, code) in project.code_files() {
        let targets = project.modules.targets(id).iter();
        let uses_sdk = targets.into_iter().any(|t| matches!(t, Target::Package(p) if p == "@base44/sdk"));
        let Some(name) = function_name(&file.path).filter(|_| uses_sdk || file.path.starts_with("base44/")) else {
            continue;
        };
        let Some(call) = serve_call(code) else { continue };
        let ExprKind::Call { args, .. } = code.expr(call) else { continue };
        let steps = code.expr_list(args).flat_map(|a| handler::steps(&values, id, a)).collect();
        entries.push(Entry {
            at: code.range(call).in_file(id),
            kind: Kind::Base44Function,
            method: Some("POST".to_owned()),
            name: format!("POST {name}"),
            path: name.to_owned(),
            steps,
            gateway_jwt: false,
            by_platform: false,
            caught_by: None,
        });
    }
    entries
}

/// `functions/<name>.ts` and `base44/functions/<name>/entry.ts`.
fn function_name(path: &str) -> Option<&str> {
    let rest = match path.rfind("/functions/") {
        Some(at) => path.get(at + "/functions/".len()..)?,
        None => path.strip_prefix("functions/")?,
    };
    match rest.split_once('/') {
        Some((name, "entry.ts" | "entry.js" | "index.ts" | "index.js")) => Some(name),
        Some(_) => None,
        None => rest.split('.').next(),
    }
}

/// Whether code calls functions of the app, and none is in the project: an export need not hold them.
pub(crate) fn lacks_functions(project: &Project) -> bool {
    let calls = |code: &Code| {
        code.texts().any(|text| text == "invoke")
            && code.expr_ids().any(|e| match code.expr(e) {
                ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| p.ends_with(".functions.invoke")),
                _ => false,
            })
    };
    !project.routes.iter().any(|route| route.entry.kind == Kind::Base44Function)
        && project.code_files().any(|(_, file, code)| file.role.is_production() && calls(code))
}

fn serve_call(code: &Code) -> Option<ExprId> {
    code.expr_ids().find(|&e| matches!(code.expr(e), ExprKind::Call { callee, .. } if code.path(callee).as_deref() == Some("Deno.serve")))
}

/// `createClientFromRequest(req)`: the client takes the caller's token from the headers, and nothing else of the request.
pub(crate) fn makes_client_of_request(function: &str) -> bool {
    function == "createClientFromRequest"
}

/// Whether a value is a client of the SDK, by its package or its name.
pub(crate) fn is_client(values: &Values<'_>, file: FileId, code: &Code, client: ExprId) -> bool {
    code.path(client).is_some_and(|path| path.to_ascii_lowercase().contains("base44"))
        || values.symbols(file, client).iter().any(|s| s.package().is_some_and(|p| p.starts_with("@base44/")))
}

/// The names of the functions that files of the project hold, whatever these serve.
pub(crate) fn names(project: &Project) -> BTreeSet<&str> {
    let files = project.all_files().filter(|(_, file)| is_code(&file.path));
    files.filter_map(|(_, file)| function_name(&file.path)).collect()
}

fn is_code(path: &str) -> bool {
    [".ts", ".js", ".tsx", ".jsx"].iter().any(|end| path.ends_with(end))
}
