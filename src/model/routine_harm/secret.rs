//! Functions that only who knows a secret can use.

use crate::{
    model::{routines::Routine, schema::Function},
    vocab::{Vocabulary, split},
};

/// Whether a parameter is a token, a code or a secret link, and the body, or a function that it calls, looks for one: a
/// name alone guards nothing.
pub(super) fn asks_for_secret(vocab: &Vocabulary, function: &Function, reached: &[&Routine]) -> bool {
    let is_secret = |name: &str| {
        let bare = name.trim_start_matches("p_").trim_start_matches('_');
        let bare = ["_param", "_input", "_in", "_value"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
        // What a secret is called, everybody may know.
        let is_label = ["_name", "_id", "_type"].iter().any(|end| bare.ends_with(end));
        !is_label && (vocab.columns.secret.has(bare) || vocab.columns.share_link.has(bare) || is_secret_word(bare))
    };
    let compares = |routine: &&Routine| routine.compared.iter().any(|name| is_secret(name));
    function.inputs().filter_map(|parameter| parameter.name.as_deref()).any(is_secret) && reached.iter().any(compares)
}

/// Whether a name is that of something only its holder knows. What stands in links and on pages, a slug, the code of a
/// referral or a product, is an address.
fn is_secret_word(name: &str) -> bool {
    const PUBLISHED: &[&str] = &[
        "link",
        "referral",
        "referrer",
        "ref",
        "affiliate",
        "partner",
        "promo",
        "country",
        "currency",
        "language",
        "postal",
        "zip",
        "area",
        "product",
        "course",
        "item",
        "status",
        "error",
        "color",
        "lang",
        "dial",
        "barcode",
        "category",
    ];
    let words = split(name);
    let is_published = words.iter().any(|word| PUBLISHED.contains(&word.as_str()));
    let ends = words.last().is_some_and(|word| matches!(word.as_str(), "token" | "secret" | "code"));
    ends && !is_published
}
