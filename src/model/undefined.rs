//! Names that nothing declares where they are used: an import was forgotten, a scope left, a variable renamed in one place
//! only. In the browser a name that the project declares nowhere may come from a script of the page; on the server only
//! the platform can give one, and its names are known.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Project,
    failures::{Handling, of_block},
};
use crate::{
    facts::code::{Binding, Code, Enclosure, ExprId, ExprKind, FnId, Node, Origin, UnaryOp},
    frameworks::globals::is_global,
    source::span::{Range, Span},
};

/// A use of a name that is not declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undefined {
    /// The first use in its file.
    pub at: Span,
    /// The name.
    pub name: String,
    /// Where the project declares one of that name, if it does.
    pub declared: Option<Span>,
    /// Whether that is in the same function, in a block that the use stands outside of: in the `try` of a `catch`.
    pub in_same_function: bool,
    /// The function that it stands in.
    pub function: FnId,
    /// Whether it stands where a failure is dealt with, or where one is met and goes no further.
    pub is_aside: bool,
}

impl Project {
    /// The undeclared names of production code that may run, by file and place.
    #[must_use]
    pub fn undefined(&self) -> Vec<Undefined> {
        let exported = exports(self);
        let globals = self.made_global();
        let mut found = Vec::new();
        for (file, known, code) in self.code_files() {
            let may_run = known.role.is_production() && self.sides.may_run(file);
            if !may_run || !code.unparsed.is_empty() || known.path.ends_with(".d.ts") {
                continue;
            }
            let runs_on_server = self.sides.of(file).is_server();
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            for (id, expr) in code.all_exprs() {
                let ExprKind::Ident { name, binding: None } = expr.kind else { continue };
                let name = code.str(name);
                if name.len() < 3
                    || is_global(name)
                    || globals.contains(name)
                    || is_asked_for(code, id)
                    || !self.sides.is_met_at(expr.range.in_file(file))
                    || !seen.insert(name)
                {
                    continue;
                }
                let near = in_block(code, id, name);
                let declared = near
                    .or_else(|| elsewhere_in(code, name))
                    .map(|range| range.in_file(file))
                    .or_else(|| exported.get(name).copied());
                let is_anywhere = || code.bindings.iter().any(|b| code.str(b.name) == name);
                let is_named_like_one = || is_variable(name) || is_left_of_renaming(code, id, name);
                if declared.is_some() || (runs_on_server && !is_anywhere() && is_named_like_one()) {
                    found.push(Undefined {
                        at: expr.range.in_file(file),
                        name: name.to_owned(),
                        declared,
                        in_same_function: near.is_some(),
                        function: code.function_of(id),
                        is_aside: is_aside(code, id),
                    });
                }
            }
        }
        found.sort_by_key(|u| u.at);
        found
    }

    /// Names that the project puts on the global object, declares in a page, or lets a build tool fill in.
    fn made_global(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        for (_, file, code) in self.code_files() {
            names.extend(code.ambient.iter().map(|&name| code.str(name)));
            let is_config = file.name().contains("config") || file.path.ends_with(".d.ts");
            for expr in &code.exprs {
                match expr.kind {
                    ExprKind::Assign { target, .. } => {
                        if let ExprKind::Member { property, .. } = code.expr(target) {
                            names.insert(code.str(property));
                        }
                        names.extend(code.ident(target));
                    }
                    ExprKind::Member { object, property, .. }
                        if matches!(code.ident(object), Some("window" | "globalThis" | "self" | "global")) =>
                    {
                        names.insert(code.str(property));
                    }
                    _ => {}
                }
            }
            if is_config {
                names.extend(code.texts());
            }
        }
        names
    }
}

/// In a `catch`, or in a `try` whose `catch` tells nobody: the work itself goes on.
fn is_aside(code: &Code, used: ExprId) -> bool {
    code.enclosures_in_function(used).any(|around| matches!(around, Enclosure::CatchBody(_)))
        || code.catches(Node::Expr(used)).any(|(_, catch)| of_block(code, catch.body) <= Handling::Logged)
}

/// What modules of the project export by name, with the first place.
fn exports(project: &Project) -> BTreeMap<&str, Span> {
    let mut names = BTreeMap::new();
    for (file, known, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if known.path.ends_with(".d.ts") {
            continue;
        }
        for export in code.exports.iter().filter(|e| code.str(e.name) != "default") {
            names.entry(code.str(export.name)).or_insert(export.range.in_file(file));
        }
    }
    names
}

/// A variable or parameter of this name in some function of the file.
fn elsewhere_in(code: &Code, name: &str) -> Option<Range> {
    // A function that seems to be declared in another one is told by a brace that is missing.
    let is_value = |origin: Origin| !matches!(origin, Origin::Other | Origin::Function(_));
    code.bindings.iter().find(|b| is_value(b.origin) && code.str(b.name) == name).map(|b| b.range)
}

/// A variable of this name that a block of the same function declares.
fn in_block(code: &Code, used: ExprId, name: &str) -> Option<Range> {
    let function = code.function_of(used);
    let is_here = |origin: Origin| match origin {
        Origin::Var(stmt) => code.function_above(code.stmt_parent(stmt)) == function,
        _ => false,
    };
    code.bindings.iter().find(|b| is_here(b.origin) && code.str(b.name) == name).map(|b| b.range)
}

/// `orderTotal`: two words, as people name variables and platforms few things.
fn is_variable(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric()) && name.chars().skip(1).any(char::is_uppercase)
}

/// `signers.length` in a function that has `harbourSigners`: the one word is the last of a name that is there, and stands
/// for it.
fn is_left_of_renaming(code: &Code, used: ExprId, name: &str) -> bool {
    let is_read = match code.parent(used) {
        Node::Expr(above) => matches!(code.expr(above), ExprKind::Member { object, .. } if object == used),
        _ => false,
    };
    let is_word = name.len() > 3 && name.bytes().all(|b| b.is_ascii_lowercase());
    let around: Vec<FnId> = code
        .enclosures(Node::Expr(used))
        .filter_map(|around| match around {
            Enclosure::Function(function) => Some(function),
            _ => None,
        })
        .collect();
    let is_whole = |b: &Binding| {
        let words = crate::vocab::split(code.str(b.name));
        around.contains(&b.function) && words.len() > 1 && words.last().is_some_and(|last| last == name)
    };
    is_read && is_word && code.bindings.iter().any(is_whole)
}

/// `typeof name`: asking whether it is there is fine.
fn is_asked_for(code: &Code, id: ExprId) -> bool {
    matches!(code.parent(id), Node::Expr(p) if matches!(code.expr(p), ExprKind::Unary { op: UnaryOp::Typeof, .. }))
}
