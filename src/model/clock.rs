//! Hours of the day that a server writes out for people, by a clock that is not theirs.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node},
    model::Project,
    source::span::{FileId, Span},
};

/// Methods of dates that write out an hour, or may.
const TELLS: [&str; 3] = ["toLocaleTimeString", "toLocaleString", "toLocaleDateString"];

impl Project {
    /// The calls on servers that write out an hour and name no time zone, by file and place. What is noted for the log, and
    /// hours that were never at a place (`new Date("1970-01-01T" + hour)`), are left out.
    #[must_use]
    pub fn hours_of_servers(&self) -> Vec<Span> {
        let files =
            self.code_files().filter(|(id, file, _)| file.role.is_production() && self.sides.of(*id).is_server());
        files.flat_map(|(id, _, code)| hours(id, code)).filter(|at| self.sides.is_met_at(*at)).collect()
    }
}

fn hours(file: FileId, code: &Code) -> Vec<Span> {
    if !code.texts().any(|text| TELLS.contains(&text)) {
        return Vec::new();
    }
    let calls = code.all_exprs().filter_map(|(expr, known)| {
        let ExprKind::Call { callee, args } = known.kind else { return None };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        let tells = match code.str(property) {
            "toLocaleTimeString" => options(code, args).is_none_or(|names| !names_zone(&names)),
            // Without an hour among its options it may as well write out a number or a day.
            "toLocaleString" | "toLocaleDateString" => {
                options(code, args).is_some_and(|names| names_hour(&names) && !names_zone(&names))
            }
            _ => false,
        };
        let is_told = tells && is_readable(code, args) && is_of_a_place(code, object) && !is_noted(code, expr);
        is_told.then(|| known.range.in_file(file))
    });
    calls.collect()
}

/// The names of the options of a call, where it has some.
fn options(code: &Code, args: List) -> Option<Vec<&str>> {
    let written = code.arg(args, 1)?;
    match code.expr(code.initial(written).unwrap_or(written)) {
        ExprKind::Object { properties } => {
            Some(code.property_list(properties).filter_map(|p| code.property_name(&p)).collect())
        }
        _ => None,
    }
}

/// Whether nothing about the options is hidden: there are none, or they stand in the file, without a spread.
fn is_readable(code: &Code, args: List) -> bool {
    let Some(written) = code.arg(args, 1) else { return true };
    match code.expr(code.initial(written).unwrap_or(written)) {
        ExprKind::Object { properties } => code.property_list(properties).all(|p| code.property_name(&p).is_some()),
        _ => false,
    }
}

/// A zone that is told with the hour misleads nobody.
fn names_zone(names: &[&str]) -> bool {
    names.iter().any(|name| matches!(*name, "timeZone" | "timeZoneName"))
}

fn names_hour(names: &[&str]) -> bool {
    names.iter().any(|name| matches!(*name, "hour" | "minute" | "timeStyle"))
}

/// Whether a date is a moment that was read from somewhere. Now is noted; one that is put together of parts is read and
/// written by the same clock.
fn is_of_a_place(code: &Code, date: ExprId) -> bool {
    let made = code.initial(date).unwrap_or(date);
    let ExprKind::New { callee, args } = code.expr(made) else {
        return !matches!(code.expr(made), ExprKind::String(_) | ExprKind::Number(_));
    };
    if code.ident(callee) != Some("Date") {
        return true;
    }
    match (code.arg(args, 0), code.arg(args, 1)) {
        (Some(from), None) => is_read(code, from),
        _ => false,
    }
}

/// A value that comes as it is: no text that is put together.
fn is_read(code: &Code, from: ExprId) -> bool {
    !matches!(
        code.expr(code.initial(from).unwrap_or(from)),
        ExprKind::Template { .. } | ExprKind::String(_) | ExprKind::Binary { .. }
    )
}

/// Whether a text goes to the log, or says itself that the hour is that of Greenwich.
fn is_noted(code: &Code, told: ExprId) -> bool {
    code.ancestors(Node::Expr(told)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|path| path.starts_with("console.")),
            ExprKind::Template { parts, .. } => code
                .expr_list(parts)
                .any(|part| code.string(part).is_some_and(|t| t.contains("UTC") || t.contains("GMT"))),
            _ => false,
        },
        _ => false,
    })
}
