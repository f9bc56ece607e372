//! Comparisons of abstract values.

use super::{
    cases::{Cases, Truth},
    value::{Atom, Row, Value},
};

/// When `a op b` is true, false and null.
pub(super) fn compare(op: &str, a: &Value, b: &Value) -> Truth {
    let mut all = Truth::default();
    for x in &a.0 {
        for y in &b.0 {
            let when = x.when.and(&y.when);
            if !when.is_never() {
                all = all.merged(&compare_atoms(op, &x.atom, &y.atom).given(&when));
            }
        }
    }
    all
}

/// When `a IS DISTINCT FROM b` is true and false.
pub(super) fn distinct(a: &Value, b: &Value) -> Truth {
    let equal = compare("=", a, b);
    let (a_null, b_null) = (a.null_cases(), b.null_cases());
    let one_null = a_null.and(&b.not_null_cases()).or(&b_null.and(&a.not_null_cases()));
    Truth { yes: equal.no.or(&one_null), no: equal.yes.or(&a_null.and(&b_null)), null: Cases::never() }
}

/// When `x op ANY (rows)` is true, false and null.
pub(super) fn any(op: &str, x: &Value, rows: &[Row]) -> Truth {
    let mut all = Truth::constant(false);
    for row in rows {
        let Some((_, value)) = row.columns.first() else { continue };
        all = all.or(Truth::when(row.when.clone()).and(&compare(op, x, value)));
    }
    all
}

/// When `x op ANY (array)` is true, false and null.
pub(super) fn any_element(op: &str, x: &Value, array: &Value) -> Truth {
    let mut all = Truth::default();
    for alternative in &array.0 {
        let truth = match &alternative.atom {
            Atom::Many(rows) => any(op, x, rows),
            Atom::Const(text) => match array_constant(text) {
                Some(items) => {
                    let each = items.iter().map(|item| compare(op, x, &Value::text(item)));
                    each.fold(Truth::constant(false), Truth::or)
                }
                None => Truth::unknown(),
            },
            atom => compare(op, x, &Value::of(atom.clone())),
        };
        all = all.merged(&truth.given(&alternative.when));
    }
    all
}

/// The elements of `'{a,b}'`.
fn array_constant(text: &str) -> Option<Vec<&str>> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    if inner.is_empty() {
        return Some(Vec::new());
    }
    Some(inner.split(',').map(|item| item.trim().trim_matches('"')).collect())
}

/// Whether an operator connects what it compares: equality, containment and likeness do, orderings do not.
fn connects(op: &str) -> bool {
    matches!(op, "=" | "@>" | "<@" | "&&" | "?" | "?|" | "?&" | "~~" | "~~*" | "~~~" | "~" | "~*" | "^@")
}

fn compare_atoms(op: &str, x: &Atom, y: &Atom) -> Truth {
    match (x, y) {
        (Atom::Null, _) | (_, Atom::Null) => Truth::null(),
        (Atom::Truth(truth), Atom::Const(text)) | (Atom::Const(text), Atom::Truth(truth)) if is_equality(op) => {
            let same = matches!(&**text, "true" | "t") == (op == "=");
            if same { (**truth).clone() } else { truth.clone().not() }
        }
        (Atom::Truth(a), Atom::Truth(b)) if is_equality(op) => {
            let same = a.and(b).yes.or(&(**a).clone().not().and(&(**b).clone().not()).yes);
            let differ = a.yes.and(&b.no).or(&a.no.and(&b.yes));
            let truth = Truth { yes: same, no: differ, null: a.null.or(&b.null) };
            if op == "=" { truth } else { truth.not() }
        }
        (Atom::Const(a), Atom::Const(b)) => compare_constants(op, a, b),
        (Atom::Positive, Atom::Const(number)) => compare_positive(op, number),
        (Atom::Const(number), Atom::Positive) => compare_positive(mirrored(op), number),
        (Atom::Own(a), Atom::Own(b)) if is_equality(op) => Truth::constant((a == b) == (op == "=")),
        (Atom::Many(rows), other) if connects(op) => any("=", &Value::of(other.clone()), rows),
        (other, Atom::Many(rows)) if connects(op) => any("=", &Value::of(other.clone()), rows),
        _ => compare_made(op, x, y),
    }
}

fn compare_made(op: &str, x: &Atom, y: &Atom) -> Truth {
    let (Some(a), Some(b)) = (x.made(), y.made()) else { return Truth::unknown() };
    let made = a.with(&b);
    let truth = Truth::relation(made.all_nodes(), connects(op) || op == "<>" || made.fresh, &made.columns);
    if op == "<>" { truth.not() } else { truth }
}

fn is_equality(op: &str) -> bool {
    matches!(op, "=" | "<>")
}

fn compare_constants(op: &str, a: &str, b: &str) -> Truth {
    let ordering = match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.partial_cmp(&b),
        _ if is_equality(op) => Some(a.cmp(b)),
        _ => None,
    };
    let holds = ordering.and_then(|ordering| {
        Some(match op {
            "=" => ordering.is_eq(),
            "<>" => ordering.is_ne(),
            "<" => ordering.is_lt(),
            "<=" => ordering.is_le(),
            ">" => ordering.is_gt(),
            ">=" => ordering.is_ge(),
            _ => return None,
        })
    });
    match (holds, op) {
        (Some(holds), _) => Truth::constant(holds),
        (None, "~~") if !b.contains(['%', '_']) => Truth::constant(a == b),
        _ => Truth::relation(0, false, &std::collections::BTreeSet::new()),
    }
}

/// A number above zero against a constant.
fn compare_positive(op: &str, number: &str) -> Truth {
    let state = || Truth::relation(0, false, &std::collections::BTreeSet::new());
    let Ok(number) = number.parse::<f64>() else { return state() };
    match op {
        ">" | "<>" if number <= 0.0 => Truth::constant(true),
        ">=" if number <= 1.0 => Truth::constant(true),
        "=" | "<=" if number <= 0.0 => Truth::constant(false),
        "<" if number <= 1.0 => Truth::constant(false),
        _ => state(),
    }
}

fn mirrored(op: &str) -> &str {
    match op {
        "<" => ">",
        ">" => "<",
        "<=" => ">=",
        ">=" => "<=",
        other => other,
    }
}
