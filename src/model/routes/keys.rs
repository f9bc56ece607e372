//! Keys of the server that an entry point puts into its answers: `return json({ apiKey: process.env.OPENAI_API_KEY })`.

use super::{
    Route,
    spilled::{Answer, DEPTH},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, PropertyKey},
    frameworks::auth::Proof,
    model::Project,
    source::span::Span,
    vocab::split,
};

/// A secret of the environment in an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyInAnswer {
    /// Where it goes into the answer.
    pub at: Span,
    /// The variable, or the first of those that it may be.
    pub variable: String,
}

impl Project {
    /// The keys of the server that an entry point hands out as they are, by place. One that only another server may call,
    /// with a secret of its own, hands them to whom they belong.
    #[must_use]
    pub fn keys_in_answers(&self, route: &Route) -> Vec<KeyInAnswer> {
        if route.guards.iter().any(|guard| guard.proof == Proof::Secret) {
            return Vec::new();
        }
        let values = self.values();
        let mut found = Vec::new();
        for (file, code, object) in self.exprs_of(route) {
            let ExprKind::Object { properties } = code.expr(object) else { continue };
            for property in code.property_list(properties) {
                let name = code.property_name(&property).unwrap_or_default();
                let may_be =
                    property.key != PropertyKey::Spread && (names_key(name) || is_named_key(code, property.value));
                let variable = || {
                    let names = values.env_names(file, property.value);
                    names.into_iter().find(|name| self.vocab.is_secret_variable(name))
                };
                let Some(variable) = may_be.then(variable).flatten() else { continue };
                if let Some(held) = Answer::new(self, route).holds(file, code, property.value, DEPTH) {
                    found.push(KeyInAnswer { at: held.at, variable });
                }
            }
        }
        found.sort();
        found.dedup_by_key(|key| key.at);
        found
    }
}

/// Whether a name says that what it stands for opens something.
fn names_key(name: &str) -> bool {
    split(name)
        .iter()
        .any(|word| matches!(word.as_str(), "key" | "apikey" | "token" | "secret" | "password" | "credential"))
}

fn is_named_key(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Ident { name, .. } => names_key(code.str(name)),
        ExprKind::Member { property, .. } => names_key(code.str(property)),
        ExprKind::Binary { left, .. } => is_named_key(code, left),
        ExprKind::Call { args, .. } => code.arg(args, 0).and_then(|arg| code.string(arg)).is_some_and(names_key),
        _ => false,
    }
}
