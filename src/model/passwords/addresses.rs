//! Which e-mail addresses belong to an account that may be there, and which are made up.

/// Domains that samples and tries are written with. Those of RFC 2606 are told by their ends.
const SAMPLES: [&str; 10] = [
    "test.com",
    "email.com",
    "mail.com",
    "domain.com",
    "yourdomain.com",
    "user.com",
    "company.com",
    "yourcompany.com",
    "site.com",
    "yoursite.com",
];

/// Whether a text is the address of an account, and not of one that is made up.
pub(super) fn is_real(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let domain = domain.to_ascii_lowercase();
    let local = local.to_ascii_lowercase();
    let is_name =
        |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+'));
    let is_reserved = domain.starts_with("example.")
        || [".example", ".test", ".invalid", ".local", ".localhost"].iter().any(|end| domain.ends_with(end))
        || SAMPLES.contains(&domain.as_str());
    let is_nobody =
        matches!(local.as_str(), "test" | "user" | "you" | "name" | "foo" | "email" | "someone" | "john" | "jane")
            || local.starts_with("your")
            || local.starts_with("test");
    let has_top = domain.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2);
    !local.is_empty() && is_name(&local) && is_name(&domain) && has_top && !is_reserved && !is_nobody
}

/// Whether such an address stands in a text.
pub(super) fn has_real(text: &str) -> bool {
    text.contains('@')
        && text
            .split(|c: char| c.is_whitespace() || "'\"`<>()[],;:|*".contains(c))
            .any(|word| is_real(word.trim_end_matches('.')))
}
