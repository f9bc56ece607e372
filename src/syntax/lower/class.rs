//! Classes.

use super::{Lowerer, index};
use crate::{
    facts::code::{Class, ClassId, ExprId, List, Member, Node, Origin, Sym},
    syntax::grammar::{Field, Kind},
};

impl Lowerer<'_> {
    /// The class under the cursor; `name` is what a class expression is assigned to.
    pub(super) fn lower_class(&mut self, name: Option<Sym>) -> ClassId {
        let id = ClassId(index(self.code.classes.len()));
        let range = self.range();
        let none = List::default();
        self.code.classes.push(Class {
            name,
            extends: None,
            members: none,
            decorators: none,
            range,
            parent: Node::Module,
        });
        // The name of a class expression is visible only inside it.
        let names_itself = self.kind() == Kind::Class;
        if names_itself {
            self.scopes.open_block();
        }
        let (mut own_name, mut extends, mut members) = (None, None, none);
        let mut decorators = std::mem::take(&mut self.decorators);
        self.children(|l, kind, field| match (kind, field) {
            (_, Field::Name) => {
                let (sym, range) = (l.sym(), l.range());
                own_name = Some(sym);
                l.declare(sym, range, Origin::Class(id), true, false);
            }
            (_, Field::Body) => members = l.class_body(),
            (Kind::ClassHeritage, _) => extends = l.heritage(),
            (Kind::Decorator, _) => decorators.extend(l.operand()),
            _ => {}
        });
        if names_itself {
            self.scopes.close();
        }
        let decorators = self.expr_ids(&decorators);
        if let Some(class) = self.code.classes.get_mut(id.index()) {
            *class = Class { name: own_name.or(name), extends, members, decorators, range, parent: Node::Module };
        }
        id
    }

    fn expr_ids(&mut self, ids: &[ExprId]) -> List {
        let start = self.pending.len();
        self.pending.extend(ids.iter().map(|id| id.0));
        self.take_list(start)
    }

    /// `extends e`; what TypeScript says is implemented is a type.
    fn heritage(&mut self) -> Option<ExprId> {
        let mut extends = None;
        self.children(|l, kind, _| match kind {
            Kind::ExtendsClause => l.children(|l, _, field| {
                if field == Field::Value && extends.is_none() {
                    extends = Some(l.lower_expr());
                }
            }),
            _ if super::expr::is_operand(kind) && extends.is_none() => extends = Some(l.lower_expr()),
            _ => {}
        });
        extends
    }

    fn class_body(&mut self) -> List {
        let start = self.pending.len();
        let mut decorators = Vec::new();
        self.children(|l, kind, _| {
            let member = match kind {
                // The decorators of a method stand before it, those of a field within it.
                Kind::Decorator => {
                    decorators.extend(l.operand());
                    return;
                }
                Kind::Method => l.method(&mut decorators),
                Kind::ClassField | Kind::JsField => l.field(&mut decorators),
                Kind::StaticBlock => {
                    let function = Some(l.lower_function(None));
                    Member { name: None, function, value: None, is_static: true, decorators: List::default() }
                }
                _ => return,
            };
            let id = index(l.code.members.len());
            l.code.members.push(member);
            l.pending.push(id);
        });
        self.take_list(start)
    }

    fn method(&mut self, decorators: &mut Vec<ExprId>) -> Member {
        let (mut name, mut is_static) = (None, false);
        self.children(|l, kind, field| match (kind, field) {
            (Kind::ComputedName, Field::Name) => {}
            (_, Field::Name) => name = Self::key_name(l.property_key()),
            (Kind::WordStatic, _) => is_static = true,
            (Kind::Decorator, _) => decorators.extend(l.operand()),
            _ => {}
        });
        let function = Some(self.lower_function(name));
        let decorators = self.expr_ids(&std::mem::take(decorators));
        Member { name, function, value: None, is_static, decorators }
    }

    fn field(&mut self, decorators: &mut Vec<ExprId>) -> Member {
        let (mut name, mut value, mut is_static) = (None, None, false);
        self.children(|l, kind, field| match (kind, field) {
            (Kind::ComputedName, Field::Name | Field::Property) => {}
            (_, Field::Name | Field::Property) => name = Self::key_name(l.property_key()),
            (_, Field::Value) => {
                l.name_hint = name;
                value = Some(l.lower_expr());
                l.name_hint = None;
            }
            (Kind::WordStatic, _) => is_static = true,
            (Kind::Decorator, _) => decorators.extend(l.operand()),
            _ => {}
        });
        let decorators = self.expr_ids(&std::mem::take(decorators));
        Member { name, function: None, value, is_static, decorators }
    }
}
