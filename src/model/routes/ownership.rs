//! Whether what an entry point reaches past row security is tied to who calls: by the caller's id in a query, a
//! comparison with it, a role that is looked at, or a query that runs with his own rights.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{Subject, subject::is_sent};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, PropertyKey, StmtKind},
    frameworks::auth::{self, Proof},
    model::{
        Project,
        calls::{CallGraph, FnRef},
        queries::{Client, Condition, Op, Query},
        values::{Root, Symbol, Value},
    },
    source::span::{FileId, Range},
};

/// What ties the work to the caller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ties {
    /// His id, or something found by it, goes into a query, a comparison or a helper.
    pub by_identity: bool,
    /// More than that his own rows are asked for: something else is compared with him, or a helper is given him.
    pub held: bool,
    /// His role or rights are looked at.
    pub by_role: bool,
    /// A query runs with his own rights, so that row security decides.
    pub as_user: bool,
}

impl Ties {
    /// Whether anything does.
    #[must_use]
    pub fn any(self) -> bool {
        self.by_identity || self.by_role || self.as_user
    }

    /// Whether more does than that rows of his own are asked for, which says nothing of other rows.
    #[must_use]
    pub fn is_held(self) -> bool {
        self.held || self.by_role || self.as_user
    }
}

/// What ties an entry point's work to its caller.
pub(super) fn ties(subject: &Subject<'_>) -> Ties {
    let queries = &subject.queries;
    let as_user = queries.iter().any(|q| q.client == Client::User);
    let guards: Vec<FnRef> = guard_functions(subject);
    let reads_rights =
        |q: &&Query| q.op == Op::Select && q.tables.iter().any(|t| subject.project.vocab.tables.rights.has(t));
    let by_role = queries.iter().any(reads_rights);
    let held = queries.iter().any(|q| joins_caller(subject, q));
    let mut ties = Ties { held, by_role, as_user, ..Ties::default() };
    for reached in &subject.reached {
        let is_guard = guards.contains(&reached.function);
        for look in subject.looks.of(subject.project, reached.function) {
            if subject.dead.covers(reached.function.0, look.range) {
                continue;
            }
            match look.at {
                LooksAt::Role => ties.by_role = true,
                LooksAt::Ids => ties.held = true,
                LooksAt::Caller { is_condition } if !is_guard => {
                    ties.by_identity = true;
                    ties.held |= !is_condition;
                }
                LooksAt::Caller { .. } => {}
            }
        }
    }
    ties
}

/// What functions look at to tell callers apart. A helper that many entry points share is read once.
pub(super) struct Looks(BTreeMap<FnRef, OnceLock<Vec<Look>>>);

/// A place that tells callers apart.
struct Look {
    range: Range,
    at: LooksAt,
}

/// What a place tells callers apart by.
enum LooksAt {
    /// A role, or rights.
    Role,
    /// Two ids that are compared.
    Ids,
    /// Who calls; whether only as what a column has to equal.
    Caller { is_condition: bool },
}

impl Looks {
    /// Nothing has been looked at yet.
    pub(super) fn new(graph: &CallGraph) -> Self {
        Self(graph.functions().map(|function| (function, OnceLock::new())).collect())
    }

    /// Those of one function, also in functions inside it.
    fn of(&self, project: &Project, function: FnRef) -> &[Look] {
        self.0.get(&function).map_or(&[], |looks| looks.get_or_init(|| looks_of(project, function)))
    }
}

fn looks_of(project: &Project, (file, function): FnRef) -> Vec<Look> {
    let Some(code) = project.file(file).code.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for node in code.descendants(Node::Function(function)) {
        let Node::Expr(e) = node else { continue };
        let mut add = |at| found.push(Look { range: code.range(e), at });
        if looks_at_role(project, file, code, e) {
            add(LooksAt::Role);
        }
        if compares_ids(code, e) {
            add(LooksAt::Ids);
        }
        if is_of_caller(project, file, code, e) && is_used(project, code, e) {
            add(LooksAt::Caller { is_condition: is_condition(code, e) });
        }
    }
    found
}

/// `.eq("user_id", user.id).eq("id", row.creator_id)`: whether somebody's row is the caller's own is asked.
fn joins_caller(subject: &Subject<'_>, query: &Query) -> bool {
    let file = query.at.file;
    let compared = || query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none());
    let values = || compared().filter_map(|c| c.value);
    let is_found = |v| !is_proven(subject, file, v) && !subject.project.is_sent_or_path(file, v);
    query.op == Op::Select && values().any(|v| is_proven(subject, file, v)) && values().any(is_found)
}

/// `row.creator_id !== creator.id`: whose a row is, is held against somebody.
fn compares_ids(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } = code.expr(expr) else {
        return false;
    };
    let is_id = |e| code.last_name(e).is_some_and(|n| crate::vocab::split(n).last().is_some_and(|w| w == "id"));
    is_id(left) && is_id(right)
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

/// The functions that only find out who calls: what they look up by his id is he himself.
pub(super) fn guard_functions(subject: &Subject<'_>) -> Vec<FnRef> {
    let handlers: Vec<FnRef> = subject.handlers().collect();
    let of_guards = subject.guards.iter().filter(|g| g.proof == Proof::Identity).filter_map(|g| {
        let code = subject.values.code(g.at.file)?;
        let reached = subject.reached.iter().map(|r| r.function).filter(|(file, _)| *file == g.at.file);
        reached
            .filter(|(_, f)| code.function(*f).range.contains(g.at.range))
            .min_by_key(|(_, f)| code.function(*f).range.end - code.function(*f).range.start)
    });
    of_guards.filter(|f| !handlers.contains(f)).collect()
}

/// `profile.role`, `isAdmin`, `hasPermission(…)`.
fn looks_at_role(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    // A role that the caller sends says nothing of him.
    match code.expr(expr) {
        ExprKind::Member { property, .. } => names_role(project, code.str(property)) && !is_sent(project, file, expr),
        ExprKind::Ident { name, .. } => names_role(project, code.str(name)) && !is_sent(project, file, expr),
        ExprKind::Call { callee, .. } => {
            let name = match code.expr(callee) {
                ExprKind::Member { property, .. } => code.str(property),
                ExprKind::Ident { name, .. } => code.str(name),
                _ => return false,
            };
            project.vocab.guards.authorization_helpers.has(name)
        }
        ExprKind::String(s) => matches!(code.str(s), "has_role" | "is_admin" | "has_permission" | "user_roles"),
        _ => false,
    }
}

fn names_role(project: &Project, name: &str) -> bool {
    let words = crate::vocab::split(name);
    let is_client =
        |w: &String| matches!(w.as_str(), "supabase" | "client" | "db" | "key" | "service" | "firebase" | "auth");
    words.chunks(1).any(|word| project.vocab.guards.roles.takes(word))
        && !words.iter().any(is_client)
        && words != ["admin"]
}

/// Whether a value is who calls, or was made from it.
fn is_of_caller(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    let written = match code.expr(expr) {
        ExprKind::Ident { name, binding: Some(_) } => code.str(name),
        ExprKind::Member { .. } => "",
        _ => return false,
    };
    let by_name = names_caller(written);
    project.values().symbols(file, expr).iter().any(|s| by_origin(s) || by_name && !is_sent(project, file, expr))
}

/// Whether a value is what a session or token said of the caller.
pub(super) fn is_proven(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    subject.project.is_of_session(file, expr)
}

impl Project {
    /// Whether a value is what a session or token said of who calls: `data.user.id`, `req.session.userId`.
    #[must_use]
    pub fn is_of_session(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).into_iter().any(by_origin)
    }

    /// Whether a query asks for a value together with who calls, or with what was found for him, so that only his own
    /// comes back: the value, by the name it goes under, is then held against him.
    #[must_use]
    pub fn is_asked_with_caller(&self, file: FileId, value: ExprId) -> bool {
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let Some(name) = code.last_name(value) else { return false };
        let function = code.function_of(value);
        let queries = self.queries_in(file).iter().filter(|q| q.function == function);
        queries.filter(|q| q.op == Op::Select).any(|query| {
            let compared = || query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none());
            let values = || compared().filter_map(|c| c.value);
            let is_found = |v| code.last_name(v) != Some(name) && !self.is_sent_or_path(file, v);
            values().any(|v| code.last_name(v) == Some(name)) && values().any(is_found)
        })
    }
}

fn by_origin(symbol: &Symbol) -> bool {
    let is_request = matches!(symbol.root, Root::Param(..)) && auth::is_session_member(&symbol.path);
    is_request
        || [".getUser()", ".getClaims()", ".getSession()", ".auth()", ".currentUser()", ".verifyIdToken()", ".verify()"]
            .iter()
            .any(|call| symbol.path.contains(call))
}

fn names_caller(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.first().is_some_and(|w| {
        matches!(
            w.as_str(),
            "user"
                | "session"
                | "caller"
                | "auth"
                | "viewer"
                | "member"
                | "membership"
                | "profile"
                | "claims"
                | "current"
                | "actor"
                | "ctx"
                | "context"
                | "me"
        )
    })
}

/// Whether a value decides something: it is compared, filters, or is given to a helper; not only written or logged.
fn is_used(project: &Project, code: &Code, reference: ExprId) -> bool {
    let mut expr = reference;
    loop {
        let Node::Expr(parent) = code.parent(expr) else { return false };
        match code.expr(parent) {
            ExprKind::Call { callee, .. } if callee != expr => return decides(project, code, callee),
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let other = if left == expr { right } else { left };
                return !is_nothing(code, other);
            }
            ExprKind::Object { properties } => {
                let key = code.property_list(properties).find(|p| p.value == expr).map(|p| p.key);
                if matches!(key, Some(PropertyKey::Name(k)) if code.str(k) == "where") {
                    return true;
                }
                expr = parent;
            }
            ExprKind::Unary { .. } | ExprKind::Conditional { .. } => return false,
            _ => expr = parent,
        }
    }
}

fn is_nothing(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Null | ExprKind::Bool(_) => true,
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        _ => false,
    }
}

/// Calls that look something up or test something by what they are given; writes, logs and limits do not.
fn decides(project: &Project, code: &Code, callee: ExprId) -> bool {
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
    );
    !written.starts_with("console.") && !is_record && !is_write && !project.vocab.guards.limiters.has(name)
}

/// Whether the value that a key is compared with is the caller's choice: a part of the body, the query or the path.
pub(super) fn is_chosen(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    subject.project.is_sent_or_path(file, expr) || parsed_from_request(subject, file, expr)
}

/// `schema.parse(await req.json()).id`: what a schema gives back is what the caller sent.
fn parsed_from_request(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    subject.values.of(file, expr).iter().any(|value| {
        let Value::Symbol(symbol) = value else { return false };
        let Some((at, made)) = symbol.made_by else { return false };
        let is_parse = ["arse()", "arse().data", "arseAsync()", "arseAsync().data"];
        let whole = symbol.path.rsplit_once('.').map_or("", |(before, _)| before);
        if !is_parse.iter().any(|end| whole.ends_with(end)) {
            return false;
        }
        let Some(code) = subject.values.code(at) else { return false };
        let ExprKind::Call { args, .. } = code.expr(made) else { return false };
        code.arg(args, 0).is_some_and(|body| subject.project.is_sent_whole(at, body))
    })
}

/// Whether the result of a query decides about a refusal: `if (!row) return unauthorized()`.
pub(super) fn refuses_without(code: &Code, function: crate::facts::code::FnId, query: ExprId) -> bool {
    super::flow::uses(code, function, query).into_iter().any(|used| match used {
        super::flow::Use::Tested { stmt, .. } => match code.stmt(stmt).kind {
            StmtKind::If { then, .. } => super::refusal::is_refusal(code, then),
            _ => false,
        },
        _ => false,
    })
}
