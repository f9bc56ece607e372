//! Connections to a database that a program opens itself. Drivers over HTTP hold none.

use crate::model::values::Symbol;

/// `new Client()` and `new Pool()` of pg, `postgres(…)`, `new PrismaClient()`.
pub(crate) fn opens(symbol: &Symbol, is_new: bool) -> bool {
    match (symbol.package(), symbol.last()) {
        (Some("pg" | "@neondatabase/serverless" | "@vercel/postgres"), "Client" | "Pool") => is_new,
        (Some("@prisma/client"), "PrismaClient") => is_new,
        (Some("postgres"), "default" | "postgres") => !is_new,
        _ => false,
    }
}

/// Whether a library opens connections without being a driver.
pub(crate) fn is_library(package: &str) -> bool {
    package == "@prisma/client"
}

/// Whether a text can name what opens one: a file without such a name opens none.
pub(crate) fn is_name(text: &str) -> bool {
    matches!(text, "Client" | "Pool" | "PrismaClient" | "postgres")
}
