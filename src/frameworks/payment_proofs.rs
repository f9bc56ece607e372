//! How code convinces itself that somebody has paid: it asks the provider about a payment, or checks the provider's
//! signature over the payment's numbers.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{
        calls::Call,
        values::{Value, Values},
    },
    source::span::FileId,
    vocab::{ServiceKind, Vocabulary},
};

/// Things that are paid, by the last word of what a library of payments is asked for: `stripe.checkout.sessions.retrieve`.
const PAYMENTS: [&str; 14] = [
    "sessions",
    "paymentIntents",
    "charges",
    "orders",
    "order",
    "subscriptions",
    "invoices",
    "payments",
    "payment",
    "checkouts",
    "transaction",
    "transactions",
    "preapproval",
    "paymentLinks",
];

/// Words in the names of what providers call a payment by: `razorpay_payment_id`, `payment_intent`.
pub(crate) fn is_of_provider(word: &str) -> bool {
    matches!(
        word,
        "razorpay" | "stripe" | "paystack" | "paypal" | "flutterwave" | "mollie" | "intent" | "checkout" | "gateway"
    )
}

/// The values by which a call asks a provider about a payment: the id of a `retrieve`, what stands in the address.
pub(crate) fn asked_by(
    vocab: &Vocabulary,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<Vec<ExprId>> {
    let mut words = call.written.rsplit('.');
    let (verb, thing) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let first = code.arg(call.args, 0)?;
    let by_library = match verb {
        "retrieve" => PAYMENTS.contains(&thing),
        "fetch" | "verify" | "get" => PAYMENTS.contains(&thing) && is_of_payments(vocab, call),
        _ => false,
    };
    if by_library {
        return Some(vec![first]);
    }
    if !matches!(call.written.as_str(), "fetch" | "axios.get" | "axios") {
        return None;
    }
    let is_request_about = values.of(file, first).iter().any(|value| match value {
        Value::Text(text) => is_about_payment(vocab, &text.with_holes("x")),
        _ => false,
    });
    let address = code.initial(first).unwrap_or(first);
    is_request_about.then(|| parts(code, address))
}

/// Whether an address asks one of the providers about one payment.
fn is_about_payment(vocab: &Vocabulary, url: &str) -> bool {
    let is_provider = vocab.service_at(url).is_some_and(|service| service.kind == ServiceKind::Payment);
    is_provider && ["/verify", "/payments/", "/orders/", "/sessions/", "/transactions/"].iter().any(|p| url.contains(p))
}

fn is_of_payments(vocab: &Vocabulary, call: &Call) -> bool {
    let packages = call.symbols.iter().filter_map(|symbol| symbol.package());
    packages
        .into_iter()
        .any(|package| vocab.service_of_package(package).is_some_and(|service| service.kind == ServiceKind::Payment))
}

/// The values over which a call makes a keyed digest, where they are put together from parts: `order + "|" + payment`.
/// What comes whole, as the body of a webhook does, has no parts.
pub(crate) fn signed_parts(code: &Code, call: &Call) -> Option<Vec<ExprId>> {
    let ExprKind::Member { object, property, .. } = code.expr(call.callee) else { return None };
    let makes_digest = code.str(property) == "update"
        && code.within_node(Node::Expr(object)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, .. } => code.last_name(callee) == Some("createHmac"),
                _ => false,
            },
            _ => false,
        });
    let signed = code.arg(call.args, 0).filter(|_| makes_digest)?;
    let whole = code.initial(signed).unwrap_or(signed);
    let found = parts(code, whole);
    (found.len() > 1).then_some(found)
}

/// What a text is put together from, without what stands in it as written.
fn parts(code: &Code, text: ExprId) -> Vec<ExprId> {
    let all = match code.expr(text) {
        ExprKind::Template { parts, .. } => code.expr_list(parts).collect(),
        ExprKind::Binary { left, right, .. } => [parts(code, left), parts(code, right)].concat(),
        ExprKind::Call { callee, args } => {
            let of_list = match code.expr(callee) {
                ExprKind::Member { object, property, .. } if code.str(property) == "join" => list(code, object),
                _ => Vec::new(),
            };
            if of_list.is_empty() { code.expr_list(args).collect() } else { of_list }
        }
        _ => vec![text],
    };
    let is_said = |e: &ExprId| code.string(*e).is_none();
    let inner = |e: ExprId| match code.expr(e) {
        // `encodeURIComponent(reference)`
        ExprKind::Call { args, .. } if args.len() == 1 => code.arg(args, 0).unwrap_or(e),
        _ => e,
    };
    all.into_iter().filter(is_said).map(inner).collect()
}

fn list(code: &Code, expr: ExprId) -> Vec<ExprId> {
    match code.expr(expr) {
        ExprKind::Array { elements } => code.expr_list(elements).collect(),
        _ => Vec::new(),
    }
}
