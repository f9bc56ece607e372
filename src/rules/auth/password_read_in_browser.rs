//! The browser reads stored passwords, hashed or not, to compare them itself.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        queries::{Columns, Op, Query},
        sides::Side,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_table: BTreeMap<&str, (&Query, &str)> = BTreeMap::new();
    for query in project.production_queries().filter(|q| q.op == Op::Select && is_in_browser(project, q)) {
        let ([table], Some(column)) = (query.tables.as_slice(), password_column(query)) else { continue };
        by_table.entry(table).or_insert((query, column));
    }
    for (table, (query, column)) in by_table {
        let message = format!(
            "the browser reads `{table}.{column}`, so every visitor can: he takes all of them and guesses at home"
        );
        sink.report(query.at, format!("public.{table}"), message);
    }
}

fn is_in_browser(project: &Project, query: &Query) -> bool {
    let file = query.at.file;
    let side = project.file(file).code.as_ref().map_or(Side::Unknown, |c| project.sides.of_expr(file, c, query.expr));
    side == Side::Client || side == Side::Shared && !project.sides.reaches(crate::model::sides::Zone::Edge, file)
}

fn password_column(query: &Query) -> Option<&str> {
    let Columns::Named(columns) = &query.columns else { return None };
    columns.iter().map(String::as_str).find(|c| {
        let words = crate::vocab::split(c);
        let is_password = words
            .first()
            .is_some_and(|w| matches!(w.as_str(), "password" | "passwd" | "senha" | "passwort" | "contrasena"));
        let is_value = words.len() == 1
            || words.iter().skip(1).all(|w| matches!(w.as_str(), "hash" | "hashed" | "digest" | "encrypted" | "salt"));
        is_password && is_value
            || matches!(
                words.iter().map(String::as_str).collect::<Vec<_>>().as_slice(),
                ["hashed" | "encrypted", "password"]
            )
    })
}
