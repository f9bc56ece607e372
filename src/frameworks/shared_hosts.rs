//! Hosts under which anybody can publish: a name that ends in one of them says nothing about whose it is.

/// The shared part of such hosts.
const SHARED: [&str; 30] = [
    "lovable.app",
    "lovableproject.com",
    "lovable.dev",
    "vercel.app",
    "netlify.app",
    "github.io",
    "web.app",
    "firebaseapp.com",
    "pages.dev",
    "workers.dev",
    "herokuapp.com",
    "onrender.com",
    "replit.app",
    "repl.co",
    "replit.dev",
    "bolt.host",
    "webcontainer.io",
    "base44.app",
    "fly.dev",
    "railway.app",
    "surge.sh",
    "ngrok.io",
    "ngrok-free.app",
    "azurewebsites.net",
    "cloudfront.net",
    "amplifyapp.com",
    "vusercontent.net",
    "glitch.me",
    "stackblitz.io",
    "emergentagent.com",
];

/// Whether a text is a shared host, or ends or begins as one: `.lovable.app`, `vercel.app`.
pub(crate) fn is_shared(text: &str) -> bool {
    let text = text.trim_start_matches("https://").trim_matches(['.', '-', '*', '/']);
    SHARED.contains(&text)
}

/// Whether the text of a regular expression takes every name under a shared host.
pub(crate) fn pattern_takes_shared(pattern: &str) -> bool {
    let plain = pattern.replace('\\', "");
    SHARED.iter().any(|host| plain.contains(&format!(".{host}")) && plain.contains(['+', '*']))
}
