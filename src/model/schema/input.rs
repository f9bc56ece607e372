//! Which texts PostgreSQL takes as a value of a type: what its input functions refuse (22P02, 22007).

use super::SqlType;

impl SqlType {
    /// Whether a text can be a value of this type. Yes for types whose input is not modelled, and for dates that only a
    /// calendar can refuse.
    #[must_use]
    pub fn accepts(&self, text: &str) -> bool {
        let text = text.trim();
        if self.array {
            return text.starts_with(['{', '[']);
        }
        match self.built_in_name() {
            Some("int2" | "int4" | "int8") => is_whole(text),
            Some("numeric" | "float4" | "float8") => is_number(text),
            Some("bool") => is_bool(text),
            Some("uuid") => is_uuid(text),
            Some("date" | "timestamp" | "timestamptz") => is_moment(text),
            _ => true,
        }
    }

    /// Whether the operators of patterns (`LIKE`, `~`) take this type. Unknown types are taken to.
    #[must_use]
    pub fn takes_patterns(&self) -> bool {
        const OTHERS: &[&str] = &[
            "int2",
            "int4",
            "int8",
            "numeric",
            "float4",
            "float8",
            "bool",
            "uuid",
            "date",
            "time",
            "timetz",
            "timestamp",
            "timestamptz",
            "interval",
            "json",
            "jsonb",
        ];
        !self.built_in_name().is_some_and(|name| OTHERS.contains(&name))
    }
}

/// `12`, `-3`, also `0x1F` and `1_000`.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && (digits.starts_with('0') || digits.chars().all(|c| c.is_ascii_digit() || c == '_'))
}

fn is_number(text: &str) -> bool {
    let plain = text.replace('_', "");
    is_whole(text) || plain.parse::<f64>().is_ok()
}

/// The words for true and false, and their beginnings.
fn is_bool(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let begins = |word: &str| word.starts_with(&text);
    match text.as_str() {
        "" | "o" => false,
        "1" | "0" => true,
        _ => ["true", "false", "yes", "no", "on", "off"].into_iter().any(begins),
    }
}

/// 32 hexadecimal digits, with or without braces and hyphens.
fn is_uuid(text: &str) -> bool {
    let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or(text);
    let digits = inner.chars().filter(|c| *c != '-');
    digits.clone().count() == 32 && digits.clone().all(|c| c.is_ascii_hexdigit())
}

/// Something with a digit, or a word that stands for a moment.
fn is_moment(text: &str) -> bool {
    const WORDS: &[&str] = &["now", "today", "tomorrow", "yesterday", "epoch", "infinity", "-infinity", "+infinity"];
    text.chars().any(|c| c.is_ascii_digit()) || WORDS.contains(&text.to_ascii_lowercase().trim_end_matches("()"))
}

#[cfg(test)]
mod tests {
    use super::SqlType;

    #[test]
    fn types_take_what_postgresql_takes() {
        let taken: &[(&str, &[&str])] = &[
            ("int4", &["1", " -12 ", "0x1f", "1_000"]),
            ("numeric", &["1.5", "-3e4", "NaN", "7"]),
            ("bool", &["t", "TRUE", "off", "n", "1"]),
            ("uuid", &["a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "{A0EEBC999C0B4EF8BB6D6BB9BD380A11}"]),
            ("timestamptz", &["2024-01-02T03:04:05Z", "now()", "today", "Jan 1 2020"]),
            ("text", &["anything", ""]),
        ];
        for (ty, texts) in taken {
            assert!(texts.iter().all(|text| SqlType::pg(ty).accepts(text)), "{ty}: {texts:?}");
        }
        assert!(SqlType::pg("text").array_of().accepts("{a,b}"));
    }

    #[test]
    fn types_refuse_what_postgresql_refuses() {
        let refused: &[(&str, &[&str])] = &[
            ("int4", &["", "allowed", "1.5", "12px", "null", "true"]),
            ("numeric", &["", "free", "1,5"]),
            ("bool", &["", "o", "active", "2"]),
            ("uuid", &["", "0", "me", "00000000-0000-0000-0000-00000000000"]),
            ("timestamptz", &["", "null", "never"]),
        ];
        for (ty, texts) in refused {
            assert!(!texts.iter().any(|text| SqlType::pg(ty).accepts(text)), "{ty}: {texts:?}");
        }
        assert!(!SqlType::pg("text").array_of().accepts("a"));
        assert!(!SqlType::pg("uuid").takes_patterns() && SqlType::pg("varchar").takes_patterns());
    }
}
