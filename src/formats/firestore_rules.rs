//! `firestore.rules` and `storage.rules`: which paths they match, what they allow there, and on what condition.

use crate::source::span::Range;

/// A file of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// `cloud.firestore`, `firebase.storage`.
    pub service: String,
    /// `allow` statements in source order.
    pub allows: Vec<Allow>,
    /// Functions, wherever they are declared: names are rarely used twice.
    pub functions: Vec<Function>,
    /// Whether something could not be read: then nothing may be said of what is absent.
    pub is_partial: bool,
}

/// `allow read, write: if condition;`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The segments of the path, from the outermost `match` on; `{id}`, `{rest=**}` as written.
    pub path: Vec<String>,
    /// `read`, `get`, `list`, `write`, `create`, `update`, `delete`.
    pub operations: Vec<String>,
    /// What is behind `if`; none for an `allow` without one.
    pub condition: Option<String>,
    /// The statement.
    pub at: Range,
}

/// `function isOwner(id) { return request.auth.uid == id; }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// What stands in its braces.
    pub body: String,
}

/// `match` blocks nest; deeper ones are left unread.
const DEPTH: usize = 32;

/// Reads a file of rules.
#[must_use]
pub fn parse(text: &str) -> Rules {
    let code = without_comments(text);
    let mut reader = Reader { text: &code, at: 0, rules: Rules::default() };
    let mut open: Vec<Vec<String>> = Vec::new();
    while let Some(word) = reader.word() {
        match word.as_str() {
            "service" => {
                let service = reader.until("{").trim().to_owned();
                reader.rules.service = service;
                open.push(Vec::new());
            }
            "match" => {
                let path = reader.path();
                let mut whole: Vec<String> = open.last().cloned().unwrap_or_default();
                whole.extend(path.split('/').filter(|s| !s.is_empty()).map(str::to_owned));
                if open.len() >= DEPTH {
                    reader.rules.is_partial = true;
                    break;
                }
                open.push(whole);
            }
            "function" => reader.function(),
            "allow" => reader.allow(open.last().map_or(&[][..], Vec::as_slice)),
            "}" => {
                open.pop();
            }
            "rules_version" => drop(reader.until(";")),
            _ => {}
        }
    }
    reader.rules
}

/// The text with comments blanked, each byte in its place.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut quote = None;
    while let Some(letter) = rest.chars().next() {
        let comment = match quote {
            None if rest.starts_with("//") => Some(rest.find('\n').unwrap_or(rest.len())),
            None if rest.starts_with("/*") => Some(rest.find("*/").map_or(rest.len(), |n| n + 2)),
            _ => None,
        };
        if let Some(length) = comment {
            let (comment, behind) = rest.split_at(length);
            code.extend(
                comment.chars().flat_map(|c| std::iter::repeat_n(if c == '\n' { '\n' } else { ' ' }, c.len_utf8())),
            );
            rest = behind;
            continue;
        }
        match (quote, letter) {
            (None, '"' | '\'') => quote = Some(letter),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
        code.push(letter);
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    code
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    rules: Rules,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next word, or the next brace; other signs are passed over.
    fn word(&mut self) -> Option<String> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let start = self.rest().find(|c: char| is_word(c) || matches!(c, '{' | '}'))?;
        let rest = self.rest().get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()).max(1);
        let word = rest.get(..length).unwrap_or_default().to_owned();
        self.at += start + length;
        Some(word)
    }

    /// What is before `end`, which is passed over too.
    fn until(&mut self, end: &str) -> String {
        let rest = self.rest();
        let length = rest.find(end).unwrap_or(rest.len());
        let found = rest.get(..length).unwrap_or_default().to_owned();
        self.at = (self.at + length + end.len()).min(self.text.len());
        found
    }

    /// A path, and the brace that opens its block: `/users/{id} {`.
    fn path(&mut self) -> String {
        let rest = self.rest();
        let start = rest.len() - rest.trim_start().len();
        let path: String = rest.trim_start().chars().take_while(|c| !c.is_whitespace()).collect();
        self.at += start + path.len();
        self.until("{");
        path
    }

    fn function(&mut self) {
        let name = self.until("(").trim().to_owned();
        self.until("{");
        let mut depth = 1u32;
        let rest = self.rest();
        let end = rest.char_indices().find_map(|(at, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(at)
        });
        let length = end.unwrap_or(rest.len());
        let body = rest.get(..length).unwrap_or_default().to_owned();
        self.rules.is_partial |= end.is_none();
        self.at = (self.at + length + 1).min(self.text.len());
        self.rules.functions.push(Function { name, body });
    }

    fn allow(&mut self, path: &[String]) {
        let start = self.at - "allow".len();
        // A statement ends at `;`; a last one without it ends with its block.
        let statement = self.rest();
        let length = statement.find([';', '}']).unwrap_or(statement.len());
        let statement = statement.get(..length).unwrap_or_default().to_owned();
        let (operations, condition) = match statement.split_once(':') {
            Some((operations, condition)) => (operations.to_owned(), Some(condition)),
            None => (statement.clone(), None),
        };
        let condition = condition.map(|c| c.trim().strip_prefix("if").unwrap_or(c).trim().to_owned());
        self.rules.allows.push(Allow {
            path: path.to_vec(),
            operations: operations.split(',').map(|o| o.trim().to_owned()).filter(|o| !o.is_empty()).collect(),
            condition,
            at: Range::new(start, self.at + statement.trim_end().len()),
        });
        self.at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn nested_paths_functions_and_comments() {
        let rules = parse(
            "rules_version = '2';
             service cloud.firestore { // the database
               match /databases/{database}/documents {
                 function mine(id) { return request.auth.uid == id; }
                 /* people */
                 match /users/{id} {
                   allow get, list: if mine(id) // not others
                     && true;
                   match /notes/{note} { allow write; }
                 }
                 match /{rest=**} { allow read: if false }
               }
             }",
        );
        assert_eq!((rules.service.as_str(), rules.functions.len(), rules.allows.len()), ("cloud.firestore", 1, 3));
        assert_eq!(rules.allows[0].path, ["databases", "{database}", "documents", "users", "{id}"]);
        assert_eq!(rules.allows[0].operations, ["get", "list"]);
        assert!(rules.allows[0].condition.as_deref().unwrap().starts_with("mine(id)"));
        assert_eq!(rules.allows[1].path.last().unwrap(), "{note}");
        assert_eq!((rules.allows[1].condition.as_deref(), rules.allows[2].condition.as_deref()), (None, Some("false")));
    }

    #[test]
    fn nothing_makes_it_panic() {
        for text in [
            "",
            "match",
            "allow",
            "service {",
            "function",
            "match /é{ allow read: if '",
            "}}}}",
            "/*",
            "allow read: if a; é",
        ] {
            let _ = parse(text);
        }
        let deep = "match /a/{b} { ".repeat(200);
        assert!(parse(&deep).is_partial);
    }
}
