//! Paths that middleware is given as globs.

/// Whether a path fits a glob of `micromatch`: `*` within a segment, `**` over segments.
pub(super) fn glob(pattern: &str, path: &str) -> bool {
    fn segments(pattern: &[&str], path: &[&str]) -> bool {
        match (pattern.split_first(), path.split_first()) {
            (None, None) => true,
            (Some((&"**", rest)), _) => (0..=path.len()).any(|n| path.get(n..).is_some_and(|p| segments(rest, p))),
            (Some((p, rest)), Some((s, others))) => one(p, s) && segments(rest, others),
            _ => false,
        }
    }
    fn one(pattern: &str, segment: &str) -> bool {
        match pattern.split_once('*') {
            None => pattern == segment,
            Some((start, end)) => {
                segment.len() >= start.len() + end.len() && segment.starts_with(start) && segment.ends_with(end)
            }
        }
    }
    let pattern: Vec<&str> = pattern.trim_matches('/').split('/').collect();
    let path: Vec<&str> = path.trim_matches('/').split('/').take(20).collect();
    pattern.len() <= 20 && segments(&pattern, &path)
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn globs_take_segments() {
        assert!(glob("/api/auth/**", "/api/auth/join") && glob("/api/*", "/api/hello"));
        assert!(!glob("/api/*", "/api/a/b") && !glob("/auth/**", "/api/auth/x"));
        assert!(glob("/api/webhooks/*", "/api/webhooks/stripe"));
    }
}
