//! Loops.

use super::{Lowerer, expr::is_operand, pattern::Names, stmt::NOT_YET};
use crate::{
    facts::code::{ExprId, List, LoopForm, Origin, StmtKind},
    syntax::grammar::{Field, Kind},
};

impl Lowerer<'_> {
    /// `for (a; b; c)`: its own scope around `a`, and `c` at the end of the body.
    pub(super) fn for_statement(&mut self) {
        self.scopes.open_block();
        let start = self.pending.len();
        let (mut header, mut step, mut body) = (None, None, List::default());
        self.children(|l, kind, field| match field {
            Field::Initializer if matches!(kind, Kind::Lexical | Kind::Variable | Kind::Using) => l.lower_stmt(),
            Field::Initializer => l.loop_expression(),
            Field::Condition => header = header.or_else(|| l.loop_condition(kind)),
            Field::Increment => step = Some((l.range(), l.lower_expr())),
            Field::Body => {
                let before = l.pending.len();
                if kind == Kind::Block {
                    l.scopes.open_block();
                    l.lower_statements_of_node();
                    l.scopes.close();
                } else {
                    l.lower_stmt();
                }
                if let Some((range, step)) = step.take() {
                    let id = l.push_stmt(StmtKind::Expr(step), range);
                    l.pending.push(id.0);
                }
                body = l.take_list(before);
            }
            _ => {}
        });
        self.pend_stmt(StmtKind::Loop { form: LoopForm::For, binding: None, header, body });
        self.scopes.close();
        if self.pending.len() > start + 1 {
            let wrapped = self.take_list(start);
            self.pend_stmt(StmtKind::Block(wrapped));
        }
    }

    /// The `i = 0` of a `for`.
    fn loop_expression(&mut self) {
        if self.kind() == Kind::ExpressionStatement {
            return self.lower_stmt();
        }
        if is_operand(self.kind()) {
            let inner = self.lower_expr();
            self.pend_stmt(StmtKind::Expr(inner));
        }
    }

    fn loop_condition(&mut self, kind: Kind) -> Option<ExprId> {
        match kind {
            Kind::ExpressionStatement => self.operand(),
            _ => is_operand(kind).then(|| self.lower_expr()),
        }
    }

    pub(super) fn for_in(&mut self) {
        self.scopes.open_block();
        let (mut form, mut declares, mut constant, mut hoisted) = (LoopForm::ForIn, false, false, false);
        let (mut binding, mut header, mut body) = (None, None, List::default());
        self.children(|l, kind, field| match field {
            Field::KindWord if kind != Kind::WordAwait => {
                declares = true;
                constant = kind == Kind::WordConst;
                hoisted = kind == Kind::WordVar;
            }
            Field::Left => {
                let origin = Origin::Loop(NOT_YET);
                let names = if declares { Names::Declare { origin, constant, hoisted } } else { Names::Assign };
                binding = Some(l.lower_pattern(names));
            }
            Field::Operator if kind != Kind::WordIn && form != LoopForm::ForAwaitOf => form = LoopForm::ForOf,
            Field::Right => header = Some(l.lower_expr()),
            Field::Body => body = l.branch(),
            _ if kind == Kind::WordAwait => form = LoopForm::ForAwaitOf,
            _ => {}
        });
        self.scopes.close();
        let id = self.pend_stmt(StmtKind::Loop { form, binding, header, body });
        if let Some(binding) = binding {
            self.set_origin(binding, Origin::Loop(id));
        }
    }

    pub(super) fn condition_loop(&mut self, form: LoopForm) -> StmtKind {
        let (mut header, mut body) = (None, List::default());
        self.children(|l, _, field| match field {
            Field::Condition => header = Some(l.lower_expr()),
            Field::Body => body = l.branch(),
            _ => {}
        });
        StmtKind::Loop { form, binding: None, header, body }
    }
}
