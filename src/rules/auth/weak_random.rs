//! `Math.random()` for something that must not be guessed.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind, StmtKind, Sym},
    model::Project,
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for (call, expr) in code.all_exprs() {
            let ExprKind::Call { callee, .. } = expr.kind else { continue };
            if code.path(callee).as_deref() != Some("Math.random") {
                continue;
            }
            let is_secret = |n: &String| project.vocab.words.random_secrets.has(n) && !is_marker(project, id, n);
            let Some(name) = names(code, call).into_iter().find(is_secret) else { continue };
            let message =
                format!("{name} comes from Math.random(), whose next values can be computed from earlier ones");
            sink.report(expr.range.in_file(id), format!("{}/{name}", file.path), message)
                .help("make it with crypto.randomUUID() or crypto.getRandomValues()");
        }
    }
}

/// Visits are counted and caches passed by with numbers that nobody need guess.
fn is_marker(project: &Project, file: FileId, name: &str) -> bool {
    let words = crate::vocab::split(name);
    project.sides.of(file).is_client() && words.iter().any(|w| matches!(w.as_str(), "session" | "nonce"))
}

/// What the value is called: the variable or property it goes into, then the function that makes it.
fn names(code: &Code, call: ExprId) -> Vec<String> {
    let mut names = Vec::new();
    let push = |names: &mut Vec<String>, sym: Sym| names.push(code.str(sym).to_owned());
    let mut below = Node::Expr(call);
    let mut is_returned = false;
    for node in code.ancestors(below) {
        match node {
            Node::Stmt(stmt) if matches!(code.stmt(stmt).kind, StmtKind::Return(_)) => is_returned = true,
            // A `key` or a style of an element is none.
            Node::Expr(e) if matches!(code.expr(e), ExprKind::Jsx(_)) => break,
            Node::Stmt(stmt) => {
                if let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind
                    && let PatKind::Name(binding) = code.pattern(pattern).kind
                {
                    push(&mut names, code.binding(binding).name);
                }
            }
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Assign { target, .. } => match code.expr(target) {
                    ExprKind::Ident { name, .. } => push(&mut names, name),
                    ExprKind::Member { property, .. } => push(&mut names, property),
                    _ => {}
                },
                ExprKind::Object { properties } => {
                    let own = code.property_list(properties).find(|p| Node::Expr(p.value) == below);
                    if let Some(crate::facts::code::PropertyKey::Name(key)) = own.map(|p| p.key) {
                        push(&mut names, key);
                    }
                }
                _ => {}
            },
            Node::Function(function) => {
                if let Some(name) = code.function(function).name {
                    if is_returned || names.is_empty() {
                        push(&mut names, name);
                    }
                    break;
                }
            }
            Node::Class(_) | Node::Module => break,
        }
        below = node;
    }
    names
}
