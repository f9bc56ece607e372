//! Statements.

use super::{Lowerer, pattern::Names};
use crate::{
    facts::code::{Case, Catch, ExprKind, List, LoopForm, Origin, PatId, Property, PropertyKey, StmtId, StmtKind, Sym},
    syntax::grammar::{Field, Kind},
};

/// Stands in for the statement that declares a name until that statement has an id.
pub(super) const NOT_YET: StmtId = StmtId(u32::MAX);

/// `declare global { var name: T }` is five nodes deep.
const AMBIENT_DEPTH: u32 = 5;

impl Lowerer<'_> {
    /// Lowers the children of the current node as statements, onto the pending list.
    pub(super) fn lower_statements_of_node(&mut self) {
        self.children(|l, _, _| l.lower_stmt());
    }

    /// The statements of a block without opening a scope.
    pub(super) fn statements(&mut self) -> List {
        let start = self.pending.len();
        self.lower_statements_of_node();
        self.take_list(start)
    }

    /// A block in a scope of its own.
    fn scoped_statements(&mut self) -> List {
        self.scopes.open_block();
        let body = self.statements();
        self.scopes.close();
        body
    }

    /// The branch of an `if` or the body of a loop: a block, or one statement as a block.
    pub(super) fn branch(&mut self) -> List {
        if self.kind() == Kind::Block {
            return self.scoped_statements();
        }
        let start = self.pending.len();
        self.lower_stmt();
        self.take_list(start)
    }

    /// The statement under the cursor, onto the pending list; some make several, some none.
    pub(super) fn lower_stmt(&mut self) {
        if self.nested(Self::lower_stmt_kind).is_none() {
            self.pend_stmt(StmtKind::Unknown);
        }
    }

    pub(super) fn pend_stmt(&mut self, kind: StmtKind) -> StmtId {
        let range = self.range();
        let id = self.push_stmt(kind, range);
        self.pending.push(id.0);
        id
    }

    fn lower_stmt_kind(&mut self) {
        let kind = match self.kind() {
            Kind::ExpressionStatement => return self.expression_statement(),
            Kind::Lexical | Kind::Variable | Kind::Using => return self.declaration(),
            Kind::FunctionDeclaration | Kind::GeneratorDeclaration => StmtKind::Function(self.lower_function(None)),
            Kind::ClassDeclaration | Kind::AbstractClass => StmtKind::Class(self.lower_class(None)),
            Kind::Enum => return self.enumeration(),
            Kind::Interface | Kind::TypeAlias | Kind::ImportAlias => return self.type_name(),
            Kind::InternalModule => return self.namespace(),
            Kind::Ambient => return self.ambient(AMBIENT_DEPTH),
            Kind::Return => StmtKind::Return(self.operand()),
            Kind::Throw => match self.operand() {
                Some(thrown) => StmtKind::Throw(thrown),
                None => StmtKind::Unknown,
            },
            Kind::If => self.if_statement(),
            Kind::For => return self.for_statement(),
            Kind::ForIn => return self.for_in(),
            Kind::While => self.condition_loop(LoopForm::While),
            Kind::Do => self.condition_loop(LoopForm::DoWhile),
            Kind::Try => return self.try_statement(),
            Kind::Switch => self.switch(),
            Kind::Block => StmtKind::Block(self.scoped_statements()),
            Kind::Break => StmtKind::Break,
            Kind::Continue => StmtKind::Continue,
            Kind::Labeled | Kind::With => return self.body_only(),
            Kind::Import => return self.import_statement(),
            Kind::Export => return self.export_statement(),
            Kind::Error => StmtKind::Unknown,
            _ => return,
        };
        self.pend_stmt(kind);
    }

    fn expression_statement(&mut self) {
        let mut inner = None;
        self.children(|l, kind, _| match kind {
            Kind::InternalModule => l.namespace(),
            _ if inner.is_none() && super::expr::is_operand(kind) => inner = Some(l.lower_expr()),
            _ => {}
        });
        if let Some(inner) = inner {
            self.pend_stmt(StmtKind::Expr(inner));
        }
    }

    /// `const a = 1, b = 2`: one statement for each declarator. `using` binds as `const` does.
    fn declaration(&mut self) {
        let (mut constant, mut hoisted) = (self.kind() == Kind::Using, false);
        self.children(|l, kind, _| match kind {
            Kind::WordConst => constant = true,
            Kind::WordVar => hoisted = true,
            Kind::Declarator => l.declarator(constant, hoisted),
            _ => {}
        });
    }

    fn declarator(&mut self, constant: bool, hoisted: bool) {
        let (mut pattern, mut init, mut type_name, mut plain) = (None, None, None, None);
        let first_binding = self.code.bindings.len();
        self.children(|l, kind, field| match field {
            Field::Name => {
                if kind == Kind::Identifier {
                    plain = Some(l.sym());
                }
                pattern = Some(l.lower_pattern(Names::Declare { origin: Origin::Var(NOT_YET), constant, hoisted }));
            }
            Field::Type => type_name = l.plain_type_name(),
            Field::Value => {
                l.name_hint = plain;
                init = Some(l.lower_expr());
                l.name_hint = None;
            }
            _ => {}
        });
        let Some(pattern) = pattern else { return };
        if let Some(pattern) = self.code.patterns.get_mut(pattern.index()) {
            pattern.type_name = type_name;
        }
        let id = self.pend_stmt(StmtKind::Var { pattern, init, constant });
        self.set_origin(pattern, Origin::Var(id));
        if self.code.bindings.len() > first_binding {
            self.name_required_module(pattern, init);
        }
    }

    /// `enum A { B = "b" }` as `const A = { B: "b" }`.
    fn enumeration(&mut self) {
        let mut pattern = None;
        let start = self.pending.len();
        self.children(|l, _, field| match field {
            Field::Name => {
                let origin = Origin::Var(NOT_YET);
                pattern = Some(l.lower_pattern(Names::Declare { origin, constant: true, hoisted: false }));
            }
            Field::Body => l.children(Self::enum_member),
            _ => {}
        });
        let properties = self.take_list(start);
        let range = self.range();
        let value = self.push_expr(ExprKind::Object { properties }, range);
        let Some(pattern) = pattern else { return };
        let id = self.pend_stmt(StmtKind::Var { pattern, init: Some(value), constant: true });
        self.set_origin(pattern, Origin::Var(id));
    }

    fn enum_member(&mut self, kind: Kind, field: Field) {
        let (mut key, mut value) = (None, None);
        let range = self.range();
        if kind == Kind::EnumAssignment {
            self.children(|l, _, field| match field {
                Field::Name => key = Some(l.property_key()),
                Field::Value => value = Some(l.lower_expr()),
                _ => {}
            });
        } else if field == Field::Name {
            key = Some(self.property_key());
        }
        if let Some(key) = key {
            let value = value.unwrap_or_else(|| self.unknown_expr());
            self.push_property(Property { key, value, range });
        }
    }

    /// `interface A`, `type A`: the name, so that exports and imports of it are found.
    fn type_name(&mut self) {
        let mut declared = false;
        self.children(|l, kind, field| {
            let is_name = field == Field::Name || (field == Field::None && kind == Kind::Identifier);
            if is_name && !declared {
                declared = true;
                let (name, range) = (l.sym(), l.range());
                l.declare(name, range, Origin::Other, true, false);
            }
        });
    }

    /// `declare const a: A`, `declare function f(): void`, `declare global { var b: B }`: what is there at run time is the
    /// platform's.
    fn ambient(&mut self, depth: u32) {
        self.children(|l, kind, field| {
            if field == Field::Name && kind == Kind::Identifier {
                let name = l.sym();
                l.code.ambient.push(name);
            } else if depth > 0 {
                l.ambient(depth - 1);
            }
        });
    }

    fn namespace(&mut self) {
        let (mut name, mut body) = (None, List::default());
        self.children(|l, kind, field| match field {
            Field::Name => {
                let (sym, range) = (l.sym(), l.range());
                name = Some(sym);
                if kind == Kind::Identifier {
                    l.declare(sym, range, Origin::Other, true, false);
                }
            }
            Field::Body => body = l.scoped_statements(),
            _ => {}
        });
        if let Some(name) = name {
            self.pend_stmt(StmtKind::Namespace { name, body });
        }
    }

    fn if_statement(&mut self) -> StmtKind {
        let (mut test, mut then, mut otherwise) = (None, List::default(), None);
        self.children(|l, _, field| match field {
            Field::Condition => test = Some(l.lower_expr()),
            Field::Consequence => then = l.branch(),
            Field::Alternative => {
                let start = l.pending.len();
                let mut branch = None;
                l.children(|l, kind, _| {
                    if kind == Kind::Block {
                        branch = Some(l.scoped_statements());
                    } else {
                        l.lower_stmt();
                    }
                });
                otherwise = Some(branch.unwrap_or_else(|| l.take_list(start)));
            }
            _ => {}
        });
        test.map_or(StmtKind::Unknown, |test| StmtKind::If { test, then, otherwise })
    }

    fn try_statement(&mut self) {
        let (mut block, mut catch, mut finally) = (List::default(), None, None);
        self.children(|l, _, field| match field {
            Field::Body => block = l.scoped_statements(),
            Field::Handler => catch = Some(l.catch_clause()),
            Field::Finalizer => {
                l.children(|l, _, field| {
                    if field == Field::Body {
                        finally = Some(l.scoped_statements());
                    }
                });
            }
            _ => {}
        });
        let id = self.pend_stmt(StmtKind::Try { block, catch, finally });
        if let Some(param) = catch.and_then(|c| c.param) {
            self.set_origin(param, Origin::Catch(id));
        }
    }

    fn catch_clause(&mut self) -> Catch {
        self.scopes.open_block();
        let (mut param, mut body, mut has_comment): (Option<PatId>, _, _) = (None, List::default(), false);
        self.children(|l, _, field| match field {
            Field::Parameter => {
                let origin = Origin::Catch(NOT_YET);
                param = Some(l.lower_pattern(Names::Declare { origin, constant: false, hoisted: false }));
            }
            Field::Body => {
                has_comment = l.has_comment();
                body = l.statements();
            }
            _ => {}
        });
        self.scopes.close();
        Catch { param, body, range: self.range(), has_comment }
    }

    /// Whether a comment stands directly in the current node.
    fn has_comment(&self) -> bool {
        let mut cursor = self.at.walk();
        self.at
            .children(&mut cursor)
            .any(|child| matches!(self.grammar.kind(child.kind_id()), Kind::Comment | Kind::HtmlComment))
    }

    fn switch(&mut self) -> StmtKind {
        let (mut on, mut cases) = (None, List::default());
        self.children(|l, _, field| match field {
            Field::Value => on = Some(l.lower_expr()),
            Field::Body => {
                l.scopes.open_block();
                let start = l.pending.len();
                l.children(|l, kind, _| {
                    if matches!(kind, Kind::SwitchCase | Kind::SwitchDefault) {
                        let case = l.case();
                        let id = super::index(l.code.cases.len());
                        l.code.cases.push(case);
                        l.pending.push(id);
                    }
                });
                cases = l.take_list(start);
                l.scopes.close();
            }
            _ => {}
        });
        on.map_or(StmtKind::Unknown, |on| StmtKind::Switch { on, cases })
    }

    fn case(&mut self) -> Case {
        let start = self.pending.len();
        let mut test = None;
        self.children(|l, _, field| match field {
            Field::Value => test = Some(l.lower_expr()),
            _ => l.lower_stmt(),
        });
        Case { test, body: self.take_list(start) }
    }

    /// `label: statement`, `with (x) statement`: the statement.
    fn body_only(&mut self) {
        self.children(|l, _, field| {
            if field == Field::Body {
                l.lower_stmt();
            }
        });
    }

    /// The directives at the start of a body: `"use client"`.
    pub(super) fn directives(&self, body: List) -> Vec<Sym> {
        let text = |stmt: StmtId| match self.code.stmt(stmt).kind {
            StmtKind::Expr(e) => match self.code.expr(e) {
                ExprKind::String(text) => Some(text),
                _ => None,
            },
            _ => None,
        };
        self.code.block(body).map_while(text).collect()
    }

    /// The key of a property of an object, where it is a plain name.
    pub(super) fn key_name(key: PropertyKey) -> Option<Sym> {
        match key {
            PropertyKey::Name(name) => Some(name),
            PropertyKey::Computed(_) | PropertyKey::Spread => None,
        }
    }
}
