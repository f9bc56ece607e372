//! Calls that cost the owner money each: text generation, mail, messages, maps.

use super::{Route, Subject, secrets};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    frameworks::supabase,
    model::{
        Project,
        calls::Call,
        values::{Value, Values},
    },
    source::span::{FileId, Span},
    vocab::{Service, ServiceKind},
};

/// A call of a service that is paid by the call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidCall {
    /// The service's id in the word lists.
    pub service: String,
    /// Its name, for messages.
    pub name: String,
    /// What it sells.
    pub kind: ServiceKind,
    /// The call, or the call of the function that makes it.
    pub at: Span,
    /// The call itself, where it is reached in this process.
    pub expr: Option<(FileId, ExprId)>,
    /// The text is the function's name, where the call is made by another entry point that this one calls.
    pub through: Option<String>,
    /// Whether it is a mail from an address that the service lends for trying it out, which reaches the account's own address
    /// only, or a message to addresses that stand in the code or are set on the server.
    pub to_owner: bool,
    /// Whether it is only made for callers that are known, though the entry point turns nobody away.
    pub of_known: bool,
}

/// The paid calls that an entry point reaches, each service at its first place.
pub(super) fn calls(subject: &Subject<'_>) -> Vec<PaidCall> {
    let mut found: Vec<PaidCall> = Vec::new();
    for (reached, call) in subject.calls() {
        let file = reached.function.0;
        let Some(code) = subject.values.code(file) else { continue };
        let at = code.range(call.expr).in_file(file);
        let of_known = || subject.is_for_known(file, call.expr);
        let Some(service) = service_of(subject.project, &subject.values, file, code, call) else {
            if let Some(function) = function_called(&subject.values, file, code, call) {
                found.push(PaidCall { of_known: of_known(), ..through(&function, at) });
            } else if let Some(service) = backend_of_models(subject.project, &subject.values, file, code, call) {
                found.push(PaidCall { of_known: of_known(), ..paid_at(service, at, None) });
            }
            continue;
        };
        // A mail server of one's own sends without a price per call.
        if service.is_priced_per_call() && service.id != "smtp" {
            let to_owner = is_from_sandbox(subject, file, code, call.expr)
                || service.kind.is_message() && subject.project.goes_to_fixed((file, call.expr));
            found.push(PaidCall { to_owner, of_known: of_known(), ..paid_at(service, at, Some((file, call.expr))) });
        }
    }
    // What everybody can have done comes first, where only the first call of a service is kept.
    found.sort_by_key(|paid| paid.of_known);
    found
}

/// Whether the sender's address of a mail is one that a service lends for trying it out: `from: "App <hello@resend.dev>"`.
fn is_from_sandbox(subject: &Subject<'_>, file: FileId, code: &Code, call: ExprId) -> bool {
    code.within_node(Node::Expr(call)).any(|n| {
        let Node::Expr(object) = n else { return false };
        let from = code.property(object, "from").and_then(|from| subject.values.exact_text(file, from));
        from.as_deref()
            .and_then(|text| text.trim_end_matches('>').rsplit_once('@'))
            .is_some_and(|(_, domain)| subject.project.vocab.words.sandbox_senders.has(domain))
    })
}

fn paid_at(service: &Service, at: Span, expr: Option<(FileId, ExprId)>) -> PaidCall {
    let (name, kind) = (service.name.clone(), service.kind);
    PaidCall { service: service.id.clone(), name, kind, at, expr, through: None, to_owner: false, of_known: false }
}

/// A server of the app's own, elsewhere, whose address comes from a setting and says that a model works there:
/// `${process.env.BACKEND_URL}/api/ai/run`.
fn backend_of_models<'p>(
    project: &'p Project,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<&'p Service> {
    let url = code.arg(call.args, 0).filter(|_| call.name() == "fetch")?;
    let ExprKind::Template { parts, .. } = code.expr(url) else { return None };
    let base = code.expr_list(parts).find(|&p| code.string(p) != Some(""))?;
    if values.env_names(file, base).is_empty() {
        return None;
    }
    let is_model = values.of(file, url).iter().any(|v| match v {
        Value::Text(text) => text.with_holes("x").split(['/', '?']).any(|s| matches!(s, "ai" | "llm" | "gpt")),
        _ => false,
    });
    project.vocab.services.iter().find(|s| is_model && s.id == "ai-backend")
}

/// A place holder for what another function of the project calls; [`through_functions`] fills it in.
fn through(function: &str, at: Span) -> PaidCall {
    PaidCall {
        service: String::new(),
        name: String::new(),
        kind: ServiceKind::Data,
        at,
        expr: None,
        through: Some(function.to_owned()),
        to_owner: false,
        of_known: false,
    }
}

/// The service that a call is made of.
pub(crate) fn service_of<'p>(
    project: &'p Project,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<&'p Service> {
    let vocab = &project.vocab;
    let by_package = call.symbols.iter().find_map(|symbol| {
        let service = vocab.service_of_package(symbol.package()?)?;
        (calls_it(service, &symbol.path)).then_some(service)
    });
    // Members so particular that the object may come in as a parameter: `base44.integrations.Core.InvokeLLM`.
    let by_member = || {
        let name = call.name();
        let is_particular = matches!(name, "InvokeLLM" | "GenerateImage" | "SendEmail" | "SendSMS");
        let is_platform = is_particular && call.written.contains("integrations.");
        vocab.services.iter().find(|s| is_platform && s.calls.iter().any(|c| c == name))
    };
    let by_address = || by_url(project, values, file, code, call).or_else(|| by_key(project, values, file, code, call));
    by_package.or_else(by_member).or_else(by_address)
}

/// The service of models whose key a request carries, where its address comes from a setting:
/// ``fetch(`${env.MODEL_URL}/generate?key=${env.MODEL_KEY}`)``.
fn by_key<'p>(
    project: &'p Project,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<&'p Service> {
    let url = code.arg(call.args, 0).filter(|_| call.name() == "fetch" && call.targets.is_empty())?;
    let knows_host = values.of(file, url).iter().any(|v| match v {
        Value::Text(text) => {
            text.with_holes("\u{0}").starts_with("http") && !text.with_holes("\u{0}").contains("//\u{0}")
        }
        _ => false,
    });
    if knows_host || asks(values, file, code, call) {
        return None;
    }
    let mut carried = secrets::names(values, &project.vocab, file, url);
    if let Some(headers) = code.arg(call.args, 1).and_then(|options| code.property(options, "headers")) {
        let parts = code.within_node(Node::Expr(headers)).filter_map(|node| match node {
            Node::Expr(e) if !matches!(code.expr(e), ExprKind::Object { .. }) => Some(e),
            _ => None,
        });
        carried.extend(parts.flat_map(|e| secrets::names(values, &project.vocab, file, e)));
    }
    let services = project.vocab.services.iter().filter(|s| s.kind == ServiceKind::Llm);
    services.into_iter().find(|s| s.env.iter().any(|name| carried.contains(name)))
}

/// Whether the path ends in one of the service's calls. Where the list names none, any call of a method on the client counts.
fn calls_it(service: &Service, path: &str) -> bool {
    let plain = path.replace("()", "");
    if service.calls.is_empty() {
        return path.contains("().") || plain.matches('.').count() >= 2;
    }
    service.calls.iter().any(|c| plain == *c || plain.ends_with(&format!(".{c}")))
}

fn by_url<'p>(
    project: &'p Project,
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: &Call,
) -> Option<&'p Service> {
    let name = call.name();
    let is_library = call
        .symbols
        .iter()
        .any(|s| matches!(s.package(), Some("axios" | "got" | "ky" | "node-fetch" | "undici" | "ofetch")));
    // A helper of the project that is given the address (`callApi(url, body)`) is where the call is made, too.
    if !(name == "fetch" || is_library || name.to_ascii_lowercase().contains("fetch")) {
        return None;
    }
    let url = code.arg(call.args, 0)?;
    let only_asks = name == "fetch" && asks(values, file, code, call);
    let values = values.of(file, url);
    values.iter().find_map(|v| match v {
        Value::Text(text) => {
            let url = text.with_holes("x");
            // One host serves free interfaces, too: only what sends messages is paid.
            project.vocab.service_at(&url).filter(|s| match s.kind {
                ServiceKind::Whatsapp => url.contains("messages") && !only_asks,
                // A balance, a list of models, how far a job is.
                ServiceKind::Mail | ServiceKind::Sms | ServiceKind::Llm | ServiceKind::Speech => !only_asks,
                _ => true,
            })
        }
        _ => None,
    })
}

/// Whether a `fetch` only asks for something: whoever sends a message posts it.
fn asks(values: &Values<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let Some(options) = code.arg(call.args, 1) else { return true };
    let ExprKind::Object { properties } = code.expr(options) else { return false };
    if code.property_list(properties).any(|p| !matches!(p.key, PropertyKey::Name(_))) {
        return false;
    }
    code.property(options, "method").is_none_or(|method| {
        values.exact_text(file, method).is_some_and(|m| m.eq_ignore_ascii_case("GET") || m.eq_ignore_ascii_case("HEAD"))
    })
}

/// The function of the project that is called over HTTP: `supabase.functions.invoke("send-mail")`, `fetch(…/functions/v1/x)`.
fn function_called(values: &Values<'_>, file: FileId, code: &Code, call: &Call) -> Option<String> {
    let first = code.arg(call.args, 0)?;
    if call.written.ends_with("functions.invoke") {
        return values.exact_text(file, first);
    }
    if call.name() != "fetch" {
        return None;
    }
    supabase::remote::function_at(file, values, first)
}

/// Gives each route what the functions cost that it calls over HTTP, and leaves each service once.
pub(super) fn through_functions(routes: &mut [Route]) {
    for _ in 0..3 {
        let known: Vec<(String, Vec<PaidCall>)> = routes
            .iter()
            .map(|r| (r.entry.path.clone(), r.paid_apis.iter().filter(|p| !p.service.is_empty()).cloned().collect()))
            .collect();
        for route in routes.iter_mut() {
            let own: Vec<PaidCall> = std::mem::take(&mut route.paid_apis);
            for paid in own {
                let targets =
                    known.iter().filter(|(name, _)| paid.through.as_ref() == Some(name) && *name != route.entry.path);
                let from: Vec<PaidCall> = targets.flat_map(|(_, calls)| calls.clone()).collect();
                let at = paid.at;
                let (through, of_known) = (paid.through.clone(), paid.of_known);
                route.paid_apis.push(paid);
                for call in from {
                    if !route.paid_apis.iter().any(|p| p.service == call.service) {
                        route.paid_apis.push(PaidCall { at, expr: None, through: through.clone(), of_known, ..call });
                    }
                }
            }
        }
    }
    for route in routes {
        let mut seen: Vec<String> = vec![String::new()];
        route.paid_apis.retain(|p| {
            let is_new = !seen.contains(&p.service);
            seen.push(p.service.clone());
            is_new
        });
    }
}
