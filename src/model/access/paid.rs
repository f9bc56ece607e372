//! What columns say of money and what is paid for: that it has come, what the platform gives for it, and what is only
//! written down here.

use super::{TableAccess, self_grant::GIVING};
use crate::{
    model::{
        contract::allowed_values,
        schema::{Name, Schema, Table},
    },
    sql::expr::parse_expr,
    vocab::{Vocabulary, Words, split},
};

/// Whether a column says that money has moved: by its own name, or as the state of a row in a table of money whose
/// values, where they are known, speak of that and not of the work.
pub(super) fn says_paid(schema: &Schema, (name, table): (&Name, &Table), column: &str, vocab: &Vocabulary) -> bool {
    let is_state = vocab.columns.state.has(column) || vocab.columns.privileged.has(column);
    let by_name = split(column).iter().any(|word| vocab.words.payment.has(word));
    let by_table = || {
        let values = allowed_values(schema, table, column);
        vocab.tables.money.has(&name.name)
            && match values {
                Some(values) => values.iter().any(|value| vocab.words.settled.has(value)),
                None => !begins_with(table, column, &vocab.words.bookkeeping),
            }
    };
    is_state && (by_name || by_table())
}

/// Whether the default of a column is one of these words.
fn begins_with(table: &Table, column: &str, words: &Words) -> bool {
    let default = table.column(column).and_then(|column| column.default.as_ref());
    let tree = default.and_then(|default| parse_expr(&default.text).ok());
    tree.is_some_and(|tree| tree.as_text().is_some_and(|text| words.has(text)))
}

/// Whether a column of tenants holds what the platform gives them: no role that somebody has among their people, and no
/// balance of the books that they keep themselves.
pub(super) fn is_given_to_tenants(judged: &TableAccess, column: &String, vocab: &Vocabulary) -> bool {
    let is_of_books = split(column).iter().any(|word| word == "balance") && !GIVING.contains(&column.as_str());
    judged.sensitive.privileged.contains(column) && !vocab.columns.role.has(column) && !is_of_books
}

/// Whether a table writes down what lies elsewhere: the accounts that somebody has at his bank. Their balance is worth
/// nothing here.
pub(super) fn keeps_books(table: &Table) -> bool {
    const OF_BANKS: &[&str] = &["institution", "plaid", "iban", "bic", "bank", "last4"];
    table.columns.iter().any(|column| {
        let words = split(&column.name);
        let has = |word: &str| words.iter().any(|other| other == word);
        words.iter().any(|word| OF_BANKS.contains(&word.as_str())) || has("account") && has("number")
    })
}
