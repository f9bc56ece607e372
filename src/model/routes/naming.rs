//! Names that stand for who calls: of variables, and of what a middleware keeps for the rest of the request.

use crate::{
    frameworks::kept::kept_name,
    model::values::{Symbol, Values},
};

/// Whether a middleware kept a value under a name that stands for who calls: `c.get("userId")`, `c.var.user.id`.
pub(super) fn is_kept_for_caller(values: &Values<'_>, symbol: &Symbol) -> bool {
    kept_name(values, symbol).is_some_and(names_caller)
}

/// Whether a name says of who calls who he is or what he belongs to, also without naming him: `tenantId`, `orgContext`.
pub(super) fn tells_of_caller(name: &str) -> bool {
    let words = crate::vocab::split(name);
    let tells =
        |word: &str| names_person(word) || names_part_of_person(word) && !matches!(word, "id" | "ids" | "email");
    names_caller(name) || words.iter().any(|word| tells(word) || word == "current" || word == "auth")
}

/// Whether a name stands for who calls, for his row, or for what he belongs to: `user`, `userId`, `currentMember`,
/// `profileData`; `userWebsite` and `currentMonth` are something else.
pub(super) fn names_caller(name: &str) -> bool {
    let words = crate::vocab::split(name);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [only] => names_person(only) || matches!(*only, "claims" | "membership" | "auth" | "current"),
        ["current", .., last] => names_person(last) || names_part_of_person(last),
        [first, .., last] => {
            (names_person(first) || matches!(*first, "claims" | "membership" | "auth"))
                && (names_person(last)
                    || names_part_of_person(last)
                    || matches!(*last, "data" | "row" | "record" | "info"))
        }
        [] => false,
    }
}

fn names_person(word: &str) -> bool {
    matches!(word, "user" | "session" | "caller" | "viewer" | "member" | "profile" | "actor" | "ctx" | "context" | "me")
}

/// What somebody is known by, may do, or belongs to.
fn names_part_of_person(word: &str) -> bool {
    matches!(
        word,
        "id" | "ids"
            | "uid"
            | "sub"
            | "email"
            | "role"
            | "roles"
            | "permissions"
            | "claims"
            | "membership"
            | "memberships"
            | "account"
            | "org"
            | "organization"
            | "company"
            | "team"
            | "tenant"
            | "workspace"
            | "agency"
            | "business"
            | "household"
    )
}
