//! Addresses of the app, and what may answer at them.

/// What stands in an address for a part that is put together at run time.
pub(super) const HOLE: &str = "{}";

/// Whether an address, perhaps with holes (`/api/orders/{}/close`), may be one of those that a route stands for
/// (`/api/orders/:id/close`, `/api/[...rest]`).
pub(super) fn may_be(route: &str, address: &str) -> bool {
    let parts = |text: &'_ str| text.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    fits(&parts(route), &parts(address))
}

/// Whether a route answers whatever is asked.
pub(super) fn answers_all(route: &str) -> bool {
    route.trim_start_matches('/').split('/').next().is_some_and(takes_rest)
}

fn fits(route: &[String], address: &[String]) -> bool {
    match (route.split_first(), address.split_first()) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some((part, _)), _) if takes_rest(part) => true,
        (Some((part, rest)), None) => part.ends_with('?') && fits(rest, address),
        (Some((part, rest)), Some((asked, behind))) => {
            // What is put behind a name may be a query, or another segment: `/api/orders${suffix}`.
            let goes_on = behind.is_empty() && asked != HOLE && asked.ends_with(HOLE);
            takes(part, asked) && (goes_on || fits(rest, behind)) || part.ends_with('?') && fits(rest, address)
        }
    }
}

/// `*`, `[...slug]`, `[[...slug]]`, `:path*`, `(.*)`.
fn takes_rest(part: &str) -> bool {
    part.contains('*') || part.starts_with("[...") || part.starts_with("[[...") || part == "$"
}

fn takes(part: &str, asked: &str) -> bool {
    let is_parameter = part.starts_with([':', '[', '$']) || part.contains(HOLE);
    is_parameter
        || match asked.split_once(HOLE) {
            Some((before, behind)) => part.starts_with(before) && (behind.contains(HOLE) || part.ends_with(behind)),
            None => part.trim_end_matches('?').eq_ignore_ascii_case(asked),
        }
}

/// The path of an address, without what follows it: a query, the end of an attribute in a mail.
pub(super) fn path_of(text: &str) -> &str {
    let end = text
        .find(|c: char| matches!(c, '?' | '#' | '"' | '\'' | '<' | '>' | ')' | '\\' | '&' | ',') || c.is_whitespace());
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::{may_be, path_of};

    #[test]
    fn routes_take_addresses() {
        assert!(may_be("/api/boats/[id]/sail", "/api/boats/{}/sail"));
        assert!(may_be("/api/boats", "/api/boats{}"));
        assert!(may_be("/api/auth/[...all]", "/api/auth/sign-in/email"));
        assert!(may_be("/boats/:id?", "/boats"));
        assert!(may_be("/api/boats/sail", "/api/boats/{}"));
        assert!(!may_be("/api/boats/:id", "/api/boats/{}/sail"));
        assert!(!may_be("/api/boats", "/api/boats/{}"));
    }

    #[test]
    fn paths_end_where_the_address_does() {
        assert_eq!(path_of("/boats?sort=name"), "/boats");
        assert_eq!(path_of("/boats/{}\">See</a>"), "/boats/{}");
    }
}
