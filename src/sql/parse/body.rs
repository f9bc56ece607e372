//! Bodies of functions and of `DO`: strings that hold code.

use squawk_syntax::{
    Parse, SourceFile, SyntaxKind,
    ast::{self, AstNode},
    decoded_text::DecodedText,
};

use super::{
    lower_nested, plpgsql,
    tree::{Cx, Origin, code_tokens},
};
use crate::{
    source::span::Range,
    sql::{
        depth::too_deep,
        invalid,
        split::{MAX_DEPTH, PieceKind, split},
        statement::{Body, BodyCode, Quoting, SqlText, Statement},
    },
};

/// Bodies within bodies deeper than this are not read: each level costs a parse.
const MAX_BODIES: u32 = 6;

/// A syntax error at offsets of the parsed text.
pub(super) struct Error {
    pub(super) message: String,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The first syntax error of a statement that is not inside the body of a function. Those are told in
/// [`BodyCode::Invalid`], since whether they matter depends on `check_function_bodies`.
pub(super) fn first_error_outside_bodies(parse: &Parse<SourceFile>) -> Option<Error> {
    let errors = parse.errors();
    if errors.is_empty() {
        return None;
    }
    let definitions = parse.syntax_node().descendants().filter_map(ast::AsDefinition::cast);
    let bodies: Vec<_> = definitions.map(|d| d.syntax().text_range()).collect();
    let in_body = |start, end| bodies.iter().any(|b| b.start() < start && end < b.end());
    let error = errors.iter().find(|e| !in_body(e.range().start(), e.range().end()))?;
    let (start, end) = (error.range().start().into(), error.range().end().into());
    Some(Error { message: error.message().to_owned(), start, end })
}

/// Reads a body that is written as a string.
pub(super) fn read(literal: &ast::Literal, language: &str, cx: Cx<'_>) -> Option<Body> {
    let decoded = literal.decoded_value()?;
    let quoting = match code_tokens(literal.syntax()).next()?.kind() {
        SyntaxKind::DOLLAR_QUOTED_STRING => Quoting::Dollar,
        SyntaxKind::ESC_STRING | SyntaxKind::UNICODE_ESC_STRING => Quoting::Escape,
        _ => Quoting::Single,
    };
    let inner = Cx { origin: Origin::Inside { decoded: &decoded, base: 0, outer: &cx.origin }, bodies: cx.bodies + 1 };
    let code = if inner.bodies > MAX_BODIES || too_deep(decoded.text()) {
        BodyCode::Opaque
    } else {
        match language {
            "plpgsql" => plpgsql::read(decoded.text(), inner),
            "sql" => read_sql(&decoded, cx),
            _ => BodyCode::Opaque,
        }
    };
    let end = u32::try_from(decoded.text().len()).unwrap_or(u32::MAX);
    let text = SqlText { text: decoded.text().to_owned(), range: inner.place(0, end) };
    Some(Body { text, quoting, code })
}

fn read_sql(decoded: &DecodedText, outer: Cx<'_>) -> BodyCode {
    let text = decoded.text();
    let mut statements = Vec::new();
    for piece in split(text).pieces.iter().filter(|p| p.kind == PieceKind::Statement) {
        let Some(code) = text.get(piece.code.start as usize..piece.code.end as usize) else { continue };
        if piece.depth > MAX_DEPTH {
            return BodyCode::Opaque;
        }
        let origin = Origin::Inside { decoded, base: piece.code.start, outer: &outer.origin };
        match read_sql_statement(code, Cx { origin, bodies: outer.bodies + 1 }) {
            Ok(statement) => statements.extend(statement),
            Err((message, range)) => return BodyCode::Invalid { message, range },
        }
    }
    BodyCode::Sql(statements)
}

fn read_sql_statement(code: &str, cx: Cx<'_>) -> Result<Option<Statement>, (String, Range)> {
    let parse = SourceFile::parse(code);
    if let Some(error) = first_error_outside_bodies(&parse) {
        return Err((invalid::explain(code, &error.message), cx.place(error.start, error.end)));
    }
    let statement = parse.tree().stmts().find(|s| !matches!(s, ast::Stmt::EmptyStmt(_)));
    Ok(statement.map(|s| lower_nested(&s, cx)))
}
