//! Expressions and queries of SQL: text → own tree. The only place that knows `sqlparser`.
//!
//! Policy predicates, checks, defaults, view and function bodies, raw SQL in code. The parser recurses, so nesting
//! and the length of operator chains are measured on the tokens first; what is over the limits is an error value,
//! as is everything the parser refuses.

mod lower;
mod lower_query;
mod output;
mod places;
mod statement;
mod tree;
mod updatable;
mod walk;

use sqlparser::{
    dialect::PostgreSqlDialect,
    parser::Parser,
    tokenizer::{Token, TokenWithSpan, Tokenizer},
};
use thiserror::Error;

use self::{lower::Lowering, places::Places};
pub use self::{
    statement::{Assignment, Delete, Insert, Statement, Update},
    tree::{
        Arg, Call, Cte, Expr, ExprKind, FromItem, Is, Join, JoinKind, Literal, Query, QueryBody, Select, SelectItem,
        SetOp, SortKey, Source, TableName,
    },
    walk::Node,
};

/// Nesting that is read; the parser refuses more by itself.
const MAX_DEPTH: usize = 150;
/// Operators that follow each other at one level of nesting: each is a level of the parser's tree.
const MAX_CHAIN: usize = 4_000;

/// Why a text was not read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExprError {
    /// Nested deeper than is read.
    #[error("nested too deeply")]
    TooDeep,
    /// Not SQL that the parser knows.
    #[error("{0}")]
    Syntax(String),
}

/// Reads one expression, such as the condition of a policy.
///
/// # Errors
/// When the text is no single expression, or nested too deeply.
pub fn parse_expr(text: &str) -> Result<Expr, ExprError> {
    with_parser(text, |parser, lowering| {
        let parsed = parser.parse_expr()?;
        parser.expect_token(&Token::EOF)?;
        Ok(lowering.expr(&parsed))
    })
}

/// Reads one query: `SELECT`, `VALUES`, `WITH`; a trailing semicolon is allowed.
///
/// # Errors
/// When the text is no single query, or nested too deeply.
pub fn parse_query(text: &str) -> Result<Query, ExprError> {
    with_parser(text, |parser, lowering| {
        let parsed = parser.parse_query()?;
        while parser.consume_token(&Token::SemiColon) {}
        parser.expect_token(&Token::EOF)?;
        Ok(lowering.query(&parsed))
    })
}

/// Reads the statements of a SQL function's body, or of any text of queries and data changes.
///
/// # Errors
/// When one of the statements is not read.
pub fn parse_statements(text: &str) -> Result<Vec<Statement>, ExprError> {
    with_parser(text, |parser, lowering| {
        Ok(parser.parse_statements()?.iter().map(|statement| lowering.statement(statement)).collect())
    })
}

fn with_parser<T>(
    text: &str,
    read: impl FnOnce(&mut Parser<'_>, &Lowering) -> Result<T, sqlparser::parser::ParserError>,
) -> Result<T, ExprError> {
    let dialect = PostgreSqlDialect {};
    let tokens = Tokenizer::new(&dialect, text)
        .tokenize_with_location()
        .map_err(|error| ExprError::Syntax(error.to_string()))?;
    if is_too_deep(&tokens) {
        return Err(ExprError::TooDeep);
    }
    let lowering = Lowering::new(Places::new(text));
    let mut parser = Parser::new(&dialect).with_recursion_limit(200).with_tokens_with_locations(tokens);
    read(&mut parser, &lowering).map_err(|error| match error {
        sqlparser::parser::ParserError::RecursionLimitExceeded => ExprError::TooDeep,
        other => ExprError::Syntax(other.to_string()),
    })
}

/// Whether brackets or chains of operators go beyond what recursion can follow.
fn is_too_deep(tokens: &[TokenWithSpan]) -> bool {
    let mut chains = vec![0usize];
    for token in tokens {
        match &token.token {
            Token::LParen | Token::LBracket => chains.push(0),
            Token::RParen | Token::RBracket if chains.len() > 1 => {
                chains.pop();
            }
            Token::Comma | Token::SemiColon => {
                if let Some(chain) = chains.last_mut() {
                    *chain = 0;
                }
            }
            Token::Whitespace(_) => {}
            // A keyword may be an operator (AND, NOT, CASE) or not; counting all of them costs nothing.
            Token::Word(word) if word.keyword == sqlparser::keywords::Keyword::NoKeyword => {}
            Token::Number(..) | Token::SingleQuotedString(_) | Token::Period => {}
            _ => {
                if let Some(chain) = chains.last_mut() {
                    *chain += 1;
                }
            }
        }
        if chains.len() > MAX_DEPTH || chains.last().is_some_and(|&chain| chain > MAX_CHAIN) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
