//! Lists of hosts, of packages and of environment variables.

use std::borrow::Cow;

use serde::Deserialize;

/// Hosts; each stands for itself and its subdomains. One may carry a path (`replit.com/oidc`) or a port.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Hosts(pub Vec<String>);

impl Hosts {
    /// The entry that `url` falls under. The scheme may be absent.
    #[must_use]
    pub fn find(&self, url: &str) -> Option<&str> {
        self.find_at(Url::of(url))
    }

    /// The same of a URL that is taken apart already.
    #[must_use]
    pub fn find_at(&self, url: Url<'_>) -> Option<&str> {
        self.0.iter().find(|host| url.is_on(host)).map(String::as_str)
    }
}

/// Whether `url` falls under one host, as an entry of [`Hosts`]. The scheme may be absent.
#[must_use]
pub fn is_on_host(url: &str, host: &str) -> bool {
    Url::of(url).is_on(host)
}

/// A URL without its scheme and the user before the host: what is compared with the hosts of many lists.
#[derive(Clone, Copy, Debug)]
pub struct Url<'u> {
    text: &'u str,
    /// The host and the port.
    authority: &'u str,
}

impl<'u> Url<'u> {
    /// Takes a URL apart.
    #[must_use]
    pub fn of(url: &'u str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let text = rest.rsplit_once('@').filter(|(user, _)| !user.contains('/')).map_or(rest, |(_, host)| host);
        Self { text, authority: text.split(['/', '?', '#']).next().unwrap_or("") }
    }

    /// Whether it begins with `host` or a subdomain of it.
    fn is_on(self, host: &str) -> bool {
        // The host may start at each label: texts are many, so none is searched for a host where none can start.
        let labels = std::iter::once(0).chain(self.authority.match_indices('.').map(|(dot, _)| dot + 1));
        labels
            .filter_map(|start| self.text.get(start..)?.strip_prefix(host))
            .any(|after| after.is_empty() || after.starts_with(['/', ':', '?', '#']))
    }
}

/// Names of packages; `*` at the end stands for any rest.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Packages(pub Vec<String>);

impl Packages {
    /// Whether a package, or an import of it, is on the list: `stripe`, `stripe/lib`, `npm:stripe@14`,
    /// `https://esm.sh/stripe@14?target=deno`.
    #[must_use]
    pub fn has(&self, specifier: &str) -> bool {
        self.has_name(&package_name(specifier))
    }

    /// Whether a package whose plain name is known is on the list ([`package_name`]).
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.0.iter().any(|entry| match entry.strip_suffix('*') {
            Some(prefix) => name.starts_with(prefix),
            None => name.strip_prefix(entry.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        })
    }
}

/// What a specifier names, without registry, version and query; a path into the package is kept.
pub(super) fn package_name(specifier: &str) -> Cow<'_, str> {
    let is_plain = !specifier.contains([':', '?']) && !specifier.strip_prefix('@').unwrap_or(specifier).contains('@');
    if is_plain { Cow::Borrowed(specifier) } else { Cow::Owned(plain_name(specifier)) }
}

fn plain_name(specifier: &str) -> String {
    const REGISTRIES: &[&str] =
        &["npm:", "jsr:", "https://esm.sh/", "https://cdn.skypack.dev/", "https://cdn.jsdelivr.net/npm/"];
    let rest = REGISTRIES.iter().find_map(|r| specifier.strip_prefix(r)).unwrap_or(specifier);
    let rest = rest.split('?').next().unwrap_or(rest);
    let parts = rest.split('/').map(|part| match part.char_indices().skip(1).find(|(_, c)| *c == '@') {
        Some((at, _)) => part.get(..at).unwrap_or(part),
        None => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Names of environment variables, or values of them; `*` stands for any run of characters. Case does not count.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Globs(pub Vec<String>);

impl Globs {
    /// Whether `name` is on the list.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        self.0.iter().any(|glob| glob_matches(&glob.to_lowercase(), &name))
    }
}

/// Whether `text` fits `glob`: its pieces between the stars occur in order, the first at the start, the last at the end.
fn glob_matches(glob: &str, text: &str) -> bool {
    let Some((first, rest)) = glob.split_once('*') else { return glob == text };
    let Some(mut text) = text.strip_prefix(first) else { return false };
    let (middle, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    for piece in middle.split('*') {
        let Some(at) = text.find(piece) else { return false };
        text = text.get(at + piece.len()..).unwrap_or("");
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::{Globs, Hosts, Packages};

    fn list(items: &[&str]) -> Vec<String> {
        items.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn hosts_take_their_subdomains_and_no_other() {
        let hosts = Hosts(list(&["openai.azure.com", "api.openai.com", "replit.com/oidc", "127.0.0.1:1106"]));
        assert_eq!(hosts.find("https://api.openai.com/v1/chat"), Some("api.openai.com"));
        assert_eq!(hosts.find("https://shop.openai.azure.com"), Some("openai.azure.com"));
        assert_eq!(hosts.find("http://127.0.0.1:1106/token"), Some("127.0.0.1:1106"));
        assert_eq!(hosts.find("https://replit.com/oidc"), Some("replit.com/oidc"));
        assert_eq!(hosts.find("https://evil.com/api.openai.com"), None);
        assert_eq!(hosts.find("https://api.openai.com.evil.com"), None);
        assert_eq!(hosts.find("https://notapi.openai.com"), None);
    }

    #[test]
    fn packages_are_found_in_every_spelling_of_an_import() {
        let packages = Packages(list(&["stripe", "@sentry/*", "hono/jwt"]));
        for found in [
            "stripe",
            "stripe/lib",
            "npm:stripe@14.1",
            "https://esm.sh/stripe@14?target=deno",
            "@sentry/react",
            "npm:@sentry/deno@8",
            "hono/jwt",
        ] {
            assert!(packages.has(found), "{found}");
        }
        for other in ["stripes", "@stripe/stripe-js", "./stripe", "hono"] {
            assert!(!packages.has(other), "{other}");
        }
    }

    #[test]
    fn globs_take_runs_of_characters() {
        let globs = Globs(list(&["*SECRET*", "DATABASE_URL", "your-*", "*_DSN"]));
        assert!(globs.has("JWT_SECRET") && globs.has("STRIPE_SECRET_KEY") && globs.has("DATABASE_URL"));
        assert!(globs.has("your-key") && globs.has("SENTRY_DSN"));
        assert!(!globs.has("MY_DATABASE_URL") && !globs.has("not-your-key") && !globs.has("DSN_X"));
    }
}
