//! Statements that begin a transaction, and whether what they are sent through keeps a session, so that the statements
//! after them belong to it.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::values::{Symbol, Values},
    source::span::FileId,
};

/// Whether an expression begins a transaction by itself: the answer says whether the client keeps a session, where that is
/// known. One text that begins, works and commits needs none.
pub(crate) fn begins(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId) -> Option<Option<bool>> {
    let (text, client) = match code.expr(expr) {
        ExprKind::Template { parts, tag: Some(tag) } => {
            let mut parts = code.expr_list(parts);
            (code.string(parts.next()?).filter(|_| parts.next().is_none())?, tag)
        }
        ExprKind::Call { callee, args } => {
            let client = match code.expr(callee) {
                ExprKind::Member { object, property, .. } if is_sender(code.str(property)) => object,
                _ => return None,
            };
            (plain_text(code, code.arg(args, 0)?)?, client)
        }
        _ => return None,
    };
    is_begin(text).then(|| values.symbols(file, client).into_iter().find_map(keeps_session))
}

fn plain_text(code: &Code, expr: ExprId) -> Option<&str> {
    match code.expr(expr) {
        ExprKind::Template { parts, tag: None } => {
            let mut parts = code.expr_list(parts);
            code.string(parts.next()?).filter(|_| parts.next().is_none())
        }
        _ => code.string(expr),
    }
}

fn is_sender(method: &str) -> bool {
    matches!(method, "query" | "execute" | "unsafe" | "raw" | "$executeRawUnsafe" | "$queryRawUnsafe")
}

/// `BEGIN`, `START TRANSACTION ISOLATION LEVEL …`, and nothing behind it.
pub(crate) fn is_begin(text: &str) -> bool {
    let text = text.trim().trim_end_matches(';');
    let mut words = text.split_whitespace().map(str::to_ascii_lowercase);
    let first = words.next().unwrap_or_default();
    let begins = first == "begin" || first == "start" && words.next().is_some_and(|word| word == "transaction");
    begins && !text.contains(';')
}

/// Whether statements sent through a client share a session; `None` where its origin does not say.
fn keeps_session(symbol: &Symbol) -> Option<bool> {
    let (package, path) = (symbol.package()?, symbol.path.as_str());
    match package {
        // Each statement is a request of its own.
        "@neondatabase/serverless" if path == ".neon()" => Some(false),
        // Each statement takes whatever connection is free.
        "@vercel/postgres" if matches!(path, ".sql" | ".db" | ".createPool()" | ".createPool().sql") => Some(false),
        "pg" | "@neondatabase/serverless" | "mysql2" | "mysql2/promise"
            if path.ends_with(".Pool()") || path.ends_with(".createPool()") =>
        {
            Some(false)
        }
        "@prisma/client" if path.ends_with(".PrismaClient()") || path.ends_with(".$executeRaw") => Some(false),
        _ if [".connect()", ".Client()", ".getConnection()", ".createClient()", ".createConnection()"]
            .iter()
            .any(|end| path.ends_with(end)) =>
        {
            Some(true)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_begin;

    #[test]
    fn only_what_begins_and_does_no_more_is_a_begin() {
        for text in ["BEGIN", " begin; ", "BEGIN TRANSACTION", "start transaction isolation level serializable"] {
            assert!(is_begin(text), "{text}");
        }
        for text in ["BEGIN; UPDATE boats SET a = 1; COMMIT;", "beginning", "start", "select 1"] {
            assert!(!is_begin(text), "{text}");
        }
    }
}
