//! An answer of the server holds a hash of a password, or a token that lets its bearer in.

use super::routes;
use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for key in project.keys_in_answers(route) {
            if seen.contains(&key.at) {
                continue;
            }
            seen.push(key.at);
            let variable = &key.variable;
            let message =
                format!("`{}` hands out {variable}: whoever has it works with your account", route.entry.name);
            let finding = sink.report(key.at, format!("{}:{variable}", route.entry.name), message);
            finding.help(
                "make the call that needs the key on the server, and replace the key: whoever asked for it has it now",
            );
            if project.is_for_staff(route) {
                finding.severity(Severity::Medium);
            } else if !route.authenticated.is_no() {
                finding.severity(Severity::High);
            }
        }
        for spilled in project.spilled(route) {
            if seen.contains(&spilled.at) {
                continue;
            }
            seen.push(spilled.at);
            let table = &spilled.table;
            let columns: Vec<String> = spilled.columns.iter().map(|c| format!("`{c}`")).collect();
            let message =
                format!("`{}` hands out the whole row of `{table}`, with {}", route.entry.name, columns.join(" and "));
            let finding = sink.report(spilled.at, &route.entry.name, message);
            finding.step(spilled.query, "where it is read");
            // One's own secret is safe until a script runs in the page, or somebody looks on; and staff may set others anyway.
            if spilled.is_own || project.is_for_staff(route) {
                finding.severity(Severity::Medium);
            } else if !route.authenticated.is_no() || !spilled.columns.iter().any(|c| names_password(c)) {
                finding.severity(Severity::High);
            }
        }
    }
}

/// `password_hash`, `senha`: what opens the account once it is guessed at home.
fn names_password(column: &str) -> bool {
    const WORDS: [&str; 5] = ["password", "passwd", "pwd", "senha", "contrasena"];
    crate::vocab::split(column).iter().any(|word| WORDS.contains(&word.as_str()))
}
