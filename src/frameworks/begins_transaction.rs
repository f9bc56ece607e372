//! Statements that begin a transaction, and whether what they are sent through keeps a session, so that the statements
//! after them belong to it.

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node},
    model::values::{Symbol, Values},
    source::span::FileId,
};

/// Whether the statements that are sent through a client one after the other reach the same connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// They do.
    Kept,
    /// Each takes whatever connection is free.
    PerStatement,
    /// The client's origin does not say.
    Unknown,
}

/// Whether an expression begins a transaction by itself, and through what. One text that begins, works and commits needs no
/// session.
pub(crate) fn begins(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId) -> Option<Session> {
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
    let session = || values.symbols(file, client).into_iter().find_map(session_of);
    is_begin(text).then(|| session().unwrap_or(Session::Unknown))
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

/// Whether a function is handed to a call that runs it in a transaction: `prisma.$transaction(async (tx) => …)`,
/// `db.transaction(…)`, `sql.begin(…)`, `session.withTransaction(…)`, `runTransaction(db, …)`.
pub(crate) fn runs_in_transaction(code: &Code, function: FnId) -> bool {
    const CALLS: [&str; 5] = ["$transaction", "transaction", "begin", "withTransaction", "runTransaction"];
    let Node::Expr(own) = code.function(function).parent else { return false };
    let Node::Expr(call) = code.parent(own) else { return false };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    let called = match code.expr(callee) {
        ExprKind::Member { property, .. } => property,
        ExprKind::Ident { name, .. } => name,
        _ => return false,
    };
    callee != own && CALLS.contains(&code.str(called))
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

/// The session of a client; `None` where its origin does not say.
fn session_of(symbol: &Symbol) -> Option<Session> {
    let (package, path) = (symbol.package()?, symbol.path.as_str());
    match package {
        // Each statement is a request of its own.
        "@neondatabase/serverless" if path == ".neon()" => Some(Session::PerStatement),
        // Each statement takes whatever connection is free.
        "@vercel/postgres" if matches!(path, ".sql" | ".db" | ".createPool()" | ".createPool().sql") => {
            Some(Session::PerStatement)
        }
        "pg" | "@neondatabase/serverless" | "mysql2" | "mysql2/promise"
            if path.ends_with(".Pool()") || path.ends_with(".createPool()") =>
        {
            Some(Session::PerStatement)
        }
        "@prisma/client" if path.ends_with(".PrismaClient()") || path.ends_with(".$executeRaw") => {
            Some(Session::PerStatement)
        }
        _ if [".connect()", ".Client()", ".getConnection()", ".createClient()", ".createConnection()"]
            .iter()
            .any(|end| path.ends_with(end)) =>
        {
            Some(Session::Kept)
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
