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
    let is_sample = is_reserved(&domain) || SAMPLES.contains(&domain.as_str());
    let is_nobody =
        matches!(local.as_str(), "test" | "user" | "you" | "name" | "foo" | "email" | "someone" | "john" | "jane")
            || local.starts_with("your")
            || local.starts_with("test");
    let has_top = domain.rsplit_once('.').is_some_and(|(host, top)| !host.is_empty() && top.len() >= 2);
    !local.is_empty() && is_name(&local) && is_name(&domain) && has_top && !is_sample && !is_nobody
}

/// Whether a domain is one that nobody can have: reserved by RFC 2606 and its like, or under an end that is not given out.
pub(super) fn is_reserved(domain: &str) -> bool {
    domain.starts_with("example.")
        || [".example", ".test", ".invalid", ".local", ".localhost", ".demo"].iter().any(|end| domain.ends_with(end))
}

/// The domains of the addresses in a text; a module has none: `supabase-js@2.39.3`.
pub(super) fn domains(text: &str) -> impl Iterator<Item = &str> {
    let is_domain = |domain: &&str| {
        domain.rsplit_once('.').is_some_and(|(_, top)| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
    };
    let parts = words(text).filter_map(|word| word.split_once('@'));
    parts.filter(|(local, _)| !local.is_empty() && !local.contains('/')).map(|(_, domain)| domain).filter(is_domain)
}

/// Whether such an address stands in a text.
pub(super) fn has_real(text: &str) -> bool {
    text.contains('@') && words(text).any(is_real)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "'\"`<>()[],;:|*".contains(c)).map(|word| word.trim_end_matches('.'))
}
