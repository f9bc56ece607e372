//! The plain names of packages.

/// The plain name of the package that a specifier names, whatever registry it comes from: `stripe` for
/// `npm:stripe@14.1.0`, `https://esm.sh/stripe@14?target=deno` and `stripe/lib/x`; `std/http` for Deno's library.
#[must_use]
pub fn package_name(specifier: &str) -> String {
    let specifier = specifier.split('?').next().unwrap_or(specifier);
    for registry in ["npm:", "jsr:", "node:"] {
        if let Some(rest) = specifier.strip_prefix(registry) {
            return without_version(rest.trim_start_matches('/'));
        }
    }
    let Some(url) = specifier.strip_prefix("https://").or_else(|| specifier.strip_prefix("http://")) else {
        return without_version(specifier);
    };
    let Some((host, path)) = url.split_once('/') else { return url.to_owned() };
    match host {
        "deno.land" => path.strip_prefix("x/").map_or_else(|| of_standard_library(path), without_version),
        "esm.sh" | "cdn.skypack.dev" | "esm.run" | "unpkg.com" => {
            let path = path.split_once('/').filter(|(v, _)| is_build_tag(v)).map_or(path, |(_, rest)| rest);
            without_version(path)
        }
        "cdn.jsdelivr.net" => without_version(path.strip_prefix("npm/").unwrap_or(path)),
        _ => url.to_owned(),
    }
}

/// `std/http` for `std@0.190.0/http/server.ts`.
fn of_standard_library(path: &str) -> String {
    let mut parts = path.split('/');
    let library = parts.next().map_or("std", |p| p.split('@').next().unwrap_or(p));
    format!("{library}/{}", parts.next().unwrap_or_default())
}

/// `v135` of `https://esm.sh/v135/stripe`, `stable`.
fn is_build_tag(part: &str) -> bool {
    part == "stable" || part.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// `@scope/name@1.2/sub` is `@scope/name`.
fn without_version(path: &str) -> String {
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or(path);
    let cut = |part: &str| part.split('@').next().unwrap_or(part).to_owned();
    match first.strip_prefix('@') {
        Some(scope) => format!("@{scope}/{}", cut(parts.next().unwrap_or_default())),
        None => cut(first),
    }
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn packages_of_every_registry_have_one_name() {
        for specifier in [
            "stripe",
            "stripe/lib/x",
            "npm:stripe@14.1.0",
            "https://esm.sh/stripe@14?target=deno",
            "https://esm.sh/v135/stripe@14",
        ] {
            assert_eq!(package_name(specifier), "stripe", "{specifier}");
        }
        assert_eq!(package_name("https://esm.sh/@supabase/supabase-js@2.39.0"), "@supabase/supabase-js");
        assert_eq!(package_name("jsr:@supabase/supabase-js@2"), "@supabase/supabase-js");
        assert_eq!(package_name("https://deno.land/std@0.190.0/http/server.ts"), "std/http");
        assert_eq!(package_name("node:crypto"), "crypto");
    }
}
