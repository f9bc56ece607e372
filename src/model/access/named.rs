//! Whom the name of a policy says it is for: a policy that lets in more is a mistake by its own words.

use crate::vocab::split;

/// Words for people who are not everybody.
const INSIDERS: &[&str] = &[
    "admin",
    "admins",
    "administrators",
    "staff",
    "system",
    "employees",
    "owners",
    "members",
    "moderators",
    "managers",
];
/// Words for what belongs to somebody.
const OWN: &[&str] = &["own", "their", "proprios", "propios", "eigene"];
/// Words for everybody.
const PUBLIC: &[&str] = &[
    "public",
    "publicly",
    "anyone",
    "anybody",
    "everyone",
    "everybody",
    "anon",
    "anonymous",
    "published",
    "publico",
    "publica",
    "qualquer",
    "oeffentlich",
];
/// Words that mean everybody where they stand before who acts: `all users`, not `admins view all`.
const ALL: &[&str] = &["all", "todos", "alle", "tous"];
/// Words between who acts and what he acts on.
const VERBS: &[&str] =
    &["can", "may", "view", "views", "viewable", "visible", "read", "readable", "see", "select", "manage", "access"];

/// Whether the name of a policy says that it is for some people only.
#[must_use]
pub fn speaks_of_insiders(policy: &str) -> bool {
    let words = split(policy);
    let who = people(&words);
    let has = |words: &[&String], list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_service = words.windows(2).any(|pair| pair[0] == "service" && pair[1] == "role");
    let is_own = words.iter().any(|word| OWN.contains(&word.as_str()));
    (is_service || is_own || has(&who, INSIDERS)) && !speaks_of_public(policy)
}

/// Whether the name of a policy says that it is for everybody.
#[must_use]
pub fn speaks_of_public(policy: &str) -> bool {
    let words = split(policy);
    words.iter().any(|word| PUBLIC.contains(&word.as_str()))
        || people(&words).iter().any(|word| ALL.contains(&word.as_str()))
}

/// The words for who acts: before the verb, and behind `by`, `for` or `to`.
fn people(words: &[String]) -> Vec<&String> {
    let verb = words.iter().position(|word| VERBS.contains(&word.as_str())).unwrap_or(words.len());
    let named = words.iter().rposition(|word| matches!(word.as_str(), "by" | "for" | "to")).unwrap_or(words.len());
    words.iter().take(verb).chain(words.iter().skip(named)).collect()
}

#[cfg(test)]
mod tests {
    use super::{speaks_of_insiders, speaks_of_public};

    #[test]
    fn who_a_policy_is_for_stands_before_its_verb_or_behind_by() {
        for insiders in
            ["Admins can view all reviews", "Flags viewable by staff", "System can manage sessions", "view own"]
        {
            assert!(speaks_of_insiders(insiders), "{insiders}");
        }
        for others in ["Users can view admin hours", "Anyone can view their shop", "Enable read access for all users"] {
            assert!(!speaks_of_insiders(others), "{others}");
        }
        assert!(speaks_of_public("Enable read access for all users") && !speaks_of_public("Staff see all"));
    }
}
