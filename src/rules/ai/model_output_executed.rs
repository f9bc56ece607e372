//! What a model wrote is run: as code, as SQL, as a command.

use super::model_calls;
use crate::{
    facts::code::{Code, ExprId, ExprKind, List},
    model::Project,
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    if models.calls.is_empty() {
        return;
    }
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for expr in &code.exprs {
            let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = expr.kind else { continue };
            let Some((text, how)) = run_as(code, callee, args) else { continue };
            if models.is_output(id, text) {
                let message = format!(
                    "what the model writes is run as {how}: whoever talks to it decides what runs on your server"
                );
                sink.report(expr.range.in_file(id), file.path.clone(), message);
            }
        }
    }
}

/// The argument that a call runs, and as what.
fn run_as(code: &Code, callee: ExprId, args: List) -> Option<(ExprId, &'static str)> {
    let name = code.last_name(callee)?;
    let how = match name {
        "eval" | "Function" | "runInNewContext" | "runInContext" | "runInThisContext" => "code",
        "execSync" | "spawn" | "spawnSync" => "a command",
        // `pattern.exec(text)` looks for something in it.
        "exec" if matches!(code.expr(callee), ExprKind::Ident { .. }) => "a command",
        "$queryRawUnsafe" | "$executeRawUnsafe" | "query" | "unsafe" | "raw" => "SQL",
        "rpc" => {
            let called = code.string(code.arg(args, 0)?)?;
            let runs_sql = called.contains("sql") || called.contains("query");
            let ExprKind::Object { properties } = code.expr(code.arg(args, 1)?) else { return None };
            let first = code.property_list(properties).next().filter(|_| runs_sql)?;
            return Some((first.value, "SQL"));
        }
        _ => return None,
    };
    Some((code.arg(args, 0)?, how))
}
