//! What is sold, by the names of columns and tables, and writes that give it on nothing but the caller's word.

use super::{
    super::{Subject, ownership::is_chosen},
    Basis, Sale,
    handed::{Given, given, meant, way_to},
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    frameworks::{auth::Proof, payment_proofs::is_of_provider},
    model::{
        calls::Call,
        queries::{Client, Comparison, Condition, Op, Query},
        routes::service_of,
    },
    source::span::FileId,
    vocab::{ServiceKind, Vocabulary, split},
};

/// Whether a write may give something that is sold.
pub(super) fn may_sell(query: &Query) -> bool {
    matches!(query.op, Op::Insert | Op::Update | Op::Upsert) && !query.tables.is_empty()
}

/// The writes past row security by which an entry point gives what is sold, or books a payment, because the caller says so.
pub(super) fn on_word(subject: &Subject<'_>, own: &[&Query]) -> Vec<Sale> {
    if subject.guards.iter().any(|guard| guard.proof == Proof::Signature) {
        return Vec::new();
    }
    let is_past_rules = |query: &Query| matches!(subject.client(query), Client::Service | Client::Orm);
    let sold = own.iter().filter(|query| is_past_rules(query)).filter_map(|query| {
        let given = given(subject, query);
        let (column, basis) = booked(subject, query, &given)
            .map(|column| (column, Basis::Number))
            .or_else(|| Some((given_away(subject, query, &given)?, Basis::Word)))?;
        let sale = Sale { at: query.at, table: query.tables.first()?.clone(), column, basis };
        (!is_asked_first(subject, query)).then_some(sale)
    });
    sold.collect()
}

/// The column that says that a payment came in, of which the caller brings the number.
fn booked(subject: &Subject<'_>, query: &Query, given: &[Given]) -> Option<String> {
    let vocab = &subject.project.vocab;
    let is_money = query.tables.iter().any(|table| vocab.tables.money.has(table));
    let confirms = split(&subject.entry.path).iter().any(|word| CONFIRMING.contains(&word.as_str()));
    let names_payment = |name: &str| names_payment(name, confirms);
    let brought = given.iter().any(|g| names_payment(&g.column) && is_sent(subject, g.file, g.value))
        || compared(query).any(|c| {
            let names = c.column.as_deref().is_some_and(names_payment);
            names && c.value.is_some_and(|value| is_sent(subject, query.at.file, value))
        });
    let says_paid = given.iter().find_map(|g| {
        let may = speaks_of_payment(vocab, &g.column) || is_money && vocab.columns.state.has(&g.column);
        (may && says(subject, g, |text| is_settled(vocab, text))).then(|| g.column.clone())
    });
    let in_text = || {
        let mut set = query.constants.iter();
        set.find(|(column, text)| {
            (speaks_of_payment(vocab, column) || is_money && vocab.columns.state.has(column)) && is_settled(vocab, text)
        })
        .map(|(column, _)| column.clone())
    };
    says_paid.or_else(in_text).filter(|_| brought)
}

/// The column of what is sold whose value the caller says: the plan, the credits.
fn given_away(subject: &Subject<'_>, query: &Query, given: &[Given]) -> Option<String> {
    let vocab = &subject.project.vocab;
    let is_free = given.iter().any(|g| says(subject, g, |text| vocab.words.unpaid.has(text)))
        || query.constants.iter().any(|(_, text)| vocab.words.unpaid.has(text));
    // The accounts of somebody's books are his own.
    let is_account = query.tables.iter().any(|t| {
        (vocab.tables.profile.has(t) || vocab.tables.tenant.has(t) || holds_rights_of_use(vocab, t)) && t != "accounts"
    });
    let sold = given
        .iter()
        .find(|g| names_goods(vocab, &g.column) && is_sent(subject, g.file, g.value) && !takes_away(subject, g));
    sold.filter(|_| is_account && !is_free && !weighs_price(subject) && !redeems_code(subject))
        .map(|g| g.column.clone())
}

/// Whether the rows of a table say what somebody may use because he pays: `subscriptions`, `user_credits`.
fn holds_rights_of_use(vocab: &Vocabulary, table: &str) -> bool {
    split(table).iter().any(|word| vocab.words.sold.has(word) || vocab.words.coins.has(word))
        && vocab.tables.money.has(table)
}

/// Whether a column says what somebody has bought: his plan, his credits. What he has used of it says nothing.
pub(super) fn names_goods(vocab: &Vocabulary, column: &str) -> bool {
    let words = split(column);
    let is_count = words.iter().any(|w| {
        matches!(w.as_str(), "used" | "spent" | "limit" | "cost" | "price" | "usage" | "per" | "min" | "max" | "at")
    });
    // The id of a plan says which; that of a subscription, whose.
    let is_whose = words.last().is_some_and(|w| w == "id")
        && !words.iter().any(|w| matches!(w.as_str(), "plan" | "plano" | "tier"));
    let is_said =
        |word: &String| vocab.words.sold.has(word) || vocab.words.coins.has(word) || vocab.words.balances.has(word);
    !is_count && !is_whose && words.iter().any(is_said) && vocab.columns.privileged.has(column)
}

/// Words in paths by which the browser says that a payment is through.
const CONFIRMING: [&str; 7] = ["verify", "verified", "confirm", "confirmed", "success", "complete", "callback"];

/// Whether a name is that of what a provider calls a payment by: `razorpay_payment_id`, `payment_intent`; where a payment is
/// confirmed, any number of one. Elsewhere people note by hand which transfer paid a bill.
fn names_payment(name: &str, confirms: bool) -> bool {
    let words = split(name);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is_number = has(&["id", "reference", "ref", "intent", "session", "hash", "token", "number", "signature"]);
    is_number
        && (words.iter().any(|word| is_of_provider(word))
            || confirms && has(&["payment", "transaction", "charge", "tx"]))
}

fn speaks_of_payment(vocab: &Vocabulary, column: &str) -> bool {
    split(column).iter().any(|word| vocab.words.payment.has(word))
}

fn is_settled(vocab: &Vocabulary, text: &str) -> bool {
    vocab.words.settled.has(text) || vocab.words.held.has(text)
}

/// Whether a value is a text, or one of two, for which something holds; `true` is as good as `paid`.
fn says(subject: &Subject<'_>, given: &Given, is: impl Fn(&str) -> bool + Copy) -> bool {
    let Some(code) = subject.values.code(given.file) else { return false };
    match code.expr(given.value) {
        ExprKind::Bool(true) => is("paid"),
        ExprKind::Conditional { then, otherwise, .. } => {
            [then, otherwise].into_iter().any(|value| says(subject, &Given { value, ..given.clone() }, is))
        }
        _ => subject.values.literal(given.file, given.value).is_some_and(|text| is(&text)),
    }
}

/// Whether the caller decides on a value, or on a part that it is put together from. What is looked up by something sent
/// is what the app holds.
pub(super) fn is_sent(subject: &Subject<'_>, file: FileId, value: ExprId) -> bool {
    subject.sources(file, value).iter().any(|source| {
        let Some(code) = subject.values.code(source.file) else { return false };
        meant(code, source.expr)
            .into_iter()
            .any(|e| is_chosen(subject, source.file, e) || subject.project.sent_within(source.file, e).is_some())
    })
}

/// Whether a value is what was there less something.
fn takes_away(subject: &Subject<'_>, given: &Given) -> bool {
    let Some(code) = subject.values.code(given.file) else { return false };
    code.definitions(given.value).into_iter().any(|whole| {
        code.within_node(Node::Expr(whole)).any(|node| {
            let Node::Expr(e) = node else { return false };
            match code.expr(e) {
                ExprKind::Binary { op, .. } => op == BinaryOp::Subtract,
                // `` sql`${users.credits} - ${count}` ``
                ExprKind::Template { parts, tag: Some(_) } => code
                    .expr_list(parts)
                    .filter_map(|part| code.string(part))
                    .any(|text| text.trim_start().starts_with('-')),
                _ => false,
            }
        })
    })
}

pub(super) fn compared(query: &Query) -> impl Iterator<Item = &Comparison> {
    query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.literal.is_none())
}

/// Whether somebody else is asked before a write: a provider of payments, a shop of apps, a chain of blocks; or a function
/// whose code is not here, by a name that promises as much. What is sent afterwards tells him, and asks nothing.
fn is_asked_first(subject: &Subject<'_>, query: &Query) -> bool {
    way_to(subject, query.at.file, query.expr).into_iter().any(|((file, function), expr)| {
        let Some(code) = subject.values.code(file) else { return false };
        let start = code.range(expr).start;
        let before = subject.graph.calls((file, function)).iter().filter(|call| code.range(call.expr).end <= start);
        before.into_iter().any(|call| asks(subject, file, call, HELPERS))
    })
}

/// A question is followed through so many helpers.
const HELPERS: u32 = 3;

fn asks(subject: &Subject<'_>, file: FileId, call: &Call, depth: u32) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    let is_provider = || {
        service_of(subject.project, &subject.values, file, code, call)
            .is_some_and(|service| service.kind == ServiceKind::Payment)
    };
    let is_helpers = || {
        depth > 0
            && call.targets.iter().any(|&target| {
                subject.graph.calls(target).iter().any(|inner| asks(subject, target.0, inner, depth - 1))
            })
    };
    is_request(call) || call.targets.is_empty() && promises_check(call) || is_provider() || is_helpers()
}

fn is_request(call: &Call) -> bool {
    matches!(call.written.as_str(), "fetch" | "axios" | "axios.get" | "axios.post" | "got" | "ky")
        || call.written.ends_with("functions.invoke")
}

fn promises_check(call: &Call) -> bool {
    let words = split(call.name());
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    has(&["retrieve", "capture", "charge"])
        || has(&["verify", "validate", "check", "get", "fetch", "confirm"])
            && has(&["payment", "transaction", "receipt", "purchase", "order", "signature", "checkout"])
}

/// Whether an entry point looks for a code that somebody was given: a voucher, a key of a licence, an invitation.
fn redeems_code(subject: &Subject<'_>) -> bool {
    let vocab = &subject.project.vocab;
    let names_code = |column: &str| {
        vocab.columns.share_link.has(column)
            || split(column).iter().any(|w| matches!(w.as_str(), "code" | "token" | "key" | "coupon" | "voucher"))
    };
    subject.queries.iter().any(|query| {
        let is_of_codes = query.tables.iter().any(|t| {
            vocab.tables.voucher.has(t)
                || split(t).iter().any(|w| matches!(w.as_str(), "coupons" | "codes" | "invites"))
        });
        is_of_codes || query.op == Op::Select && query.filters().iter().any(|column| names_code(column))
    })
}

/// Whether an entry point compares a price, or asks whether there is one: what costs nothing may be taken.
fn weighs_price(subject: &Subject<'_>) -> bool {
    let names_price = |code: &Code, e: ExprId| {
        code.last_name(e).is_some_and(|name| {
            split(name).iter().any(|w| matches!(w.as_str(), "price" | "free" | "amount" | "cost" | "preco" | "precio"))
        })
    };
    subject.reached.iter().any(|reached| {
        let (file, function) = reached.function;
        let Some(code) = subject.values.code(file) else { return false };
        code.exprs_within(function).any(|e| match code.expr(e) {
            ExprKind::Binary { op, left, right } => {
                !matches!(op, BinaryOp::Multiply | BinaryOp::Divide | BinaryOp::Add | BinaryOp::Subtract)
                    && (names_price(code, left) || names_price(code, right))
            }
            ExprKind::Unary { operand, .. } => names_price(code, operand),
            ExprKind::Conditional { test, .. } => names_price(code, test),
            _ => false,
        })
    })
}
