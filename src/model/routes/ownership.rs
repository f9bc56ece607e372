//! Whether what an entry point reaches past row security is tied to who calls: by the caller's id in a query, a
//! comparison with it, a role that is looked at, or a query that runs with his own rights.

use std::collections::BTreeSet;

use super::{
    Subject, brought,
    free_roles::{FreeRoles, Worth},
    looks::LooksAt,
    naming, rights,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtKind},
    frameworks::{
        auth::{self, Proof},
        tools,
    },
    model::{
        Project,
        calls::FnRef,
        queries::{Client, Condition, Op, Query},
        values::{Root, Symbol},
    },
    source::span::FileId,
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
    /// What that role is worth, where one is.
    pub worth: Worth,
    /// A query runs with his own rights, so that row security decides.
    pub as_user: bool,
}

impl Ties {
    /// Whether anything does.
    #[must_use]
    pub fn any(self) -> bool {
        self.by_identity || self.holds_by_role() || self.as_user
    }

    /// Whether he has a role that not everybody has who registers.
    fn holds_by_role(self) -> bool {
        self.by_role && self.worth != Worth::Nothing
    }

    /// Whether the role that is looked at says no more than what he is among the people of one tenant.
    #[must_use]
    pub fn is_at_home(self) -> bool {
        self.by_role && self.worth == Worth::AtHome
    }

    /// Whether his role lets him reach the rows of all tenants alike.
    #[must_use]
    pub fn is_of_staff(self) -> bool {
        self.by_role && self.worth == Worth::Staff
    }

    /// Whether more does than that rows of his own are asked for, which says nothing of other rows.
    #[must_use]
    pub fn is_held(self) -> bool {
        self.held || self.holds_by_role() || self.as_user
    }
}

/// What ties an entry point's work to its caller.
pub(super) fn ties(subject: &Subject<'_>, free: &FreeRoles) -> Ties {
    let queries = &subject.queries;
    let as_user = queries.iter().any(|q| q.client == Client::User);
    let guards: Vec<FnRef> = guard_functions(subject);
    let by_role = queries.iter().any(|q| rights::tell_callers_apart(subject, q));
    let held = queries.iter().any(|q| joins_caller(subject, q));
    let worth = if by_role { Worth::Staff } else { Worth::Nothing };
    let mut ties = Ties { held, by_role, worth, as_user, ..Ties::default() };
    let work = work(subject);
    for reached in &subject.reached {
        let Some(code) = subject.values.code(reached.function.0) else { continue };
        let is_guard = guards.contains(&reached.function);
        // What stands before every entry point alike knows nothing of what this one is asked for.
        let is_before =
            !is_guard && !work.contains(&reached.function) && !takes_resource(subject, code, reached.function);
        for look in subject.looks.of(subject.project, reached.function) {
            if subject.dead.covers(reached.function.0, look.range) {
                continue;
            }
            match look.at {
                LooksAt::Role if !(is_guard || is_before) || look.refuses(code) => {
                    ties.by_role = true;
                    ties.worth = ties.worth.max(free.worth(subject, reached.function.0, look));
                }
                LooksAt::Role => {}
                LooksAt::Ids => ties.held |= !is_before,
                LooksAt::Caller { is_condition } if !is_guard && !is_before => {
                    ties.by_identity = true;
                    ties.held |= !is_condition;
                }
                LooksAt::Caller { .. } => {}
            }
        }
    }
    ties
}

/// The functions that do what an entry point is for: what its handler reaches without those that ask who calls.
pub(super) fn work(subject: &Subject<'_>) -> BTreeSet<FnRef> {
    let handlers: Vec<FnRef> = subject.handlers().collect();
    let guards = guard_functions(subject);
    let reached = subject.graph.reach(&subject.values, &handlers, &subject.dead);
    reached.into_iter().map(|r| r.function).filter(|f| !guards.contains(f)).collect()
}

/// Whether a function before the handler looks at what is asked for: `requireSeat` that reads `req.params.crewId` or
/// `c.req.param("crewId")`.
fn takes_resource(subject: &Subject<'_>, code: &Code, (file, function): FnRef) -> bool {
    // The whole body is read for whoever comes after.
    let is_part = |e: ExprId| match code.expr(e) {
        ExprKind::Member { .. } => true,
        ExprKind::Call { callee, .. } => code.last_name(callee) == Some("param"),
        _ => false,
    };
    code.descendants(Node::Function(function)).any(|node| match node {
        Node::Expr(e) => is_part(e) && is_chosen(subject, file, e),
        _ => false,
    })
}

/// `.eq("user_id", user.id).eq("id", row.creator_id)`: whether somebody's row is the caller's own is asked.
pub(super) fn joins_caller(subject: &Subject<'_>, query: &Query) -> bool {
    let file = query.at.file;
    let compared = || query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none());
    let values = || compared().filter_map(|c| c.value);
    let is_found = |v| !is_proven(subject, file, v) && !subject.project.is_sent_or_path(file, v);
    query.op == Op::Select && values().any(|v| is_proven(subject, file, v)) && values().any(is_found)
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

/// Whether a value is what a session or token said of the caller, also where a helper is given it, or where a middleware
/// before the handler put it onto the request. `body.userId ?? user.id` is whoever the caller says.
pub(super) fn is_proven(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    let symbols = subject.symbols_of_sources(file, expr);
    let is_callers = |symbol: &Symbol| {
        is_of_session_symbol(symbol)
            || is_put_on_request(subject, symbol)
            || naming::is_kept_for_caller(&subject.values, symbol)
    };
    symbols.iter().any(is_callers) && !symbols.iter().any(|symbol| subject.project.is_sent_or_path_symbol(symbol))
}

/// `req.orgId`, `(req, { membership })`: what a handler is called with says of the caller by its name, and is no part of
/// what he sends.
fn is_put_on_request(subject: &Subject<'_>, symbol: &Symbol) -> bool {
    let Root::Param(file, function, _) = symbol.root else { return false };
    let Some(first) = symbol.path.strip_prefix('.').and_then(|path| path.split('.').next()) else { return false };
    naming::tells_of_caller(first)
        && subject.handlers().any(|handler| handler == (file, function))
        && !subject.project.is_sent_or_path_symbol(symbol)
        && !is_argument(subject, symbol)
}

impl Project {
    /// Whether a value is what a session or token said of who calls, whatever he sends: `data.user.id`,
    /// `req.session.userId`.
    #[must_use]
    pub fn is_of_session(&self, file: FileId, expr: ExprId) -> bool {
        let symbols = self.values().symbols(file, expr);
        symbols.iter().any(|symbol| is_of_session_symbol(symbol))
            && !symbols.iter().any(|symbol| self.is_sent_or_path_symbol(symbol))
    }

    /// Whether a query asks for a value together with who calls, or with what was found for him, so that only his own
    /// comes back: the value, by the path it goes under or where it comes from, is then held against him.
    #[must_use]
    pub fn is_asked_with_caller(&self, file: FileId, value: ExprId) -> bool {
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let Some(path) = code.path(value) else { return false };
        let origins = self.values().symbols(file, value);
        let function = code.function_of(value);
        let is_it = |v| {
            code.path(v).is_some_and(|other| other == path)
                || self.values().symbols(file, v).iter().any(|origin| origins.contains(origin))
        };
        let queries = self.queries_in(file).iter().filter(|q| q.function == function);
        queries.filter(|q| q.op == Op::Select).any(|query| {
            let compared = || query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none());
            let values = || compared().filter_map(|c| c.value);
            let is_found = |v| !is_it(v) && !self.is_sent_or_path(file, v);
            values().any(is_it) && values().any(is_found)
        })
    }
}

/// Whether a session or token says who calls by this origin.
pub(super) fn is_of_session_symbol(symbol: &Symbol) -> bool {
    const CALLS: [&str; 8] = [
        ".getUser()",
        ".getClaims()",
        ".getSession()",
        ".auth()",
        ".auth.me()",
        ".currentUser()",
        ".verifyIdToken()",
        ".verify()",
    ];
    let is_request = matches!(symbol.root, Root::Param(..)) && auth::begins_at_session_member(&symbol.path);
    is_request || CALLS.iter().any(|call| symbol.path.contains(call))
}

/// Whether the value that a key is compared with is the caller's choice: a part of the body, the query or the path, a tenant
/// that a cookie names, also where a helper is given it.
pub(super) fn is_chosen(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    let is_sent = |s: &Symbol| {
        subject.project.is_sent_or_path_symbol(s) || is_argument(subject, s) || brought::is_brought(subject, s)
    };
    subject.symbols_of_sources(file, expr).iter().any(is_sent)
        || subject.sources(file, expr).iter().any(|source| subject.project.is_sent_in_form(source.file, source.expr))
}

/// Whether a model chose the value: it stands in what it wants a tool to be called with, also where a helper is given it.
/// Who talks to the model has a say in that.
pub(super) fn is_chosen_by_model(subject: &Subject<'_>, file: FileId, expr: ExprId) -> bool {
    let is_parsed = |symbol: &Symbol| {
        let text = symbol
            .made_by
            .filter(|_| symbol.path.starts_with(".parse()") && matches!(&symbol.root, Root::Global(g) if g == "JSON"));
        text.is_some_and(|(at, parse)| {
            let argument = subject.values.code(at).and_then(|code| match code.expr(parse) {
                ExprKind::Call { args, .. } => code.arg(args, 0),
                _ => None,
            });
            argument.is_some_and(|text| subject.symbols_of_sources(at, text).iter().any(tools::is_argument))
        })
    };
    let is_given = |symbol: &Symbol| match symbol.root {
        Root::Param(at, function, 0) => subject.values.code(at).is_some_and(|code| tools::runs_tool(code, function)),
        _ => false,
    };
    subject.symbols_of_sources(file, expr).iter().any(|s| tools::is_argument(s) || is_parsed(s) || is_given(s))
}

/// Whether a symbol begins at what the handler is called with in place of a request.
fn is_argument(subject: &Subject<'_>, symbol: &Symbol) -> bool {
    let Root::Param(file, function, index) = symbol.root else { return false };
    subject.entry.kind.is_input(index, &symbol.path) && subject.handlers().any(|handler| handler == (file, function))
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
