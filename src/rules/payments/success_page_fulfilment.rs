//! The thank-you page books the payment: whoever opens its address has paid.

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, FnId, MODULE, Node},
    model::{
        Project,
        queries::{Op, Query},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for query in project.production_queries().filter(|q| matches!(q.op, Op::Insert | Op::Update | Op::Upsert)) {
        let Some(code) = project.file(query.at.file).code.as_ref() else { continue };
        if !project.runs_in_browser(query) || !books(project, code, query) {
            continue;
        }
        let scopes = scopes(code, query.expr);
        if !runs_by_itself(code, &scopes) {
            continue;
        }
        let opening = match address_part(code, &scopes) {
            Some(name) => format!("opening the page with `{name}` in its address"),
            None if is_thanks(code, &scopes, project.file(query.at.file).name()) => "opening this page".to_owned(),
            None => continue,
        };
        let table = query.tables.first().map_or("a table", String::as_str);
        let message = format!("{opening} writes {table} as if money had come in: nobody asks the payment provider");
        sink.report(query.at, format!("public.{table}"), message);
    }
}

/// Whether a write says that something was paid or gives what is paid for.
fn books(project: &Project, code: &Code, query: &Query) -> bool {
    let vocab = &project.vocab;
    let is_money = query.tables.iter().any(|t| vocab.tables.money.has(t));
    query.assigned.iter().any(|(column, value)| {
        let is_state = vocab.columns.state.has(column)
            || vocab.columns.privileged.has(column)
            || super::speaks_of_payment(project, column);
        let says_paid = code.string(*value).is_some_and(|text| super::means_paid(project, text))
            || matches!(code.expr(*value), ExprKind::Bool(true))
            || vocab.columns.privileged.has(column) && code.string(*value).is_some_and(is_more_than_free);
        is_state
            && says_paid
            && (is_money || super::speaks_of_payment(project, column) || vocab.columns.privileged.has(column))
    })
}

/// Whether a plan or state of a subscription is one that somebody pays for.
fn is_more_than_free(value: &str) -> bool {
    const FREE: [&str; 12] = [
        "free",
        "none",
        "basic",
        "inactive",
        "trial",
        "trialing",
        "pending",
        "canceled",
        "cancelled",
        "expired",
        "user",
        "member",
    ];
    !FREE.contains(&value.to_ascii_lowercase().as_str())
}

/// Whether the component, or its file, is the page where somebody lands who has paid: `PaymentSuccess`.
fn is_thanks(code: &Code, scopes: &[FnId], file: &str) -> bool {
    let component = scopes.last().and_then(|&f| code.function(f).name).map_or("", |name| code.str(name));
    [component, file].into_iter().any(|name| {
        let words = crate::vocab::split(name);
        let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
        has(&["success", "successful", "thanks", "thank", "complete", "completed", "confirmation"])
            && has(&["payment", "pay", "paid", "checkout", "order", "subscription", "purchase", "upgrade"])
    })
}

/// The functions around an expression, innermost first, up to the component.
fn scopes(code: &Code, expr: ExprId) -> Vec<FnId> {
    let functions = code.enclosures(Node::Expr(expr)).filter_map(|e| match e {
        Enclosure::Function(function) => Some(function),
        _ => None,
    });
    functions.filter(|f| *f != MODULE).collect()
}

/// Whether one of the functions is an effect of the component, or is called by one.
fn runs_by_itself(code: &Code, scopes: &[FnId]) -> bool {
    let names: Vec<&str> = scopes.iter().filter_map(|&f| code.function(f).name).map(|n| code.str(n)).collect();
    let Some(&component) = scopes.last() else { return false };
    let mut effects = scopes.iter().copied().filter(|&f| is_effect(code, f));
    effects.next().is_some()
        || code.descendants(Node::Function(component)).any(|n| match n {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, .. } => {
                    code.ident(callee).is_some_and(|n| names.contains(&n)) && is_effect(code, code.function_of(e))
                }
                _ => false,
            },
            _ => false,
        })
}

/// `useEffect(() => { … })`.
fn is_effect(code: &Code, function: FnId) -> bool {
    let Node::Expr(own) = code.function(function).parent else { return false };
    let Node::Expr(call) = code.parent(own) else { return false };
    matches!(code.expr(call), ExprKind::Call { callee, .. }
        if code.path(callee).is_some_and(|p| matches!(p.rsplit('.').next(), Some("useEffect" | "useLayoutEffect"))))
}

/// The part of the page's address that speaks of a payment: `session_id`, `payment=success`.
fn address_part(code: &Code, scopes: &[FnId]) -> Option<String> {
    let component = scopes.last()?;
    let names_search = |e: ExprId| {
        code.path(e).is_some_and(|p| p.to_ascii_lowercase().contains("params"))
            || matches!(code.expr(e), ExprKind::New { callee, .. } if code.ident(callee) == Some("URLSearchParams"))
    };
    code.descendants(Node::Function(*component)).find_map(|node| {
        let Node::Expr(call) = node else { return None };
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        let name = code.arg(args, 0).and_then(|a| code.string(a)).filter(|_| code.str(property) == "get")?;
        (names_search(object) && speaks_of_checkout(name)).then(|| name.to_owned())
    })
}

fn speaks_of_checkout(name: &str) -> bool {
    const WORDS: [&str; 10] = [
        "payment",
        "paid",
        "success",
        "session",
        "checkout",
        "reference",
        "trxref",
        "transaction",
        "collection",
        "order",
    ];
    crate::vocab::split(name).iter().any(|w| WORDS.contains(&w.as_str()))
}
