//! Calls that move money: of a payment provider's library, or of its interface over HTTP.

use rayon::prelude::*;

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, Property, PropertyKey},
    model::{
        Project,
        values::{Value, Values},
    },
    source::span::{FileId, Span},
    vocab::{Service, ServiceKind, Vocabulary},
};

/// A call that makes somebody pay, or pays somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The call.
    pub at: Span,
    /// The call's expression.
    pub expr: ExprId,
    /// The function it stands in.
    pub function: FnId,
    /// The provider's id in the word lists.
    pub service: String,
    /// The provider's name, for messages.
    pub provider: String,
    /// The members of the callee, without calls, or the address that is fetched.
    pub called: String,
    /// Whether money goes out to somebody, instead of coming in.
    pub is_payout: bool,
    /// Whether it only begins a payment, which the buyer has to complete.
    pub is_begun: bool,
    /// What it does with a payment or a subscription that was begun before; none where it is a new one.
    pub follow_up: Option<FollowUp>,
}

/// What becomes of a payment after it was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// The money that was set aside is taken: `paymentIntents.capture`.
    Captures,
    /// What was paid is given back: `refunds.create`.
    GivesBack,
    /// What was set aside, or would be taken again next month, is let go: `paymentIntents.cancel`, `subscriptions.cancel`.
    LetsGo,
}

impl Charge {
    /// All properties, at any depth, of what it is given.
    #[must_use]
    pub fn options(&self, code: &Code) -> Vec<Property> {
        options(code, self.expr)
    }

    /// Whether it says of itself that somebody gives: `product_data: { name: "Donation" }`, `metadata: { kind: "donation" }`.
    #[must_use]
    pub fn is_gift(&self, project: &Project, code: &Code) -> bool {
        let says = |p: &Property| {
            let texts = code.within_node(Node::Expr(p.value)).filter_map(|node| match node {
                Node::Expr(e) => code.string(e),
                _ => None,
            });
            matches!(code.property_name(p), Some("name" | "description" | "kind" | "type" | "purpose"))
                && texts.flat_map(crate::vocab::words_of).any(|word| project.vocab.words.gifts.has(&word))
        };
        self.options(code).iter().any(says)
    }
}

fn options(code: &Code, call: ExprId) -> Vec<Property> {
    let ExprKind::Call { args, .. } = code.expr(call) else { return Vec::new() };
    code.expr_list(args).flat_map(|arg| given_by(code, arg, 3)).collect()
}

/// All properties, at any depth, of a value; of one that has a name, what it is declared to be and what is put into it
/// later: `config.line_items = [{ price }]`, `lines.push({ price })`.
fn given_by(code: &Code, value: ExprId, depth: u32) -> Vec<Property> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(value) else {
        let mut found = properties_of(code, value);
        let named: Vec<Property> = found.iter().flat_map(|p| of_named(code, p.value, depth)).collect();
        found.extend(named);
        return found;
    };
    let mut found: Vec<Property> = code.initial(value).map_or_else(Vec::new, |init| given_by(code, init, depth));
    for &named in code.references(binding) {
        let Node::Expr(member) = code.parent(named) else { continue };
        let (ExprKind::Member { property, .. }, Node::Expr(above)) = (code.expr(member), code.parent(member)) else {
            continue;
        };
        match code.expr(above) {
            ExprKind::Assign { target, value, .. } if target == member => {
                found.push(Property { key: PropertyKey::Name(property), value, range: code.range(above) });
                found.extend(given_by(code, value, depth));
            }
            ExprKind::Call { callee, args } if callee == member && code.str(property) == "push" => {
                found.extend(code.expr_list(args).flat_map(|item| given_by(code, item, depth)));
            }
            _ => {}
        }
    }
    found
}

/// The same of an option that is a name for a list or an object of the code: `line_items: lines`.
fn of_named(code: &Code, value: ExprId, depth: u32) -> Vec<Property> {
    let holds_options = |init: ExprId| {
        let of_call = match code.expr(init) {
            ExprKind::Call { callee, .. } => {
                code.last_name(callee).is_some_and(|name| name == "map" || name == "flatMap")
            }
            _ => false,
        };
        of_call || matches!(code.expr(init), ExprKind::Array { .. } | ExprKind::Object { .. })
    };
    let is_named = matches!(code.expr(value), ExprKind::Ident { .. }) && code.initial(value).is_some_and(holds_options);
    if is_named { given_by(code, value, depth) } else { Vec::new() }
}

fn properties_of(code: &Code, whole: ExprId) -> Vec<Property> {
    let objects = code.descendants(Node::Expr(whole)).filter_map(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Object { properties } => Some(code.property_list(properties)),
            _ => None,
        },
        _ => None,
    });
    objects.flatten().collect()
}

/// Whether a call begins a payment and leaves it to the buyer. `confirm: true` and `off_session` take a stored card's money.
fn is_begun(service: &Service, called: &str, code: &Code, call: ExprId) -> bool {
    let takes_at_once = |p: &Property| {
        matches!(code.property_name(p), Some("confirm" | "off_session"))
            && !matches!(code.expr(p.value), ExprKind::Bool(false))
    };
    service.begins.iter().any(|begin| called.contains(begin.as_str())) && !options(code, call).iter().any(takes_at_once)
}

/// All of them in code that servers run, by file and place.
pub(in crate::model) fn collect(project: &Project) -> Vec<Charge> {
    let values = project.values();
    let of_files = project.files.par_iter().enumerate().map(|(index, file)| {
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        match &file.code {
            Some(code) if file.role.is_production() => of_file(&project.vocab, &values, id, code),
            _ => Vec::new(),
        }
    });
    of_files.collect::<Vec<_>>().into_iter().flatten().collect()
}

fn of_file(vocab: &Vocabulary, values: &Values<'_>, file: FileId, code: &Code) -> Vec<Charge> {
    let mut found = Vec::new();
    for (call, expr) in code.all_exprs() {
        let ExprKind::Call { callee, .. } = expr.kind else { continue };
        let charge =
            by_library(vocab, values, file, code, callee).or_else(|| by_address(vocab, values, file, code, call));
        let Some((service, called)) = charge else { continue };
        let follow_up = follow_up(service, &called);
        found.push(Charge {
            at: expr.range.in_file(file),
            expr: call,
            function: code.function_of(call),
            service: service.id.clone(),
            provider: service.name.clone(),
            is_payout: follow_up.is_none() && is_payout(&called),
            is_begun: follow_up.is_none() && is_begun(service, &called, code, call),
            follow_up,
            called,
        });
    }
    found.sort_by_key(|c| c.at);
    found
}

/// `stripe.checkout.sessions.create(…)`, also of a client that a helper gives or that is named after the provider.
fn by_library<'v>(
    vocab: &'v Vocabulary,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    callee: ExprId,
) -> Option<(&'v Service, String)> {
    let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
    let last = code.str(property);
    let mut candidates =
        vocab.services.iter().filter(|s| s.moves().any(|c| c.rsplit('.').next() == Some(last))).peekable();
    candidates.peek()?;
    let symbols = values.symbols(file, callee);
    let mut paths: Vec<String> = symbols.iter().map(|s| s.path.replace("()", "")).collect();
    paths.extend(code.path(callee));
    candidates.find_map(|service| {
        let called = paths.iter().find(|p| service.moves().any(|c| p.ends_with(&format!(".{c}"))))?;
        let is_client = symbols.iter().filter_map(|s| s.package()).any(|p| service.packages.has(p))
            || paths.iter().any(|p| p.to_ascii_lowercase().contains(&service.id));
        is_client.then(|| (service, called.clone()))
    })
}

/// A request with a body to a payment provider that neither asks nor signs in.
fn by_address<'v>(
    vocab: &'v Vocabulary,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: ExprId,
) -> Option<(&'v Service, String)> {
    const OTHER: [&str; 8] =
        ["verify", "oauth", "token", "transferrecipient", "webhook", "query", "resolve", "customer"];
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let is_request = match code.expr(callee) {
        ExprKind::Ident { name, .. } => matches!(code.str(name), "fetch" | "axios" | "got" | "ky"),
        ExprKind::Member { property, .. } => code.str(property) == "post",
        _ => false,
    };
    let (url, options) = (code.arg(args, 0).filter(|_| is_request)?, code.arg(args, 1)?);
    let is_post = matches!(code.expr(callee), ExprKind::Member { .. })
        || !matches!(code.expr(options), ExprKind::Object { .. })
        || code.property(options, "body").is_some();
    values.of(file, url).iter().filter(|_| is_post).find_map(|value| {
        let Value::Text(text) = value else { return None };
        let url = text.with_holes("x");
        let service = vocab.service_at(&url).filter(|s| s.kind == ServiceKind::Payment)?;
        let lower = url.to_ascii_lowercase();
        (!OTHER.iter().any(|o| lower.contains(o))).then_some((service, url))
    })
}

/// By the provider's list of calls, or by the words of an address: `/v1/payments/x/refund`.
fn follow_up(service: &Service, called: &str) -> Option<FollowUp> {
    let is_call = |list: &[String]| list.iter().any(|c| called.ends_with(&format!(".{c}")));
    let words = || called.split(['/', '?', ':']).map(str::to_ascii_lowercase);
    let has = |names: &[&str]| called.contains("://") && words().any(|w| names.contains(&w.as_str()));
    if is_call(&service.captures) || has(&["capture"]) {
        return Some(FollowUp::Captures);
    }
    if is_call(&service.refunds) || has(&["refund", "refunds"]) {
        return Some(FollowUp::GivesBack);
    }
    (is_call(&service.releases) || has(&["cancel", "void"])).then_some(FollowUp::LetsGo)
}

fn is_payout(called: &str) -> bool {
    let called = called.to_ascii_lowercase();
    ["transfer", "payout", "disburse", "b2c", "withdraw"].iter().any(|w| called.contains(w))
}

#[cfg(test)]
mod tests {
    use super::{Charge, FollowUp, of_file};
    use crate::{
        model::{
            File, FileKind, Language,
            configs::Configs,
            modules::Modules,
            values::{Known, Values},
        },
        source::span::FileId,
        syntax::parse_and_lower,
        vocab::Vocabulary,
    };

    fn charges(source: &str) -> Vec<Charge> {
        let mut file = File::new("pay.ts", FileKind::Code(Language::TypeScript));
        file.code = Some(parse_and_lower(source, Language::TypeScript).code);
        let files = [file];
        let modules = Modules::build(&files, &Configs::default());
        let (vocab, known) = (Vocabulary::built_in().unwrap(), Known::nothing(1));
        let values = Values::new(&files, &modules, &known);
        files[0].code.as_ref().map_or_else(Vec::new, |c| of_file(&vocab, &values, FileId(0), c))
    }

    #[test]
    fn libraries_charge_by_their_calls() {
        let found =
            charges("import Stripe from 'stripe'; const s = new Stripe(key); s.paymentIntents.create({ amount: 1 });");
        assert!(matches!(found.as_slice(), [c] if c.service == "stripe" && !c.is_payout));
        assert!(charges("import Stripe from 'stripe'; const s = new Stripe(key); s.customers.create({});").is_empty());
        assert!(charges("orders.create({ amount: 1 });").is_empty());
    }

    #[test]
    fn interfaces_charge_by_their_address() {
        let found = charges("fetch('https://api.paystack.co/transfer', { method: 'POST', body: '{}' });");
        assert!(matches!(found.as_slice(), [c] if c.service == "paystack" && c.is_payout));
        let push =
            charges("fetch(`${'https://sandbox.safaricom.co.ke'}/mpesa/stkpush/v1/processrequest`, { body: x });");
        assert!(matches!(push.as_slice(), [c] if c.service == "mpesa"));
        assert!(charges("fetch('https://api.paystack.co/transaction/verify/1', { headers: {} });").is_empty());
    }

    #[test]
    fn what_becomes_of_a_payment_is_no_new_one() {
        let client = "import Stripe from 'stripe'; const s = new Stripe(key);";
        let found = charges(&format!("{client} s.paymentIntents.capture(id); s.subscriptions.cancel(id);"));
        let steps: Vec<_> = found.iter().map(|c| (c.follow_up, c.is_begun)).collect();
        assert_eq!(steps, [(Some(FollowUp::Captures), false), (Some(FollowUp::LetsGo), false)]);
        let capture = "fetch(`https://api-m.paypal.com/v2/checkout/orders/${id}/capture`, { body: '{}' });";
        let refund = "fetch('https://api.paystack.co/refund', { method: 'POST', body: '{}' });";
        let found = charges(&format!("{capture} {refund}"));
        let steps: Vec<_> = found.iter().map(|c| (c.follow_up, c.is_begun)).collect();
        assert_eq!(steps, [(Some(FollowUp::Captures), false), (Some(FollowUp::GivesBack), false)]);
    }
}
