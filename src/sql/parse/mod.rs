//! Reads SQL with squawk-syntax into our own statements. Nothing outside of this folder knows that parser.
//!
//! The parser recurses, so what is nested too deeply never reaches it. It takes the grammar of PostgreSQL 18; a statement
//! with a syntax error is one that PostgreSQL refuses ([`StatementKind::Invalid`]).

mod alter;
mod body;
mod index;
mod insert;
mod literal;
mod meant;
mod object;
mod plpgsql;
mod policy;
mod privilege;
mod publication;
mod query;
mod role;
mod routine;
mod session;
mod table;
mod tree;
mod trigger;
mod type_name;
mod types;
mod view;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use squawk_syntax::{
    Parse, SourceFile,
    ast::{self, AstNode},
};

use self::tree::{Cx, Origin};
use super::{
    depth::too_deep,
    invalid,
    split::{Directive, MAX_DEPTH, Piece, PieceKind, split},
    statement::{Invalid, Opaque, Statement, StatementKind},
};
use crate::source::span::Range;

/// A SQL file, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SqlFile {
    /// Its statements, in order.
    pub statements: Vec<Statement>,
    /// The comments that are addressed to plimsoll.
    pub directives: Vec<Directive>,
}

/// Reads the text of a SQL file.
#[must_use]
pub fn parse_file(text: &str) -> SqlFile {
    let pieces = split(text);
    let mut statements: Vec<Statement> =
        pieces.pieces.iter().filter_map(|piece| read_piece(text, piece, None)).collect();
    statements.shrink_to_fit();
    SqlFile { statements, directives: pieces.directives }
}

/// Reads SQL that was put together at run time. `at` becomes the place of every part of it.
#[must_use]
pub fn parse_computed(text: &str, at: Range) -> Vec<Statement> {
    split(text).pieces.iter().filter_map(|piece| read_piece(text, piece, Some(at))).collect()
}

fn read_piece(text: &str, piece: &Piece, computed: Option<Range>) -> Option<Statement> {
    let code = text.get(piece.code.start as usize..piece.code.end as usize)?;
    let origin = computed.map_or(Origin::At(piece.code.start), Origin::Computed);
    let kind = match piece.kind {
        PieceKind::Blank | PieceKind::CopyData => return None,
        PieceKind::Psql => StatementKind::Psql(code.to_owned()),
        PieceKind::Statement if piece.depth > MAX_DEPTH || too_deep(code) => StatementKind::TooDeep,
        PieceKind::Statement => parse_statement(code, Cx { origin, bodies: 0 })?,
    };
    Some(Statement { range: computed.unwrap_or(piece.code), kind })
}

/// Parses the text of one statement. A fault of the parser itself must not end the run: it makes the statement opaque.
fn parse_statement(code: &str, cx: Cx<'_>) -> Option<StatementKind> {
    let read = || {
        let parse = SourceFile::parse(code);
        match body::first_error_outside_bodies(&parse) {
            Some(error) => Some(StatementKind::Invalid(refusal(code, &error, cx))),
            None => lower_sound(&parse, cx),
        }
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Some(opaque_text(code, cx)))
}

/// The statement of a text without errors.
fn lower_sound(parse: &Parse<SourceFile>, cx: Cx<'_>) -> Option<StatementKind> {
    let statement = parse.tree().stmts().find(|s| !matches!(s, ast::Stmt::EmptyStmt(_)))?;
    Some(lower(&statement, cx))
}

fn refusal(code: &str, error: &body::Error, cx: Cx<'_>) -> Invalid {
    let mut target = invalid::target(code);
    if let Some(target) = &mut target {
        target.range = cx.place(target.range.start, target.range.end);
    }
    Invalid {
        message: invalid::explain(code, &error.message),
        range: cx.place(error.start, error.end),
        command: invalid::command(code),
        target,
        meant: meant::table(code, cx),
    }
}

fn opaque_text(code: &str, cx: Cx<'_>) -> StatementKind {
    let end = u32::try_from(code.len()).unwrap_or(u32::MAX);
    let text = super::statement::SqlText { text: code.to_owned(), range: cx.place(0, end) };
    StatementKind::Opaque(Opaque { command: invalid::command(code), text })
}

/// A statement that stands inside another: in a body, in `CREATE SCHEMA`.
fn lower_nested(statement: &ast::Stmt, cx: Cx<'_>) -> Statement {
    Statement { range: cx.range(statement.syntax()), kind: lower(statement, cx) }
}

fn lower(statement: &ast::Stmt, cx: Cx<'_>) -> StatementKind {
    use ast::Stmt as S;
    let lowered = match statement {
        S::CreateTable(n) => table::create(n.syntax(), cx),
        S::CreateTableAs(n) => table::create_as(n, cx),
        S::CreateForeignTable(n) => table::create(n.syntax(), cx),
        S::SelectInto(n) => table::select_into(n, cx),
        S::AlterTable(n) => alter::table(n.syntax(), cx),
        S::AlterForeignTable(n) => alter::table(n.syntax(), cx),
        S::AlterView(n) => alter::view(n, cx),
        S::AlterMaterializedView(n) => alter::materialized_view(n, cx),
        S::AlterIndex(n) => alter::index(n, cx),
        S::AlterSequence(n) => alter::sequence(n, cx),
        S::CreateIndex(n) => index::create(n, cx),
        S::Reindex(n) => index::reindex(n, cx),
        S::CreateView(n) => view::create(n, cx),
        S::CreateMaterializedView(n) => view::create_materialized(n, cx),
        S::Refresh(n) => view::refresh(n, cx),
        S::CreateType(n) => types::create(n, cx),
        S::AlterType(n) => types::alter(n, cx),
        S::CreateDomain(n) => types::create_domain(n, cx),
        S::AlterDomain(n) => types::alter_domain(n, cx),
        S::CreateFunction(n) => routine::create(n.syntax(), cx),
        S::CreateProcedure(n) => routine::create(n.syntax(), cx),
        S::AlterFunction(n) => routine::alter(n.syntax(), cx),
        S::AlterProcedure(n) => routine::alter(n.syntax(), cx),
        S::AlterRoutine(n) => routine::alter(n.syntax(), cx),
        S::CreateTrigger(n) => trigger::create(n, cx),
        S::CreateEventTrigger(n) => trigger::create_event(n, cx),
        S::CreateRule(n) => trigger::create_rule(n, cx),
        S::CreatePolicy(n) => policy::create(n, cx),
        S::AlterPolicy(n) => policy::alter(n, cx),
        S::Grant(n) => privilege::change(n.syntax(), cx),
        S::Revoke(n) => privilege::change(n.syntax(), cx),
        S::AlterDefaultPrivileges(n) => privilege::defaults(n, cx),
        S::CreateRole(n) => role::create(n.syntax(), false, cx),
        S::CreateGroup(n) => role::create(n.syntax(), false, cx),
        S::CreateUser(n) => role::create(n.syntax(), true, cx),
        S::AlterRole(n) => role::alter(n.syntax(), cx),
        S::AlterUser(n) => role::alter(n.syntax(), cx),
        S::AlterGroup(n) => role::alter_group(n, cx),
        S::CreatePublication(n) => publication::create(n, cx),
        S::AlterPublication(n) => publication::alter(n, cx),
        S::CreateSchema(n) => object::create_schema(n, cx),
        S::CreateSequence(n) => object::create_sequence(n, cx),
        S::CreateExtension(n) => object::create_extension(n, cx),
        S::CommentOn(n) => object::comment(n, cx),
        S::Select(_) | S::CompoundSelect(_) | S::ParenSelect(_) | S::Table(_) | S::Values(_) | S::Call(_) => {
            return query::query(statement.syntax(), cx);
        }
        S::Insert(n) => insert::insert(n, cx),
        S::Update(n) => query::update(n, cx),
        S::Delete(n) => query::delete(n, cx),
        S::Merge(n) => query::merge(n, cx),
        S::Truncate(n) => query::truncate(n, cx),
        S::Copy(n) => return query::copy(n, cx),
        S::Do(n) => session::do_block(n, cx),
        S::Set(n) => session::set(n, cx),
        S::SetRole(n) => session::set_role(n, cx),
        S::SetSessionAuth(n) => session::set_session_authorization(n, cx),
        S::Reset(_) | S::ResetRole(_) | S::ResetSessionAuth(_) => session::reset(statement.syntax(), cx),
        S::Lock(n) => session::lock(n, cx),
        _ => session::transaction(statement, cx)
            .or_else(|| object::generic(statement.syntax(), cx))
            .or_else(|| session::utility(statement)),
    };
    lowered.unwrap_or_else(|| {
        let text = cx.text(statement.syntax());
        StatementKind::Opaque(Opaque { command: invalid::command(&text.text), text })
    })
}
