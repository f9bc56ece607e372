//! What stands for a secret, in documentation, samples and fields of forms.

/// What documentation writes in place of a value.
pub(super) fn is_placeholder(value: &str) -> bool {
    const WORDS: [&str; 24] = [
        "your",
        "xxxx",
        "example",
        "placeholder",
        "changeme",
        "dummy",
        "...",
        "replace",
        "redacted",
        "sample",
        "synth",
        "1234567890",
        "abcdef",
        "test_key",
        "fake",
        "encoded",
        "generate",
        "config",
        "secret_key",
        "process.env",
        // The token that GitHub's manual prints, behind any of its beginnings, and the key id of Amazon's.
        "16c7e42f292c6912e7710c838347ae178b4a",
        "akiaiosfodnn7",
        // The first accounts of every local Ethereum node.
        "ac0974bec39a17e36ba4a6b4d238ff94",
        "59c6995e998f97a5a0044966f0945389",
    ];
    let lower = value.to_ascii_lowercase();
    WORDS.iter().any(|w| lower.contains(w))
}

/// `a1b2c3d4e5`, `9876543210`: letters and digits in their order are an illustration.
pub(super) fn is_sequence(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    ["a1b2c3", "1a2b3c", "0123456789", "9876543210", "abcdefgh", "qwerty", "z9y8x7"].iter().any(|s| lower.contains(s))
}

/// A real key mixes letters and digits; a word with a familiar beginning does not.
pub(super) fn is_varied(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    digits >= 4 && letters >= 8
}

/// Whether the text that a value stands in is named as one for show: `testExample: "Token: …"`, `placeholder="…"`.
/// `before` is the line up to the value.
pub(super) fn is_for_show(before: &str) -> bool {
    let Some(quote) = before.rfind(['"', '\'', '`']) else { return false };
    let assigned = before.get(..quote).unwrap_or("").trim_end().trim_end_matches(['{', '(']).trim_end();
    let Some(name) = assigned.strip_suffix([':', '=']).map(str::trim_end) else { return false };
    let name = name.to_ascii_lowercase();
    ["example", "examples", "sample", "placeholder"].iter().any(|end| name.ends_with(end))
}

/// Whether a long value is drawn by chance, as keys are: letters and digits mixed, and no words joined by hyphens.
pub(super) fn is_random(value: &str) -> bool {
    const SHORTEST: usize = 20;
    /// Bits of a character. The digits of a random key have four; a text that repeats itself has fewer.
    const BITS: f64 = 3.0;
    if value.len() < SHORTEST {
        return false;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    if digits < 4 || letters < 4 {
        return false;
    }
    let parts = value.split(|c: char| !c.is_ascii_alphanumeric());
    let readable: usize = parts.filter(|p| is_readable(p)).map(str::len).sum();
    readable * 5 < (digits + letters) * 2 && entropy(value) >= BITS
}

/// `live`, `Harbour`, `2026`: a word or a number.
fn is_readable(part: &str) -> bool {
    let rest = part.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(part);
    rest.bytes().all(|b| b.is_ascii_lowercase())
        || part.bytes().all(|b| b.is_ascii_uppercase())
        || part.bytes().all(|b| b.is_ascii_digit())
}

/// How many bits a character of it tells (Shannon), from how often each stands in it.
fn entropy(value: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let len = f64::from(u32::try_from(value.len()).unwrap_or(u32::MAX));
    let shares = counts.iter().filter(|c| **c > 0).map(|c| f64::from(*c) / len);
    -shares.map(|share| share * share.log2()).sum::<f64>()
}
