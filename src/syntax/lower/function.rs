//! Functions: declarations, expressions, arrows, methods.

use super::{Lowerer, index, pattern::Names};
use crate::{
    facts::code::{FnId, Function, FunctionForm, List, Node, Origin, PatId, PatKind, StmtKind, Sym},
    syntax::grammar::{Field, Kind},
};

impl Lowerer<'_> {
    /// The function under the cursor; `name` is what it is assigned to. Functions are numbered in the order they start.
    pub(super) fn lower_function(&mut self, name: Option<Sym>) -> FnId {
        let id = FnId(index(self.code.functions.len()));
        let kind = self.kind();
        let range = self.range();
        self.code.functions.push(Function {
            name,
            params: List::default(),
            body: List::default(),
            form: form_of(kind),
            is_async: false,
            is_generator: matches!(kind, Kind::GeneratorFunction | Kind::GeneratorDeclaration),
            use_server: false,
            range,
            parent: Node::Module,
        });
        // The own name of a function expression is visible only inside it.
        let names_itself = matches!(kind, Kind::FunctionExpression | Kind::GeneratorFunction);
        if names_itself {
            self.scopes.open_block();
        }
        let own_name = self.function_name(id, kind);
        self.scopes.open_function(id);
        self.function_parts(id, own_name.or(name));
        self.scopes.close();
        if names_itself {
            self.scopes.close();
        }
        id
    }

    /// Declares and gives back the name that the function itself carries.
    fn function_name(&mut self, id: FnId, kind: Kind) -> Option<Sym> {
        let declares = form_of(kind) == FunctionForm::Declaration || form_of(kind) == FunctionForm::Expression;
        let mut name = None;
        if declares {
            self.children(|l, _, field| {
                if field == Field::Name && !l.slice().is_empty() {
                    let (sym, range) = (l.sym(), l.range());
                    name = Some(sym);
                    l.declare(sym, range, Origin::Function(id), true, false);
                }
            });
        }
        name
    }

    fn function_parts(&mut self, id: FnId, name: Option<Sym>) {
        let (mut params, mut body) = (List::default(), List::default());
        let (mut is_async, mut is_generator, mut form) = (false, false, None);
        self.children(|l, kind, field| match field {
            Field::Parameters => params = l.parameters(id),
            Field::Parameter => params = l.single_parameter(id),
            Field::Body if kind == Kind::Block => body = l.statements(),
            Field::Body => body = l.arrow_value(),
            Field::Name if l.slice() == "constructor" => form = form.or(Some(FunctionForm::Constructor)),
            _ => match kind {
                Kind::WordAsync => is_async = true,
                Kind::Star => is_generator = true,
                Kind::WordGet => form = Some(FunctionForm::Getter),
                Kind::WordSet => form = Some(FunctionForm::Setter),
                _ => {}
            },
        });
        let use_server = self.directives(body).iter().any(|&d| self.names.get(d) == "use server");
        let Some(function) = self.code.functions.get_mut(id.index()) else { return };
        function.name = name;
        function.params = params;
        function.body = body;
        function.is_async = is_async;
        function.is_generator |= is_generator;
        function.use_server = use_server;
        if function.form == FunctionForm::Method {
            function.form = form.unwrap_or(FunctionForm::Method);
        }
    }

    /// `x => e`: the value as the one `return` of the body.
    fn arrow_value(&mut self) -> List {
        let start = self.pending.len();
        let value = self.lower_expr();
        let range = self.range();
        let id = self.push_stmt(StmtKind::Return(Some(value)), range);
        self.pending.push(id.0);
        self.take_list(start)
    }

    fn single_parameter(&mut self, function: FnId) -> List {
        let start = self.pending.len();
        let pattern = self.lower_pattern(parameter_names(function, 0));
        self.pending.push(pattern.0);
        self.take_list(start)
    }

    fn parameters(&mut self, function: FnId) -> List {
        let start = self.pending.len();
        let mut number = 0;
        self.children(|l, kind, _| {
            let names = parameter_names(function, number);
            let pattern = match kind {
                Kind::RequiredParameter | Kind::OptionalParameter => l.typed_parameter(names),
                Kind::Identifier
                | Kind::ObjectPattern
                | Kind::ArrayPattern
                | Kind::AssignmentPattern
                | Kind::RestPattern => Some(l.lower_pattern(names)),
                _ => None,
            };
            if let Some(pattern) = pattern {
                l.pending.push(pattern.0);
                number += 1;
            }
        });
        self.take_list(start)
    }

    /// `name?: Type = value`; `None` for the type of `this`.
    fn typed_parameter(&mut self, names: Names) -> Option<PatId> {
        let (mut pattern, mut type_name, mut default, mut is_this) = (None, None, None, false);
        self.children(|l, kind, field| match field {
            Field::Pattern | Field::Name if kind == Kind::This => is_this = true,
            Field::Pattern | Field::Name => pattern = Some(l.lower_pattern(names)),
            Field::Type => type_name = l.plain_type_name(),
            Field::Value => default = Some(l.lower_expr()),
            _ => {}
        });
        if is_this {
            return None;
        }
        let range = self.range();
        let pattern = pattern.unwrap_or_else(|| self.push_pattern(PatKind::Unknown, range, None));
        if let Some(pattern) = self.code.patterns.get_mut(pattern.index()) {
            pattern.type_name = type_name;
        }
        let Some(default) = default else { return Some(pattern) };
        Some(self.push_pattern(PatKind::Default { pattern, default }, range, type_name))
    }

    /// The `NextRequest` of `: NextRequest` or `: Request<Body>`; other types have no plain name.
    pub(super) fn plain_type_name(&mut self) -> Option<Sym> {
        let mut name = None;
        self.children(|l, kind, _| match kind {
            Kind::TypeIdentifier => name = Some(l.sym()),
            Kind::GenericType => l.children(|l, kind, _| {
                if kind == Kind::TypeIdentifier {
                    name = Some(l.sym());
                }
            }),
            _ => {}
        });
        name
    }
}

fn parameter_names(function: FnId, index: u32) -> Names {
    Names::Declare { origin: Origin::Param { function, index }, constant: false, hoisted: false }
}

fn form_of(kind: Kind) -> FunctionForm {
    match kind {
        Kind::FunctionDeclaration | Kind::GeneratorDeclaration => FunctionForm::Declaration,
        Kind::Arrow => FunctionForm::Arrow,
        Kind::Method => FunctionForm::Method,
        Kind::StaticBlock => FunctionForm::StaticBlock,
        _ => FunctionForm::Expression,
    }
}
