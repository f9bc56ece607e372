//! Ids that the caller brings beside what he sends: in a cookie, or in a header of the app's own.

use super::Subject;
use crate::{
    facts::code::{ExprId, ExprKind},
    model::{
        Project,
        values::{Root, Symbol},
    },
    source::span::FileId,
};

/// Whether a symbol is the id of a tenant that the caller names in a cookie or header: `cookies().get("workspace_id")`.
/// Nobody signs it: that the app has set the cookie keeps nobody from sending another.
pub(super) fn is_brought(subject: &Subject<'_>, symbol: &Symbol) -> bool {
    let (in_cookie, in_header) = match &symbol.root {
        Root::Package(package) if package == "next" => {
            (symbol.path.starts_with(".cookies().get()"), symbol.path.starts_with(".headers().get()"))
        }
        Root::Param(_, _, 0) => {
            let path = symbol.path.strip_prefix(".req").unwrap_or(&symbol.path);
            let is_header =
                path.starts_with(".headers.get()") || path.starts_with(".header()") || path.starts_with(".get()");
            (path.starts_with(".cookies.get()"), is_header)
        }
        _ => return false,
    };
    if !in_cookie && !in_header {
        return false;
    }
    let named = symbol.made_by.and_then(|(file, call)| Some((file, name_asked(subject, file, call)?)));
    named.is_some_and(|(file, name)| {
        names_tenant(subject.project, &name) && (in_cookie || !is_set_elsewhere(subject.project, file, &name))
    })
}

/// `workspace_id`, `active-workspace`, `x-org-id`.
fn names_tenant(project: &Project, name: &str) -> bool {
    let is_one = |word: &String| {
        project.vocab.tables.tenant.has(word) || project.vocab.columns.tenant.has(&format!("{word}_id"))
    };
    crate::vocab::split(name).iter().any(is_one)
}

fn name_asked(subject: &Subject<'_>, file: FileId, call: ExprId) -> Option<String> {
    let code = subject.values.code(file)?;
    let ExprKind::Call { args, .. } = code.expr(call) else { return None };
    subject.values.exact_text(file, code.arg(args, 0)?)
}

/// Whether code in another file names the header as well: a middleware may fill it in with what it has found out.
fn is_set_elsewhere(project: &Project, file: FileId, name: &str) -> bool {
    project.code_files().any(|(other, of, code)| {
        other != file && of.role.is_production() && code.texts().any(|text| text.eq_ignore_ascii_case(name))
    })
}
