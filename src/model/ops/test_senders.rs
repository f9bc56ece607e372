//! Mails that leave from an address which a mail service lends for trying it out: they reach the account's own address,
//! and nobody else.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        values::{Value, Values},
    },
    source::span::{FileId, Span},
};

/// Where such a mail is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestSender {
    /// The address that it comes from.
    pub at: Span,
    /// The address, without the name beside it.
    pub address: String,
}

impl Project {
    /// The mails of running code that can only leave from an address for trying out, by file and place. One to an address
    /// that stands in the code, or in a variable, may be to the owner himself.
    #[must_use]
    pub fn test_senders(&self) -> Vec<TestSender> {
        let values = self.values();
        let mut found = Vec::new();
        for (file, _, code) in self.code_files().filter(|(_, known, _)| known.role.is_production()) {
            for (object, expr) in code.all_exprs() {
                let at = expr.range.in_file(file);
                if matches!(expr.kind, ExprKind::Object { .. })
                    && self.sides.is_met_at(at)
                    && let Some(sender) = self.sender_of(&values, file, code, object)
                {
                    found.push(sender);
                }
            }
        }
        found
    }

    /// `{ from: "App <hello@resend.dev>", to: guest.email }`.
    fn sender_of(&self, values: &Values<'_>, file: FileId, code: &Code, object: ExprId) -> Option<TestSender> {
        let (from, to) = (code.property(object, "from")?, code.property(object, "to")?);
        let addresses: Vec<String> = values.of(file, from).iter().map(address).collect::<Option<_>>()?;
        let is_lent = |address: &String| {
            address.rsplit_once('@').is_some_and(|(_, domain)| self.vocab.words.sandbox_senders.has(domain))
        };
        let first = addresses.first().filter(|_| addresses.iter().all(is_lent))?;
        goes_to_anybody(values, file, code, to)
            .then(|| TestSender { at: code.range(from).in_file(file), address: first.clone() })
    }
}

/// `hello@resend.dev` of `"App <hello@resend.dev>"`.
fn address(value: &Value) -> Option<String> {
    let Value::Text(text) = value else { return None };
    let written = text.with_holes("x");
    let address = written.rsplit(['<', ' ']).next()?.trim_end_matches('>');
    address.contains('@').then(|| address.to_owned())
}

/// Whether a mail goes to whom the data names: not to an address in the code or in a variable of the environment.
fn goes_to_anybody(values: &Values<'_>, file: FileId, code: &Code, to: ExprId) -> bool {
    match code.expr(to) {
        ExprKind::Array { elements } => code.expr_list(elements).any(|one| goes_to_anybody(values, file, code, one)),
        _ => values.of(file, to).iter().any(|value| match value {
            Value::Symbol(_) | Value::Unknown => true,
            Value::Text(text) => text.as_exact().is_none(),
            _ => false,
        }),
    }
}
