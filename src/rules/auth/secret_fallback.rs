//! A default for a secret: where the variable is not set, everybody who has the code knows the secret.

use std::collections::BTreeSet;

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, PatKind, PropertyKey, StmtKind},
    model::{
        Project,
        values::{EnvName, Value, env::handed, env_read},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if file.path.contains(".config.") {
            continue;
        }
        let mut told = BTreeSet::new();
        for (name, default) in operators(code).into_iter().chain(patterns(code)) {
            let is_default = project.vocab.env.is_secret(&name) && is_usable(project, id, default);
            // Several variables of one chain end in one default.
            if is_default && told.insert(default) {
                let message =
                    format!("where {name} is not set, a value from the code takes its place: anybody can know it");
                let finding = sink.report(code.range(default).in_file(id), format!("env:{name}"), message);
                finding.help(format!("stop at the start when {name} is missing, instead of going on with a default"));
                // What says of itself that nobody uses it is a filler.
                if project.values().exact_text(id, default).is_some_and(|t| project.vocab.words.fillers.has(&t)) {
                    finding.severity(Severity::Low);
                }
                // A salt opens nothing by itself.
                if crate::vocab::split(&name).iter().any(|w| w == "salt") {
                    finding.severity(Severity::Low);
                }
            }
        }
    }
}

/// `process.env.NAME || "default"`, `c.env.NAME ?? "default"` of a worker, with other sources before the default or not.
fn operators(code: &Code) -> Vec<(String, ExprId)> {
    let ids = code.expr_ids();
    let found = ids.filter_map(|id| {
        let name = match env_read(code, id) {
            Some(EnvName::Literal(name)) => name,
            Some(EnvName::Computed(_)) => return None,
            None => handed(code, id)?,
        };
        Some((name, last_choice(code, id)?))
    });
    found.collect()
}

/// What a chain of `||` and `??` around an expression ends in, where that is not the expression itself.
fn last_choice(code: &Code, of: ExprId) -> Option<ExprId> {
    let (mut at, mut last) = (of, None);
    while let Node::Expr(parent) = code.parent(at) {
        match code.expr(parent) {
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                if left == at {
                    last = Some(right);
                }
                at = parent;
            }
            _ => break,
        }
    }
    last
}

/// `const { NAME = "default" } = process.env`.
fn patterns(code: &Code) -> Vec<(String, ExprId)> {
    let mut found = Vec::new();
    for stmt in &code.stmts {
        let StmtKind::Var { pattern, init: Some(init), .. } = stmt.kind else { continue };
        let is_env = matches!(code.path(init).as_deref(), Some("process.env" | "import.meta.env"));
        let PatKind::Object { properties } = code.pattern(pattern).kind else { continue };
        for property in code.pattern_property_list(properties).filter(|_| is_env) {
            if let (PropertyKey::Name(key), PatKind::Default { default, .. }) =
                (property.key, code.pattern(property.value).kind)
            {
                found.push((code.str(key).to_owned(), default));
            }
        }
    }
    found
}

/// A text that would be used as the secret: not empty, and no address of the developer's own machine.
fn is_usable(project: &Project, file: FileId, default: ExprId) -> bool {
    project.values().of(file, default).iter().any(|value| match value {
        Value::Text(text) => {
            text.as_exact().is_some_and(|t| !t.is_empty() && !t.contains("localhost") && !t.contains("127.0.0.1"))
        }
        _ => false,
    })
}
