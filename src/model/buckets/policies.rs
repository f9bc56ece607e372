//! Whether a policy on files can let a caller in, for a bucket and what is known of a path.

use super::path::{FilePath, Part};
use crate::{
    frameworks::supabase::caller::{ACCOUNT_ROLE, ANONYMOUS_ROLE, CallerFact, function_fact},
    model::schema::{PUBLIC, Policy},
    sql::expr::{Call, Expr, ExprKind, Literal, Query, QueryBody, parse_expr},
};

/// The file that a call of a user is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// Its bucket.
    pub(super) bucket: &'a str,
    /// Its path.
    pub(super) path: &'a FilePath,
}

/// What a value in a condition is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    Text(String),
    /// The caller's id.
    Caller,
    /// The role of the caller's token.
    Role,
    /// The id of no account.
    NoId,
    Null,
    Any,
}

impl File<'_> {
    /// Whether a policy may let a user in: it is for users, and its condition is not surely false.
    pub(super) fn is_admitted_by(self, policy: &Policy, written: bool) -> bool {
        let for_users = policy.roles.iter().any(|role| [PUBLIC, ACCOUNT_ROLE, ANONYMOUS_ROLE].contains(&role.as_str()));
        let condition = if written { policy.check.as_ref().or(policy.using.as_ref()) } else { policy.using.as_ref() };
        let may_hold = || condition.is_none_or(|c| parse_expr(&c.text).map_or(true, |tree| self.may_hold(&tree)));
        policy.permissive && for_users && may_hold()
    }

    /// Whether a condition is not surely false or null. What only holders of a role can meet may hold.
    fn may_hold(self, condition: &Expr) -> bool {
        match &condition.kind {
            ExprKind::And(all) => all.iter().all(|one| self.may_hold(one)),
            ExprKind::Or(any) => any.iter().any(|one| self.may_hold(one)),
            ExprKind::Literal(Literal::Bool(value)) => *value,
            ExprKind::Literal(Literal::Null) => false,
            ExprKind::Not(inner) => !self.surely_holds(inner),
            ExprKind::Binary(left, op, right) if op == "=" => may_be_equal(&self.value(left), &self.value(right)),
            ExprKind::Binary(left, op, right) if op == "~~" && is_path(left) => self.may_be_like(right),
            ExprKind::InList(left, items) => {
                let left = self.value(left);
                items.iter().any(|item| may_be_equal(&left, &self.value(item)))
            }
            ExprKind::Quantified { left, op, all: false, right } if op == "=" => match &right.uncast().kind {
                ExprKind::Array(items) => {
                    let left = self.value(left);
                    items.iter().any(|item| may_be_equal(&left, &self.value(item)))
                }
                _ => true,
            },
            _ => true,
        }
    }

    fn surely_holds(self, condition: &Expr) -> bool {
        match &condition.kind {
            ExprKind::Literal(Literal::Bool(value)) => *value,
            ExprKind::Binary(left, op, right) if op == "=" => {
                matches!((self.value(left), self.value(right)), (Known::Text(a), Known::Text(b)) if a == b)
            }
            _ => false,
        }
    }

    fn value(self, expr: &Expr) -> Known {
        match &expr.kind {
            ExprKind::Cast(inner, _) => self.value(inner),
            ExprKind::Literal(Literal::Text(text)) => Known::Text(text.clone()),
            ExprKind::Literal(Literal::Null) => Known::Null,
            ExprKind::Column(parts) if parts.last().is_some_and(|name| name == "bucket_id") => {
                Known::Text(self.bucket.to_owned())
            }
            ExprKind::Subquery(query) => selected(query).map_or(Known::Any, |value| self.value(value)),
            ExprKind::Index(base, at) => match (&base.uncast().kind, at.as_slice()) {
                (ExprKind::Call(call), [at]) => self.part_of(call, at),
                _ => Known::Any,
            },
            ExprKind::Call(call) => self.called(call),
            _ => Known::Any,
        }
    }

    fn called(self, call: &Call) -> Known {
        match function_fact(&call.name) {
            Some(CallerFact::Claims(path)) if path == ["sub"] => Known::Caller,
            Some(CallerFact::Claims(path)) if path == ["role"] => Known::Role,
            _ => match (call.name.last().map(String::as_str), call.args.as_slice()) {
                (Some("split_part"), [name, by, at]) if is_path(&name.value) && by.value.as_text() == Some("/") => {
                    number(&at.value).map_or(Known::Any, |at| self.part(at, false))
                }
                _ => Known::Any,
            },
        }
    }

    /// `(storage.foldername(name))[1]`, `(string_to_array(name, '/'))[1]`.
    fn part_of(self, call: &Call, at: &Expr) -> Known {
        let Some(number) = number(at) else { return Known::Any };
        match (call.name.last().map(String::as_str), call.args.as_slice()) {
            (Some("foldername"), [name]) if is_path(&name.value) => self.part(number, true),
            (Some("string_to_array"), [name, by]) if is_path(&name.value) && by.value.as_text() == Some("/") => {
                self.part(number, false)
            }
            _ => Known::Any,
        }
    }

    fn part(self, number: usize, folders: bool) -> Known {
        match self.path.part(number, folders) {
            Some(Part::Named(text)) => Known::Text(text),
            Some(Part::NoId) => Known::NoId,
            Some(Part::Any) => Known::Any,
            None => Known::Null,
        }
    }

    /// `name LIKE 'covers/%'`, `name LIKE auth.uid()::text || '/%'`.
    fn may_be_like(self, pattern: &Expr) -> bool {
        match &pattern.uncast().kind {
            ExprKind::Literal(Literal::Text(text)) => {
                let wanted = text.split(['%', '_']).next().unwrap_or_default();
                let known = self.path.prefix();
                known.starts_with(wanted) || wanted.starts_with(&known)
            }
            ExprKind::Binary(left, op, _) if op == "||" => match (&left.uncast().kind, self.value(left)) {
                (ExprKind::Binary(..) | ExprKind::Literal(_), _) => self.may_be_like(left),
                (_, first) => may_be_equal(&first, &self.part(1, false)),
            },
            _ => true,
        }
    }
}

fn may_be_equal(a: &Known, b: &Known) -> bool {
    match (a, b) {
        (Known::Null, _) | (_, Known::Null) => false,
        (Known::Text(a), Known::Text(b)) => a == b,
        (Known::Caller, Known::Text(text)) | (Known::Text(text), Known::Caller) => is_id(text),
        (Known::Caller, Known::NoId) | (Known::NoId, Known::Caller) => false,
        (Known::Role, Known::Text(text)) | (Known::Text(text), Known::Role) => {
            [ACCOUNT_ROLE, ANONYMOUS_ROLE].contains(&text.as_str())
        }
        _ => true,
    }
}

/// Whether a text has the form of an id: 36 digits and dashes.
fn is_id(text: &str) -> bool {
    text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn is_path(expr: &Expr) -> bool {
    expr.as_column() == Some("name")
}

fn number(expr: &Expr) -> Option<usize> {
    match &expr.kind {
        ExprKind::Literal(Literal::Number(text)) => text.parse().ok(),
        _ => None,
    }
}

/// The value of `(SELECT auth.uid())`.
fn selected(query: &Query) -> Option<&Expr> {
    let QueryBody::Select(select) = &query.body else { return None };
    match select.items.as_slice() {
        [item] if select.from.is_empty() && select.condition.is_none() => Some(&item.value),
        _ => None,
    }
}
