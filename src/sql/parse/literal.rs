//! Values of literals.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode, LitKind},
};

use super::tree::{Cx, child, children, code_tokens};
use crate::sql::statement::{Literal, Value};

/// An expression and its value, if it is a literal.
pub(super) fn value(node: &SyntaxNode, cx: Cx<'_>) -> Value {
    Value { text: cx.text(node), literal: literal(node) }
}

fn literal(node: &SyntaxNode) -> Literal {
    match ast::Expr::cast(node.clone()) {
        Some(ast::Expr::Literal(value)) => plain(&value),
        Some(ast::Expr::ParenExpr(_) | ast::Expr::CastExpr(_)) => inner(node),
        Some(ast::Expr::PrefixExpr(_)) => signed(node),
        Some(ast::Expr::ArrayExpr(_)) => array(node),
        _ => Literal::Computed,
    }
}

/// What brackets or a cast are around.
fn inner(node: &SyntaxNode) -> Literal {
    child::<ast::Expr>(node).map_or(Literal::Computed, |e| literal(e.syntax()))
}

fn plain(value: &ast::Literal) -> Literal {
    match value.kind() {
        Some(LitKind::Null(_)) => Literal::Null,
        Some(LitKind::True(_)) => Literal::Bool(true),
        Some(LitKind::False(_)) => Literal::Bool(false),
        Some(LitKind::Default(_)) => Literal::Default,
        Some(LitKind::IntNumber(token) | LitKind::NumericNumber(token)) => Literal::Number(token.text().to_owned()),
        Some(
            LitKind::String(_)
            | LitKind::EscString(_)
            | LitKind::DollarQuotedString(_)
            | LitKind::UnicodeEscString(_)
            | LitKind::NationalString(_),
        ) => value.string_value().map_or(Literal::Computed, Literal::String),
        _ => Literal::Computed,
    }
}

fn signed(node: &SyntaxNode) -> Literal {
    let sign = code_tokens(node).next().map(|t| t.text().to_owned());
    match (sign.as_deref(), inner(node)) {
        (Some("-"), Literal::Number(number)) => Literal::Number(format!("-{number}")),
        (Some("+"), Literal::Number(number)) => Literal::Number(number),
        _ => Literal::Computed,
    }
}

fn array(node: &SyntaxNode) -> Literal {
    let is_list = node.children_with_tokens().any(|c| c.kind() == SyntaxKind::L_BRACK);
    let items: Vec<Literal> = children::<ast::Expr>(node).map(|e| literal(e.syntax())).collect();
    if is_list && !items.contains(&Literal::Computed) { Literal::Array(items) } else { Literal::Computed }
}
