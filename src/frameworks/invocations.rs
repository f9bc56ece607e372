//! Calls of the app's own server functions by their names: `client.functions.invoke("pay-out", { body })`,
//! `fetch(`${url}/functions/v1/pay-out`, { method: "POST", body })`.

use std::collections::BTreeSet;

use super::{base44, supabase};
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node, Origin},
    model::{
        Project,
        routes::Kind,
        values::{Value, Values},
    },
    source::span::{FileId, Span},
};

/// A call of a server function.
#[derive(Clone, Debug)]
pub(crate) struct Invocation {
    /// The call.
    pub(crate) at: Span,
    /// The function's name.
    pub(crate) function: String,
    /// Whether its name is all of the address: of `orders/cancel`, the function looks at the rest.
    pub(crate) is_whole: bool,
    /// What serves it.
    pub(crate) backend: Kind,
    /// How it is asked, in upper case; `None` when computed.
    pub(crate) method: Option<String>,
    /// What is sent.
    pub(crate) body: Body,
}

/// The body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// There is none.
    None,
    /// It is made of this value.
    Of(ExprId),
    /// It is out of sight.
    Unknown,
}

/// All such calls of production code that somebody may come to, by file and place.
pub(crate) fn invocations(project: &Project) -> Vec<Invocation> {
    let values = project.values();
    let mut found = Vec::new();
    for (file, _, code) in
        project.code_files().filter(|(id, f, _)| f.role.is_production() && project.sides.may_run(*id))
    {
        if !code.texts().any(|text| text == "invoke") {
            continue;
        }
        for (call, expr) in code.all_exprs() {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            let at = code.range(call).in_file(file);
            if let Some((backend, address, options)) = invoked(&values, file, code, callee, args)
                && let Some(function) = supabase::remote::first_of(&address)
                && project.sides.is_met_at(at)
            {
                let (is_whole, function) = (address == function, function.to_owned());
                let (method, body) = match backend {
                    Kind::EdgeFunction => asked(&values, file, code, options),
                    _ => (Some("POST".to_owned()), options),
                };
                found.push(Invocation { at, function, is_whole, backend, method, body });
            }
        }
    }
    let addresses = own_addresses(project);
    for request in project.failures.requests.iter().filter(|r| r.method.is_some()) {
        let file = request.at.file;
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let ExprKind::Call { args, .. } = code.expr(request.expr) else { continue };
        let Some(address) = code.arg(args, 0).filter(|&e| is_own(&values, &addresses, file, code, e)) else { continue };
        let Some(function) = supabase::remote::function_at(file, &values, address) else { continue };
        let is_whole = request.url.as_deref().is_some_and(|url| url.ends_with(&function));
        let body = body_of_fetch(&values, file, code, args);
        let (at, method) = (request.at, request.method.clone());
        found.push(Invocation { at, function, is_whole, backend: Kind::EdgeFunction, method, body });
    }
    found.sort_by_key(|invocation| invocation.at);
    found
}

/// What serves `functions.invoke`, the address that it calls, and its second argument.
fn invoked(values: &Values<'_>, file: FileId, code: &Code, callee: ExprId, args: List) -> Option<(Kind, String, Body)> {
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let ExprKind::Member { object: client, property: functions, .. } = code.expr(object) else { return None };
    if code.str(property) != "invoke" || code.str(functions) != "functions" {
        return None;
    }
    let address = values.exact_text(file, code.arg(args, 0).filter(|&name| !is_handed_in(code, name))?)?;
    let second = code.arg(args, 1).map_or(if args.len() > 1 { Body::Unknown } else { Body::None }, Body::Of);
    if base44::functions::is_client(values, file, code, client) {
        return Some((Kind::Base44Function, address, second));
    }
    (!supabase::client::is_of_another_project(values, file, client)).then_some((Kind::EdgeFunction, address, second))
}

/// Whether a name comes from outside of what is written here: a parameter, an element of a list.
fn is_handed_in(code: &Code, name: ExprId) -> bool {
    match code.expr(name) {
        ExprKind::Ident { binding: Some(binding), .. } => {
            !matches!(code.binding(binding).origin, Origin::Var(_) | Origin::Import { .. })
        }
        _ => false,
    }
}

/// The method and the body that options say: `{ method: "PUT", body: { id } }`.
fn asked(values: &Values<'_>, file: FileId, code: &Code, options: Body) -> (Option<String>, Body) {
    let Body::Of(options) = options else { return (Some("POST".to_owned()), options) };
    let method = match member(code, options, "method") {
        Body::None => Some("POST".to_owned()),
        Body::Of(method) => values.exact_text(file, method).map(|method| method.to_ascii_uppercase()),
        Body::Unknown => None,
    };
    (method, member(code, options, "body"))
}

/// A member of options that are written out.
fn member(code: &Code, options: ExprId, name: &str) -> Body {
    match code.property(options, name) {
        Some(body) => Body::Of(body),
        None if code.may_hold_more(options) => Body::Unknown,
        None => Body::None,
    }
}

/// What a `fetch` sends: the value that `JSON.stringify` is given.
pub(crate) fn body_of_fetch(values: &Values<'_>, file: FileId, code: &Code, args: List) -> Body {
    let body = match code.arg(args, 1) {
        Some(options) => member(code, options, "body"),
        None => Body::Unknown,
    };
    let Body::Of(text) = body else { return body };
    let made = code.initial(text).unwrap_or(text);
    match code.expr(made) {
        ExprKind::Call { callee, args }
            if values.symbols(file, callee).iter().any(|s| s.is_global("JSON.stringify")) =>
        {
            code.arg(args, 0).map_or(Body::Unknown, Body::Of)
        }
        _ => Body::Unknown,
    }
}

/// The addresses of the project itself, as far as its settings name them.
fn own_addresses(project: &Project) -> BTreeSet<String> {
    let ids = project.configs.supabase.iter().filter_map(|(_, config)| config.project_id.as_ref());
    ids.map(|id| format!("https://{}.supabase.co", id.value)).collect()
}

/// Whether an address is that of the app's own backend: by the variable that holds it, or as the settings have it.
fn is_own(values: &Values<'_>, own: &BTreeSet<String>, file: FileId, code: &Code, address: ExprId) -> bool {
    let is_known = values.of(file, address).iter().any(|value| match value {
        Value::Text(text) => own.iter().any(|host| text.prefix().starts_with(host.as_str())),
        _ => false,
    });
    is_known || {
        let parts = code.definitions(address).into_iter().flat_map(|part| code.within_node(Node::Expr(part)));
        let of_part = |node| match node {
            Node::Expr(part) => values.env_names(file, part),
            _ => Vec::new(),
        };
        let names: Vec<String> = parts.flat_map(of_part).collect();
        !names.is_empty() && names.iter().all(|name| supabase::client::is_own_address(name))
    }
}
