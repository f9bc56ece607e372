//! Attributes and their arguments: `@relation(fields: [authorId], references: [id])`.

/// `@name(arguments)`, each.
pub(super) fn attributes_of(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_')).unwrap_or(rest.len());
        let (name, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let arguments = behind.strip_prefix('(').and_then(|inner| inner.get(..closing(inner)?)).unwrap_or_default();
        let taken = if behind.starts_with('(') { arguments.len() + 2 } else { 0 };
        rest = behind.get(taken..).unwrap_or_default();
        found.push((name, arguments));
    }
    found
}

/// Where the bracket closes that was opened before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0u32;
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' | b'[' | b'{' if !quoted => depth += 1,
            b')' | b']' | b'}' if !quoted => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(at),
            },
            _ => {}
        }
    }
    None
}

/// The parts of `text` between commas that stand in no bracket.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut quoted, mut start) = (0i32, false, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'(' | b'[' | b'{' if !quoted => depth += 1,
            b')' | b']' | b'}' if !quoted => depth -= 1,
            b',' if !quoted && depth == 0 => {
                found.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(text.get(start..));
    found.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// The value of the named argument, or of the first without a name.
pub(super) fn argument(arguments: &str, name: &str) -> Option<String> {
    let all = parts(arguments);
    let named = all.iter().find_map(|p| p.strip_prefix(name)?.trim_start().strip_prefix(':'));
    named.or_else(|| all.first().filter(|p| !is_named(p)).copied()).map(|v| v.trim().to_owned())
}

fn is_named(part: &str) -> bool {
    part.split_once(':').is_some_and(|(key, _)| key.trim().bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The names in `[a, b]`.
pub(super) fn names(list: &str) -> Vec<String> {
    parts(list.trim().trim_start_matches('[').trim_end_matches(']')).into_iter().map(str::to_owned).collect()
}
