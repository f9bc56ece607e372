//! What the code does with passwords: hashes them, keeps them, compares them, or has them written in it.
//!
//! A password is known by its name (`password`, `senha`, `newPassword`), never by a name alone: what is reported hangs
//! on where its value comes from and goes to.

mod accounts;
mod addresses;
mod hash;
mod known;
mod names;
mod stored;
mod tables;
#[cfg(test)]
mod tests;
mod value;
mod written;

pub(crate) use self::names::{is_password, is_pin};
use super::{Project, Role};
use crate::{
    facts::code::{Code, ExprId},
    source::span::{FileId, Span},
};

/// One thing done with a password.
#[derive(Clone, Debug, PartialEq)]
pub struct PasswordUse {
    /// Where.
    pub at: Span,
    /// What is done.
    pub what: What,
    /// What the password is called there.
    pub name: String,
    /// A hash of the password, where it stands there.
    pub value: Option<u64>,
}

/// What is done with a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It goes through a hash that is made to be fast, by this name: `sha256`.
    FastHash(String),
    /// It is written down as it is; into which table, where that is known.
    Stored(Option<String>),
    /// It is compared with a stored one as it is.
    Compared,
    /// It is compared with text in the code.
    ComparedWithText,
    /// An account is made with a password that stands in the code.
    Account,
    /// A file of SQL gives an account its password; this is where that stands.
    Given,
    /// The code signs in with a password that stands in it.
    SignIn,
    /// It stands in the code beside the name of its account.
    Published,
    /// It stands in a document or a comment below the address of its account; a hash of it.
    Documented(u64),
}

/// Whether the addresses that stand in a file are all of domains that nobody can have: `anna@harbour.test`.
#[must_use]
pub fn names_only_made_up(code: &Code) -> bool {
    let mut domains = code.texts().flat_map(addresses::domains).peekable();
    domains.peek().is_some() && domains.all(addresses::is_reserved)
}

impl What {
    /// Whether the place is that of the password itself, as it is typed.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        matches!(self, Self::Documented(_) | Self::Given)
    }
}

/// All uses of passwords in production code, and the accounts that scripts, SQL and documents name with theirs, by file
/// and place.
#[must_use]
pub fn collect(project: &Project) -> Vec<PasswordUse> {
    let mut found = Vec::new();
    for (file, f, code) in project.code_files() {
        let is_script = f.role == Role::Script && !is_for_tries(f.name());
        let is_imitation = f.role == Role::Generated || crate::vocab::split(f.name()).iter().any(|w| w == "mock");
        if !(f.role.is_production() || is_script)
            || is_imitation
            || f.path.contains("components/ui/")
            || !code.texts().any(names::may_be_credential)
        {
            continue;
        }
        let place = Place { project, file, code, is_script };
        for expr in code.expr_ids() {
            found.extend(accounts::account(&place, expr));
            found.extend(accounts::hashed(&place, expr));
            if is_script {
                continue;
            }
            found.extend(hash::fast_hash(&place, expr));
            found.extend(stored::written(&place, expr));
            found.extend(stored::compared(&place, expr));
            found.extend(known::compared_with_text(&place, expr));
            found.extend(known::published(&place, expr));
            found.extend(known::filled_in(&place, expr));
        }
    }
    found.extend(stored::filtered(project));
    found.extend(written::collect(project));
    found.sort_by_key(|u| u.at);
    found.dedup_by_key(|u| u.at);
    for used in &mut found {
        used.value = value::value_of(project, used);
    }
    found
}

/// Whether a script is there to try something out: its accounts are made up.
fn is_for_tries(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["test", "debug", "check", "diagnos", "verify", "e2e"].iter().any(|word| lower.starts_with(word))
}

/// A file that is being looked at.
struct Place<'p> {
    project: &'p Project,
    file: FileId,
    code: &'p Code,
    /// Whether it is run by hand, beside the app.
    is_script: bool,
}

impl Place<'_> {
    fn found(&self, expr: ExprId, what: What, name: &str) -> PasswordUse {
        PasswordUse { at: self.code.range(expr).in_file(self.file), what, name: name.to_owned(), value: None }
    }

    /// The last name of an identifier or a member.
    fn name(&self, expr: ExprId) -> Option<&str> {
        names::last(self.code, expr)
    }
}
