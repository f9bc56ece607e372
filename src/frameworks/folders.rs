//! Folders that frameworks and platforms make.

/// Build output and caches: what lies in them was made from the sources.
pub(crate) const MADE: &[&str] = &[
    ".next",
    ".output",
    ".turbo",
    ".vercel",
    ".netlify",
    ".nuxt",
    ".svelte-kit",
    ".parcel-cache",
    ".expo",
    ".angular",
    ".vite",
    ".wrangler",
    ".docusaurus",
    ".vinxi",
    ".tanstack",
    ".nitro",
    ".pythonlibs",
    ".upm",
    "storybook-static",
];

/// The folder that holds an app's backend …
pub(crate) const BACKEND: &str = "supabase";
/// … told by this file …
pub(crate) const BACKEND_FILE: &str = "config.toml";
/// … or one of these folders in it.
pub(crate) const BACKEND_PARTS: [&str; 2] = ["migrations", "functions"];

/// Files at an app's root that tell a host how to build and serve it.
pub(crate) const HOSTED_BY: [&str; 5] = [".replit", "fly.toml", "vercel.json", "netlify.toml", "Dockerfile"];

/// Those of them and others by which a serverless host runs an app.
pub(crate) const SERVERLESS: [&str; 4] = ["vercel.json", "netlify.toml", "wrangler.toml", "wrangler.jsonc"];

/// Whether a word, in small letters, names a company that runs apps.
pub(crate) fn is_host(word: &str) -> bool {
    const HOSTS: [&str; 12] = [
        "vercel",
        "netlify",
        "render",
        "render.com",
        "fly.io",
        "railway",
        "cloudflare",
        "heroku",
        "firebase",
        "amplify",
        "digitalocean",
        "hetzner",
    ];
    HOSTS.contains(&word.trim_end_matches('.'))
}
