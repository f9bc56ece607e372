//! Services of a builder that the app does without: nothing stops where their key is not set, and nothing where they fail.

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, List, Node, StmtId, StmtKind},
    model::{
        Project,
        failures::of_block,
        values::{EnvName, env_read},
    },
    source::span::Span,
    vocab::BuilderService,
};

impl Project {
    /// `if (key) { try { await fetch("https://…") } catch { … } }`, where the `catch` neither throws nor answers; and
    /// `if (!key) return plain(text);` before a `try` whose `catch` gives the like.
    pub(super) fn does_without(&self, at: Span, service: &BuilderService) -> bool {
        let Some(code) = self.file(at.file).code.as_ref() else { return false };
        let Some(address) = code.expr_ids().find(|e| code.range(*e) == at.range) else { return false };
        let Some((tried, catch)) = code.catch_of(address) else { return false };
        let reads_key = |test: ExprId| reads_key(code, service, test);
        let is_asked_around = code.enclosures_in_function(address).any(|one| match one {
            Enclosure::Then(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { test, .. } if reads_key(test)),
            _ => false,
        });
        let is_silent = of_block(code, catch.body).is_silent();
        if is_asked_around {
            return is_silent;
        }
        let above = code.ancestors(Node::Expr(address)).take_while(|node| !matches!(node, Node::Function(_)));
        let statements = above.filter_map(|node| if let Node::Stmt(stmt) = node { Some(stmt) } else { None });
        let mut before = statements.flat_map(|stmt| code.statements_before(stmt));
        let goes_on = |block| gives_value(code, block);
        (is_silent || goes_on(catch.body))
            && before.any(|stmt| match code.stmt(stmt).kind {
                StmtKind::If { test, then, .. } => reads_key(test) && goes_on(then),
                _ => false,
            })
            && tells_no_status(code, tried)
    }
}

/// Whether a part of a test is the key of the service.
fn reads_key(code: &Code, service: &BuilderService, test: ExprId) -> bool {
    code.within_node(Node::Expr(test)).any(|node| {
        let Node::Expr(part) = node else { return false };
        let read = env_read(code, part).or_else(|| env_read(code, code.initial(part)?));
        matches!(read, Some(EnvName::Literal(name)) if service.env.contains(&name))
    })
}

/// Whether a block writes a line at most and then gives back something that is no error.
fn gives_value(code: &Code, block: List) -> bool {
    let given = code.block(block).next_back().and_then(|last| match code.stmt(last).kind {
        StmtKind::Return(Some(value)) => Some(value),
        _ => None,
    });
    given.is_some_and(|value| !matches!(code.expr(value), ExprKind::Null) && !speaks_of_error(code, Node::Expr(value)))
}

/// Whether what is given back tells of a failure: a status of one, a word for it, an answer of the server put together.
fn speaks_of_error(code: &Code, node: Node) -> bool {
    let is_word = |text: &str| {
        let text = text.to_ascii_lowercase();
        ["error", "fail", "unavailable", "not configured", "missing"].iter().any(|word| text.contains(word))
    };
    code.descendants(node).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(number) => code.str(number).parse::<u32>().is_ok_and(|n| (400..600).contains(&n)),
            ExprKind::String(text) => is_word(code.str(text)),
            ExprKind::Ident { name, .. } | ExprKind::Member { property: name, .. } => {
                is_word(code.str(name)) || matches!(code.str(name), "Response" | "NextResponse")
            }
            ExprKind::Object { properties } => {
                code.property_list(properties).any(|p| code.property_name(&p).is_some_and(is_word))
            }
            _ => false,
        },
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Throw(_)),
        _ => false,
    })
}

/// Whether nothing that is given back within a `try` tells of a failure: `if (!answer.ok) return { error: answer.status };`.
fn tells_no_status(code: &Code, tried: StmtId) -> bool {
    let StmtKind::Try { block, .. } = code.stmt(tried).kind else { return false };
    let mut within = code.block(block).flat_map(|stmt| code.within_node(Node::Stmt(stmt)));
    !within.any(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Return(Some(value)) => speaks_of_error(code, Node::Expr(value)),
            _ => false,
        },
        _ => false,
    })
}
