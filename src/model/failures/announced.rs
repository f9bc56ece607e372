//! Good news: the places where code says that something worked, in an answer or on the screen.

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List, Node, PropertyKey, StmtId, StmtKind},
    source::span::Range,
};

/// A place where success is announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    /// The announcing expression: the call, or the object that is returned.
    pub at: Range,
    /// How: `success: true`, `toast.success`.
    pub how: String,
}

/// The first announcement that a block always makes, whatever its inner conditions; `None` where it also tells of the
/// failure.
#[must_use]
pub fn in_block(code: &Code, block: List) -> Option<Announced> {
    code.block(block).find_map(|stmt| in_statement(code, stmt))
}

/// The announcement of one statement: `toast.success(…)`, `return Response.json({ success: true })`.
#[must_use]
pub fn in_statement(code: &Code, stmt: StmtId) -> Option<Announced> {
    match code.stmt(stmt).kind {
        StmtKind::Expr(e) | StmtKind::Return(Some(e)) => in_expr(code, e),
        _ => None,
    }
}

/// The statements after a node in its own block and then in the blocks around it, up to its function or to the first one
/// that leaves it: what runs next when nothing stops it.
#[must_use]
pub fn statements_after(code: &Code, function: FnId, range: Range) -> Vec<StmtId> {
    let mut found = Vec::new();
    for block in blocks_around(code, function, range).into_iter().rev() {
        for stmt in code.block(block).filter(|&s| code.stmt(s).range.start >= range.end) {
            found.push(stmt);
            if matches!(
                code.stmt(stmt).kind,
                StmtKind::Return(_) | StmtKind::Throw(_) | StmtKind::Continue | StmtKind::Break
            ) {
                return found;
            }
        }
    }
    found
}

/// The blocks that hold a place, outermost first.
fn blocks_around(code: &Code, function: FnId, range: Range) -> Vec<List> {
    let mut blocks = vec![code.function(function).body];
    let mut next = blocks.last().copied();
    while let Some(block) = next.take() {
        let Some(holder) = code.block(block).find(|&s| code.stmt(s).range.contains(range)) else { break };
        let inner = match code.stmt(holder).kind {
            StmtKind::If { then, otherwise, .. } => vec![then, otherwise.unwrap_or_default()],
            StmtKind::Try { block, catch, .. } => vec![block, catch.map_or_else(List::default, |c| c.body)],
            StmtKind::Block(body) | StmtKind::Loop { body, .. } => vec![body],
            StmtKind::Switch { cases, .. } => code.case_list(cases).map(|c| c.body).collect(),
            _ => Vec::new(),
        };
        next = inner.into_iter().find(|&b| code.block(b).any(|s| code.stmt(s).range.contains(range)));
        blocks.extend(next);
    }
    blocks
}

fn in_expr(code: &Code, expr: ExprId) -> Option<Announced> {
    let inner = match code.expr(expr) {
        ExprKind::Await(inner) => inner,
        _ => expr,
    };
    let said = |how: &str| Some(Announced { at: code.range(inner), how: how.to_owned() });
    if let ExprKind::Object { .. } = code.expr(inner) {
        return claims(code, inner).and_then(said);
    }
    let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = code.expr(inner) else { return None };
    let path = code.path(callee).unwrap_or_default();
    if path.ends_with("toast.success") || path == "showSuccess" || path == "message.success" {
        return said(&path);
    }
    if path == "toast" || path.ends_with("addToast") {
        let options = code.arg(args, 0)?;
        let variant = code.property(options, "variant").and_then(|v| code.string(v));
        let title = code.property(options, "title").and_then(|t| code.string(t)).unwrap_or("");
        return (variant != Some("destructive") && sounds_good(title)).then_some(()).and_then(|()| said(&path));
    }
    let method = match code.expr(callee) {
        ExprKind::Member { property, .. } => code.str(property),
        _ => path.as_str(),
    };
    if !matches!(method, "json" | "Response" | "NextResponse" | "send" | "jsonResponse") || has_bad_status(code, inner)
    {
        return None;
    }
    let body = code.expr_list(args).next()?;
    let body = match code.expr(body) {
        // `JSON.stringify({ … })`.
        ExprKind::Call { args, .. } => code.expr_list(args).next()?,
        _ => body,
    };
    claims(code, body).and_then(said)
}

/// `{ success: true }` and its like, without a word of an error beside it.
fn claims<'t>(code: &Code, object: ExprId) -> Option<&'t str> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    let mut claim = None;
    for property in code.property_list(properties) {
        let PropertyKey::Name(name) = property.key else { return None };
        match (code.str(name), code.expr(property.value)) {
            ("success", ExprKind::Bool(true)) => claim = Some("success: true"),
            ("ok", ExprKind::Bool(true)) => claim = Some("ok: true"),
            (
                "error" | "errors" | "warning" | "warnings" | "failed" | "fallback" | "skipped" | "partial" | "note"
                | "degraded",
                _,
            ) => return None,
            _ => {}
        }
    }
    claim
}

/// Whether a block ends by passing on its failure, or by answering with a status of one.
pub(super) fn tells_failure(code: &Code, block: List) -> bool {
    code.block(block).next_back().is_some_and(|last| match code.stmt(last).kind {
        StmtKind::Throw(_) => true,
        StmtKind::Return(Some(e)) | StmtKind::Expr(e) => has_bad_status(code, e),
        _ => false,
    })
}

/// Whether a branch writes a failure down where somebody looks: `results.push({ success: false })`, `return { error: "…" }`,
/// `setResult({ ok: false })`.
pub(super) fn records_failure(code: &Code, branch: List) -> bool {
    let is_kept = |callee: ExprId| code.last_name(callee).is_some_and(|name| name == "push" || name.starts_with("set"));
    tells_failure(code, branch)
        || code.block(branch).any(|stmt| match code.stmt(stmt).kind {
            StmtKind::Return(Some(value)) => says_failed(code, value),
            StmtKind::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, args } => {
                    is_kept(callee) && code.arg(args, 0).is_some_and(|given| says_failed(code, given))
                }
                _ => false,
            },
            _ => false,
        })
}

/// `{ success: false }`, `{ error: "could not be drawn" }`.
fn says_failed(code: &Code, object: ExprId) -> bool {
    let is_no = |name: &str| code.property(object, name).is_some_and(|v| matches!(code.expr(v), ExprKind::Bool(false)));
    let error = || code.property(object, "error");
    is_no("success") || is_no("ok") || error().and_then(|e| code.string(e)).is_some_and(|text| !text.is_empty())
}

/// A status of 400 or more anywhere in the answer: `res.status(500).json(…)`, `{ status: 502 }`.
fn has_bad_status(code: &Code, answer: ExprId) -> bool {
    code.descendants(Node::Expr(answer)).any(|node| match node {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Number(n) if code.str(n).parse::<u32>().is_ok_and(|n| (400..600).contains(&n))),
        _ => false,
    })
}

/// Titles of messages that say it worked, in the languages of real exports.
pub(super) fn sounds_good(title: &str) -> bool {
    let lower = title.to_lowercase();
    let bad = ["error", "fail", "erro", "fehler", "erreur", "warn", "not ", "could", "unable", "invalid", "missing"];
    let good = [
        "success",
        "saved",
        "created",
        "updated",
        "deleted",
        "removed",
        "sent",
        "added",
        "done",
        "complete",
        "submitted",
        "confirmed",
        "published",
        "generated",
        "uploaded",
        "exported",
        "approved",
        "booked",
        "verified",
        "sucesso",
        "salvo",
        "criado",
        "atualizado",
        "removido",
        "enviado",
        "éxito",
        "guardado",
        "creado",
        "actualizado",
        "gespeichert",
        "erstellt",
        "gelöscht",
        "erfolg",
        "enregistré",
        "supprimé",
        "succès",
    ];
    !bad.iter().any(|w| lower.contains(w)) && good.iter().any(|w| lower.contains(w))
}

#[cfg(test)]
mod tests {
    use super::in_block;
    use crate::{facts::code::MODULE, model::Language, syntax::Parsers};

    /// How the first good news of a piece of code is told.
    fn told(source: &str) -> Option<String> {
        let code = Parsers::new().lower(source, Language::TypeScript).code;
        in_block(&code, code.function(MODULE).body).map(|news| news.how)
    }

    #[test]
    fn answers_and_messages() {
        assert_eq!(told("res.json({ success: true });").as_deref(), Some("success: true"));
        assert_eq!(told("toast.success('Saved');").as_deref(), Some("toast.success"));
        assert_eq!(told("toast({ title: 'Order created' });").as_deref(), Some("toast"));
        assert_eq!(told("toast({ title: 'Order created', variant: 'destructive' });"), None);
    }

    #[test]
    fn what_follows_ends_where_the_function_is_left() {
        let source = "function f() { if (bad) { save(); return no(); } tell(); return yes(); }";
        let code = Parsers::new().lower(source, Language::TypeScript).code;
        let at = u32::try_from(source.find("save()").unwrap()).unwrap();
        let place = crate::source::span::Range { start: at, end: at + 6 };
        let after = super::statements_after(&code, crate::facts::code::FnId(1), place);
        let texts: Vec<&str> = after
            .iter()
            .map(|&s| &source[code.stmt(s).range.start as usize..code.stmt(s).range.end as usize])
            .collect();
        assert_eq!(texts, ["return no();"]);
    }

    #[test]
    fn failures_are_no_good_news() {
        assert_eq!(told("res.status(500).json({ success: true });"), None);
        assert_eq!(told("res.json({ success: true, warning: 'not sent' });"), None);
        assert_eq!(told("toast({ title: 'Could not be saved' });"), None);
        assert_eq!(told("if (x) res.json({ ok: true });"), None);
    }
}
