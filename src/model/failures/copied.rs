//! "Copied", said at once: a browser may refuse the clipboard (no permission, no https, a page in a frame), and then the
//! promise that nobody waits for is rejected.

use super::announced::statements_after;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtKind},
    source::span::{FileId, Span},
};

/// Good news of a copy that nobody waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Where something is put on the clipboard.
    pub at: Span,
    /// What says that it worked: `toast`, `setCopied`.
    pub how: String,
}

/// The places of a file.
pub(super) fn copied(file: FileId, code: &Code) -> Vec<Copied> {
    let statements = code.stmts.iter().filter_map(|stmt| match stmt.kind {
        StmtKind::Expr(call) if is_copy(code, call) => Some((stmt.range, call)),
        _ => None,
    });
    let told = statements.filter_map(|(range, call)| {
        let next = *statements_after(code, code.function_of(call), range).first()?;
        let StmtKind::Expr(news) = code.stmt(next).kind else { return None };
        let ExprKind::Call { callee, .. } = code.expr(news) else { return None };
        let how = code.path(callee)?;
        let tells = how.starts_with("toast") || how.starts_with("set") && how.ends_with("Copied");
        (tells && speaks_of_copy(code, news)).then(|| Copied { at: code.range(call).in_file(file), how })
    });
    told.collect()
}

/// `navigator.clipboard.writeText(code)`, as a statement: neither awaited nor caught.
fn is_copy(code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    let path = code.path(callee).unwrap_or_default();
    path.ends_with("navigator.clipboard.writeText") || path.ends_with("navigator.clipboard.write")
}

/// `toast("Copied!")`, `toast({ title: "Copiado" })`, `setCopied(true)`.
fn speaks_of_copy(code: &Code, news: ExprId) -> bool {
    let says = |text: &str| {
        let lower = text.to_lowercase();
        ["copied", "copiad", "copié", "copiat", "kopiert"].iter().any(|word| lower.contains(word))
    };
    code.within_node(Node::Expr(news)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::String(text) => says(code.str(text)),
            ExprKind::Ident { name, .. } => says(code.str(name)),
            _ => false,
        },
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::copied;
    use crate::{model::Language, source::span::FileId, syntax::Parsers};

    #[test]
    fn copies_that_nobody_waits_for() {
        let says = |text: &str| {
            let code = Parsers::new().lower(text, Language::TypeScript).code;
            copied(FileId(0), &code).into_iter().map(|c| c.how).collect::<Vec<_>>()
        };
        let text = "() => { navigator.clipboard.writeText(id); toast({ title: 'Copied!' }); }";
        assert_eq!(says(text), ["toast"]);
        assert_eq!(says("() => { navigator.clipboard.writeText(id); setCopied(true); }"), ["setCopied"]);
        let none: [&str; 0] = [];
        assert_eq!(says("async () => { await navigator.clipboard.writeText(id); setCopied(true); }"), none);
        assert_eq!(says("() => { navigator.clipboard.writeText(id).catch(no); toast('Copied'); }"), none);
        assert_eq!(says("() => { navigator.clipboard.writeText(id); toast('Saved'); }"), none);
    }
}
