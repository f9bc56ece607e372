//! The route table and the access matrix, worst first.

use std::{cmp::Reverse, fmt::Write as _};

use super::{Report, Sections, escape};
use crate::model::{
    access::{Caller, Cell, TableAccess, Verdict},
    routes::{Answer, Known, Route},
    schema::Switch,
};

pub(super) fn routes(report: &Report, sections: &mut Sections) {
    let mut routes: Vec<&Route> = report.project.routes.iter().collect();
    if routes.is_empty() {
        return;
    }
    routes.sort_by_key(|route| Reverse(badness(route)));
    let mut text =
        "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">entry point</th>".to_owned();
    for question in
        ["knows the caller", "may he", "checks input", "limited", "logs failures", "fails well", "costs", "webhook"]
    {
        let _ = write!(text, "<th scope=\"col\">{question}</th>");
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    for route in routes {
        row(report, route, &mut text);
    }
    text.push_str("</tbody></table></div>\n");
    let lead = "Every place where requests come in, the most exposed first, and the questions that each must answer. \
                “?” is: the files do not tell.";
    sections.add("routes", "Routes", "Server entry points", lead, text);
}

fn row(report: &Report, route: &Route, text: &mut String) {
    let file = report.project.file(route.entry.at.file);
    let line = file.lines.line(route.entry.at.range.start);
    let design = if route.public_by_design.is_yes() { " · public by design" } else { "" };
    let _ = write!(
        text,
        "<tr><th scope=\"row\">{}<small>{}:{line} · {}{design}</small></th>",
        escape(&route.entry.name),
        escape(&file.path),
        route.entry.kind.word()
    );
    let answers = [
        &route.authenticated,
        &route.authorized,
        &route.validated,
        &route.rate_limited,
        &route.logged,
        &route.failure_handled,
    ];
    for answer in answers {
        let (class, word) = answer_words(answer);
        let _ = write!(text, "<td class=\"{class}\">{word}</td>");
    }
    let services = &report.project.vocab.services;
    let name = |id: &str| services.iter().find(|s| s.id == id).map_or_else(|| id.to_owned(), |s| s.name.clone());
    let mut paid: Vec<String> = route.paid_apis.iter().map(|call| name(&call.service)).collect();
    paid.dedup();
    let _ = write!(text, "<td>{}</td>", escape(&paid.join(", ")));
    let (class, webhook) = match &route.webhook {
        None => ("na", String::new()),
        Some(hook) => match hook.verified.value {
            Known::Yes => ("yes", format!("{}, verified", escape(&hook.name))),
            Known::No => ("no", format!("{}, not verified", escape(&hook.name))),
            _ => ("unknown", format!("{}, ?", escape(&hook.name))),
        },
    };
    let _ = writeln!(text, "<td class=\"{class}\">{webhook}</td></tr>");
}

fn answer_words(answer: &Answer) -> (&'static str, &'static str) {
    match answer.value {
        Known::Yes => ("yes", "yes"),
        Known::No => ("no", "no"),
        Known::NotApplicable => ("na", "–"),
        Known::Unknown => ("unknown", "?"),
    }
}

/// How exposed a route is.
fn badness(route: &Route) -> u32 {
    let no = |answer: &Answer, weight: u32| if answer.is_no() { weight } else { 0 };
    let is_meant = route.public_by_design.is_yes();
    let stranger = if is_meant { 0 } else { no(&route.authenticated, 8) };
    let paid = if route.paid_apis.is_empty() { 0 } else { stranger + no(&route.rate_limited, 3) };
    let hook = route.webhook.as_ref().map_or(0, |hook| no(&hook.verified, 12));
    let rest = [
        (&route.authorized, 4),
        (&route.validated, 2),
        (&route.rate_limited, 2),
        (&route.logged, 1),
        (&route.failure_handled, 1),
    ];
    stranger + paid + hook + rest.iter().map(|(answer, weight)| no(answer, *weight)).sum::<u32>()
}

pub(super) fn access(report: &Report, sections: &mut Sections) {
    let mut text = String::new();
    let sets: Vec<_> = report.project.databases.iter().zip(&report.project.access).collect();
    for (database, access) in sets.iter().filter(|(_, access)| !access.tables.is_empty()) {
        if sets.len() > 1 {
            let _ = writeln!(text, "<h4>{}</h4>", escape(&database.source));
        }
        text.push_str(
            "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\" rowspan=\"2\">table</th>\
             <th scope=\"col\" rowspan=\"2\">row security</th><th colspan=\"4\" scope=\"colgroup\">anybody on the internet may</th>\
             <th colspan=\"4\" scope=\"colgroup\">anybody who signs up may</th></tr>\n<tr>",
        );
        for command in ["read", "add", "change", "delete"].repeat(2) {
            let _ = write!(text, "<th scope=\"col\">{command}</th>");
        }
        text.push_str("</tr></thead>\n<tbody>\n");
        let mut tables: Vec<_> = access.tables.iter().collect();
        tables.sort_by_key(|(_, table)| Reverse(openness(table)));
        for (name, table) in tables {
            table_row(&name.to_string(), table, &mut text);
        }
        text.push_str("</tbody></table></div>\n");
    }
    let lead = "Computed from grants, row security and policies. “own” is: only rows tied to the caller; “role”: only callers \
                who hold one; “open”: any such caller, with * only rows that meet a condition of their own.";
    sections.add("access", "Access", "Who reaches which rows", lead, text);
}

fn table_row(name: &str, table: &TableAccess, text: &mut String) {
    let security = match table.row_security {
        Switch::On => ("yes", "on"),
        Switch::Off => ("no", "off"),
        Switch::Unknown => ("unknown", "?"),
    };
    let sensitive = table.sensitive.columns();
    let holds = if sensitive.is_empty() {
        String::new()
    } else {
        format!("<small>holds {}</small>", escape(&sensitive.join(", ")))
    };
    let _ = write!(
        text,
        "<tr><th scope=\"row\">{}{holds}</th><td class=\"{}\">{}</td>",
        escape(name),
        security.0,
        security.1
    );
    for caller in Caller::ALL {
        for (_, cell) in table.of_caller(caller) {
            let (class, word) = cell_words(cell);
            let _ = write!(text, "<td class=\"{class}\">{word}</td>");
        }
    }
    text.push_str("</tr>\n");
}

fn cell_words(cell: &Cell) -> (&'static str, &'static str) {
    match cell.verdict {
        Verdict::Denied => ("na", "–"),
        Verdict::Scoped => ("scoped", "own"),
        Verdict::Role => ("role", "role"),
        Verdict::Open if cell.row_filtered => ("open", "open*"),
        Verdict::Open => ("open", "open"),
        Verdict::Unknown => ("unknown", "?"),
    }
}

fn openness(table: &TableAccess) -> usize {
    let open = |caller, weight: usize| {
        // Reading comes first among the commands and is the least of them.
        let cells = table.of_caller(caller).enumerate().filter(|(_, (_, cell))| cell.verdict == Verdict::Open);
        cells.map(|(at, _)| if at == 0 { weight } else { 2 * weight }).sum::<usize>()
    };
    let sensitive = usize::from(!table.sensitive.columns().is_empty());
    (open(Caller::Anonymous, 2) + open(Caller::Account, 1)) * (1 + sensitive)
}
