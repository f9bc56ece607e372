//! Build tools that put constants into the code of pages: `define` of Vite, `DefinePlugin` of webpack.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::Project,
    source::span::Span,
};

/// The places where a configuration gives the code of pages all variables of the machine that builds: `process.env` as a
/// whole, or what `loadEnv(mode, folder, "")` read without regard to a prefix.
pub(crate) fn whole_environments(project: &Project) -> Vec<Span> {
    let mut found = Vec::new();
    for (file, f, code) in project.code_files() {
        if !f.name().contains(".config.") {
            continue;
        }
        for object in code.expr_ids().filter_map(|e| constants(code, e)) {
            let whole = code.within_node(Node::Expr(object)).find_map(|node| match node {
                Node::Expr(e) if is_whole_environment(code, e) && goes_in_whole(code, e, object) => Some(e),
                _ => None,
            });
            found.extend(whole.map(|e| code.range(e).in_file(file)));
        }
    }
    found.sort();
    found
}

/// The constants that an expression says: the object under `define`, the argument of `DefinePlugin`.
fn constants(code: &Code, e: ExprId) -> Option<ExprId> {
    match code.expr(e) {
        ExprKind::Object { .. } => code.property(e, "define"),
        ExprKind::New { callee, args } if code.last_name(callee) == Some("DefinePlugin") => code.arg(args, 0),
        _ => None,
    }
}

fn is_whole_environment(code: &Code, e: ExprId) -> bool {
    let is_read_in_part = match code.parent(e) {
        Node::Expr(above) => matches!(code.expr(above),
            ExprKind::Member { object, .. } | ExprKind::Index { object, .. } if object == e),
        _ => false,
    };
    if is_read_in_part {
        return false;
    }
    let value = code.initial(e).unwrap_or(e);
    match code.expr(value) {
        ExprKind::Member { .. } => code.path(value).is_some_and(|path| path == "process.env"),
        ExprKind::Call { callee, args } => {
            code.ident(callee) == Some("loadEnv")
                && code.arg(args, 2).and_then(|prefix| code.string(prefix)) == Some("")
        }
        _ => false,
    }
}

/// Whether nothing but text is made of a value on its way into the constants: what a function filters may be few.
fn goes_in_whole(code: &Code, e: ExprId, constants: ExprId) -> bool {
    let way = code.ancestors(Node::Expr(e)).take_while(|node| *node != Node::Expr(constants));
    way.into_iter().all(|node| match node {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Object { .. } | ExprKind::Spread(_) => true,
            ExprKind::Call { callee, .. } => code.path(callee).as_deref() == Some("JSON.stringify"),
            _ => false,
        },
        _ => false,
    })
}
