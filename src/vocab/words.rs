//! Names compared word by word: `planId`, `plan_id` and `Plan-ID` are the same three words.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;

/// A list of names, in which `*` stands for any number of whole words, none included: `*_email` takes `email` and
/// `customerEmail`, but not `emailed`. `!` before a pattern takes its names off the list again.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct Words {
    /// The patterns by one of their words, so that a name is compared with few.
    by_word: BTreeMap<String, Vec<Vec<String>>>,
    /// The patterns whose names are not on the list, whatever else takes them.
    except: Vec<Vec<String>>,
}

impl Words {
    /// Whether `name` is on the list.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.takes(&words_of(name).collect::<Vec<_>>())
    }

    /// The same of a name that is split already.
    #[must_use]
    pub fn takes<W: AsRef<str>>(&self, words: &[W]) -> bool {
        let may_match = words.iter().filter_map(|word| self.by_word.get(word.as_ref())).flatten();
        may_match.into_iter().any(|pattern| matches(pattern, words))
            && !self.except.iter().any(|pattern| matches(pattern, words))
    }

    /// Whether one of these words alone is on the list.
    #[must_use]
    pub fn takes_one_of<W: AsRef<str>>(&self, words: &[W]) -> bool {
        words.chunks(1).any(|word| self.takes(word))
    }

    /// Adds a pattern. One without a word (`*`) would take every name, and is left out.
    pub fn add(&mut self, pattern: &str) {
        if let Some(except) = pattern.strip_prefix('!') {
            self.except.push(split(except));
            return;
        }
        let words = split(pattern);
        let Some(word) = words.iter().rev().find(|w| *w != "*") else { return };
        self.by_word.entry(word.clone()).or_default().push(words);
    }

    /// Whether nothing is on the list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_word.is_empty()
    }
}

impl From<Vec<String>> for Words {
    fn from(patterns: Vec<String>) -> Self {
        let mut words = Self::default();
        for pattern in patterns {
            words.add(&pattern);
        }
        words
    }
}

/// `phoneNumber` for `phone_number`.
#[must_use]
pub fn camel_case(column: &str) -> String {
    let mut parts = column.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        let capital = letters.next().map(|c| c.to_ascii_uppercase());
        name + &capital.into_iter().chain(letters).collect::<String>()
    })
}

/// The words of a name, in lower case and without accents; a run of digits is a word, and so is `*`.
#[must_use]
pub fn split(name: &str) -> Vec<String> {
    words_of(name).map(Cow::into_owned).collect()
}

/// The same one by one, for those who look for some of them only. A word that is written as it is given costs nothing.
pub fn words_of(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| c.is_alphanumeric() || c == '*')?;
        let from = rest.get(start..)?;
        let (word, behind) = from.split_at_checked(word_end(from))?;
        rest = behind;
        Some(plain_word(word))
    })
}

/// Where the word ends that a text begins with.
fn word_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut before = chars.next().map(|(_, c)| c);
    while let Some((at, c)) = chars.next() {
        if starts_word(before, c, chars.peek().map(|(_, after)| *after)) {
            return at;
        }
        before = Some(c);
    }
    text.len()
}

/// A word in lower case and without accents.
fn plain_word(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'*') {
        Cow::Borrowed(word)
    } else if word.is_ascii() {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Owned(word.chars().flat_map(plain).collect())
    }
}

/// Whether a new word starts at `c`: after a separator, at `aB`, at the last capital of `ABc`, between letters and digits.
fn starts_word(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    let camel = before.is_lowercase() && c.is_uppercase();
    let end_of_capitals = before.is_uppercase() && c.is_uppercase() && after.is_some_and(char::is_lowercase);
    !c.is_alphanumeric()
        || !before.is_alphanumeric()
        || camel
        || end_of_capitals
        || before.is_numeric() != c.is_numeric()
}

/// The lower-case letter without its accent.
fn plain(c: char) -> impl Iterator<Item = char> {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ó' | 'ò' | 'ô' | 'õ' => 'o',
        'ú' | 'ù' | 'û' => 'u',
        other => other,
    };
    let german = match c {
        'ä' | 'Ä' => Some("ae"),
        'ö' | 'Ö' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        'ß' => Some("ss"),
        _ => None,
    };
    let other = german.is_none().then(|| c.to_lowercase().map(plain));
    german.unwrap_or("").chars().chain(other.into_iter().flatten())
}

/// Whether the words fit the pattern. Linear in practice: on a mismatch only the last `*` takes one word more.
fn matches<W: AsRef<str>>(pattern: &[String], words: &[W]) -> bool {
    let (mut p, mut w) = (0, 0);
    let mut last_star = None;
    while let Some(word) = words.get(w) {
        match pattern.get(p) {
            Some(star) if star == "*" => {
                last_star = Some((p, w));
                p += 1;
            }
            Some(wanted) if wanted == word.as_ref() => {
                p += 1;
                w += 1;
            }
            _ => {
                let Some((star, taken)) = last_star else { return false };
                last_star = Some((star, taken + 1));
                p = star + 1;
                w = taken + 1;
            }
        }
    }
    pattern.iter().skip(p).all(|rest| rest == "*")
}

#[cfg(test)]
mod tests {
    use super::{Words, split};

    fn words(list: &[&str]) -> Words {
        list.iter().map(ToString::to_string).collect::<Vec<_>>().into()
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(split("customerEmail"), ["customer", "email"]);
        assert_eq!(split("APIKey_v2"), ["api", "key", "v", "2"]);
        assert_eq!(split("endereço-Größe"), ["endereco", "groesse"]);
        assert_eq!(split("address_line*"), ["address", "line", "*"]);
        assert!(split("__").is_empty());
    }

    #[test]
    fn stars_take_whole_words_only() {
        let list = words(&["*_email", "subscription_*", "require_*_role", "*"]);
        assert!(list.has("email") && list.has("customerEmail") && list.has("EMAIL"));
        assert!(!list.has("emailed") && !list.has("email_sent"));
        assert!(list.has("subscription") && list.has("subscriptionEndDate"));
        assert!(list.has("requireRole") && list.has("requireOrgAdminRole"));
        assert!(!list.has("require_role_now") && !list.has("anything"));
    }

    #[test]
    fn what_stands_behind_an_exclamation_mark_is_off_the_list() {
        let list = words(&["health_*", "!health_check_*"]);
        assert!(list.has("health_notes") && list.has("health"));
        assert!(!list.has("health_check_status") && !list.has("healthCheck"));
    }

    #[test]
    fn a_star_backs_off_to_a_later_place() {
        assert!(words(&["*_a_b"]).has("a_a_a_b"));
        assert!(!words(&["*_a_b"]).has("a_b_a"));
    }
}
