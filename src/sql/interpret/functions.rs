//! Functions on texts and arrays.

use super::Datum;

/// Texts longer than this are not put together.
const MAX_TEXT: usize = 1 << 20;

/// Calls a function that is known here, with at least one argument.
pub(super) fn call(name: &str, args: &[Datum]) -> Datum {
    match name {
        "concat" => joined(args, ""),
        "concat_ws" => match args {
            [Datum::Text(separator), rest @ ..] => joined(rest, separator),
            _ => Datum::Unknown,
        },
        "format" => format(args),
        "quote_nullable" if args == [Datum::Null] => Datum::text("NULL"),
        "nullif" => match args {
            [a, b] => match a.compare(b) {
                Some(order) if order.is_eq() => Datum::Null,
                Some(_) => a.clone(),
                None if *b == Datum::Null => a.clone(),
                None => Datum::Unknown,
            },
            _ => Datum::Unknown,
        },
        // Makes rows of the array where it stands in a select list; here it is the array still.
        "unnest" => match args {
            [array] => array.clone(),
            _ => Datum::Unknown,
        },
        "array_append" => match args {
            [array, item] => concatenate(array, item),
            _ => Datum::Unknown,
        },
        _ if args.contains(&Datum::Unknown) => Datum::Unknown,
        // The rest is strict: a null argument gives null.
        _ if args.contains(&Datum::Null) && STRICT.contains(&name) => Datum::Null,
        _ => strict(name, args),
    }
}

const STRICT: [&str; 21] = [
    "lower",
    "upper",
    "btrim",
    "trim",
    "ltrim",
    "rtrim",
    "initcap",
    "length",
    "char_length",
    "replace",
    "left",
    "right",
    "split_part",
    "quote_ident",
    "quote_literal",
    "array_length",
    "cardinality",
    "array_to_string",
    "string_to_array",
    "substring",
    "substr",
];

fn strict(name: &str, args: &[Datum]) -> Datum {
    match (name, args) {
        ("lower", [Datum::Text(a)]) => Datum::Text(a.to_lowercase()),
        ("upper", [Datum::Text(a)]) => Datum::Text(a.to_uppercase()),
        ("btrim" | "trim", [Datum::Text(a)]) => Datum::text(a.trim_matches(' ')),
        ("ltrim", [Datum::Text(a)]) => Datum::text(a.trim_start_matches(' ')),
        ("rtrim", [Datum::Text(a)]) => Datum::text(a.trim_end_matches(' ')),
        ("length" | "char_length", [Datum::Text(a)]) => count(a.chars().count()),
        ("replace", [Datum::Text(a), Datum::Text(from), Datum::Text(to)]) => {
            let shrinks = to.len() <= from.len() || a.len().saturating_mul(to.len() + 1) < MAX_TEXT;
            if from.is_empty() {
                Datum::text(a)
            } else if shrinks {
                Datum::Text(a.replace(from.as_str(), to))
            } else {
                Datum::Unknown
            }
        }
        ("left", [Datum::Text(a), Datum::Int(n)]) => match usize::try_from(*n) {
            Ok(n) => Datum::Text(a.chars().take(n).collect()),
            Err(_) => Datum::Unknown,
        },
        ("right", [Datum::Text(a), Datum::Int(n)]) => match usize::try_from(*n) {
            Ok(n) => Datum::Text(a.chars().skip(a.chars().count().saturating_sub(n)).collect()),
            Err(_) => Datum::Unknown,
        },
        ("split_part", [Datum::Text(a), Datum::Text(separator), Datum::Int(n)]) if !separator.is_empty() => {
            let place = usize::try_from(*n).ok().and_then(|n| n.checked_sub(1));
            place.map_or(Datum::Unknown, |n| Datum::text(a.split(separator.as_str()).nth(n).unwrap_or("")))
        }
        ("quote_ident", [a]) => a.printed().map_or(Datum::Unknown, |a| Datum::Text(quote_ident(&a))),
        ("quote_literal" | "quote_nullable", [a]) => {
            a.printed().map_or(Datum::Unknown, |a| Datum::Text(quote_literal(&a)))
        }
        ("array_length", [Datum::Array(items), Datum::Int(1)]) if items.is_empty() => Datum::Null,
        ("array_length", [Datum::Array(items), Datum::Int(1)]) | ("cardinality", [Datum::Array(items)]) => {
            count(items.len())
        }
        ("array_to_string", [Datum::Array(items), Datum::Text(separator)]) => joined(items, separator),
        ("string_to_array", [Datum::Text(a), Datum::Text(separator)]) if !separator.is_empty() => {
            Datum::Array(a.split(separator.as_str()).map(Datum::text).collect())
        }
        _ => Datum::Unknown,
    }
}

fn count(number: usize) -> Datum {
    i64::try_from(number).map_or(Datum::Unknown, Datum::Int)
}

/// The texts one after the other, nulls left out.
fn joined(parts: &[Datum], separator: &str) -> Datum {
    let mut texts = Vec::new();
    for part in parts {
        match part.printed() {
            Some(text) => texts.push(text),
            None if *part == Datum::Null => {}
            None => return Datum::Unknown,
        }
    }
    bounded(texts.join(separator))
}

fn bounded(text: String) -> Datum {
    if text.len() > MAX_TEXT { Datum::Unknown } else { Datum::Text(text) }
}

/// `a || b`, of texts and of arrays.
pub(super) fn concatenate(left: &Datum, right: &Datum) -> Datum {
    match (left, right) {
        (Datum::Unknown, _) | (_, Datum::Unknown) => Datum::Unknown,
        (Datum::Array(a), Datum::Array(b)) => Datum::Array(a.iter().chain(b).cloned().collect()),
        (Datum::Array(a), item) => Datum::Array(a.iter().chain([item]).cloned().collect()),
        (item, Datum::Array(b)) => Datum::Array([item].into_iter().chain(b).cloned().collect()),
        (Datum::Null, _) | (_, Datum::Null) => Datum::Null,
        (a, b) => match (a.printed(), b.printed()) {
            (Some(a), Some(b)) => bounded(a + &b),
            _ => Datum::Unknown,
        },
    }
}

/// `format('… %I … %L … %1$s', …)`.
fn format(args: &[Datum]) -> Datum {
    let [Datum::Text(template), values @ ..] = args else { return Datum::Unknown };
    let mut out = String::new();
    let mut rest = template.as_str();
    let mut next = 0;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (place, after) = match after.split_at(digits) {
            ("", after) => (None, after),
            (number, after) => match (number.parse::<usize>(), after.strip_prefix('$')) {
                (Ok(number), Some(after)) => (number.checked_sub(1), after),
                // A width: nothing that puts SQL together uses one.
                _ => return Datum::Unknown,
            },
        };
        let mut chars = after.chars();
        let kind = chars.next();
        rest = chars.as_str();
        if kind == Some('%') {
            out.push('%');
            continue;
        }
        let place = place.unwrap_or(next);
        next = place + 1;
        match (kind, values.get(place)) {
            (Some('s'), Some(Datum::Null)) => {}
            (Some('L'), Some(Datum::Null)) => out.push_str("NULL"),
            (Some(kind @ ('s' | 'I' | 'L')), Some(value)) => {
                let Some(text) = value.printed() else { return Datum::Unknown };
                match kind {
                    's' => out.push_str(&text),
                    'I' => out.push_str(&quote_ident(&text)),
                    _ => out.push_str(&quote_literal(&text)),
                }
            }
            _ => return Datum::Unknown,
        }
    }
    out.push_str(rest);
    bounded(out)
}

/// A name, in quotes where it needs them. Words that are not reserved are quoted too, which changes nothing.
pub(super) fn quote_ident(name: &str) -> String {
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    let plain = starts && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if plain && !RESERVED.contains(&name) { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// Words that apps use as names although they need quotes.
const RESERVED: [&str; 24] = [
    "all",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "case",
    "check",
    "column",
    "default",
    "do",
    "end",
    "from",
    "group",
    "limit",
    "offset",
    "order",
    "primary",
    "references",
    "select",
    "table",
    "to",
    "user",
    "where",
];

fn quote_literal(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if text.contains('\\') { format!("E'{}'", quoted.replace('\\', "\\\\")) } else { format!("'{quoted}'") }
}

/// `{a,b,"c d"}`, without nesting and escapes.
pub(super) fn array_literal(text: &str) -> Datum {
    let Some(inner) = text.trim().strip_prefix('{').and_then(|t| t.strip_suffix('}')) else { return Datum::Unknown };
    if inner.contains(['{', '\\']) {
        return Datum::Unknown;
    }
    if inner.trim().is_empty() {
        return Datum::Array(Vec::new());
    }
    let mut items = Vec::new();
    let mut rest = inner;
    loop {
        let trimmed = rest.trim_start();
        let (item, behind) = if let Some(quoted) = trimmed.strip_prefix('"') {
            let Some((item, behind)) = quoted.split_once('"') else { return Datum::Unknown };
            (Datum::text(item), behind)
        } else {
            let (item, behind) = trimmed.split_at(trimmed.find(',').unwrap_or(trimmed.len()));
            let null = item.trim().eq_ignore_ascii_case("null");
            (if null { Datum::Null } else { Datum::text(item.trim()) }, behind)
        };
        items.push(item);
        match behind.trim_start().strip_prefix(',') {
            Some(after) => rest = after,
            None => return Datum::Array(items),
        }
    }
}

/// `LIKE`, `ILIKE`, with `\` as the escape.
pub(super) fn like(text: &str, pattern: &str, ignore_case: bool) -> Option<bool> {
    let fold = |s: &str| if ignore_case { s.to_lowercase() } else { s.to_owned() };
    let (text, pattern): (Vec<char>, Vec<char>) = (fold(text).chars().collect(), fold(pattern).chars().collect());
    if text.len().saturating_mul(pattern.len()) > 1 << 20 {
        return None;
    }
    // reach[i]: whether the pattern so far matches the first i characters.
    let mut reach = vec![false; text.len() + 1];
    reach[0] = true;
    let mut pattern = pattern.into_iter();
    while let Some(wanted) = pattern.next() {
        let mut next = vec![false; text.len() + 1];
        if wanted == '%' {
            let first = reach.iter().position(|&r| r).unwrap_or(next.len());
            next.iter_mut().skip(first).for_each(|n| *n = true);
        } else {
            let literal = if wanted == '\\' { Some(pattern.next()?) } else { (wanted != '_').then_some(wanted) };
            for ((slot, &reached), &found) in next.iter_mut().skip(1).zip(&reach).zip(&text) {
                *slot = reached && literal.is_none_or(|l| l == found);
            }
        }
        reach = next;
    }
    reach.last().copied()
}
