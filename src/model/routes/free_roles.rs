//! Roles that an open sign-up gives to whoever registers. Where many companies share an app, the `admin` of each is anybody:
//! such a role says who somebody is at home, and nothing of the rows of others.

use std::collections::BTreeSet;

use super::{
    Subject,
    looks::{Look, LooksAt},
    refusal::is_refusal,
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, StmtKind},
    model::{
        Project,
        calls::{Call, FnRef},
        queries::{Condition, Op, Query},
        schema::Schema,
    },
    source::span::FileId,
};

/// What the roles of an app are worth.
#[derive(Debug, Default)]
pub(super) struct FreeRoles {
    /// Those that whoever registers has, in lower case.
    free: BTreeSet<String>,
    /// Whether all but the highest are held within one tenant: who has one has it there.
    are_at_home: bool,
}

/// What it is worth that a role is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// Whoever registers has it.
    #[default]
    Nothing,
    /// Somebody of each tenant has it.
    AtHome,
    /// It is the staff's, as far as is known.
    Staff,
}

impl FreeRoles {
    /// Those of an app that many share: one with tenants, or with a role above that of their administrators.
    pub(super) fn of(project: &Project, subjects: &[Subject<'_>]) -> Self {
        let mut free: BTreeSet<String> = subjects.iter().filter(|s| is_open_sign_up(s)).flat_map(given).collect();
        free.extend(by_default(project));
        let has_home = has_roles_of_tenants(project);
        if free.is_empty() && !has_home {
            return Self::default();
        }
        let asks_for_higher = asks_for_higher_role(project);
        if !asks_for_higher && !has_tenants(project) {
            free.clear();
        }
        Self { free, are_at_home: has_home && asks_for_higher }
    }

    /// What a look at a role is worth.
    pub(super) fn worth(&self, subject: &Subject<'_>, file: FileId, look: &Look) -> Worth {
        if self.free.is_empty() && !self.are_at_home {
            return Worth::Staff;
        }
        self.worth_at(subject, file, look.expr, 2)
    }

    fn worth_at(&self, subject: &Subject<'_>, file: FileId, expr: ExprId, depth: u32) -> Worth {
        let (Some(depth), Some(code)) = (depth.checked_sub(1), subject.values.code(file)) else { return Worth::Staff };
        let reader = Reader { subject, file, code };
        if let ExprKind::Call { callee, args } = code.expr(expr) {
            let named: Vec<String> = code.expr_list(args).flat_map(|a| reader.words(a)).collect();
            if !named.is_empty() {
                return self.worth_of(&named);
            }
            let looks = |&(at, function): &FnRef| {
                let looks = subject.looks.of(subject.project, (at, function)).iter();
                looks.filter(|l| matches!(l.at, LooksAt::Role)).map(move |l| (at, l.expr))
            };
            let targets = subject.values.functions(file, callee);
            let worth = targets.iter().flat_map(looks).map(|(at, e)| self.worth_at(subject, at, e, depth));
            return worth.max().unwrap_or(Worth::Staff);
        }
        let asked = reader.roles_asked(expr);
        match code.initial(expr).filter(|_| asked.is_empty()) {
            Some(init) => self.worth_of(&reader.roles_in(init, true)),
            None => self.worth_of(&asked),
        }
    }

    /// What it is worth that one of some roles is asked for: as much as the one that is had most easily.
    fn worth_of(&self, asked: &[String]) -> Worth {
        let one = |role: &String| {
            if self.free.contains(&role.to_ascii_lowercase()) {
                Worth::Nothing
            } else if self.are_at_home && !is_higher(role) {
                Worth::AtHome
            } else {
                Worth::Staff
            }
        };
        asked.iter().map(one).min().unwrap_or(Worth::Staff)
    }
}

/// Reads which roles a test asks for.
struct Reader<'s, 'a> {
    subject: &'s Subject<'a>,
    file: FileId,
    code: &'s Code,
}

impl Reader<'_, '_> {
    /// The roles of those whom the statement around a look lets pass.
    fn roles_asked(&self, look: ExprId) -> Vec<String> {
        let code = self.code;
        let above = code.ancestors(Node::Expr(look)).find_map(|node| match node {
            Node::Stmt(stmt) => Some(stmt),
            _ => None,
        });
        let Some(stmt) = above else { return Vec::new() };
        match code.stmt(stmt).kind {
            StmtKind::If { test, then, .. } => self.roles_in(test, !is_refusal(code, then)),
            StmtKind::Var { init: Some(value), .. } | StmtKind::Return(Some(value)) | StmtKind::Expr(value) => {
                self.roles_in(value, true)
            }
            _ => Vec::new(),
        }
    }

    /// The roles that a test names: those it holds for, or those it does not hold for.
    fn roles_in(&self, test: ExprId, holds: bool) -> Vec<String> {
        let code = self.code;
        let mut found = Vec::new();
        for node in code.within_node(Node::Expr(test)) {
            let Node::Expr(e) = node else { continue };
            match code.expr(e) {
                ExprKind::Binary { op, left, right }
                    if op == if holds { BinaryOp::Equal } else { BinaryOp::NotEqual } =>
                {
                    let is_role = |side: ExprId| code.last_name(side).is_some_and(names_role);
                    let word = if is_role(left) { right } else { left };
                    if is_role(left) || is_role(right) {
                        found.extend(self.words(word));
                    }
                }
                ExprKind::Call { callee, args } => {
                    let is_about_role = code.arg(args, 0).and_then(|a| code.last_name(a)).is_some_and(names_role);
                    let ExprKind::Member { object, property, .. } = code.expr(callee) else { continue };
                    let is_search = matches!(code.str(property), "includes" | "has") && is_about_role;
                    if is_search && code.is_denied(e) != holds {
                        found.extend(self.words(object));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// The words that a value is, also those of a list, and those that a helper is given.
    fn words(&self, value: ExprId) -> Vec<String> {
        let sources = self.subject.sources(self.file, value);
        let words = sources.into_iter().find_map(|source| {
            let code = self.subject.values.code(source.file)?;
            let written = code.initial(source.expr).unwrap_or(source.expr);
            let words = texts(code, written);
            (!words.is_empty()).then_some(words)
        });
        words.unwrap_or_default()
    }
}

fn names_role(name: &str) -> bool {
    crate::vocab::split(name).iter().any(|word| matches!(word.as_str(), "role" | "roles" | "rol" | "papel" | "rolle"))
}

/// A word, or the words of a list: `"admin"`, `["admin"]`, `new Set(["admin"])`.
fn texts(code: &Code, list: ExprId) -> Vec<String> {
    match code.expr(list) {
        ExprKind::New { args, .. } => code.arg(args, 0).map(|list| texts(code, list)).unwrap_or_default(),
        ExprKind::Array { elements } => {
            code.expr_list(elements).filter_map(|e| code.string(e)).map(str::to_owned).collect()
        }
        _ => code.string(list).map(str::to_owned).into_iter().collect(),
    }
}

/// Whether strangers register by an entry point: nobody is asked, it is called after that, and it makes a user. Who sets an
/// app up for the first time, or asks whether anybody has the role already, is no stranger.
fn is_open_sign_up(subject: &Subject<'_>) -> bool {
    let words = crate::vocab::split(&subject.entry.name);
    let is_sign_up = words.iter().any(|w| {
        matches!(
            w.as_str(),
            "register" | "registration" | "signup" | "registrar" | "cadastro" | "cadastrar" | "registro"
        )
    }) || words.windows(2).any(|pair| pair[0] == "sign" && pair[1] == "up");
    let sets_up =
        words.iter().any(|w| matches!(w.as_str(), "setup" | "seed" | "bootstrap" | "init" | "install" | "first"));
    subject.guards.is_empty() && is_sign_up && !sets_up && !subject.queries.iter().any(|q| looks_for_role(q))
}

/// Whether a query asks who has a role: `eq("role", "admin")`.
fn looks_for_role(query: &Query) -> bool {
    let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
    query.op == Op::Select && compared.any(|c| c.literal.is_some() && c.column.as_deref().is_some_and(names_role))
}

/// The roles that an entry point writes into the rows and accounts that it makes, as they stand in the code.
fn given(subject: &Subject<'_>) -> Vec<String> {
    let project = subject.project;
    let is_role = |column: &str| project.vocab.columns.role.has(column);
    let is_user = |q: &&&Query| {
        matches!(q.op, Op::Insert | Op::Upsert) && q.tables.iter().any(|t| project.vocab.tables.profile.has(t))
    };
    let rows = subject.queries.iter().filter(is_user).flat_map(|q| {
        let written = q.assigned.iter().filter(|(column, _)| is_role(column));
        written.filter_map(|(_, value)| subject.values.exact_text(q.at.file, *value))
    });
    // The row itself may be made behind an interface.
    let writes_user = |q: &&Query| q.op.is_write() && q.tables.iter().any(|t| project.vocab.tables.profile.has(t));
    let makes_user = subject.queries.iter().any(writes_user);
    let accounts = subject.calls().filter_map(|(reached, call)| {
        let makes = matches!(call.name(), "signUp" | "createUser") || makes_user && !call.targets.is_empty();
        role_among(subject, reached.function.0, call).filter(|_| makes)
    });
    let mut roles: Vec<String> = rows.chain(accounts).map(|role| role.to_ascii_lowercase()).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// `execute({ ...input, role: "admin" })`, `signUp({ email, options: { data: { role: "owner" } } })`.
fn role_among(subject: &Subject<'_>, file: FileId, call: &Call) -> Option<String> {
    let code = subject.values.code(file)?;
    let mut objects: Vec<ExprId> =
        code.expr_list(call.args).filter(|&a| matches!(code.expr(a), ExprKind::Object { .. })).collect();
    let mut depth = 0;
    while let Some(object) = objects.get(depth).copied() {
        depth += 1;
        if let Some(role) = code.property(object, "role") {
            return subject.values.exact_text(file, role);
        }
        let inner = ["options", "data", "user_metadata", "app_metadata", "body"].iter();
        objects.extend(inner.filter_map(|name| code.property(object, name)));
    }
    None
}

/// The role of an administrator or owner that a row of a user has where nothing else is said: `role text default 'owner'`.
fn by_default(project: &Project) -> impl Iterator<Item = String> + '_ {
    let tables = project.databases.iter().flat_map(Schema::tables);
    let users = tables.filter(|(name, _)| project.vocab.tables.profile.has(&name.name));
    users.flat_map(|(_, table)| &table.columns).filter(|c| names_role(&c.name)).filter_map(|column| {
        let text = column.default.as_ref()?.text.strip_prefix('\'')?;
        let role = text.split('\'').next()?.to_ascii_lowercase();
        matches!(role.as_str(), "admin" | "owner" | "administrator" | "manager").then_some(role)
    })
}

fn has_tenants(project: &Project) -> bool {
    let vocab = &project.vocab;
    let mut tables = project.databases.iter().flat_map(Schema::tables);
    tables.any(|(name, table)| {
        vocab.tables.tenant.has(&name.name) || table.columns.iter().any(|c| vocab.columns.tenant.has(&c.name))
    })
}

/// Whether the role of somebody stands beside the tenant that he belongs to.
fn has_roles_of_tenants(project: &Project) -> bool {
    let vocab = &project.vocab;
    let mut tables = project.databases.iter().flat_map(Schema::tables);
    tables.any(|(name, table)| {
        (vocab.tables.profile.has(&name.name) || vocab.tables.rights.has(&name.name))
            && table.columns.iter().any(|c| names_role(&c.name))
            && table.columns.iter().any(|c| vocab.columns.tenant.has(&c.name))
    })
}

/// Whether a role above the administrators of one customer is asked for anywhere: `role !== "super_admin"`.
fn asks_for_higher_role(project: &Project) -> bool {
    let is_asked = |code: &Code, e: ExprId| match code.expr(e) {
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            [left, right].into_iter().any(|side| code.string(side).is_some_and(is_higher))
        }
        _ => false,
    };
    let mut production = project.code_files().filter(|(_, file, _)| file.role.is_production());
    production.any(|(_, _, code)| code.expr_ids().any(|e| is_asked(code, e)))
}

/// Whether a role is that of who runs the app for all of its customers.
fn is_higher(role: &str) -> bool {
    let plain = crate::vocab::split(role).concat();
    matches!(
        plain.as_str(),
        "superadmin" | "platformadmin" | "platformowner" | "systemadmin" | "sysadmin" | "siteadmin" | "superuser"
    )
}
