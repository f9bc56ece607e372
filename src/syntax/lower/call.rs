//! Calls and tagged templates. Before type arguments the grammar binds `await` and signs too tightly: it reads
//! `await f<T>(x)` as `(await f)<T>(x)`, and `` f<T>`x` `` as comparisons. Neither is what the language says.

use super::{Lowerer, expr::is_operand};
use crate::{
    facts::code::{ExprId, ExprKind, Import, ImportForm, List, UnaryOp},
    source::span::Range,
    syntax::grammar::{Field, Kind},
};

/// What stands before a chain and was bound to its first callee, until the end of the chain is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lifted {
    Await,
    Unary(UnaryOp),
}

impl Lowerer<'_> {
    /// `f(x)`, `` f`x` ``, `import("x")`, `require("x")`.
    pub(super) fn lower_call(&mut self) -> ExprId {
        let (mut callee, mut args, mut tagged, mut is_import) = (None, List::default(), None, false);
        let mut lifted = None;
        self.children(|l, kind, field| match field {
            Field::Function => {
                is_import = kind == Kind::ImportWord;
                callee = Some(l.lower_callee());
                lifted = l.lifted.take();
            }
            Field::Arguments if kind == Kind::Template => tagged = Some(l.lower_template(callee)),
            Field::Arguments => args = l.elements(),
            _ => {}
        });
        self.lifted = lifted;
        if let Some(template) = tagged {
            return template;
        }
        let Some(callee) = callee else { return self.unknown_expr() };
        let start = self.code.range(callee).start;
        let range = Range { start, ..self.range() };
        let call = self.push_expr(ExprKind::Call { callee, args }, range);
        let is_require =
            matches!(self.code.expr(callee), ExprKind::Ident { name, .. } if self.names.get(name) == "require");
        if is_import || (is_require && args.len() == 1) {
            let form = if is_import { ImportForm::Dynamic } else { ImportForm::Require };
            let source = self.code.expr_list(args).next().and_then(|first| match self.code.expr(first) {
                ExprKind::String(source) => Some(source),
                _ => None,
            });
            self.code.imports.push(Import {
                source,
                form,
                names: Vec::new(),
                type_only: false,
                call: Some(call),
                range,
            });
        }
        call
    }

    pub(super) fn new_expr(&mut self) -> ExprKind {
        let (mut callee, mut args) = (None, List::default());
        self.children(|l, _, field| match field {
            Field::Constructor => callee = Some(l.lower_expr()),
            Field::Arguments => args = l.elements(),
            _ => {}
        });
        callee.map_or(ExprKind::Unknown, |callee| ExprKind::New { callee, args })
    }

    /// The function of a call. What stands before it is left for the end of the chain ([`Lowerer::put_back`]).
    fn lower_callee(&mut self) -> ExprId {
        match self.kind() {
            Kind::Await => match self.operand() {
                Some(callee) => {
                    self.lifted = Some(Lifted::Await);
                    callee
                }
                None => self.unknown_expr(),
            },
            Kind::Unary => match self.unary() {
                ExprKind::Unary { op, operand } => {
                    self.lifted = Some(Lifted::Unary(op));
                    operand
                }
                _ => self.unknown_expr(),
            },
            Kind::NonNull | Kind::Instantiation => {
                let mut inner = None;
                self.children(|l, kind, _| {
                    if inner.is_none() && is_operand(kind) {
                        inner = l.nested(Self::lower_callee);
                    }
                });
                inner.unwrap_or_else(|| self.unknown_expr())
            }
            _ => self.lower_expr(),
        }
    }

    /// Puts what was lifted from the first callee of a chain before the whole chain, once `chain` is its end.
    pub(super) fn put_back(&mut self, chain: ExprId) -> ExprId {
        let Some(lifted) = self.lifted else { return chain };
        let field = self.cursor.field_id().map_or(Field::None, |id| self.grammar.field(id.get()));
        if matches!(field, Field::Function | Field::Object) {
            return chain;
        }
        self.lifted = None;
        let range = self.range();
        let kind = match lifted {
            Lifted::Await => ExprKind::Await(chain),
            Lifted::Unary(op) => ExprKind::Unary { op, operand: chain },
        };
        self.push_expr(kind, range)
    }

    /// The comparisons under the cursor, where they are a template with a type: `` sql<number>`count(*)` ``.
    pub(super) fn lower_typed_template(&mut self) -> Option<ExprId> {
        let kind_of = |node: Option<tree_sitter::Node<'_>>| node.map(|n| self.grammar.kind(n.kind_id()));
        let (left, sign, right) = (self.at.child(0)?, self.at.child(1), self.at.child(2));
        let is_typed = kind_of(right) == Some(Kind::Template)
            && kind_of(sign) == Some(Kind::Greater)
            && kind_of(Some(left)) == Some(Kind::Binary)
            && kind_of(left.child(1)) == Some(Kind::Less);
        if !is_typed {
            return None;
        }
        let (mut tag, mut template) = (None, None);
        self.children(|l, _, field| match field {
            Field::Left => l.children(|l, _, field| {
                if field == Field::Left {
                    tag = Some(l.lower_expr());
                }
            }),
            Field::Right => template = Some(l.lower_template(tag)),
            _ => {}
        });
        template
    }
}
