//! Statements that are never reached: one before them in their own block always leaves it, as `return` and `throw` do, and
//! calls of functions that do nothing but throw in the end.

use std::collections::BTreeSet;

use crate::{
    facts::code::{Code, Exported, ExprId, ExprKind, FnId, List, MODULE, Node, StmtId, StmtKind},
    model::{
        File,
        calls::FnRef,
        modules::{Definition, Modules},
        routes::never_returns,
    },
    source::span::{FileId, Range},
};

/// For each file the ranges of statements that never run, in source order. Functions that are declared there are no part of
/// them: they are known before.
pub(super) fn unreached(files: &[File], modules: &Modules) -> Vec<Vec<Range>> {
    let mut found = Unreached { files, modules, throwing: BTreeSet::new() };
    // A helper may throw by another.
    for _ in 0..2 {
        found.throwing = found.that_throw();
    }
    let ids = (0u32..).map(FileId).zip(files);
    ids.map(|(id, file)| file.code.as_ref().map_or_else(Vec::new, |code| found.of_file(id, code))).collect()
}

struct Unreached<'m> {
    files: &'m [File],
    modules: &'m Modules,
    /// The functions that always throw.
    throwing: BTreeSet<FnRef>,
}

impl Unreached<'_> {
    fn that_throw(&self) -> BTreeSet<FnRef> {
        let mut throwing = BTreeSet::new();
        for (id, file) in (0u32..).map(FileId).zip(self.files) {
            let Some(code) = &file.code else { continue };
            let functions = (0u32..).map(FnId).zip(&code.functions).filter(|(f, function)| {
                *f != MODULE && !function.is_generator && self.throws(id, code, function.body) && !returns(code, *f)
            });
            throwing.extend(functions.map(|(f, _)| (id, f)));
        }
        throwing
    }

    /// Whether one of the statements of a block throws, whichever way is taken.
    fn throws(&self, file: FileId, code: &Code, block: List) -> bool {
        code.block(block).any(|stmt| match code.stmt(stmt).kind {
            StmtKind::Throw(_) => true,
            StmtKind::Block(body) => self.throws(file, code, body),
            StmtKind::If { then, otherwise: Some(otherwise), .. } => {
                self.throws(file, code, then) && self.throws(file, code, otherwise)
            }
            StmtKind::Expr(call) => self.calls_what_throws(file, code, call),
            _ => false,
        })
    }

    fn leaves(&self, file: FileId, code: &Code, stmt: StmtId) -> bool {
        let ends = |block| code.block(block).any(|inner| self.leaves(file, code, inner));
        match code.stmt(stmt).kind {
            StmtKind::Return(_) | StmtKind::Throw(_) | StmtKind::Continue | StmtKind::Break => true,
            StmtKind::Block(body) => ends(body),
            StmtKind::If { then, otherwise: Some(otherwise), .. } => ends(then) && ends(otherwise),
            StmtKind::Expr(call) => never_returns(code, call) || self.calls_what_throws(file, code, call),
            _ => false,
        }
    }

    /// `fail("closed");`, and `await fail("closed");` where the function waits for something.
    fn calls_what_throws(&self, file: FileId, code: &Code, expr: ExprId) -> bool {
        let (call, is_awaited) = match code.expr(expr) {
            ExprKind::Await(inner) => (inner, true),
            _ => (expr, false),
        };
        let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
        let called = self.function(file, code, callee).filter(|(called, _)| self.throwing.contains(called));
        called.is_some_and(|(_, is_async)| is_awaited || !is_async)
    }

    /// The function that a plain name stands for, and whether it is asynchronous.
    fn function(&self, file: FileId, code: &Code, callee: ExprId) -> Option<(FnRef, bool)> {
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(callee) else { return None };
        let (file, code, binding) = match self.modules.resolve(file, binding) {
            Some(Definition { file, value: Exported::Binding(binding) }) => {
                (file, self.files.get(file.index())?.code.as_ref()?, binding)
            }
            _ => (file, code, binding),
        };
        let function = code.declared_function(code.binding(binding).origin)?;
        Some(((file, function), code.function(function).is_async))
    }

    fn of_file(&self, file: FileId, code: &Code) -> Vec<Range> {
        let functions = (0u32..).map(|f| Node::Function(FnId(f))).take(code.functions.len());
        let statements = (0u32..).map(|s| Node::Stmt(StmtId(s))).take(code.stmts.len());
        let blocks = functions.chain(statements).flat_map(|node| code.blocks_of(node));
        let mut found: Vec<Range> = blocks.flat_map(|block| self.of_block(file, code, block)).collect();
        found.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        found.dedup_by(|inner, outer| outer.contains(*inner));
        found
    }

    fn of_block<'c>(&self, file: FileId, code: &'c Code, block: List) -> impl Iterator<Item = Range> + use<'c> {
        let mut statements = code.block(block);
        let leaves = statements.any(|stmt| self.leaves(file, code, stmt));
        let rest = statements.filter(move |_| leaves).map(|stmt| code.stmt(stmt));
        rest.filter(|stmt| !matches!(stmt.kind, StmtKind::Function(_))).map(|stmt| stmt.range)
    }
}

/// Whether a function gives something back on some way.
fn returns(code: &Code, function: FnId) -> bool {
    code.within(function)
        .any(|node| matches!(node, Node::Stmt(stmt) if matches!(code.stmt(stmt).kind, StmtKind::Return(_))))
}
