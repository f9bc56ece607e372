//! Rights that rest on what the caller writes himself: the free part of his account, a word in his address.

use super::{exits::always_exits, refusal::is_refusal};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, Origin, StmtKind, UnaryOp},
    frameworks::accounts::{is_part_of_its_user, is_written_by_its_user},
    model::{
        Project,
        calls::FnRef,
        values::{Symbol, Values},
    },
    source::span::{FileId, Span},
};

/// A name of a name, or a helper of a helper, is read so deep.
const DEPTH: u32 = 8;

/// What a right rests on that proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnWord {
    /// A part of the account that its user may write: `user.user_metadata.role`.
    Metadata,
    /// A word that stands somewhere in the address: `user.email.includes("admin")`.
    Address,
}

/// Whether a value says no more than what the caller wrote about himself, also under another name and through a helper of
/// the project: `const isAdmin = user.user_metadata.role === "admin"`.
pub(super) fn is_own_word(project: &Project, file: FileId, expr: ExprId) -> bool {
    rests_on(project, file, expr, DEPTH).is_some()
}

/// Whether an expression stands in a test that whoever lies about himself passes, whatever else it asks.
pub(super) fn is_beside_own_word(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    let above = code.ancestors(Node::Expr(expr)).find_map(|node| match node {
        Node::Stmt(stmt) => Some(stmt),
        _ => None,
    });
    above.is_some_and(|stmt| match code.stmt(stmt).kind {
        StmtKind::If { test, .. } => {
            code.range(test).contains(code.range(expr)) && refused(project, file, code, test).is_some()
        }
        _ => false,
    })
}

fn rests_on(project: &Project, file: FileId, expr: ExprId, depth: u32) -> Option<OwnWord> {
    let depth = depth.checked_sub(1)?;
    let code = project.file(file).code.as_ref()?;
    let values = project.values();
    if is_free_part(&values, file, expr) {
        return Some(OwnWord::Metadata);
    }
    match code.expr(expr) {
        ExprKind::Call { callee, args } => {
            if is_word_in_address(code, callee, code.arg(args, 0)) {
                return Some(OwnWord::Address);
            }
            if let Some(given) = code.arg(args, 0).filter(|_| is_list(code, callee)) {
                return rests_on(project, file, given, depth);
            }
            let targets = values.functions(file, callee);
            let mut found = targets.iter().map(|&target| given_back(project, target, depth));
            found.next()?.filter(|_| found.all(|other| other.is_some()))
        }
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            rests_on(project, file, left, depth).or_else(|| rests_on(project, file, right, depth))
        }
        // Either side is enough, so the one that proves nothing is what it is worth; of both, the better one.
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
            let of_left = rests_on(project, file, left, depth);
            of_left
                .filter(|_| is_test(code, left) || rests_on(project, file, right, depth).is_some())
                .or_else(|| rests_on(project, file, right, depth).filter(|_| is_test(code, right)))
        }
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            let says = |side| rests_on(project, file, side, depth);
            match (says(left), says(right)) {
                (Some(one), Some(_)) => Some(one),
                (Some(one), None) if is_presence(code, right) => Some(one),
                (None, Some(one)) if is_presence(code, left) => Some(one),
                _ => None,
            }
        }
        ExprKind::Unary { operand, .. } | ExprKind::Await(operand) => rests_on(project, file, operand, depth),
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(_) if code.binding(binding).constant => {
                code.initial(expr).and_then(|init| rests_on(project, file, init, depth))
            }
            _ => None,
        },
        _ => None,
    }
}

/// What a function gives back, where all that it gives back rests on the caller's own word.
fn given_back(project: &Project, (file, function): FnRef, depth: u32) -> Option<OwnWord> {
    let code = project.file(file).code.as_ref()?;
    let mut found = None;
    for value in returned(code, function) {
        if !matches!(code.expr(value), ExprKind::Bool(_) | ExprKind::Null) {
            found = Some(rests_on(project, file, value, depth)?);
        }
    }
    found
}

fn returned(code: &Code, function: FnId) -> impl Iterator<Item = ExprId> + '_ {
    code.within(function).filter_map(move |node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Return(Some(value)) if code.function_above(node) == function => Some(value),
            _ => None,
        },
        _ => None,
    })
}

/// Whether all that is known of where a value comes from is a part of an account that its user writes.
fn is_free_part(values: &Values<'_>, file: FileId, expr: ExprId) -> bool {
    let symbols: Vec<&Symbol> = values.symbols(file, expr);
    !symbols.is_empty() && symbols.iter().all(|symbol| is_written_by_its_user(&symbol.path))
}

/// `email.includes("admin")`: what the call is made on is an address, and what is looked for is none.
fn is_word_in_address(code: &Code, callee: ExprId, word: Option<ExprId>) -> bool {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
    let is_word = word.and_then(|word| code.string(word)).is_some_and(|word| !word.is_empty() && !word.contains('@'));
    matches!(code.str(property), "includes" | "startsWith" | "match" | "indexOf") && is_word && is_address(code, object)
}

fn is_address(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Ident { name, .. } | ExprKind::Member { property: name, .. } => {
            crate::vocab::split(code.str(name)).last().is_some_and(|word| matches!(word.as_str(), "email" | "mail"))
        }
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, .. } => is_address(code, object),
            _ => false,
        },
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } => is_address(code, left),
        _ => false,
    }
}

/// `["admin", "owner"].includes`.
fn is_list(code: &Code, callee: ExprId) -> bool {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
    matches!(code.str(property), "includes" | "has")
        && matches!(code.expr(object), ExprKind::Array { .. } | ExprKind::Ident { .. })
}

/// Whether an expression is a question of its own, which is enough where one of several has to hold.
fn is_test(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, .. } | ExprKind::Call { .. } => true,
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::And, left, right } => {
            is_test(code, left) && is_test(code, right)
        }
        _ => false,
    }
}

/// Whether an expression only asks whether something is there: `user`, `!!user.email`.
fn is_presence(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Ident { .. } | ExprKind::Member { .. } => true,
        ExprKind::Unary { operand, .. } => is_presence(code, operand),
        _ => false,
    }
}

/// A refusal that hangs on nothing but what the caller wrote about himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OwnWordTest {
    /// The test.
    pub at: Span,
    /// What it rests on.
    pub word: OwnWord,
    /// Whether no more than a limit hangs on it: `if (!isAdmin && boats.length >= 3) return refused();`.
    pub is_of_limit: bool,
}

impl Project {
    /// The tests on the server that tell callers apart by their own word, by place.
    #[must_use]
    pub fn own_word_tests(&self) -> Vec<OwnWordTest> {
        let files = || self.code_files().filter(|(_, file, _)| file.role.is_production());
        // Most projects have neither, and need no second look.
        if !files().any(|(_, _, code)| code.expr_ids().any(|e| is_seed(code, e))) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (file, _, code) in files() {
            for stmt in &code.stmts {
                let StmtKind::If { test, then, otherwise } = stmt.kind else { continue };
                let may_be_told = || !self.sides.of_expr(file, code, test).is_client();
                let word = if is_refusal(code, then) && always_exits(code, then) && may_be_told() {
                    refused(self, file, code, test)
                } else if otherwise.is_some_and(|block| is_refusal(code, block)) && may_be_told() {
                    let_in(self, file, code, test)
                } else {
                    None
                };
                let at = code.range(test).in_file(file);
                let is_of_limit = is_of_limit(code, test);
                found.extend(word.map(|word| OwnWordTest { at, word, is_of_limit }));
            }
        }
        found.sort_unstable();
        found
    }
}

/// Whether of what must hold for a refusal one is that there are too many of something.
fn is_of_limit(code: &Code, test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::And, left, right } => is_of_limit(code, left) || is_of_limit(code, right),
        ExprKind::Binary { op, .. } => op.is_order(),
        ExprKind::Ident { .. } => code
            .initial(test)
            .is_some_and(|init| matches!(code.expr(init), ExprKind::Binary { op, .. } if op.is_order())),
        _ => false,
    }
}

/// Whether a file may hold such a test, or make what another one tests.
fn is_seed(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Member { property, .. } => is_part_of_its_user(code.str(property)),
        ExprKind::Call { callee, args } => is_word_in_address(code, callee, code.arg(args, 0)),
        _ => false,
    }
}

/// What the refusal of whoever passes a test rests on: `role !== "admin"`, `!user || !isAdmin(user)`. Of two that must both
/// hold the weaker one opens: `meta.role !== "admin" && app.role !== "admin"`.
fn refused(project: &Project, file: FileId, code: &Code, test: ExprId) -> Option<OwnWord> {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            refused(project, file, code, left).or_else(|| refused(project, file, code, right))
        }
        ExprKind::Binary { op: BinaryOp::Or, left, right } => {
            let beside = |own: ExprId, other: ExprId| {
                let word = refused(project, file, code, own)?;
                (refused(project, file, code, other).is_some() || !names_right(project, code, other)).then_some(word)
            };
            beside(left, right).or_else(|| beside(right, left))
        }
        ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => {
            let is_written_out = |side| code.string(side).is_some() || matches!(code.expr(side), ExprKind::Bool(true));
            let asked = if is_written_out(right) { left } else { Some(right).filter(|_| is_written_out(left))? };
            right_of(project, file, code, asked)
        }
        ExprKind::Unary { op: UnaryOp::Not, operand } => right_of(project, file, code, operand),
        _ => None,
    }
}

/// What it rests on that everybody is refused who does not pass a test: `if (isAdmin(user)) { … } else return forbidden()`.
fn let_in(project: &Project, file: FileId, code: &Code, test: ExprId) -> Option<OwnWord> {
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            let_in(project, file, code, left).or_else(|| let_in(project, file, code, right))
        }
        ExprKind::Binary { op: BinaryOp::Equal, left, right } => {
            let asked = if code.string(right).is_some() { left } else { code.string(left).map(|_| right)? };
            right_of(project, file, code, asked)
        }
        _ => right_of(project, file, code, test),
    }
}

/// What a value rests on, where it is about a right.
fn right_of(project: &Project, file: FileId, code: &Code, value: ExprId) -> Option<OwnWord> {
    let word = rests_on(project, file, value, DEPTH)?;
    let by_origin =
        || project.values().symbols(file, value).iter().any(|symbol| is_name_of_right(project, symbol.last()));
    (word == OwnWord::Address || names_right(project, code, value) || by_origin()).then_some(word)
}

/// Whether a part of an expression is called a right: `user.role`, `isAdmin(user)`.
fn names_right(project: &Project, code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|node| match node {
        Node::Expr(e) => code.last_name(e).is_some_and(|name| is_name_of_right(project, name)),
        _ => false,
    })
}

fn is_name_of_right(project: &Project, name: &str) -> bool {
    let words = crate::vocab::split(name);
    project.vocab.guards.roles.takes_one_of(&words)
}
