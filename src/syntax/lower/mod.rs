//! Lowering: one walk over a syntax tree that makes a [`Code`].
//!
//! The walk is a recursive descent with one cursor. Each `lower_*` method is called with the cursor on the node it reads and
//! leaves it there. Children are always visited through [`Lowerer::children`], which is linear, and are told apart by
//! [`Kind`] and [`Field`].

mod call;
mod class;
mod expr;
mod function;
mod jsx;
mod literal;
mod loops;
mod marks;
mod module;
mod operator;
mod pattern;
mod stmt;

use tree_sitter::{Node, Tree, TreeCursor};

use super::{
    Problem,
    grammar::{Field, Grammar, Kind},
    intern::Interner,
    parse::range_of,
    scope::Scopes,
};
use crate::{
    facts::code::{
        Binding, BindingId, Code, Expr, ExprId, ExprKind, List, MODULE, Origin, Pat, PatId, PatKind, Property, Stmt,
        StmtId, StmtKind, Sym,
    },
    source::{gap::GapKind, span::Range},
};

/// How deep expressions, statements and patterns may nest in each other before they become unknown. Bounds the stack of
/// the walk and of everything that recurses over the result.
const MAX_DEPTH: u32 = 400;

/// The arenas that files are lowered into, one after the other. They grow for the largest file only; of each, an exact
/// copy of [`Room::code`] is kept.
#[derive(Default)]
pub(super) struct Room {
    /// The file that was lowered last.
    pub(super) code: Code,
    names: Interner,
    scopes: Scopes,
    pending: Vec<u32>,
}

impl Room {
    fn start_again(&mut self, range: Range) {
        self.names.start_again(std::mem::take(&mut self.code.strings));
        self.code.start_again(range);
        self.scopes.start_again(MODULE);
        self.pending.clear();
    }
}

/// Lowers a parsed file into `room`, and says what of it became unknown.
pub(super) fn lower(text: &str, tree: &Tree, grammar: &Grammar, room: &mut Room) -> Vec<Problem> {
    // Taken out, so that nothing of a file is left where lowering it fails.
    let mut taken = std::mem::take(room);
    taken.start_again(Range::new(0, text.len()));
    let mut walk = Lowerer::new(text, tree, grammar, taken);
    walk.lower_module();
    let problems = walk.finish(room);
    marks::collect(text, tree, grammar, &mut room.code);
    problems
}

struct Lowerer<'t> {
    text: &'t str,
    cursor: TreeCursor<'t>,
    /// The node under the cursor: asking the cursor is dear.
    at: Node<'t>,
    grammar: &'t Grammar,
    code: Code,
    names: Interner,
    scopes: Scopes,
    /// Ids of the lists that are being collected, innermost last.
    pending: Vec<u32>,
    /// The name that the next expression, if it is a function or class, gets from what it is assigned to.
    name_hint: Option<Sym>,
    /// What the grammar bound to the first callee of the chain that is being read.
    lifted: Option<call::Lifted>,
    /// The decorators before `export class`, until the class takes them.
    decorators: Vec<ExprId>,
    /// `export { a as b }`, `export default a`: resolved when all declarations are known.
    named_exports: Vec<module::NamedExport>,
    depth: u32,
    problems: Vec<Problem>,
}

impl<'t> Lowerer<'t> {
    fn new(text: &'t str, tree: &'t Tree, grammar: &'t Grammar, room: Room) -> Self {
        let Room { code, names, scopes, pending } = room;
        Self {
            text,
            cursor: tree.walk(),
            at: tree.root_node(),
            grammar,
            code,
            names,
            scopes,
            pending,
            name_hint: None,
            lifted: None,
            decorators: Vec::new(),
            named_exports: Vec::new(),
            depth: 0,
            problems: Vec::new(),
        }
    }

    fn lower_module(&mut self) {
        let start = self.pending.len();
        self.lower_statements_of_node();
        let body = self.take_list(start);
        if let Some(module) = self.code.functions.first_mut() {
            module.body = body;
        }
        self.code.directives = self.directives(body);
    }

    /// Binds all names, and gives the arenas back.
    fn finish(self, room: &mut Room) -> Vec<Problem> {
        let Self { mut code, mut names, mut scopes, pending, named_exports, problems, .. } = self;
        let declared = scopes.resolve(&mut code);
        module::resolve_exports(&mut code, &declared, named_exports);
        code.strings = names.take();
        code.link_parents();
        *room = Room { code, names, scopes, pending };
        problems
    }

    // The cursor

    fn kind(&self) -> Kind {
        self.grammar.kind(self.at.kind_id())
    }

    fn range(&self) -> Range {
        range_of(self.at)
    }

    /// The text of the current node.
    fn slice(&self) -> &'t str {
        self.text.get(self.at.start_byte()..self.at.end_byte()).unwrap_or("")
    }

    /// The text of the current node as a symbol.
    fn sym(&mut self) -> Sym {
        let text = self.slice();
        self.names.intern(text)
    }

    /// Visits every child but comments, in order; the cursor is on the child during the visit and back after it.
    fn children(&mut self, mut visit: impl FnMut(&mut Self, Kind, Field)) {
        if !self.cursor.goto_first_child() {
            return;
        }
        let parent = self.at;
        loop {
            self.at = self.cursor.node();
            let kind = self.kind();
            if !matches!(kind, Kind::Comment | Kind::HtmlComment) {
                let field = self.cursor.field_id().map_or(Field::None, |id| self.grammar.field(id.get()));
                visit(self, kind, field);
            }
            if !self.cursor.goto_next_sibling() {
                break;
            }
        }
        self.cursor.goto_parent();
        self.at = parent;
    }

    /// Runs `read` one level deeper; past the limit the node is skipped, noted, and `None`.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.too_deep();
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    fn too_deep(&mut self) {
        let range = self.range();
        self.code.unparsed.push(range);
        if self.problems.is_empty() {
            let detail = format!("code is nested more than {MAX_DEPTH} levels deep");
            self.problems.push(Problem { kind: GapKind::TooDeep, range, detail });
        }
    }

    // The arenas

    fn push_expr(&mut self, kind: ExprKind, range: Range) -> ExprId {
        let id = ExprId(index(self.code.exprs.len()));
        self.code.exprs.push(Expr { kind, range });
        id
    }

    fn push_stmt(&mut self, kind: StmtKind, range: Range) -> StmtId {
        let id = StmtId(index(self.code.stmts.len()));
        self.code.stmts.push(Stmt { kind, range });
        id
    }

    fn push_pattern(&mut self, kind: PatKind, range: Range, type_name: Option<Sym>) -> PatId {
        let id = PatId(index(self.code.patterns.len()));
        self.code.patterns.push(Pat { kind, range, type_name });
        id
    }

    fn push_property(&mut self, property: Property) {
        let id = index(self.code.properties.len());
        self.code.properties.push(property);
        self.pending.push(id);
    }

    /// An identifier expression that uses a name of the open scope.
    fn push_use(&mut self, name: Sym, range: Range) -> ExprId {
        let id = self.push_expr(ExprKind::Ident { name, binding: None }, range);
        self.scopes.use_name(id, name);
        id
    }

    /// A declaration in the open scope; `hoisted` puts it in that of the function.
    fn declare(&mut self, name: Sym, range: Range, origin: Origin, constant: bool, hoisted: bool) -> BindingId {
        let id = BindingId(index(self.code.bindings.len()));
        self.code.bindings.push(Binding { name, origin, function: self.scopes.function(), range, constant });
        self.scopes.declare(name, id, hoisted, origin == Origin::Other);
        id
    }

    /// Ends the list whose ids were pended since the pending list was `start` long.
    fn take_list(&mut self, start: usize) -> List {
        let first = self.code.lists.len();
        self.code.lists.extend(self.pending.drain(start.min(self.pending.len())..));
        List { start: index(first), len: index(self.code.lists.len() - first) }
    }
}

/// A position in an arena. Files are far too small to have more than four billion nodes.
fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
