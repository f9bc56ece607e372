//! Text that a function puts together and runs, where what it says is clear from the function alone.

use std::collections::BTreeSet;

use crate::sql::{
    expr::{Call, Expr, ExprKind, Literal, Node, Statement, parse_expr, parse_statements},
    statement::Execute,
};

/// Stands for a name that is only known when the function runs.
const SOME_NAME: &str = "?";

/// Types of which no value can say more than a value may.
const PLAIN_TYPES: &[&str] = &[
    "int2",
    "int4",
    "int8",
    "smallint",
    "int",
    "integer",
    "bigint",
    "numeric",
    "decimal",
    "real",
    "float4",
    "float8",
    "double precision",
    "bool",
    "boolean",
    "uuid",
    "date",
];

/// Whether text made of a value of this type is a value, whatever it is: a number, a date.
pub(super) fn is_plain_type(name: &str) -> bool {
    PLAIN_TYPES.contains(&name)
}

/// What `EXECUTE 'text'`, `EXECUTE format('text', …)` and `EXECUTE 'text' || quote_literal(x)` run, with the expressions
/// at the places of values. `None` when it is no query or write of rows of a named table, or anything may stand in it;
/// `plain` names the variables that hold numbers and the like.
pub(super) fn composed(execute: &Execute, plain: &BTreeSet<String>) -> Option<String> {
    let mut text = text_of(&parse_expr(&execute.command.text).ok()?, plain)?;
    for (index, value) in execute.using.iter().enumerate().rev() {
        text = text.replace(&format!("${}", index + 1), &format!("({})", value.text));
    }
    let statements = parse_statements(&text).ok()?;
    let is_clear = |statement: &Statement| !matches!(statement, Statement::Other) && names_its_tables(statement);
    (!statements.is_empty() && statements.iter().all(is_clear)).then_some(text)
}

fn names_its_tables(statement: &Statement) -> bool {
    let mut all = true;
    statement.walk(&mut |node| {
        if let Node::Read(table) | Node::Write(table, _) = node {
            all &= table.name != SOME_NAME && table.schema.as_deref() != Some(SOME_NAME);
        }
    });
    all
}

fn text_of(expr: &Expr, plain: &BTreeSet<String>) -> Option<String> {
    match &expr.kind {
        ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
        ExprKind::Binary(left, op, right) if op == "||" => Some(text_of(left, plain)? + &text_of(right, plain)?),
        ExprKind::Call(call) => match (call.name.last()?.as_str(), call.args.as_slice()) {
            ("format", [_, ..]) => formatted(call, plain),
            ("quote_ident", [_]) => Some(quoted(SOME_NAME)),
            ("quote_literal" | "quote_nullable", [only]) => Some(value(&only.value)),
            _ => None,
        },
        _ => is_plain(expr, plain).then(|| value(expr)),
    }
}

/// `format('… %I … %L …', a, b)`.
fn formatted(call: &Call, plain: &BTreeSet<String>) -> Option<String> {
    let (first, args) = call.args.split_first()?;
    let ExprKind::Literal(Literal::Text(pattern)) = &first.value.kind else { return None };
    let (before, rest) = pattern.split_once('%').unwrap_or((pattern, ""));
    let mut text = before.to_owned();
    let mut next = 0;
    let mut rest = rest;
    while let Some(kind) = rest.chars().next() {
        if kind == '%' {
            text.push('%');
        } else {
            let (position, after) = position(rest);
            let arg = &args.get(position.unwrap_or(next))?.value;
            next = position.unwrap_or(next) + 1;
            rest = after;
            match rest.chars().next()? {
                'L' => text.push_str(&value(arg)),
                'I' => text.push_str(&quoted(arg.as_text().unwrap_or(SOME_NAME))),
                's' if is_plain(arg, plain) => text.push_str(&value(arg)),
                's' => text.push_str(arg.as_text()?),
                _ => return None,
            }
        }
        let (before, after) = rest.get(1..)?.split_once('%').unwrap_or((rest.get(1..)?, ""));
        text.push_str(before);
        rest = after;
    }
    Some(text)
}

/// The place of an argument that is written out, `2$`, and what follows it.
fn position(rest: &str) -> (Option<usize>, &str) {
    let number = rest.split_once('$').and_then(|(number, after)| Some((number.parse::<usize>().ok()?, after)));
    match number {
        Some((number, after)) => (number.checked_sub(1), after),
        None => (None, rest),
    }
}

fn is_plain(expr: &Expr, plain: &BTreeSet<String>) -> bool {
    match &expr.kind {
        ExprKind::Literal(literal) => !matches!(literal, Literal::Text(_)),
        ExprKind::Column(parts) => matches!(parts.as_slice(), [name] if plain.contains(name)),
        ExprKind::Cast(inner, ty) if ty == "text" => is_plain(inner, plain),
        ExprKind::Cast(_, ty) => is_plain_type(ty),
        _ => false,
    }
}

/// The names that a value is made of, in an expression of their own; a constant where there are none.
fn value(expr: &Expr) -> String {
    let mut names: Vec<String> = Vec::new();
    expr.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            names.push(parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join("."));
        }
    });
    match names.as_slice() {
        [] => "'x'".to_owned(),
        [only] => only.clone(),
        several => format!("concat({})", several.join(", ")),
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::text_of;
    use crate::sql::expr::parse_expr;

    fn text(command: &str) -> Option<String> {
        text_of(&parse_expr(command).ok()?, &BTreeSet::from(["n".to_owned()]))
    }

    #[test]
    fn values_and_names_stand_where_they_are_filled_in() {
        assert_eq!(text("'delete from t'").as_deref(), Some("delete from t"));
        assert_eq!(text("format('a %L, 5%% %I', x, y)").as_deref(), Some("a \"x\", 5% \"?\""));
        assert_eq!(text("format('%2$s, %1$L %s', x, n)").as_deref(), Some("\"n\", \"x\" \"n\""));
        assert_eq!(text("'a ' || quote_literal(x) || ' b ' || n").as_deref(), Some("a \"x\" b \"n\""));
    }

    #[test]
    fn other_text_may_say_anything() {
        assert_eq!(text("format('a %s', x)"), None);
        assert_eq!(text("'a ' || x"), None);
        assert_eq!(text("x"), None);
    }
}
