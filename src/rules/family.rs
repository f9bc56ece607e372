//! The families of rules: each is a category of the score.

use super::{
    Entry, ai, api, auth, contract, cost, delivery, errors, frontend, isolation, observability, ownership, payments,
    queries, suppression,
};

/// A family of rules.
#[derive(Debug)]
pub struct Family {
    /// The first part of its rules' ids.
    pub id: &'static str,
    /// The points it has in the score; those of all families add up to 100.
    pub points: u8,
    /// What it is about.
    pub title: &'static str,
    /// Whether its rules are security rules unless their metadata says otherwise.
    pub security: bool,
    /// Its rules.
    pub rules: &'static [Entry],
}

/// All families, in the order in which reports show them.
pub const FAMILIES: &[Family] = &[
    family("isolation", 17, "who can reach which rows", true, isolation::RULES),
    family("auth", 14, "identity, sessions, secrets", true, auth::RULES),
    family("api", 11, "server entry points", true, api::RULES),
    family("payments", 10, "money", true, payments::RULES),
    family("cost", 8, "what somebody else can spend", true, cost::RULES),
    family("queries", 8, "the database under load", false, queries::RULES),
    family("contract", 6, "code and database agree", false, contract::RULES),
    family("errors", 6, "what happens on a bad day", false, errors::RULES),
    family("observability", 4, "what you will know about it", false, observability::RULES),
    family("delivery", 6, "migrations, pipeline, way back", false, delivery::RULES),
    family("ownership", 4, "database, code and pipeline are yours", false, ownership::RULES),
    family("ai", 3, "what a model may do", true, ai::RULES),
    family("frontend", 3, "what the browser loads", false, frontend::RULES),
    family("suppression", 0, "the marks that silence rules", false, suppression::RULES),
];

const fn family(id: &'static str, points: u8, title: &'static str, security: bool, rules: &'static [Entry]) -> Family {
    Family { id, points, title, security, rules }
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;

    #[test]
    fn points_add_up_to_a_hundred() {
        assert_eq!(FAMILIES.iter().map(|f| u32::from(f.points)).sum::<u32>(), 100);
    }
}
