//! People sign in with a password, and nobody who forgets it gets back in.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::sign_in::{FORMS, RESET, WITH_PASSWORD},
    model::Project,
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut first = None;
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if has_way_back(code) {
            return;
        }
        first = first.or_else(|| sign_in(code).map(|e| code.range(e).in_file(file)));
    }
    match first {
        Some(at) => {
            let message = "people sign in with a password here, and nothing helps who forgets it: he is locked out";
            sink.report(at, "password reset", message);
        }
        None => sink.not_applicable("nobody signs in with a password"),
    }
}

fn has_way_back(code: &Code) -> bool {
    code.texts().any(|t| RESET.contains(&t) || FORMS.iter().any(|form| t.starts_with(form)))
}

fn sign_in(code: &Code) -> Option<ExprId> {
    code.exprs.iter().zip(0u32..).find_map(|(expr, index)| {
        let ExprKind::Call { callee, .. } = expr.kind else { return None };
        let name = match code.expr(callee) {
            ExprKind::Member { property, .. } => code.str(property),
            ExprKind::Ident { name, .. } => code.str(name),
            _ => return None,
        };
        WITH_PASSWORD.contains(&name).then_some(ExprId(index))
    })
}
