//! Addresses that a server is about to call: who chooses their host, and whether something looks at it first.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, Origin, StmtKind},
    model::{Project, routes::Route},
    source::span::FileId,
};

/// Whether the host of an address is the caller's choice, and nothing looks at it first.
pub(super) fn is_chosen(project: &Project, route: &Route, file: FileId, code: &Code, url: ExprId) -> bool {
    let Some(start) = start(code, url, 4) else { return false };
    let by_caller = project.is_sent_or_path(file, start) || given(project, route, file, start);
    by_caller && !is_checked(code, start, &BEFORE_CALL) && !is_checked(code, url, &BEFORE_CALL)
}

/// The part of an address that its host is taken from.
fn start(code: &Code, url: ExprId, depth: u32) -> Option<ExprId> {
    match code.expr(url) {
        ExprKind::Template { parts, .. } => {
            // Behind a bare scheme stands the host: `https://${shop}/admin`.
            let is_before_host = |part: &ExprId| matches!(code.string(*part), Some("" | "https://" | "http://"));
            let first = code.expr_list(parts).find(|part| !is_before_host(part))?;
            code.string(first).is_none().then_some(first)
        }
        ExprKind::New { callee, args } if code.ident(callee) == Some("URL") => {
            // With a base the host is the base's, unless the text is a whole address.
            code.arg(args, 0).filter(|_| args.len() == 1)
        }
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } if matches!(code.str(property), "toString" | "trim" | "href") => {
                start(code, object, depth.checked_sub(1)?)
            }
            _ => None,
        },
        ExprKind::Ident { binding: Some(binding), .. } => {
            let Origin::Var(stmt) = code.binding(binding).origin else { return Some(url) };
            match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. }
                    if depth > 0 && matches!(code.expr(init), ExprKind::Template { .. } | ExprKind::New { .. }) =>
                {
                    start(code, init, depth - 1)
                }
                _ => Some(url),
            }
        }
        ExprKind::Member { .. } => Some(url),
        _ => None,
    }
}

/// Whether a helper's parameter is given what the caller sent, and nothing looks at it before.
fn given(project: &Project, route: &Route, file: FileId, expr: ExprId) -> bool {
    project.sent_arguments(route, file, expr).into_iter().any(|(at, argument)| {
        project.file(at).code.as_ref().is_some_and(|code| !is_checked(code, argument, &BEFORE_CALL))
    })
}

/// What counts as a look at an address.
pub(super) struct Looks {
    /// Members that are read of it.
    members: &'static [&'static str],
    /// Words in the names of functions that it is given to.
    words: &'static [&'static str],
    /// Whether a parameter may hold it; else parameters are whole requests, which go everywhere.
    of_params: bool,
}

/// Before a server calls it: its host is held against something.
const BEFORE_CALL: Looks = Looks {
    members: &["hostname", "host", "origin", "match"],
    words: &["safe", "valid", "allow", "block", "private", "includes", "has", "test", "assert", "check", "guard"],
    of_params: true,
};

/// Before a person is sent there: that it is a path suffices.
pub(super) const BEFORE_REDIRECT: Looks = Looks {
    members: &["startsWith", "match", "origin", "hostname", "host"],
    words: &["safe", "valid", "allow", "sanit", "includes", "test", "clean", "normalize", "encodeuricomponent", "has"],
    of_params: false,
};

/// Whether the address, or something made of it, is held against a list or a rule: `HOSTS.has(new URL(url).hostname)`.
pub(super) fn is_checked(code: &Code, expr: ExprId, looks: &Looks) -> bool {
    let mut pending = bindings(code, expr);
    pending.retain(|&b| looks.of_params || !matches!(code.binding(b).origin, Origin::Param { .. }));
    let mut seen = Vec::new();
    while let Some(binding) = pending.pop() {
        if seen.contains(&binding) || seen.len() > 20 {
            continue;
        }
        seen.push(binding);
        for &reference in code.references(binding) {
            let Node::Expr(parent) = code.parent(reference) else { continue };
            match code.expr(parent) {
                ExprKind::Member { property, .. } if looks.members.contains(&code.str(property)) => return true,
                // `PAGES[name]`: one of those that stand there.
                ExprKind::Index { index, .. } if index == reference => return true,
                ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } if callee != reference => {
                    // Also of what is made of it on the spot: `new URL(url).hostname`.
                    let looks_at_made = matches!(code.parent(parent), Node::Expr(above)
                        if matches!(code.expr(above), ExprKind::Member { property, .. } if looks.members.contains(&code.str(property))));
                    if looks_at_made || is_check(code, callee, looks) {
                        return true;
                    }
                    pending.extend(bound_to(code, parent));
                }
                _ => {}
            }
        }
    }
    false
}

fn bindings(code: &Code, expr: ExprId) -> Vec<crate::facts::code::BindingId> {
    let idents = code.within_node(Node::Expr(expr)).filter_map(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Ident { binding: Some(b), .. } => Some(b),
            _ => None,
        },
        _ => None,
    });
    idents.filter(|&b| !matches!(code.binding(b).origin, Origin::Import { .. })).collect()
}

/// The name that a value is given.
fn bound_to(code: &Code, expr: ExprId) -> Vec<crate::facts::code::BindingId> {
    let mut names = Vec::new();
    let statement = code.ancestors(Node::Expr(expr)).take(4).find_map(|n| match n {
        Node::Stmt(s) => Some(s),
        _ => None,
    });
    if let Some(StmtKind::Var { pattern, .. }) = statement.map(|s| code.stmt(s).kind) {
        code.bound_names(pattern, &mut names);
    }
    names
}

fn is_check(code: &Code, callee: ExprId, looks: &Looks) -> bool {
    let name = match code.expr(callee) {
        ExprKind::Member { property, .. } => code.str(property),
        ExprKind::Ident { name, .. } => code.str(name),
        _ => "",
    };
    let lower = name.to_ascii_lowercase();
    looks.words.iter().any(|w| lower.contains(w))
}
