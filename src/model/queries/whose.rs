//! Whose rows a call names: those of the caller, of somebody else, or of nobody that the code tells.
//!
//! Where row security lets everybody change just his own rows, a change of somebody else's finds none of them and is
//! answered as success. It is said only where the code is plain about it: what a screen of the staff hands to its
//! functions, each of a list of people, and who is called so (`referrer_id`).

use super::{Client, Comparison, Condition, Op, Query, hidden::owner_of};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, MODULE, Node, Origin},
    model::{
        Project,
        access::{Caller, Verdict},
        schema::Command,
    },
    source::span::FileId,
    vocab::split,
};

/// Whose row a value is the key of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of who calls: `user.id`.
    Callers,
    /// That of somebody else: `receipt.user_id` on a screen of the staff.
    Anothers,
    /// The code does not tell.
    Unknown,
}

/// Words for somebody who is not the one who does something to him.
const OTHERS: &[&str] =
    &["referrer", "referred", "recipient", "receiver", "target", "other", "invitee", "payee", "opponent"];
/// Words for what is the caller's own.
const OWN: &[&str] = &["session", "current", "me", "my", "own", "auth", "self", "logged", "viewer"];

impl Project {
    /// The column by which a change with the rights of a user asks for somebody else's rows, where row security lets
    /// everybody change only those that hold his own id in it: the change finds no row, and nothing says so.
    #[must_use]
    pub fn misses_rows_of_others<'q>(&'q self, query: &'q Query) -> Option<&'q str> {
        let command = match query.op {
            Op::Update => Command::Update,
            Op::Delete => Command::Delete,
            _ => return None,
        };
        let (_, name, _) = self.table_of(query).filter(|_| query.client == Client::User)?;
        let cell = self.cell(&name, Caller::Account, command).filter(|cell| cell.verdict == Verdict::Scoped)?;
        let mut ways = cell.policies.iter().flat_map(|reach| &reach.ways);
        let owner = ways.next().and_then(owner_of)?;
        let is_owners_alone = ways.all(|way| owner_of(way) == Some(owner));
        let asks_another = |query: &Query| {
            query.conditions.iter().any(|condition| match condition {
                Condition::Compare(Comparison { op, column: Some(column), value: Some(value), .. }) => {
                    matches!(op.as_str(), "eq" | "in")
                        && column == owner
                        && self.whose(query.at.file, column, *value) == Whose::Anothers
                }
                _ => false,
            })
        };
        let is_missed = || asks_another(query) || self.read_before(query).is_some_and(asks_another);
        (is_owners_alone && is_missed()).then_some(owner)
    }

    /// Whose rows those are that hold a value in a column of people.
    #[must_use]
    pub fn whose(&self, file: FileId, column: &str, value: ExprId) -> Whose {
        let Some(code) = self.file(file).code.as_ref() else { return Whose::Unknown };
        let Some(path) = code.path(value) else { return Whose::Unknown };
        let words = split(&path);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        if self.is_of_session(file, value) || has(OWN) {
            return Whose::Callers;
        }
        let base = code.chain(value).base;
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(base) else { return Whose::Unknown };
        let of_staff = self.is_staff_screen(file);
        let is_handed = || of_staff && is_handed_over(code, binding);
        let is_bare = base == value;
        let is_of_column = split(column).iter().any(|word| OTHERS.contains(&word.as_str()));
        if is_bare && is_each_of_list(code, binding)
            || is_handed()
            || of_staff && !is_bare && !self.is_person_id(file, value) && self.is_of_person(&path)
            || has(OTHERS) && !is_of_column && !may_be_two(code, base)
        {
            return Whose::Anothers;
        }
        if self.is_person_id(file, value) { Whose::Callers } else { Whose::Unknown }
    }

    /// Whether a file is by its path one of the screens for those who run the app, a handful of people who look after
    /// everybody, or of what these call.
    #[must_use]
    pub fn is_staff_screen(&self, file: FileId) -> bool {
        split(&self.file(file).path).iter().any(|word| matches!(word.as_str(), "admin" | "moderation" | "backoffice"))
    }

    /// `claim.renter_id`: the row of something that is about a person.
    fn is_of_person(&self, path: &str) -> bool {
        let last = path.rsplit('.').next().unwrap_or_default();
        let words = split(last);
        let is_key = words.len() > 1 && words.last().is_some_and(|word| word == "id");
        is_key && (self.vocab.columns.owner.has(&words.join("_")) || words.len() == 2)
    }
}

/// Whether a name is what a function is given that is written down within another, or is no component: what a click hands
/// over.
fn is_handed_over(code: &Code, binding: BindingId) -> bool {
    let Origin::Param { function, .. } = code.binding(binding).origin else { return false };
    let name = code.function(function).name.map(|name| code.str(name)).unwrap_or_default();
    let is_component = name.starts_with(char::is_uppercase) || name.starts_with("use");
    let is_within = match code.function(function).parent {
        Node::Expr(written) => code.function_of(written) != MODULE,
        Node::Stmt(stmt) => code.function_above(code.stmt_parent(stmt)) != MODULE,
        _ => false,
    };
    // What is waited for is whatever came back, also the account itself.
    (is_within || !name.is_empty() && !is_component) && code.waited_for(function).is_none()
}

/// Whether a name is each of a list in turn.
fn is_each_of_list(code: &Code, binding: BindingId) -> bool {
    match code.binding(binding).origin {
        Origin::Loop(_) => true,
        Origin::Param { function, index: 0 } => code.iterated_by(function).is_some(),
        _ => false,
    }
}

/// `const targetId = id || user.id`: his own, at times.
fn may_be_two(code: &Code, name: ExprId) -> bool {
    code.initial(name).is_some_and(|init| {
        matches!(
            code.expr(init),
            ExprKind::Conditional { .. }
                | ExprKind::Binary { op: BinaryOp::Or | BinaryOp::And | BinaryOp::Coalesce, .. }
        )
    })
}
