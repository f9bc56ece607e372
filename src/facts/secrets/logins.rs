//! Logins of databases: an address with the password in it, and a password beside the host that it opens.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{SecretFact, SecretKind, fillers::is_placeholder};
use crate::source::{span::Range, text::stable_hash};

/// The password in `scheme://user:password@host`, where it is a value and the host is not this machine.
pub(super) fn password_in(url: &str) -> Option<&str> {
    let (credentials, rest) = url.split_once("://").and_then(|(_, rest)| rest.rsplit_once('@'))?;
    let (_, password) = credentials.split_once(':')?;
    let host = rest.split(['/', ':', '?']).next().unwrap_or(rest);
    (is_remote(host) && is_value(password)).then_some(password)
}

/// Whether a host is a real one, and not this machine, a container beside it, or an illustration.
fn is_remote(host: &str) -> bool {
    const RESERVED: [&str; 6] = [".test", ".invalid", ".local", "example.com", "example.org", "example.net"];
    let is_local = matches!(host, "127.0.0.1" | "0.0.0.0" | "host.docker.internal");
    host.contains('.')
        && !is_local
        && !host.contains(['$', '{', '<', '['])
        && !RESERVED.iter().any(|end| host.ends_with(end))
}

/// Whether a password is one, and not a word or a template for one.
fn is_value(password: &str) -> bool {
    const WORDS: [&str; 9] = ["postgres", "pass", "secret", "pwd", "user", "admin", "root", "example", "supabase"];
    let lower = password.to_ascii_lowercase();
    password.len() >= 6
        && !WORDS.contains(&lower.as_str())
        && !lower.contains("password")
        && !is_template(password)
        && !is_placeholder(password)
}

/// `${PASS}`, `<password>`, `****`, `%s`; `%2A` is a character that was encoded.
fn is_template(password: &str) -> bool {
    let after = |mark: char| password.match_indices(mark).filter_map(|(at, _)| password.get(at + 1..));
    let is_encoded = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit());
    password.contains(['{', '[', '<'])
        || password.contains("**")
        || after('$').any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '(' | '_')))
        || after('%').any(|rest| !is_encoded(rest))
}

/// Where a password is named.
static NAMES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(["password"]).ok());

/// So many lines around a password its host is looked for in.
const NEAR: usize = 8;

/// Passwords of databases whose host stands a few lines away: `PGPASSWORD=…` before `psql -h …`, the arguments of a
/// client. Only in quotes where it is code.
pub(super) fn in_parts(text: &str, is_code: bool) -> Vec<SecretFact> {
    let Some(names) = NAMES.as_ref() else { return Vec::new() };
    let found = names.find_iter(text).filter_map(|hit| {
        let before = text.get(..hit.start())?;
        let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
        let name = text.get(start..hit.end())?.to_ascii_lowercase();
        let is_login = matches!(
            name.as_str(),
            "password"
                | "pgpassword"
                | "db_password"
                | "database_password"
                | "postgres_password"
                | "supabase_db_password"
        );
        let value = value_after(text.get(hit.end()..).filter(|_| is_login)?, is_code)?;
        let at = value.as_ptr() as usize - text.as_ptr() as usize;
        let is_one = is_value(value) && opens_remote_database(text, at, is_code);
        is_one.then(|| SecretFact {
            range: Range::new(at, at + value.len()),
            kind: SecretKind::DatabaseUrl,
            digest: stable_hash(value.bytes()),
            name: None,
        })
    });
    found.collect()
}

/// The value behind a name: `: 'value'`, `="value"`, `=value`, `": "value"`.
fn value_after(rest: &str, needs_quote: bool) -> Option<&str> {
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest).trim_start_matches(' ');
    let rest = rest.strip_prefix(['=', ':']).filter(|r| !r.starts_with(['=', ':']))?.trim_start_matches(' ');
    match rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) {
        Some(quote) => {
            let value = rest.get(1..)?;
            let end = value.find([quote, '\n'])?;
            value.get(..end).filter(|v| !v.contains(char::is_whitespace))
        }
        None if needs_quote => None,
        None => {
            let end = rest.find(|c: char| c.is_whitespace() || ";,\"'`\\".contains(c)).unwrap_or(rest.len());
            rest.get(..end)
        }
    }
}

/// Where the lines around a place begin and end.
fn lines_around(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or("");
    let start = before.rmatch_indices('\n').nth(NEAR).map_or(0, |(i, _)| i + 1);
    let after = text.get(at..).unwrap_or("");
    let end = after.match_indices('\n').nth(NEAR).map_or(text.len(), |(i, _)| at + i);
    (start, end)
}

/// Whether the lines around a password speak of a database, and the host nearest to it (`host: "…"`, `DB_HOST=…`,
/// `-h …`) is a real one. In code a host without quotes is a variable.
fn opens_remote_database(text: &str, at: usize, is_code: bool) -> bool {
    const DATABASE: [&str; 9] = ["database", "dbname", "db_", "postgres", "psql", "mysql", "5432", "6543", "3306"];
    let (start, end) = lines_around(text, at);
    let lower = text.get(start..end).unwrap_or("").to_ascii_lowercase();
    let place = at - start;
    let lines_between = |mark: usize| {
        let between = lower.get(mark.min(place)..mark.max(place)).unwrap_or("");
        between.bytes().filter(|b| *b == b'\n').count()
    };
    let marks =
        ["host", " -h "].iter().flat_map(|mark| lower.match_indices(mark).map(|(at, mark)| at + mark.len() - 1));
    let hosts = marks.filter_map(|at| {
        let (host, is_quoted) = host_behind(lower.get(at + 1..)?, lower.get(at..=at)? == " ")?;
        Some((lines_between(at), is_remote(host) && (is_quoted || !is_code)))
    });
    let nearest = hosts.min_by_key(|(distance, _)| *distance);
    nearest.is_some_and(|(_, is_remote)| is_remote) && DATABASE.iter().any(|word| lower.contains(word))
}

/// The host that is assigned behind its name, and whether it stands in quotes; empty where it is a variable.
fn host_behind(rest: &str, is_option: bool) -> Option<(&str, bool)> {
    let assigned = rest.trim_start_matches(['"', '\'']).trim_start_matches(' ').strip_prefix(['=', ':']);
    let value = if is_option { rest } else { assigned? }.trim_start_matches(' ');
    let bare = value.trim_start_matches(['"', '\'']);
    let end = bare.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(bare.len());
    Some((bare.get(..end)?, bare.len() < value.len()))
}

#[cfg(test)]
mod tests {
    use super::{in_parts, password_in};

    #[test]
    fn a_password_beside_its_host_is_a_login() {
        let client = "new Client({ host: \"eu-1.pooler.harbour-db.io\",\n  port: 5432,\n  password: 'Spinnaker42' })";
        assert_eq!(in_parts(client, true).len(), 1);
        let script = "DB_HOST=\"eu-1.pooler.harbour-db.io\"\nDB_USER=kelp\nDB_PASSWORD=\"Drift*7nE!x2\"\n";
        assert_eq!(in_parts(script, false).len(), 1);
        assert_eq!(in_parts("PGPASSWORD=Spinnaker42 psql -h eu-1.pooler.harbour-db.io -U kelp", false).len(), 1);
    }

    #[test]
    fn templates_local_hosts_and_other_services_are_none() {
        for harmless in [
            "PGPASSWORD=Spinnaker42 psql -h localhost -U kelp",
            "psql -h eu-1.pooler.harbour-db.io\nPGPASSWORD=Spinnaker42 psql -h localhost -U kelp",
            "PGPASSWORD=$(cat .secret) psql -h eu-1.pooler.harbour-db.io",
            "PGPASSWORD=... psql -h eu-1.pooler.harbour-db.io",
            "PGPASSWORD=your-password psql -h eu-1.pooler.harbour-db.io",
            "createTransport({ host: 'mail.harbour.io', password: 'Spinnaker42' })",
            "new Client({ host: process.env.DB_HOST, database: 'kelp', password: 'Spinnaker42' })",
            "password: process.env.PASSWORD, database: 'kelp', host: 'eu-1.harbour-db.io'",
        ] {
            assert_eq!(in_parts(harmless, harmless.starts_with("new")).len(), 0, "{harmless}");
        }
    }

    #[test]
    fn the_password_of_an_address_is_told_from_a_template() {
        assert_eq!(password_in("postgres://kelp:Buoy$tide91@db.harbour.io/kelp"), None);
        assert_eq!(password_in("postgres://kelp:Buoy*91%2Ax@db.harbour.io/kelp"), Some("Buoy*91%2Ax"));
        assert_eq!(password_in("postgres://kelp:********@db.harbour.io/kelp"), None);
    }
}
