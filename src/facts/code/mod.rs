//! What a TypeScript or JavaScript file says, condensed: an owned, typed tree that knows nothing of the parser.
//!
//! One walk over the syntax tree lowers a file into a [`Code`]; the tree is then dropped. Types, class names, text
//! in JSX and other things no check asks about are left out, names are resolved to bindings, and every expression
//! knows its parent. All that the model finds (queries, routes, guards, caught errors, values) it finds here.
//!
//! Everything lives in arenas and is named by a small id; accessor methods on [`Code`] give it back. Expressions and
//! statements are numbered after their children, so their ids grow with the *ends* of what they name; functions and
//! classes are numbered in the order they start. Ids are only good for the file they come from.
//!
//! What lowering unwraps, so that nobody has to: parentheses, `x as T`, `<T>x`, `x satisfies T`, `x!`.

mod chain;
#[cfg(test)]
mod dump;
mod enclosing;
mod lists;
mod naming;
mod nodes;
mod printing;
#[cfg(test)]
mod tests;
mod walk;

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};

pub use self::{
    chain::{Chain, Link},
    enclosing::Enclosure,
    nodes::*,
    walk::Descendants,
};
use crate::source::span::Range;

/// A lowered source file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// Expressions, by [`ExprId`].
    pub exprs: Vec<Expr>,
    /// The parent of each expression.
    pub expr_parents: Vec<Node>,
    /// Statements, by [`StmtId`].
    pub stmts: Vec<Stmt>,
    /// The parent of each statement.
    pub stmt_parents: Vec<Node>,
    /// Functions, by [`FnId`]; number 0 is the module.
    pub functions: Vec<Function>,
    /// Classes, by [`ClassId`].
    pub classes: Vec<Class>,
    /// Patterns, by [`PatId`].
    pub patterns: Vec<Pat>,
    /// Declared names, by [`BindingId`].
    pub bindings: Vec<Binding>,
    /// JSX elements, by [`JsxId`].
    pub jsx: Vec<Jsx>,
    /// Properties of object literals and JSX attributes.
    pub properties: Vec<Property>,
    /// Properties of object patterns.
    pub pattern_properties: Vec<PatternProperty>,
    /// Members of classes.
    pub members: Vec<Member>,
    /// Cases of `switch`.
    pub cases: Vec<Case>,
    /// Imports, re-exports, `import()` and `require()`, in source order.
    pub imports: Vec<Import>,
    /// What the module exports itself.
    pub exports: Vec<Export>,
    /// `"use client"`, `"use server"` at the top of the file.
    pub directives: Vec<Sym>,
    /// Names that the file only says are there: `declare const VERSION: string`.
    pub ambient: Vec<Sym>,
    /// Regions that did not parse: nothing within them is known.
    pub unparsed: Vec<Range>,
    /// Comments addressed to plimsoll.
    pub marks: Vec<Mark>,
    /// Expressions that read or write each binding: `reference_starts[b]..reference_starts[b + 1]` of `references`.
    pub(crate) reference_starts: Vec<u32>,
    pub(crate) references: Vec<ExprId>,
    pub(crate) lists: Vec<u32>,
    pub(crate) strings: Strings,
}

/// The strings of one file, each stored once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// The text of `sym`; empty for a symbol of another file.
    #[must_use]
    pub fn get(&self, sym: Sym) -> &str {
        let end = |i: usize| self.ends.get(i).copied().unwrap_or(0) as usize;
        let start = sym.index().checked_sub(1).map_or(0, end);
        self.text.get(start..end(sym.index())).unwrap_or("")
    }

    /// Takes all strings out, and keeps their room.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// How many strings there are.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Appends a string without looking whether it is there; the lowering keeps the table of what is.
    pub(crate) fn push(&mut self, text: &str) -> Sym {
        let sym = Sym(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        sym
    }
}

/// The module's top level, as a function.
pub const MODULE: FnId = FnId(0);

impl Code {
    /// The code of a file that says nothing, or could not be read: only the module function.
    #[must_use]
    pub fn empty(range: Range) -> Self {
        let mut code = Self::default();
        code.start_again(range);
        code
    }

    /// Empties it for the next file, and keeps the room of its arenas: only the module function is left.
    pub(crate) fn start_again(&mut self, range: Range) {
        // Taken apart in full, so that no field is forgotten.
        #[rustfmt::skip]
        let Self {
            exprs, expr_parents, stmts, stmt_parents, functions, classes, patterns, bindings, jsx, properties,
            pattern_properties, members, cases, imports, exports, directives, ambient, unparsed, marks,
            reference_starts, references, lists, strings,
        } = self;
        exprs.clear();
        expr_parents.clear();
        stmts.clear();
        stmt_parents.clear();
        functions.clear();
        classes.clear();
        patterns.clear();
        bindings.clear();
        jsx.clear();
        properties.clear();
        pattern_properties.clear();
        members.clear();
        cases.clear();
        imports.clear();
        exports.clear();
        directives.clear();
        ambient.clear();
        unparsed.clear();
        marks.clear();
        reference_starts.clear();
        references.clear();
        lists.clear();
        strings.clear();
        functions.push(Function {
            name: None,
            params: List::default(),
            body: List::default(),
            form: FunctionForm::Module,
            is_async: false,
            is_generator: false,
            use_server: false,
            range,
            parent: Node::Module,
        });
    }

    /// The text of a symbol.
    #[must_use]
    pub fn str(&self, sym: Sym) -> &str {
        self.strings.get(sym)
    }

    /// All texts of the file: names, literals, properties; each once, in no order that matters.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.strings.count()).map(|i| self.strings.get(Sym(i)))
    }

    /// Whether the strings of the file, one behind the other, hold one of the words: most files hold none of some, and
    /// need no closer look. A word may lie across two strings, so a yes is only a reason to look.
    #[must_use]
    pub fn may_hold(&self, words: &AhoCorasick) -> bool {
        words.is_match(&self.strings.text)
    }

    /// What an expression is.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> ExprKind {
        self.exprs[id.index()].kind
    }

    /// Where an expression is.
    #[must_use]
    pub fn range(&self, id: ExprId) -> Range {
        self.exprs[id.index()].range
    }

    /// The parent of an expression.
    #[must_use]
    pub fn parent(&self, id: ExprId) -> Node {
        self.expr_parents[id.index()]
    }

    /// A statement.
    #[must_use]
    pub fn stmt(&self, id: StmtId) -> Stmt {
        self.stmts[id.index()]
    }

    /// The parent of a statement: the enclosing statement, or the function whose body holds it.
    #[must_use]
    pub fn stmt_parent(&self, id: StmtId) -> Node {
        self.stmt_parents[id.index()]
    }

    /// A function.
    #[must_use]
    pub fn function(&self, id: FnId) -> Function {
        self.functions[id.index()]
    }

    /// A class.
    #[must_use]
    pub fn class(&self, id: ClassId) -> Class {
        self.classes[id.index()]
    }

    /// A JSX element.
    #[must_use]
    pub fn jsx_element(&self, id: JsxId) -> Jsx {
        self.jsx[id.index()]
    }

    /// A binding.
    #[must_use]
    pub fn binding(&self, id: BindingId) -> Binding {
        self.bindings[id.index()]
    }

    /// A pattern.
    #[must_use]
    pub fn pattern(&self, id: PatId) -> Pat {
        self.patterns[id.index()]
    }

    /// The argument number `index` of a call, unless a spread stands before or at it.
    #[must_use]
    pub fn arg(&self, args: List, index: usize) -> Option<ExprId> {
        let mut before = self.expr_list(args).take(index + 1);
        if before.any(|a| matches!(self.expr(a), ExprKind::Spread(_))) {
            return None;
        }
        self.expr_list(args).nth(index)
    }

    /// The expressions that name a binding, reads and writes, in source order.
    #[must_use]
    pub fn references(&self, binding: BindingId) -> &[ExprId] {
        let at = |i: usize| self.reference_starts.get(i).copied().unwrap_or(0) as usize;
        self.references.get(at(binding.index())..at(binding.index() + 1)).unwrap_or(&[])
    }

    /// The text of a string literal or substitution-free template.
    #[must_use]
    pub fn string(&self, id: ExprId) -> Option<&str> {
        match self.expr(id) {
            ExprKind::String(s) => Some(self.str(s)),
            _ => None,
        }
    }

    /// The name of an identifier expression.
    #[must_use]
    pub fn ident(&self, id: ExprId) -> Option<&str> {
        match self.expr(id) {
            ExprKind::Ident { name, .. } => Some(self.str(name)),
            _ => None,
        }
    }

    /// The name of an identifier, or of the last member of a chain: `total` of `order.lines.total`.
    #[must_use]
    pub fn last_name(&self, id: ExprId) -> Option<&str> {
        match self.expr(id) {
            ExprKind::Ident { name, .. } => Some(self.str(name)),
            ExprKind::Member { property, .. } => Some(self.str(property)),
            _ => None,
        }
    }

    /// Whether an object may have members that are not written out: `{ ...row }`, `{ [key]: value }`, anything but a literal.
    #[must_use]
    pub fn may_hold_more(&self, object: ExprId) -> bool {
        match self.expr(object) {
            ExprKind::Object { properties } => {
                self.property_list(properties).any(|property| !matches!(property.key, PropertyKey::Name(_)))
            }
            _ => true,
        }
    }

    /// Whether no more is asked of a value than that it is missing or false: `!value`.
    #[must_use]
    pub fn is_denied(&self, id: ExprId) -> bool {
        matches!(self.parent(id), Node::Expr(above)
            if matches!(self.expr(above), ExprKind::Unary { op: UnaryOp::Not, .. }))
    }

    /// Whether a block ends by giving back a value or an error: what stands behind it runs only when it did not.
    #[must_use]
    pub fn ends_function(&self, block: List) -> bool {
        let last = self.block(block).next_back();
        last.is_some_and(|s| matches!(self.stmt(s).kind, StmtKind::Return(_) | StmtKind::Throw(_)))
    }

    /// What the variable that an identifier names is declared to be: `value` of `const name = value`.
    #[must_use]
    pub fn initial(&self, variable: ExprId) -> Option<ExprId> {
        let ExprKind::Ident { binding: Some(binding), .. } = self.expr(variable) else { return None };
        let Origin::Var(stmt) = self.binding(binding).origin else { return None };
        match self.stmt(stmt).kind {
            StmtKind::Var { pattern, init, .. } if matches!(self.pattern(pattern).kind, PatKind::Name(_)) => init,
            _ => None,
        }
    }

    /// All expressions, children before their parents.
    pub fn expr_ids(&self) -> impl Iterator<Item = ExprId> + use<> {
        (0..u32::try_from(self.exprs.len()).unwrap_or(u32::MAX)).map(ExprId)
    }

    /// All expressions with what they are, children before their parents.
    pub fn all_exprs(&self) -> impl Iterator<Item = (ExprId, &Expr)> {
        self.expr_ids().zip(&self.exprs)
    }

    /// The value of the named property of an object literal (the last one, as JavaScript has it).
    #[must_use]
    pub fn property(&self, object: ExprId, name: &str) -> Option<ExprId> {
        let ExprKind::Object { properties } = self.expr(object) else { return None };
        self.property_list(properties)
            .rev()
            .find(|p| matches!(p.key, PropertyKey::Name(k) if self.str(k) == name))
            .map(|p| p.value)
    }

    /// The name of a property, unless it is computed or spread.
    #[must_use]
    pub fn property_name(&self, property: &Property) -> Option<&str> {
        match property.key {
            PropertyKey::Name(name) => Some(self.str(name)),
            _ => None,
        }
    }

    /// The function that an expression stands in.
    #[must_use]
    pub fn function_of(&self, id: ExprId) -> FnId {
        self.function_above(self.parent(id))
    }

    /// The nearest function at or above a node.
    #[must_use]
    pub fn function_above(&self, mut node: Node) -> FnId {
        loop {
            node = match node {
                Node::Expr(e) => match self.expr(e) {
                    ExprKind::Function(f) => return f,
                    _ => self.parent(e),
                },
                Node::Stmt(s) => match self.stmt(s).kind {
                    StmtKind::Function(f) => return f,
                    _ => self.stmt_parent(s),
                },
                Node::Function(f) => return f,
                Node::Class(c) => self.classes[c.index()].parent,
                Node::Module => return MODULE,
            }
        }
    }

    /// The dotted name of a chain of members on an identifier or `this`: `supabase.auth.getUser`, `this.db.from`.
    #[must_use]
    pub fn path(&self, id: ExprId) -> Option<String> {
        match self.expr(id) {
            ExprKind::Ident { name, .. } => Some(self.str(name).to_owned()),
            ExprKind::This => Some("this".to_owned()),
            ExprKind::Member { object, property, .. } => {
                let mut path = self.path(object)?;
                path.push('.');
                path.push_str(self.str(property));
                Some(path)
            }
            _ => None,
        }
    }
}
