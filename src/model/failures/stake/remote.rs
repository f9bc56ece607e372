//! What is at stake in a call of a service, or of a function of the server.

use super::{Stake, asks};
use crate::{
    facts::code::{Code, ExprKind, Node},
    model::{
        Project,
        failures::remote::{RemoteCall, RemoteKind},
        queries::Query,
        routes::Route,
    },
    source::span::Span,
    vocab::split,
};

/// What is at stake in a call of a service, in a file with these queries.
pub(in crate::model::failures) fn stake_of_remote(
    project: &Project,
    code: &Code,
    queries: &[&Query],
    call: &RemoteCall,
) -> Stake {
    match call.kind {
        RemoteKind::Storage if call.name == "remove" && is_tidied_up(code, queries, call) => Stake::Record,
        RemoteKind::Session => Stake::Work,
        RemoteKind::Auth if call.name == "signOut" => Stake::Read,
        RemoteKind::Auth | RemoteKind::Storage | RemoteKind::Mail => Stake::Write,
        RemoteKind::Function => stake_of_function(project, &call.name, false),
    }
}

/// What is at stake in a call of a function of the server: by its name, by whether money was taken just before, and by
/// whether the repository has its body and that pays money out.
pub(in crate::model::failures) fn stake_of_function(project: &Project, name: &str, after_payment: bool) -> Stake {
    let vocab = &project.vocab;
    match name {
        name if is_adornment(name) => Stake::Record,
        name if is_message(name) => Stake::Write,
        _ if after_payment => Stake::Money,
        name if vocab.words.critical_paths.has(name) && !asks(name) => Stake::Money,
        name if pays_out(project, name) => Stake::Money,
        _ => Stake::Write,
    }
}

impl Project {
    /// What is lost with a call of a function of the server that fails each time; `route` is the function, where it is here.
    /// Less where the failure is let pass on purpose, where nobody starts the function that calls, and on a page for trials, unless
    /// money or rights hang on it.
    #[must_use]
    pub fn stake_of_call(&self, at: Span, name: &str, route: Option<&Route>) -> Stake {
        let takes_money = || route.is_some_and(|route| self.charges.iter().any(|c| c.at.file == route.entry.at.file));
        let stake = if takes_money() { Stake::Money } else { stake_of_function(self, name, false) };
        if is_trial(&self.file(at.file).path) {
            return stake.min(Stake::Record);
        }
        if stake == Stake::Money || self.weighs(name, route) {
            return stake;
        }
        if self.is_let_pass(at) {
            stake.min(Stake::Record)
        } else if self.is_asked_by_nobody(at.file) {
            stake.less()
        } else {
            stake
        }
    }

    /// Whether a function counts what somebody has left, or writes rows of money or rights.
    fn weighs(&self, name: &str, route: Option<&Route>) -> bool {
        let (tables, money) = (&self.vocab.tables, &self.vocab.columns.money);
        let weighs = |table: &String| tables.money.has(table) || tables.rights.has(table) || tables.usage.has(table);
        let mut effects = route.into_iter().flat_map(|route| &route.effects);
        let writes = effects.any(|effect| effect.writes && effect.table.as_ref().is_some_and(weighs));
        tables.usage.has(name) || money.has(name) || writes
    }
}

/// `src/pages/EmailTest.tsx`, `src/pages/DebugWebhooks.tsx`: what only those who build the app open. Tests of other things are
/// sat by people.
fn is_trial(path: &str) -> bool {
    const TRIED: [&str; 12] = [
        "email",
        "emails",
        "mail",
        "sms",
        "notification",
        "notifications",
        "webhook",
        "webhooks",
        "api",
        "function",
        "functions",
        "integration",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    let words = split(name.split('.').next().unwrap_or(name));
    words.iter().any(|word| matches!(word.as_str(), "test" | "tester" | "debug"))
        && words.iter().any(|word| TRIED.contains(&word.as_str()))
}

/// Whether the file of a function, `functions/<name>/index.ts`, sends money to somebody.
fn pays_out(project: &Project, name: &str) -> bool {
    project.charges.iter().filter(|charge| charge.is_payout).any(|charge| {
        let mut folders = project.file(charge.at.file).path.rsplit('/').skip(1);
        folders.next() == Some(name) && folders.next() == Some("functions")
    })
}

/// Whether a file goes before a row does: one that stays harms nobody, as the row that named it is gone or names another.
fn is_tidied_up(code: &Code, queries: &[&Query], call: &RemoteCall) -> bool {
    let own = code.function_of(call.expr);
    queries.iter().any(|q| q.function == own && q.op.is_write() && q.at.range.start > call.at.range.end)
        || is_put_there_before(code, call)
}

/// `await files.upload(draft, bytes); …; await files.remove([draft])`: a file that was only there in between.
fn is_put_there_before(code: &Code, call: &RemoteCall) -> bool {
    let named = |args| {
        let parts = code.expr_list(args).flat_map(|arg| code.within_node(Node::Expr(arg)));
        let named = parts.filter_map(|part| match part {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Ident { binding, .. } => binding,
                _ => None,
            },
            _ => None,
        });
        named.collect::<Vec<_>>()
    };
    let ExprKind::Call { args, .. } = code.expr(call.expr) else { return false };
    let removed = named(args);
    code.exprs_within(code.function_of(call.expr)).any(|e| match code.expr(e) {
        ExprKind::Call { callee, args } => {
            code.range(e).end <= call.at.range.start
                && code.last_name(callee) == Some("upload")
                && code.arg(args, 0).is_some_and(|path| match code.expr(path) {
                    ExprKind::Ident { binding: Some(path), .. } => removed.contains(&path),
                    _ => false,
                })
        }
        _ => false,
    })
}

/// Whether a function makes what is nice to have beside the thing itself: a small picture of it.
fn is_adornment(name: &str) -> bool {
    let words = split(name);
    words.iter().any(|w| matches!(w.as_str(), "thumbnail" | "thumbnails" | "thumb" | "preview" | "previews"))
}

/// Whether a function is called to tell somebody something: what is told of may be money, a lost message is none.
pub(in crate::model::failures) fn is_message(name: &str) -> bool {
    const TELLS: [&str; 15] = [
        "confirmation",
        "notify",
        "notification",
        "notifications",
        "email",
        "emails",
        "mail",
        "alert",
        "alerts",
        "reminder",
        "reminders",
        "log",
        "track",
        "receipt",
        "sms",
    ];
    split(name).iter().any(|w| TELLS.contains(&w.as_str()))
}
