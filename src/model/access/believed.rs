//! Whether somebody gives something because a row says that it was paid for.

use crate::{
    model::{
        Project,
        contract::allowed_values,
        queries::{Client, Comparison, Condition},
        schema::{Name, Schema},
    },
    vocab::Vocabulary,
};

/// Whether a function of the database, or a policy of another table, looks for rows of a table whose column says that money has
/// moved: `status = 'paid'`, where the column takes that value.
pub(super) fn in_database(schema: &Schema, name: &Name, column: &str, vocab: &Vocabulary) -> bool {
    let allowed = schema.table(name).and_then(|table| allowed_values(schema, table, column));
    let may_be = |value: &str| {
        let is_taken = |values: &Vec<String>| values.iter().any(|known| known.eq_ignore_ascii_case(value));
        vocab.words.settled.has(value) && allowed.as_ref().is_none_or(is_taken)
    };
    let believes = |text: &str| text.contains(&name.name) && is_looked_for(text, column, may_be);
    let functions = schema.functions.iter().filter_map(|(_, function)| function.body.as_ref());
    let others = schema.tables().filter(|(other, _)| *other != name);
    functions.map(|body| &*body.text).any(believes)
        || others.flat_map(|(_, table)| table.policies.values()).any(|policy| {
            [&policy.using, &policy.check].into_iter().flatten().any(|condition| believes(&condition.text))
        })
}

/// `WHERE o.status = 'paid'`, however it is spaced; neither `SET total = 0, status = 'paid'` nor the state of something else.
fn is_looked_for(text: &str, column: &str, may_be: impl Fn(&str) -> bool) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = words.join(" ").to_lowercase().replace(" = ", "=").replace("::text", "").replace('(', "( ");
    let asked = format!("{column}='");
    plain.match_indices(&asked).any(|(at, _)| {
        let value = plain.get(at + asked.len()..).and_then(|rest| rest.split('\'').next());
        let before = plain.get(..at).unwrap_or_default();
        let table = before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"'));
        let owner = before.get(table.len()..).unwrap_or_default();
        let is_condition =
            ["where", "and", "or", "if", "when", "on", "("].iter().any(|word| table.trim_end().ends_with(word));
        let is_column = owner.is_empty() || owner.ends_with('.') && owner != "new.";
        is_condition && is_column && value.is_some_and(&may_be)
    })
}

impl Project {
    /// Whether code that is not bound by row security looks for rows of a table that say that they were paid for.
    #[must_use]
    pub fn believes_paid(&self, name: &Name, columns: &[String]) -> bool {
        let asks = |c: &Comparison| {
            let is_state = c.column.as_ref().is_some_and(|column| columns.contains(column));
            is_state && c.op != "neq" && c.literal.as_deref().is_some_and(|value| self.vocab.words.settled.has(value))
        };
        let others = self.production_queries().filter(|q| !matches!(q.client, Client::User | Client::Anon));
        let mut reads = others.filter(|q| q.tables.contains(&name.name));
        reads.any(|query| query.conditions.iter().flat_map(Condition::comparisons).any(asks))
    }
}
