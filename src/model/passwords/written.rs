//! Passwords of accounts in SQL and in documents.

use super::{PasswordUse, What, addresses, known::is_credential, names, tables::Tables};
use crate::{
    model::{File, FileKind, Project, Role},
    source::{
        span::{FileId, Range},
        text::stable_hash,
    },
    sql::statement::{Insert, InsertSource, StatementKind, Value},
};

/// What the files of SQL that make the databases, and the documents, say of accounts and their passwords.
pub(super) fn collect(project: &Project) -> Vec<PasswordUse> {
    let mut found = Vec::new();
    for (id, file) in project.all_files() {
        if file.path.split('/').any(|folder| folder == "archive") {
            continue;
        }
        match file.kind {
            FileKind::Sql if is_run(project, id, file) => {
                let accounts = [hashed_in_sql(id, file), inserted(id, file)].concat();
                // What the comments say of the account is the same once more.
                let is_said = accounts.is_empty();
                found.extend(accounts);
                found.extend(documented(id, file).into_iter().filter(|_| is_said));
            }
            FileKind::Document if !matches!(file.role, Role::Test | Role::Copy | Role::Vendored) => {
                found.extend(documented(id, file));
            }
            _ => {}
        }
    }
    found
}

/// Whether a file of SQL is one of those that the app's database was made with. Some tools keep them among the scripts.
fn is_run(project: &Project, id: FileId, file: &File) -> bool {
    let is_replayed = || project.live_databases().iter().any(|schema| schema.files.contains(&id));
    file.role.is_production() || file.role == Role::Script && is_replayed()
}

/// `insert into auth.users … crypt('admin123', gen_salt('bf'))`.
fn hashed_in_sql(id: FileId, file: &File) -> Vec<PasswordUse> {
    let Some(text) = file.text.as_deref().filter(|t| t.contains('@')) else { return Vec::new() };
    let calls = text.match_indices("crypt('").filter_map(|(at, call)| {
        let (password, after) = text.get(at + call.len()..)?.split_once('\'')?;
        let is_salted = after.trim_start().trim_start_matches(',').trim_start().starts_with("gen_salt");
        (is_salted && is_credential(password)).then(|| given(id, quoted(at + call.len(), password)))
    });
    // The same account once more, for when it is there already.
    let mut seen: Vec<&str> = Vec::new();
    calls
        .filter(|used| {
            let call = text.get(used.at.range.start as usize..used.at.range.end as usize).unwrap_or("");
            let is_new = !seen.contains(&call);
            seen.push(call);
            is_new
        })
        .collect()
}

/// `insert into staff (email, password_hash) values ('boss@…', 'anchor123')`.
fn inserted(id: FileId, file: &File) -> Vec<PasswordUse> {
    let statements = file.sql.as_ref().map_or(&[][..], |sql| sql.statements.as_slice());
    let inserts = statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::Insert(insert) => Some(insert),
        _ => None,
    });
    inserts.flat_map(|insert| plain_passwords(insert)).map(|range| given(id, range)).collect()
}

/// Where an insert gives an account with a real address a password as it is typed.
fn plain_passwords(insert: &Insert) -> Vec<Range> {
    let InsertSource::Values(rows) = &insert.source else { return Vec::new() };
    let Some(column) =
        insert.columns.iter().position(|c| names::is_kept_password(&c.name) || names::is_password(&c.name))
    else {
        return Vec::new();
    };
    let is_account = |row: &&Vec<Value>| row.iter().any(|v| v.literal.as_str().is_some_and(addresses::is_real));
    let passwords = rows.iter().filter(is_account).filter_map(|row| row.get(column));
    passwords.filter(|v| v.literal.as_str().is_some_and(is_plain)).map(|v| v.text.range).collect()
}

/// Whether a value is a password as it is typed, and neither a hash nor a word in place of one.
fn is_plain(value: &str) -> bool {
    const LONGEST: usize = 31;
    const WORDS: [&str; 8] = ["hash", "auth", "managed", "temp", "none", "external", "bcrypt", "dummy"];
    let lower = value.to_ascii_lowercase();
    let is_mixed = value.bytes().any(|b| b.is_ascii_digit()) && value.bytes().any(|b| b.is_ascii_alphabetic());
    is_mixed
        && is_credential(value)
        && value.len() <= LONGEST
        && !value.starts_with('$')
        && !WORDS.iter().any(|w| lower.contains(w))
}

/// `Password: admin123` with the address of its account at most so many lines above, or both in a row of a table.
fn documented(id: FileId, file: &File) -> Vec<PasswordUse> {
    const ABOVE: usize = 3;
    let Some(text) = file.text.as_deref() else { return Vec::new() };
    let mut found = Vec::new();
    let mut last_address: Option<usize> = None;
    let mut is_in_code = false;
    let mut tables = Tables::default();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if let Some(fence) = line.trim_start().strip_prefix("```") {
            // Sample code; a block without a language shows what is typed.
            is_in_code = !is_in_code && !matches!(fence.trim(), "" | "text" | "txt");
        }
        if addresses::has_real(line) {
            last_address = Some(number);
        }
        let is_account = last_address.is_some_and(|above| number - above <= ABOVE);
        let in_row = tables.password(line);
        if let Some(password) = in_row.or_else(|| labelled_password(line)).filter(|_| is_account && !is_in_code) {
            let at = start + (password.as_ptr() as usize - line.as_ptr() as usize);
            let what = What::Documented(stable_hash(password.bytes()));
            found.push(PasswordUse {
                at: Range::new(at, at + password.len()).in_file(id),
                what,
                name: "password".to_owned(),
                value: None,
            });
        }
        start += line.len();
    }
    found
}

/// The value of a line that says `Password: value`, as an item of a list, in bold, or in a comment.
fn labelled_password(line: &str) -> Option<&str> {
    const LONGEST_LABEL: usize = 32;
    let (label, rest) = line.split_once(':')?;
    let label = label.trim_matches(|c: char| !c.is_alphabetic());
    let ends_so = || label.split_whitespace().next_back().is_some_and(names::is_password);
    let is_label = label.len() <= LONGEST_LABEL && names::is_password(label) && ends_so();
    let rest = rest.trim_start_matches(['*', ' ', '\t']);
    let (value, after) = match rest.chars().next().filter(|c| matches!(c, '`' | '"' | '\'')).filter(|_| is_label) {
        Some(quote) => rest.get(1..)?.split_once(quote)?,
        None if is_label => {
            let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
            rest.split_at_checked(end)?
        }
        None => return None,
    };
    // A sentence goes on.
    let is_whole =
        after.trim_start_matches(['*', ' ', '\t', '\r', '\n']).chars().next().is_none_or(|c| "(-|/<!".contains(c));
    (is_whole && is_typed(value)).then_some(value)
}

/// Whether a value is somebody's password, and not a template or a rule for one.
pub(super) fn is_typed(value: &str) -> bool {
    const SHORTEST: usize = 6;
    let has = |is: fn(&u8) -> bool| value.bytes().any(|b| is(&b));
    let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    let is_call = value.contains(['<', '{', '[', '(', '='])
        || value.starts_with('$')
        || ["...", "env."].iter().any(|w| value.contains(w));
    value.len() >= SHORTEST && is_mixed && !is_call && is_credential(value)
}

/// The place of a text with its quotes.
fn quoted(start: usize, text: &str) -> Range {
    Range::new(start - 1, start + text.len() + 1)
}

fn given(id: FileId, range: Range) -> PasswordUse {
    PasswordUse { at: range.in_file(id), what: What::Given, name: "password".to_owned(), value: None }
}

#[cfg(test)]
mod tests {
    use super::{is_plain, labelled_password};

    #[test]
    fn a_labelled_password_is_told_from_a_sentence() {
        for (line, password) in [
            ("- Password: `anchor123`", "anchor123"),
            ("**Temporary password:** Lighthouse2031*", "Lighthouse2031*"),
            ("-- 5. Senha: mare4alta", "mare4alta"),
            ("   - Password: `anchor123` (change it)", "anchor123"),
        ] {
            assert_eq!(labelled_password(line), Some(password), "{line}");
        }
        for line in [
            "Password: at least 8 characters",
            "Password: <your-password>",
            "password: process.env.PASSWORD_1",
            "Password: $(openssl rand 12)",
            "Reset password: https://kelp-stores.io/reset1",
            "Passwords: hashed12 with bcrypt",
        ] {
            assert_eq!(labelled_password(line), None, "{line}");
        }
    }

    #[test]
    fn a_hash_is_no_plain_password() {
        assert!(is_plain("anchor123"));
        for value in ["$2b$10$kelp", "9c41e07bd25f8a6390ce17d4b82fa560", "oauth2-only", "temp_hash_1", "admin"] {
            assert!(!is_plain(value), "{value}");
        }
    }
}
