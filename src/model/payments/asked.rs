//! What the caller of an entry point decides of a charge: the sum, the price that is picked, or only how many.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node},
    model::{Project, payments::charges::Charge},
    source::span::{FileId, Range},
};

/// Properties by which providers are told how much, in lower case.
const AMOUNTS: [&str; 11] = [
    "amount",
    "unit_amount",
    "unit_amount_decimal",
    "price",
    "unit_price",
    "transaction_amount",
    "value",
    "trial_period_days",
    "amount_in_cents",
    "gross_amount",
    "total",
];

/// What the caller decides of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The option that he decides on.
    pub at: Range,
    /// Its name.
    pub name: String,
    /// The part of it that he sends, where the rest is a price that the server knows: how many, not how much.
    pub factor: Option<ExprId>,
    /// Whether that part is held against a limit.
    pub is_bounded: bool,
    /// Whether the charge says what is bought.
    pub is_described: bool,
    /// Whether it says of itself that nothing is: an account is filled, or a debt paid, by as much as somebody likes.
    pub fills_account: bool,
}

/// A value in the arguments of a charge, and the part of it that the caller decides on.
#[derive(Clone, Copy)]
struct Sent {
    within: ExprId,
    part: ExprId,
}

/// The amount or price among the options of a charge that the caller decides on.
#[must_use]
pub fn asked(project: &Project, code: &Code, charge: &Charge) -> Option<Asked> {
    charge.options(code).into_iter().find_map(|p| {
        let name = code.property_name(&p)?;
        let is_wanted = AMOUNTS.contains(&name.to_ascii_lowercase().as_str())
            && !matches!(code.expr(p.value), ExprKind::Object { .. });
        let part = project.sent_within(charge.at.file, p.value).filter(|_| is_wanted)?;
        let sent = Sent { within: p.value, part };
        if is_listed(code, part) || is_top_up(code, charge, sent) || names_gift(project, charge.at.file, part) {
            return None;
        }
        let factor = sent_factor(project, charge.at.file, code, p.value, 4);
        let is_bounded = factor
            .is_some_and(|f| matches!(code.expr(f), ExprKind::Ident { binding: Some(b), .. } if is_bounded(code, b)));
        let is_described = names_goods(code, charge) || charge_is_described(code, charge);
        let fills_account = names_balance(project, code, charge);
        Some(Asked { at: p.range, name: name.to_owned(), factor, is_bounded, is_described, fills_account })
    })
}

/// Of a product of something that the server knows and something that the caller sends, the latter: how many, not how much.
fn sent_factor(project: &Project, file: FileId, code: &Code, expr: ExprId, depth: u32) -> Option<ExprId> {
    let depth = depth.checked_sub(1)?;
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Multiply, left, right } => {
            let is_known = |e: ExprId| {
                project.sent_within(file, e).is_none()
                    && code
                        .within_node(Node::Expr(e))
                        .any(|n| matches!(n, Node::Expr(m) if matches!(code.expr(m), ExprKind::Member { .. })))
            };
            let sent = |e: ExprId| project.sent_within(file, e).filter(|&part| !names_price(code, part));
            let own = if is_known(left) { sent(right) } else { sent(left).filter(|_| is_known(right)) };
            own.or_else(|| [left, right].into_iter().find_map(|e| sent_factor(project, file, code, e, depth)))
        }
        ExprKind::Call { args, .. } => code.expr_list(args).find_map(|a| sent_factor(project, file, code, a, depth)),
        ExprKind::Ident { .. } => {
            let init = code.initial(expr)?;
            sent_factor(project, file, code, init, depth)
        }
        _ => None,
    }
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(op, B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual)
}

/// Whether a value is bounded above and nothing says what is bought: a wallet is filled, by as much as its owner likes.
fn is_top_up(code: &Code, charge: &Charge, sent: Sent) -> bool {
    // The number itself, or what it was read into: `const amount = Number(body.amount)`.
    let carriers = code.within_node(Node::Expr(sent.within)).filter_map(|n| match n {
        Node::Expr(e) => Some(e),
        _ => None,
    });
    let mut bindings = carriers.chain([sent.part]).filter_map(|e| match code.expr(e) {
        ExprKind::Ident { binding, .. } => binding,
        _ => None,
    });
    bindings.any(|b| is_bounded(code, b)) && !names_goods(code, charge) && !names_price(code, sent.part)
}

/// Whether what is sent is called after what somebody gives as much of as he likes: `donation.amount`.
fn names_gift(project: &Project, file: FileId, sent: ExprId) -> bool {
    let symbols = project.values().symbols(file, sent);
    let mut members = symbols.iter().flat_map(|symbol| symbol.path.split('.'));
    members.any(|member| crate::vocab::split(member).iter().any(|word| project.vocab.words.gifts.has(word)))
}

/// Whether what is sent is called after what something costs: nobody fills his account with a price.
fn names_price(code: &Code, sent: ExprId) -> bool {
    const WORDS: [&str; 7] = ["price", "fee", "cost", "preco", "precio", "preis", "prix"];
    code.last_name(sent).is_some_and(|name| crate::vocab::split(name).iter().any(|word| WORDS.contains(&word.as_str())))
}

fn is_bounded(code: &Code, binding: BindingId) -> bool {
    code.references(binding).iter().any(|&r| match code.parent(r) {
        Node::Expr(p) => match code.expr(p) {
            ExprKind::Binary { op: BinaryOp::Greater | BinaryOp::GreaterEqual, left, .. } => left == r,
            ExprKind::Binary { op: BinaryOp::Less | BinaryOp::LessEqual, right, .. } => right == r,
            _ => false,
        },
        _ => false,
    })
}

/// Whether some option of a charge says what is bought.
fn names_goods(code: &Code, charge: &Charge) -> bool {
    const GOODS: [&str; 10] =
        ["product", "offer", "plan", "order", "item", "items", "booking", "cart", "registration", "course"];
    let options = charge.options(code);
    let mut names = options.iter().filter_map(|p| code.property_name(p));
    names.any(|n| crate::vocab::split(n).iter().any(|w| GOODS.contains(&w.as_str())))
}

/// Whether a charge carries words or notes of the app.
fn charge_is_described(code: &Code, charge: &Charge) -> bool {
    charge.options(code).iter().filter_map(|p| code.property_name(p)).any(|n| {
        matches!(
            n.to_ascii_lowercase().as_str(),
            "metadata" | "description" | "name" | "product_data" | "accountreference" | "transactiondesc"
        )
    })
}

/// `product_data: { name: "Balance payment" }`.
fn names_balance(project: &Project, code: &Code, charge: &Charge) -> bool {
    charge.options(code).iter().any(|p| {
        matches!(code.property_name(p), Some("name" | "description"))
            && code
                .string(p.value)
                .is_some_and(|text| crate::vocab::split(text).iter().any(|word| project.vocab.words.balances.has(word)))
    })
}

/// Whether the value is held against a list or something known first.
fn is_listed(code: &Code, sent: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(sent) else { return false };
    code.references(binding).iter().any(|&r| match code.parent(r) {
        Node::Expr(p) => match code.expr(p) {
            ExprKind::Call { callee, .. } if callee != r => code.path(callee).is_some_and(|w| {
                matches!(w.rsplit('.').next(), Some("includes" | "has" | "safeParse" | "parse" | "retrieve"))
            }),
            ExprKind::Binary { op, left, right } if is_comparison(op) => {
                let other = if left == r { right } else { left };
                matches!(code.expr(other), ExprKind::Member { .. })
            }
            _ => false,
        },
        _ => false,
    })
}
