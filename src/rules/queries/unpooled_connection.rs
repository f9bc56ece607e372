//! A connection to the database for each request.

use crate::{
    facts::code::{Code, ExprId, ExprKind, MODULE, Node},
    frameworks::connections,
    model::{
        Project,
        routes::Route,
        values::{Value, Values},
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let direct = &project.vocab.packages.direct_postgres;
    if !project.depends_on(|package| direct.has(package) || connections::is_library(package)) {
        sink.not_applicable("no direct connection to a database");
        return;
    }
    let values = project.values();
    let names_one = |code: &Code| code.texts().any(connections::is_name);
    for (id, file, code) in project.code_files().filter(|(_, f, code)| f.role.is_production() && names_one(code)) {
        for (call, expr) in code.all_exprs() {
            let (ExprKind::New { callee, .. } | ExprKind::Call { callee, .. }) = expr.kind else { continue };
            let is_new = matches!(expr.kind, ExprKind::New { .. });
            let opens = values.symbols(id, callee).iter().any(|s| connections::opens(s, is_new));
            let runs_per_request = || project.routes.iter().any(|r| runs_in(code, r, id, call));
            if opens && is_own(&values, id, code, call) && !is_kept(code, call) && runs_per_request() {
                let message = "each request opens a connection to the database of its own: a few dozen visitors at once and nobody can connect any more";
                sink.report(expr.range.in_file(id), file.path.clone(), message);
            }
        }
    }
}

/// Whether the address is the app's own: from the environment, or the library's default. A customer's database is tried
/// out with what he sent.
fn is_own(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> bool {
    let (ExprKind::New { args, .. } | ExprKind::Call { args, .. }) = code.expr(call) else { return false };
    args.is_empty()
        || code.descendants(Node::Expr(call)).any(|n| match n {
            Node::Expr(e) => values.of(file, e).iter().any(|v| matches!(v, Value::Env(_))),
            _ => false,
        })
}

/// Whether the connection is made while the module loads, or kept beyond the request: `cached ??= new Pool(…)`.
fn is_kept(code: &Code, call: ExprId) -> bool {
    if code.function_of(call) == MODULE {
        return true;
    }
    code.ancestors(Node::Expr(call)).take(4).any(|n| {
        let Node::Expr(e) = n else { return false };
        let ExprKind::Assign { target, .. } = code.expr(e) else { return false };
        match code.expr(target) {
            ExprKind::Ident { binding: Some(b), .. } => code.binding(b).function == MODULE,
            ExprKind::Member { .. } => true,
            _ => false,
        }
    })
}

fn runs_in(code: &Code, route: &Route, file: FileId, call: ExprId) -> bool {
    let at = code.range(call);
    route.functions.iter().any(|&(f, function)| f == file && code.function(function).range.contains(at))
}
