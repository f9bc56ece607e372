//! Files that hold data of what look like real people, found by their e-mail addresses and telephone numbers. Only how
//! many there are is kept.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// How many people's data a file seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleFact {
    /// Different addresses at providers where people have their own mailbox.
    pub addresses: usize,
    /// Different telephone numbers, of rows that also hold such an address or of a list with a column for them.
    pub numbers: usize,
}

/// Fewer may be the makers of the app, or contacts that are meant to be known.
const FEWEST: usize = 4;

/// Where people have mailboxes of their own.
const PROVIDERS: [&str; 24] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.",
    "hotmail.",
    "outlook.",
    "live.com",
    "icloud.com",
    "me.com",
    "aol.com",
    "gmx.",
    "web.de",
    "t-online.de",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "libero.it",
    "uol.com.br",
    "bol.com.br",
    "terra.com",
    "proton",
    "mail.ru",
    "yandex.",
    "qq.com",
];
/// Beginnings of addresses that somebody made up.
const MADE_UP: [&str; 14] = [
    "test", "user", "demo", "admin", "example", "sample", "fake", "foo", "bar", "your", "name", "email", "john.doe",
    "jane.doe",
];

/// What a text of rows says about people; `None` where it is about few.
#[must_use]
pub fn scan(text: &str) -> Option<PeopleFact> {
    let mut addresses = BTreeSet::new();
    for (at, _) in text.match_indices('@') {
        addresses.extend(address(text, at));
    }
    let numbers = if addresses.len() >= FEWEST || lists_numbers(text) { telephone_numbers(text) } else { 0 };
    (addresses.len() >= FEWEST || numbers >= FEWEST).then_some(PeopleFact { addresses: addresses.len(), numbers })
}

/// The address around an `@`, where a person seems to have it.
fn address(text: &str, at: usize) -> Option<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let before = text.get(..at)?;
    let start =
        before.rfind(|c: char| !is_part(c)).map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let after = text.get(at + 1..)?;
    let end = after.find(|c: char| !is_part(c)).unwrap_or(after.len());
    let (local, host) = (before.get(start..)?.to_ascii_lowercase(), after.get(..end)?.to_ascii_lowercase());
    let is_real = local.len() >= 3
        && PROVIDERS.iter().any(|p| host.starts_with(p))
        && !MADE_UP.iter().any(|m| local.starts_with(m));
    is_real.then(|| format!("{local}@{host}"))
}

/// Whether the first line of a list names a column for telephone numbers and one for a person.
fn lists_numbers(text: &str) -> bool {
    let header = text.lines().next().unwrap_or("").to_ascii_lowercase();
    let has = |words: &[&str]| header.split([',', ';', '\t']).any(|c| words.iter().any(|w| c.contains(w)));
    has(&["phone", "telefon", "mobile", "celular", "whatsapp"]) && has(&["name", "nome", "nombre", "nom"])
}

/// Different runs of nine digits or more that are written as telephone numbers and not reserved for examples.
fn telephone_numbers(text: &str) -> usize {
    let mut numbers = BTreeSet::new();
    for field in text.split([',', ';', '\t', '\n', '"', '\'']) {
        let field = field.trim();
        let digits: String = field.chars().filter(char::is_ascii_digit).collect();
        let is_written = field.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.'));
        let is_reserved = field.contains("555") || digits.contains("0000") || digits.contains("1234567");
        if is_written && (9..=15).contains(&digits.len()) && !is_reserved && field.starts_with(['+', '0', '(']) {
            numbers.insert(digits);
        }
    }
    numbers.len()
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn rows_of_people_are_counted() {
        let text = "name,email\nA,anke.brandt@gmail.com\nB,b.celik77@gmx.de\nC,cora.d@outlook.com\nD,dirk_e@web.de\n";
        assert_eq!(scan(text).map(|p| p.addresses), Some(4));
        let numbers = "Name;Telefon\nA;+49 151 40817263\nB;+49 151 40817264\nC;0171 5081723\nD;0171 5081724\n";
        assert_eq!(scan(numbers).map(|p| p.numbers), Some(4));
    }

    #[test]
    fn invented_people_are_none() {
        assert!(scan("user1@gmail.com test2@gmail.com demo3@gmail.com john.doe@gmail.com").is_none());
        assert!(scan("a@example.com b@example.org c@kiosk.example d@shop.test").is_none());
        assert!(scan("name,phone\nA,+1 555 0101\nB,+1 555 0102\nC,+1 555 0103\nD,+1 555 0104").is_none());
    }
}
