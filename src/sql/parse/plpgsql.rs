//! PL/pgSQL bodies into blocks.

use std::{cell::RefCell, sync::Arc};

use squawk_syntax::{
    SourceFile, SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
    plpgsql::Plpgsql,
};

use super::{
    lower_nested,
    query::query,
    table::plain_value,
    tree::{Cx, child, children, code_range, code_tokens, has},
    type_name::type_name,
};
use crate::{
    source::span::Range,
    sql::{
        into::{IntoClause, take_into_clauses},
        invalid,
        statement::{
            Block, BlockKind, BlockStatement, BodyCode, Branch, Declaration, Execute, Handler, Ident, IntoTargets,
            Jump, LoopOver, Raise, RaiseLevel, SqlText, Statement, StatementKind,
        },
    },
};

/// The parser reads PL/pgSQL only as the body of a statement, so the body is put into a `DO`.
const OPEN: &str = "DO $plimsoll_body$";
const CLOSE: &str = "$plimsoll_body$";

/// Reads a body.
pub(super) fn read(text: &str, cx: Cx<'_>) -> BodyCode {
    if text.contains(CLOSE) {
        return BodyCode::Opaque;
    }
    let (blanked, into) = take_into_clauses(text);
    let parse = SourceFile::parse(&format!("{OPEN}{blanked}{CLOSE}"));
    let Some(parsed) = parse.tree().syntax().children().find_map(ast::Do::cast).and_then(|d| d.plpgsql()) else {
        return BodyCode::Opaque;
    };
    if let Some(error) = first_error(&parsed, &blanked, cx) {
        return error;
    }
    let lower = Lower { cx, text, into: &into, refusal: RefCell::new(None) };
    let Some(block) = child::<ast::PlpgsqlBlock>(&parsed.syntax()) else { return BodyCode::Opaque };
    let block = lower.block(block.syntax());
    lower.refusal.into_inner().unwrap_or(BodyCode::Plpgsql(Arc::new(block)))
}

fn first_error(parsed: &Plpgsql, text: &str, cx: Cx<'_>) -> Option<BodyCode> {
    let errors = parsed.errors();
    if errors.is_empty() {
        return None;
    }
    let nested: Vec<_> = parsed.syntax().descendants().filter_map(ast::AsDefinition::cast).collect();
    let prefix = u32::try_from(OPEN.len()).unwrap_or(0);
    let offset = |place: u32| place.saturating_sub(prefix);
    let in_nested = |start: u32, end: u32| {
        nested.iter().map(|n| code_range(n.syntax())).any(|(first, last)| first < start && end < last)
    };
    let places = errors.iter().map(|e| (e, offset(e.range().start().into()), offset(e.range().end().into())));
    let (error, start, end) = places.into_iter().find(|(_, start, end)| !in_nested(*start, *end))?;
    let message = invalid::explain_in_body(text, start as usize, error.message());
    Some(BodyCode::Invalid { message, range: cx.place(start, end) })
}

struct Lower<'a> {
    cx: Cx<'a>,
    /// The body, its `INTO` clauses not blanked.
    text: &'a str,
    into: &'a [IntoClause],
    /// What PL/pgSQL's compiler refuses although it parses.
    refusal: RefCell<Option<BodyCode>>,
}

impl Lower<'_> {
    fn block(&self, node: &SyntaxNode) -> Block {
        let section = child::<ast::PlpgsqlDeclareSection>(node);
        let declarations = section.into_iter().flat_map(|s| children::<ast::PlpgsqlDecl>(s.syntax()));
        let exception = child::<ast::PlpgsqlExceptionSection>(node);
        let handlers = exception.into_iter().flat_map(|e| children::<ast::PlpgsqlExceptionHandler>(e.syntax()));
        Block {
            label: self.label(node),
            declarations: declarations.filter_map(|d| self.declaration(&d)).collect(),
            body: self.body(node),
            handlers: handlers.map(|h| self.handler(h.syntax())).collect(),
            range: self.cx.range(node),
        }
    }

    fn label(&self, node: &SyntaxNode) -> Option<Ident> {
        let label = child::<ast::PlpgsqlLabel>(node)?;
        self.cx.ident_in::<ast::PlpgsqlLabelName>(label.syntax())
    }

    /// The statements of the first body below a node.
    fn body(&self, node: &SyntaxNode) -> Vec<BlockStatement> {
        child::<ast::PlpgsqlBody>(node).map(|b| self.statements(b.syntax())).unwrap_or_default()
    }

    fn statements(&self, body: &SyntaxNode) -> Vec<BlockStatement> {
        children::<ast::PlpgsqlStmt>(body).map(|s| self.statement(&s)).collect()
    }

    fn declaration(&self, declaration: &ast::PlpgsqlDecl) -> Option<Declaration> {
        let node = declaration.syntax();
        let name = self.cx.ident_in::<ast::PlpgsqlVarName>(node)?;
        let constant = has(node, SyntaxKind::CONSTANT_KW);
        let ty = child::<ast::PlpgsqlDeclType>(node).map(|t| type_name(t.syntax(), self.cx));
        let value = match declaration {
            ast::PlpgsqlDecl::PlpgsqlVarDecl(_) => {
                child::<ast::PlpgsqlVarInit>(node).and_then(|i| self.expression(i.syntax()))
            }
            ast::PlpgsqlDecl::PlpgsqlAliasDecl(_) => {
                child::<ast::PlpgsqlAliasTarget>(node).map(|t| self.cx.text(t.syntax()))
            }
            ast::PlpgsqlDecl::PlpgsqlCursorDecl(_) => child::<ast::Stmt>(node).map(|s| self.cx.text(s.syntax())),
        };
        let cursor = matches!(declaration, ast::PlpgsqlDecl::PlpgsqlCursorDecl(_));
        Some(Declaration { name, constant, type_name: ty, value, cursor })
    }

    fn handler(&self, node: &SyntaxNode) -> Handler {
        Handler {
            conditions: children::<ast::PlpgsqlCondition>(node).map(|c| condition(c.syntax())).collect(),
            body: self.body(node),
            range: self.cx.range(node),
        }
    }

    /// The expression that is the first child of its type.
    fn expression(&self, node: &SyntaxNode) -> Option<SqlText> {
        self.expressions(node).next()
    }

    fn expressions(&self, node: &SyntaxNode) -> impl Iterator<Item = SqlText> {
        children::<ast::PlpgsqlExpr>(node).map(|e| self.cx.text(e.syntax()))
    }

    /// The expression, or its empty place: the parser saw to it that there is one.
    fn condition(&self, node: &SyntaxNode) -> SqlText {
        self.expression(node).unwrap_or_else(|| SqlText { text: String::new(), range: self.cx.range(node) })
    }

    fn statement(&self, statement: &ast::PlpgsqlStmt) -> BlockStatement {
        let node = statement.syntax();
        let kind = self.flow(statement).or_else(|| self.action(statement));
        let unread = || BlockKind::Unread { message: "not understood".to_owned() };
        BlockStatement { range: self.cx.range(node), kind: kind.unwrap_or_else(unread) }
    }

    /// Statements that decide what runs next.
    fn flow(&self, statement: &ast::PlpgsqlStmt) -> Option<BlockKind> {
        use ast::PlpgsqlStmt as S;
        let node = statement.syntax();
        Some(match statement {
            S::PlpgsqlBlock(_) => BlockKind::Block(Box::new(self.block(node))),
            S::PlpgsqlIfStmt(_) => {
                let first = Branch { condition: self.condition(node), body: self.body(node) };
                let more = children::<ast::PlpgsqlElsifClause>(node).map(|e| self.branch(e.syntax()));
                let branches = std::iter::once(first).chain(more).collect();
                BlockKind::If { branches, otherwise: self.otherwise(node).unwrap_or_default() }
            }
            S::PlpgsqlCaseStmt(_) => BlockKind::Case {
                subject: self.expression(node),
                branches: children::<ast::PlpgsqlCaseWhen>(node).map(|w| self.branch(w.syntax())).collect(),
                otherwise: self.otherwise(node),
            },
            S::PlpgsqlExitStmt(_) => BlockKind::Exit(self.jump(node)),
            S::PlpgsqlContinueStmt(_) => BlockKind::Continue(self.jump(node)),
            S::PlpgsqlReturnStmt(_) => BlockKind::Return(self.expression(node)),
            S::PlpgsqlReturnNextStmt(_) => BlockKind::ReturnNext(self.expression(node)),
            S::PlpgsqlReturnQueryStmt(_) => BlockKind::ReturnQuery(Box::new(self.nested(node)?)),
            S::PlpgsqlReturnQueryExecuteStmt(_) => BlockKind::ReturnExecute(self.execute(node)?),
            S::PlpgsqlRaiseStmt(_) => BlockKind::Raise(self.raise(node)),
            _ => BlockKind::Loop { label: self.label(node), over: self.over(statement)?, body: self.body(node) },
        })
    }

    fn branch(&self, node: &SyntaxNode) -> Branch {
        Branch { condition: self.condition(node), body: self.body(node) }
    }

    fn otherwise(&self, node: &SyntaxNode) -> Option<Vec<BlockStatement>> {
        child::<ast::PlpgsqlElseClause>(node).map(|e| self.body(e.syntax()))
    }

    fn jump(&self, node: &SyntaxNode) -> Jump {
        Jump {
            label: self.cx.ident_in::<ast::PlpgsqlLabelNameRef>(node),
            when: child::<ast::PlpgsqlExitWhen>(node).and_then(|w| self.expression(w.syntax())),
        }
    }

    fn over(&self, statement: &ast::PlpgsqlStmt) -> Option<LoopOver> {
        use ast::PlpgsqlStmt as S;
        let node = statement.syntax();
        Some(match statement {
            S::PlpgsqlLoopStmt(_) => LoopOver::Forever,
            S::PlpgsqlWhileStmt(_) => LoopOver::While(self.condition(node)),
            S::PlpgsqlForIStmt(_) => {
                let range = child::<ast::PlpgsqlForRange>(node)?;
                let mut bounds = self.expressions(range.syntax());
                LoopOver::Range {
                    variable: self.variables(node).into_iter().next()?,
                    reverse: has(node, SyntaxKind::REVERSE_KW),
                    from: bounds.next()?,
                    to: bounds.next()?,
                    step: bounds.next(),
                }
            }
            S::PlpgsqlForQueryStmt(_) => {
                LoopOver::Query { targets: self.variables(node), query: Box::new(self.nested(node)?) }
            }
            S::PlpgsqlForDynStmt(_) => {
                LoopOver::Execute { targets: self.variables(node), execute: self.execute(node)? }
            }
            S::PlpgsqlForEachStmt(_) => LoopOver::Array {
                targets: self.variables(node),
                array: self.condition(node),
                slice: child::<ast::PlpgsqlForEachSlice>(node).and_then(|s| slice(s.syntax())),
            },
            S::PlpgsqlForCursorStmt(_) => {
                let cursor = child::<ast::PlpgsqlCursorVariableRef>(node)?;
                let args = child::<ast::ArgList>(node);
                let last = args.as_ref().map_or(cursor.syntax(), AstNode::syntax);
                LoopOver::Cursor { targets: self.variables(node), cursor: self.cx.text_from_to(cursor.syntax(), last) }
            }
            _ => return None,
        })
    }

    fn variables(&self, node: &SyntaxNode) -> Vec<SqlText> {
        children::<ast::PlpgsqlForVariable>(node).map(|v| self.cx.text(v.syntax())).collect()
    }

    /// The SQL statement that is a child of a node.
    fn nested(&self, node: &SyntaxNode) -> Option<Statement> {
        child::<ast::Stmt>(node).map(|s| lower_nested(&s, self.cx))
    }

    /// Statements that do something.
    fn action(&self, statement: &ast::PlpgsqlStmt) -> Option<BlockKind> {
        use ast::PlpgsqlStmt as S;
        let node = statement.syntax();
        Some(match statement {
            S::PlpgsqlExecSqlStmt(_) | S::PlpgsqlCallStmt(_) | S::PlpgsqlDoStmt(_) => {
                BlockKind::Sql { statement: Box::new(self.nested(node)?), into: self.taken_into(node) }
            }
            S::PlpgsqlPerformStmt(_) => BlockKind::Perform(Box::new(self.perform(node)?)),
            S::PlpgsqlDynExecuteStmt(_) => BlockKind::Execute(self.execute(node)?),
            S::PlpgsqlAssignStmt(_) => BlockKind::Assign {
                target: self.cx.text(child::<ast::PlpgsqlAssignTarget>(node)?.syntax()),
                value: self.expression(node)?,
            },
            S::PlpgsqlGetDiagStmt(_) => BlockKind::GetDiagnostics(self.diagnostics(node)),
            S::PlpgsqlAssertStmt(_) => BlockKind::Assert(self.expression(node)?),
            S::PlpgsqlNullStmt(_) => BlockKind::Null,
            S::PlpgsqlCommitStmt(_) => BlockKind::EndTransaction { commit: true },
            S::PlpgsqlRollbackStmt(_) => BlockKind::EndTransaction { commit: false },
            S::PlpgsqlOpenStmt(_) | S::PlpgsqlFetchStmt(_) | S::PlpgsqlMoveStmt(_) | S::PlpgsqlCloseStmt(_) => {
                BlockKind::Cursor(self.cx.text(node))
            }
            _ => return None,
        })
    }

    /// `PERFORM f(x)` as the query it is, with `SELECT` in place of the word.
    fn perform(&self, node: &SyntaxNode) -> Option<Statement> {
        let inner = child::<ast::Stmt>(node)?;
        let mut kind = query(inner.syntax(), self.cx);
        if let StatementKind::Query(query) = &mut kind {
            let word = "perform".len();
            if query.text.text.get(..word).is_some_and(|w| w.eq_ignore_ascii_case("perform")) {
                query.text.text.replace_range(..word, "SELECT ");
            }
        }
        Some(Statement { range: self.cx.range(inner.syntax()), kind })
    }

    fn execute(&self, node: &SyntaxNode) -> Option<Execute> {
        let using = child::<ast::PlpgsqlUsingClause>(node);
        Some(Execute {
            command: self.expression(node)?,
            into: child::<ast::PlpgsqlIntoClause>(node).map(|i| self.variables_of_into(i.syntax())),
            using: using.map(|u| self.expressions(u.syntax()).collect()).unwrap_or_default(),
        })
    }

    fn variables_of_into(&self, node: &SyntaxNode) -> IntoTargets {
        let list = child::<ast::PlpgsqlIntoTargetList>(node);
        let targets = list.into_iter().flat_map(|l| children::<ast::PlpgsqlIntoTarget>(l.syntax()));
        IntoTargets {
            targets: targets.map(|t| self.cx.text(t.syntax())).collect(),
            strict: has(node, SyntaxKind::STRICT_KW),
        }
    }

    /// The `INTO` clause that was taken out of the statement.
    fn taken_into(&self, node: &SyntaxNode) -> Option<IntoTargets> {
        let range = node.text_range();
        let (start, end) = (u32::from(range.start()) as usize, u32::from(range.end()) as usize);
        let first = self.into.partition_point(|c| c.at < start);
        let clause = self.into.get(first).filter(|c| c.at < end)?;
        let target = |&(start, end): &(usize, usize)| SqlText {
            text: self.text.get(start..end).unwrap_or("").to_owned(),
            range: self.cx.place(offset(start), offset(end)),
        };
        Some(IntoTargets { targets: clause.targets.iter().map(target).collect(), strict: clause.strict })
    }

    fn diagnostics(&self, node: &SyntaxNode) -> Vec<(SqlText, String)> {
        let list = child::<ast::PlpgsqlDiagItemList>(node);
        let items = list.into_iter().flat_map(|l| children::<ast::PlpgsqlDiagItem>(l.syntax()));
        let item = |item: ast::PlpgsqlDiagItem| {
            let target = child::<ast::PlpgsqlDiagTarget>(item.syntax())?;
            let kind = child::<ast::PlpgsqlDiagKind>(item.syntax())?;
            Some((self.cx.text(target.syntax()), self.cx.text(kind.syntax()).text.to_ascii_lowercase()))
        };
        items.filter_map(item).collect()
    }

    /// The compiler counts the arguments of `RAISE`.
    fn check_raise(&self, message: Option<&str>, args: usize, range: Range) {
        let wanted = message.map_or(0, placeholders);
        if wanted != args && self.refusal.borrow().is_none() {
            let which = if wanted > args { "few" } else { "many" };
            let message = format!("too {which} parameters specified for RAISE");
            *self.refusal.borrow_mut() = Some(BodyCode::Invalid { message, range });
        }
    }

    fn raise(&self, node: &SyntaxNode) -> Raise {
        let level = child::<ast::PlpgsqlRaiseLevel>(node);
        let message = child::<ast::PlpgsqlRaiseMessage>(node).and_then(|m| super::tree::string_in(m.syntax()));
        let raised = child::<ast::PlpgsqlCondition>(node).map(|c| condition(c.syntax()));
        let using = child::<ast::PlpgsqlRaiseUsingClause>(node);
        let options = using.into_iter().flat_map(|u| children::<ast::PlpgsqlRaiseOption>(u.syntax()));
        let option = |o: ast::PlpgsqlRaiseOption| {
            let name = code_tokens(o.syntax()).next()?.text().to_ascii_lowercase();
            Some((name, self.expression(o.syntax())?))
        };
        let using: Vec<(String, SqlText)> = options.filter_map(option).collect();
        let args: Vec<SqlText> = self.expressions(node).collect();
        self.check_raise(message.as_deref(), args.len(), self.cx.range(node));
        Raise {
            again: level.is_none() && message.is_none() && raised.is_none() && using.is_empty(),
            level: level.map_or(RaiseLevel::Exception, |l| raise_level(l.syntax())),
            message,
            args,
            condition: raised,
            using,
        }
    }
}

/// How many arguments a format of `RAISE` wants: a `%` each, `%%` being a percent sign.
fn placeholders(message: &str) -> usize {
    let mut chars = message.chars().peekable();
    let mut count = 0;
    while let Some(c) = chars.next() {
        if c == '%' && chars.next_if_eq(&'%').is_none() {
            count += 1;
        }
    }
    count
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn raise_level(node: &SyntaxNode) -> RaiseLevel {
    match code_tokens(node).next().map(|t| t.kind()) {
        Some(SyntaxKind::DEBUG_KW) => RaiseLevel::Debug,
        Some(SyntaxKind::LOG_KW) => RaiseLevel::Log,
        Some(SyntaxKind::INFO_KW) => RaiseLevel::Info,
        Some(SyntaxKind::NOTICE_KW) => RaiseLevel::Notice,
        Some(SyntaxKind::WARNING_KW) => RaiseLevel::Warning,
        _ => RaiseLevel::Exception,
    }
}

/// `others`, `duplicate_object`, `sqlstate 42710`.
fn condition(node: &SyntaxNode) -> String {
    let words: Vec<String> =
        code_tokens(node).map(|t| t.text().trim_matches('\'').to_ascii_lowercase()).filter(|w| w != "or").collect();
    words.join(" ")
}

fn slice(node: &SyntaxNode) -> Option<u32> {
    child::<ast::Literal>(node).and_then(|l| plain_value(l.syntax()).parse().ok())
}
