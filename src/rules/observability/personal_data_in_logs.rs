//! Personal data on the console of the server.

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, Node, Origin},
    model::{
        Project,
        ops::{logged_headers::writes_all_headers, made_up},
        queries::Condition,
    },
    rules::Sink,
    source::span::Span,
    vocab::Words,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let calls = &project.ops.signals.console_on_server;
    if calls.is_empty() {
        sink.not_applicable("no server code writes to the console");
        return;
    }
    whole_answers(project, sink);
    all_headers(project, sink);
    let words = &project.vocab.words.logged;
    let mut found = calls.iter().filter_map(|&(at, call)| Some((at, named_in(project, at, call, words)?)));
    let Some((at, name)) = found.next() else { return };
    let others: Vec<(Span, String)> = found.collect();
    let more = if others.is_empty() { String::new() } else { format!(", in {} more places too", others.len()) };
    let finding = sink.report(at, "log", format!("`{name}` is written to the log of the server{more}"));
    for (at, name) in others {
        finding.place(at, format!("`{name}`"));
    }
}

/// All headers of a request in one line: the session or token of whoever calls stands in the log.
fn all_headers(project: &Project, sink: &mut Sink) {
    let mut places = project.ops.signals.console_on_server.iter().filter_map(|&(at, call)| {
        let code = project.file(at.file).code.as_ref()?;
        let ExprKind::Call { args, .. } = code.expr(call) else { return None };
        writes_all_headers(code, args).then_some(at)
    });
    let Some(first) = places.next() else { return };
    let message = "all headers of a request are written to the log, the token that signs the caller in among them";
    let finding = sink.report(first, "log/headers", message);
    finding.help("log the method, the path and the headers that you need by name, never `authorization` or `cookie`");
    for other in places {
        finding.place(other, "here too");
    }
}

/// Every answer of the server, written to the log: `res.json` is replaced by a function that keeps the body, and the
/// whole of it is put into a line.
fn whole_answers(project: &Project, sink: &mut Sink) {
    for (id, _, code) in
        project.code_files().filter(|(id, f, _)| f.role.is_production() && project.sides.of(*id).is_server())
    {
        if let Some(line) = kept_body(code).and_then(|body| written_whole(code, body)) {
            let message =
                "every answer of the server is written to the log as a whole, with all the personal data in it";
            sink.report(code.range(line).in_file(id), "log/answers", message)
                .help("log the method, path, status and duration; where the body helps, only its size");
        }
    }
}

/// The variable that `res.json = (body) => { kept = body; … }` keeps each answer in.
fn kept_body(code: &Code) -> Option<BindingId> {
    let replaced = code.exprs.iter().filter_map(|e| match e.kind {
        ExprKind::Assign { target, value, .. } => match (code.expr(target), code.expr(value)) {
            (ExprKind::Member { property, .. }, ExprKind::Function(f))
                if matches!(code.str(property), "json" | "send") =>
            {
                Some(f)
            }
            _ => None,
        },
        _ => None,
    });
    replaced.into_iter().find_map(|function| {
        code.exprs_within(function).find_map(|e| {
            let ExprKind::Assign { target, value, .. } = code.expr(e) else { return None };
            let (ExprKind::Ident { binding: Some(kept), .. }, ExprKind::Ident { binding: Some(given), .. }) =
                (code.expr(target), code.expr(value))
            else {
                return None;
            };
            matches!(code.binding(given).origin, Origin::Param { function: f, .. } if f == function).then_some(kept)
        })
    })
}

/// Where the body is made a text that nothing cuts short.
fn written_whole(code: &Code, body: BindingId) -> Option<ExprId> {
    let line = code.references(body).iter().find_map(|&reference| match code.parent(reference) {
        Node::Expr(call) => match code.expr(call) {
            ExprKind::Call { callee, .. } if code.path(callee).as_deref() == Some("JSON.stringify") => Some(call),
            _ => None,
        },
        _ => None,
    })?;
    let function = code.function_of(line);
    let is_cut = code.exprs_within(function).any(|e| match code.expr(e) {
        ExprKind::Member { property, .. } => matches!(code.str(property), "slice" | "substring" | "substr"),
        _ => false,
    });
    (!is_cut).then_some(line)
}

/// The name of the personal value that a call writes.
fn named_in(project: &Project, at: Span, call: ExprId, words: &Words) -> Option<String> {
    let code = project.file(at.file).code.as_ref()?;
    let ExprKind::Call { args, .. } = code.expr(call) else { return None };
    let values = project.values();
    let counts = |value: ExprId, name: &str| {
        let is_named = words.has(name) || name == "token" && opens_a_row(project, at, code, value);
        is_named && !made_up::is_made_up(&values, at.file, code, value)
    };
    code.expr_list(args).find_map(|argument| personal(code, argument, &counts))
}

/// `console.log(token)` beside `.eq("token", token)`: whoever has it is let in, or may set a new password.
fn opens_a_row(project: &Project, at: Span, code: &Code, value: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(token), .. } = code.expr(value) else { return false };
    let is_it = |e: ExprId| matches!(code.expr(e), ExprKind::Ident { binding, .. } if binding == Some(token));
    let mut compared = project.queries_in(at.file).iter().flat_map(|q| &q.conditions).flat_map(Condition::comparisons);
    compared.any(|c| {
        let names_token = c.column.as_deref().is_some_and(|column| column == "token" || column.ends_with("_token"));
        c.op == "eq" && names_token && c.value.is_some_and(is_it)
    })
}

/// A value that is written as it is: by name, in a template, in an object, behind `||`.
fn personal(code: &Code, expr: ExprId, counts: &dyn Fn(ExprId, &str) -> bool) -> Option<String> {
    let name = match code.expr(expr) {
        ExprKind::Ident { name, .. } => code.str(name),
        // A setting of the app's own is no person.
        ExprKind::Member { .. } if code.path(expr).is_some_and(|p| p.contains("env.")) => return None,
        ExprKind::Member { property, .. } => code.str(property),
        ExprKind::Template { parts, .. } => {
            return code.expr_list(parts).find_map(|part| personal(code, part, counts));
        }
        ExprKind::Object { properties } => {
            return code.property_list(properties).find_map(|p| personal(code, p.value, counts));
        }
        ExprKind::Binary { left, right, .. } => {
            return personal(code, left, counts).or_else(|| personal(code, right, counts));
        }
        _ => return None,
    };
    counts(expr, name).then(|| name.to_owned())
}
