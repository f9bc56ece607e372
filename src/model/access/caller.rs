//! The callers that access is judged for, and what is known of them.

use std::rc::Rc;

use serde::Serialize;

use super::cases::Cases;
use super::value::{Alternative, Atom, Made, Value};
use crate::frameworks::supabase::caller::{ACCOUNT_ROLE, ANONYMOUS_ROLE, CallerFact, account_column};

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Caller {
    /// Nobody in particular: a request with only the public key.
    #[serde(rename = "anon")]
    Anonymous,
    /// A stranger with an account: his id is in no row of the app, he holds no role, no claim, no membership.
    #[serde(rename = "authenticated")]
    Account,
}

/// What identifies a caller, and is in no row of anybody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    /// The id of his account.
    Id,
    /// His e-mail address.
    Email,
    /// His telephone number.
    Phone,
}

impl Caller {
    /// Both callers.
    pub const ALL: [Self; 2] = [Self::Anonymous, Self::Account];

    /// The database role he acts as.
    #[must_use]
    pub fn role(self) -> &'static str {
        match self {
            Self::Anonymous => ANONYMOUS_ROLE,
            Self::Account => ACCOUNT_ROLE,
        }
    }

    /// The value of a fact about him.
    pub(super) fn value(self, fact: &CallerFact) -> Value {
        match fact {
            CallerFact::Request => Value::held(),
            CallerFact::Claims(path) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                self.claim(&path)
            }
        }
    }

    /// A column of his own row in the table of accounts.
    pub(super) fn account_column(self, column: &str) -> Value {
        match account_column(column) {
            Some(fact) => self.value(&fact),
            None if column == "is_super_admin" => Value::null(),
            None => Value::of(Atom::Of(Made::default())),
        }
    }

    /// What his token says at a path.
    pub(super) fn claim(self, path: &[&str]) -> Value {
        let object = || Value::of(Atom::Claims(path.iter().map(|&part| Rc::from(part)).collect()));
        if path.is_empty() {
            return object();
        }
        if self == Self::Anonymous {
            return if path == ["role"] { Value::text(self.role()) } else { Value::null() };
        }
        match path {
            ["sub"] => Value::of(Atom::Own(Identity::Id)),
            ["email"] => Value::of(Atom::Own(Identity::Email)),
            ["phone"] => Value::of(Atom::Own(Identity::Phone)),
            ["role" | "aud"] => Value::text(self.role()),
            ["is_anonymous"] => Value::text("false"),
            // A second factor is something to hold; everybody has passed the first.
            ["aal"] => {
                let mut value = Value::held();
                value.0[0] = Alternative { when: Cases::always(), atom: Atom::Const("aal1".into()) };
                value
            }
            ["app_metadata" | "user_metadata"] => object(),
            ["exp" | "iat" | "session_id" | "amr" | "iss"] => {
                Value::of(Atom::Of(Made { not_null: true, ..Made::default() }))
            }
            _ => Value::held(),
        }
    }
}
