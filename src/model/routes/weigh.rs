//! What hangs on a value where it is read: whether it is compared, filters rows, or is only written down; also where a
//! function of the project is given it, by what its body does.

use std::collections::BTreeSet;

use crate::{
    facts::code::{
        BinaryOp, BindingId, Code, ExprId, ExprKind, FnId, List, Node, PatId, PatKind, PropertyKey, StmtKind,
    },
    frameworks::library::Library,
    model::{
        Project,
        calls::FnRef,
        queries::{Condition, Query},
    },
    source::span::FileId,
};

/// So many calls deep it is read what functions of the project do with what they are given.
const DEEPEST: u32 = 3;

/// What hangs on a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It is not looked at, or only written or logged.
    Nothing,
    /// It is what a column has to equal.
    Condition,
    /// It is compared, or given to something that may decide by it.
    Decision,
}

/// What hangs on a value where an expression reads it.
pub(super) fn weight(project: &Project, file: FileId, reference: ExprId) -> Weight {
    let Some(code) = project.file(file).code.as_ref() else { return Weight::Nothing };
    Scale { project, seen: BTreeSet::new() }.of(At { file, code, helper: None, depth: DEEPEST }, reference)
}

/// Follows a value through the functions that are given it, each name once.
struct Scale<'p> {
    project: &'p Project,
    seen: BTreeSet<(FileId, BindingId)>,
}

/// Where a value is read.
#[derive(Clone, Copy)]
struct At<'p> {
    file: FileId,
    code: &'p Code,
    /// The function that was given the value, unless it is the one that is asked about.
    helper: Option<FnId>,
    /// How many calls it is still followed through.
    depth: u32,
}

impl<'p> Scale<'p> {
    fn of(&mut self, at: At<'p>, reference: ExprId) -> Weight {
        match self.climb(at, reference) {
            Weight::Decision if is_condition(at.code, reference) || self.is_asked_for(at, reference) => {
                Weight::Condition
            }
            weight => weight,
        }
    }

    /// Whether a value is what a column has to equal in a call of an ORM or a text of SQL: `eq(boats.ownerId, id)`,
    /// `` sql`… where owner_id = ${id}` ``.
    fn is_asked_for(&self, at: At<'p>, reference: ExprId) -> bool {
        let range = at.code.range(reference);
        let asked = |query: &Query| {
            let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
            compared.any(|c| c.op == "eq" && c.value.is_some_and(|value| at.code.range(value).contains(range)))
        };
        let around = self.project.queries_in(at.file).iter().filter(|query| query.at.range.contains(range));
        around.into_iter().any(|query| matches!(query.library, Library::Drizzle | Library::Sql) && asked(query))
    }

    fn climb(&mut self, at: At<'p>, reference: ExprId) -> Weight {
        let code = at.code;
        let (mut expr, mut key) = (reference, None);
        loop {
            let parent = match code.parent(expr) {
                Node::Expr(parent) => parent,
                node => return at.helper.map_or(Weight::Nothing, |helper| self.statement(at, helper, node)),
            };
            match code.expr(parent) {
                ExprKind::Call { callee, args } if callee != expr => return self.given(at, callee, (args, expr), key),
                ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                    let other = if left == expr { right } else { left };
                    return if is_nothing(code, other) { Weight::Nothing } else { Weight::Decision };
                }
                ExprKind::Object { properties } => {
                    let property = code.property_list(properties).find(|p| p.value == expr);
                    key = property.and_then(|p| code.property_name(&p));
                    if key == Some("where") {
                        return Weight::Decision;
                    }
                }
                ExprKind::Unary { .. } | ExprKind::Conditional { .. } => return Weight::Nothing,
                ExprKind::Template { tag: Some(_), .. } | ExprKind::Assign { .. } if at.helper.is_some() => {
                    return Weight::Decision;
                }
                _ => {}
            }
            expr = parent;
        }
    }

    /// What a helper does by a statement with what it is given: another name is followed, what it gives back may be used
    /// for anything.
    fn statement(&mut self, at: At<'p>, helper: FnId, node: Node) -> Weight {
        let Node::Stmt(stmt) = node else { return Weight::Nothing };
        match at.code.stmt(stmt).kind {
            StmtKind::Var { pattern, .. } => match at.code.pattern(pattern).kind {
                PatKind::Name(name) => self.name(at, name, None),
                _ => Weight::Decision,
            },
            StmtKind::Return(_) if at.code.function_above(node) == helper => Weight::Decision,
            _ => Weight::Nothing,
        }
    }

    /// What a call does with an argument, or with the property of it that holds the value.
    fn given(&mut self, at: At<'p>, callee: ExprId, (args, argument): (List, ExprId), key: Option<&str>) -> Weight {
        if !may_decide(self.project, at.code, callee) {
            return Weight::Nothing;
        }
        let targets = self.project.values().functions(at.file, callee);
        let before: Vec<ExprId> = at.code.expr_list(args).take_while(|&a| a != argument).collect();
        let is_spread = |e: &ExprId| matches!(at.code.expr(*e), ExprKind::Spread(_));
        if targets.is_empty() || at.depth == 0 || is_spread(&argument) || before.iter().any(is_spread) {
            return Weight::Decision;
        }
        let weights = targets.into_iter().map(|target| self.parameter(target, before.len(), key, at.depth - 1));
        weights.max().unwrap_or(Weight::Decision)
    }

    fn parameter(&mut self, (file, function): FnRef, index: usize, key: Option<&str>, depth: u32) -> Weight {
        let project = self.project;
        let Some(code) = project.file(file).code.as_ref() else { return Weight::Decision };
        let Some(parameter) = code.pattern_list(code.function(function).params).nth(index) else {
            return Weight::Decision;
        };
        let at = At { file, code, helper: Some(function), depth };
        let taken = names(code, parameter, key);
        taken.into_iter().map(|name| self.name(at, name, key)).max().unwrap_or(Weight::Nothing)
    }

    /// What hangs on a name; with a key, on that member of it.
    fn name(&mut self, at: At<'p>, name: BindingId, key: Option<&str>) -> Weight {
        if !self.seen.insert((at.file, name)) {
            return Weight::Nothing;
        }
        let code = at.code;
        let is_other_member = |reference: ExprId| match code.parent(reference) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Member { property, .. } => key.is_some_and(|key| code.str(property) != key),
                _ => false,
            },
            _ => false,
        };
        let read = code.references(name).iter().filter(|&&reference| !is_other_member(reference));
        read.map(|&reference| self.of(at, reference)).max().unwrap_or(Weight::Nothing)
    }
}

/// The names under which a parameter takes an argument, or the property of it that holds the value.
fn names(code: &Code, parameter: PatId, key: Option<&str>) -> Vec<BindingId> {
    let mut found = Vec::new();
    match code.pattern(parameter).kind {
        PatKind::Default { pattern, .. } => return names(code, pattern, key),
        PatKind::Object { properties } if key.is_some() => {
            let holds = |of: PropertyKey| match of {
                PropertyKey::Name(name) => Some(code.str(name)) == key,
                _ => true,
            };
            let held = code.pattern_property_list(properties).filter(|p| holds(p.key));
            held.for_each(|p| code.bound_names(p.value, &mut found));
        }
        _ => code.bound_names(parameter, &mut found),
    }
    found
}

/// Whether a value is what a column is asked to equal: `.eq("user_id", user.id)`.
fn is_condition(code: &Code, reference: ExprId) -> bool {
    let argument = code.outermost(reference);
    let Node::Expr(parent) = code.parent(argument) else { return false };
    match code.expr(parent) {
        ExprKind::Call { callee, .. } if callee != argument => {
            matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "eq" | "match"))
        }
        _ => false,
    }
}

fn is_nothing(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Null | ExprKind::Bool(_) => true,
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        _ => false,
    }
}

/// Whether a call, by its name, may look something up or test something by what it is given; writes, logs and limits do
/// not.
fn may_decide(project: &Project, code: &Code, callee: ExprId) -> bool {
    let written = code.path(callee).unwrap_or_default();
    let name = match code.expr(callee) {
        ExprKind::Member { property, .. } => code.str(property),
        ExprKind::Ident { name, .. } => code.str(name),
        _ => "",
    };
    let lower = name.to_ascii_lowercase();
    let is_record = ["log", "audit", "track", "capture", "notify", "send", "identify", "limit", "emit"]
        .iter()
        .any(|w| lower.contains(w));
    let is_write = matches!(
        name,
        "insert"
            | "update"
            | "upsert"
            | "create"
            | "values"
            | "set"
            | "json"
            | "push"
            | "stringify"
            | "createMany"
            | "getUser"
            | "Boolean"
            | "String"
            | "sign"
            | "select"
            | "selectDistinct"
            | "returning"
    );
    !written.starts_with("console.") && !is_record && !is_write && !project.vocab.guards.limiters.has(name)
}
