//! Operators on values of a block.

use super::value::Value;

/// `value in (items)`.
pub(super) fn any_equal(value: &Value, items: &[Value]) -> Value {
    let mut unsure = false;
    for item in items {
        match value.equals(item) {
            Some(true) => return Value::Bool(true),
            Some(false) => {}
            None => unsure |= value.is_unknown() || item.is_unknown(),
        }
    }
    if unsure { Value::Unknown } else { Value::Bool(false) }
}

/// `value op any (items)`, or `all`.
pub(super) fn quantified(value: &Value, op: &str, all: bool, items: &[Value]) -> Value {
    let results: Vec<Value> = items.iter().map(|item| operator(value, op, item)).collect();
    let has = |wanted: bool| results.iter().any(|r| r.as_condition() == Some(wanted));
    if all {
        return if has(false) {
            Value::Bool(false)
        } else if results.iter().any(Value::is_unknown) {
            Value::Unknown
        } else {
            Value::Bool(true)
        };
    }
    if has(true) {
        Value::Bool(true)
    } else if results.iter().any(Value::is_unknown) {
        Value::Unknown
    } else {
        Value::Bool(false)
    }
}

/// `left op right`; unknown where the operator or a value is not worked out.
pub(super) fn operator(left: &Value, op: &str, right: &Value) -> Value {
    if left.is_unknown() || right.is_unknown() {
        return Value::Unknown;
    }
    if (*left == Value::Null || *right == Value::Null) && op != "||" {
        return Value::Null;
    }
    let ordered =
        |test: fn(std::cmp::Ordering) -> bool| left.compare(right).map_or(Value::Unknown, |o| Value::Bool(test(o)));
    match op {
        "=" => left.equals(right).map_or(Value::Unknown, Value::Bool),
        "<>" => left.equals(right).map_or(Value::Unknown, |b| Value::Bool(!b)),
        "<" => ordered(std::cmp::Ordering::is_lt),
        ">" => ordered(std::cmp::Ordering::is_gt),
        "<=" => ordered(std::cmp::Ordering::is_le),
        ">=" => ordered(std::cmp::Ordering::is_ge),
        "||" => concatenated(left, right),
        "~~" | "~~*" => match (left.to_text(), right.to_text()) {
            (Some(text), Some(pattern)) => Value::Bool(like(&text, &pattern, op == "~~*")),
            _ => Value::Unknown,
        },
        "~" | "~*" => match (left.to_text(), right.to_text()) {
            (Some(text), Some(pattern)) => matches(&text, &pattern, op == "~*").map_or(Value::Unknown, Value::Bool),
            _ => Value::Unknown,
        },
        "+" | "-" | "*" => match (left, right) {
            (Value::Int(a), Value::Int(b)) => match op {
                "+" => a.checked_add(*b),
                "-" => a.checked_sub(*b),
                _ => a.checked_mul(*b),
            }
            .map_or(Value::Unknown, Value::Int),
            _ => Value::Unknown,
        },
        _ => Value::Unknown,
    }
}

fn concatenated(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Array(a), Value::Array(b)) => Value::Array(a.iter().chain(b).cloned().collect()),
        (Value::Array(a), b) if *b != Value::Null => Value::Array(a.iter().chain([b]).cloned().collect()),
        (Value::Null, Value::Array(_)) => right.clone(),
        (Value::Null, _) | (_, Value::Null) => Value::Null,
        (a, b) => match (a.to_text(), b.to_text()) {
            (Some(a), Some(b)) => Value::Text(a + &b),
            _ => Value::Unknown,
        },
    }
}

/// `LIKE`: `%` any text, `_` one character, `\` takes the next as it is.
pub(super) fn like(text: &str, pattern: &str, fold: bool) -> bool {
    let (text, pattern) =
        if fold { (text.to_lowercase(), pattern.to_lowercase()) } else { (text.to_owned(), pattern.to_owned()) };
    let (text, pattern): (Vec<char>, Vec<char>) = (text.chars().collect(), pattern.chars().collect());
    let (mut t, mut p) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        let here = text.get(t);
        match pattern.get(p) {
            Some('%') => {
                retry = Some((p + 1, t));
                p += 1;
                continue;
            }
            Some('_') => {
                (t, p) = (t + 1, p + 1);
                continue;
            }
            Some('\\') if pattern.get(p + 1) == here => {
                (t, p) = (t + 1, p + 2);
                continue;
            }
            found if found == here => {
                (t, p) = (t + 1, p + 1);
                continue;
            }
            _ => {}
        }
        match retry {
            Some((after, from)) => {
                (p, t) = (after, from + 1);
                retry = Some((after, from + 1));
            }
            None => return false,
        }
    }
    pattern.get(p..).is_some_and(|rest| rest.iter().all(|c| *c == '%'))
}

/// Regular expressions of plain text, with `^` and `$`; others are not worked out.
fn matches(text: &str, pattern: &str, fold: bool) -> Option<bool> {
    let (text, pattern) =
        if fold { (text.to_lowercase(), pattern.to_lowercase()) } else { (text.to_owned(), pattern.to_owned()) };
    if let Some(alternatives) = pattern.strip_prefix("^(").and_then(|p| p.strip_suffix(")$"))
        && alternatives.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '|')
    {
        return Some(alternatives.split('|').any(|a| a == text));
    }
    let (start, rest) = pattern.strip_prefix('^').map_or((false, pattern.as_str()), |p| (true, p));
    let (end, rest) = rest.strip_suffix('$').map_or((false, rest), |p| (true, p));
    if rest.contains(|c: char| ".*+?()[]{}|\\^$".contains(c)) {
        return None;
    }
    Some(match (start, end) {
        (true, true) => text == rest,
        (true, false) => text.starts_with(rest),
        (false, true) => text.ends_with(rest),
        (false, false) => text.contains(rest),
    })
}

#[cfg(test)]
mod tests {
    use super::{like, matches};

    #[test]
    fn patterns() {
        assert!(like("Users can view", "%can%", false));
        assert!(like("abc", "a_c", false));
        assert!(!like("abc", "a_", false));
        assert!(like("A_B", "a\\_b", true));
        assert_eq!(matches("notes_old", "_old$", false), Some(true));
        assert_eq!(matches("x", "a.*", false), None);
    }
}
