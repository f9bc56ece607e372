//! What the code does with passwords: hashes them, keeps them, compares them, or has them written in it.
//!
//! A password is known by its name (`password`, `senha`, `newPassword`), never by a name alone: what is reported hangs
//! on where its value comes from and goes to.

mod hash;
mod known;
mod names;
mod stored;
#[cfg(test)]
mod tests;

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
    /// The code signs in with a password that stands in it.
    SignIn,
    /// It stands in the code beside the name of its account.
    Published,
}

/// All uses of passwords in production code, by file and place.
#[must_use]
pub fn collect(project: &Project) -> Vec<PasswordUse> {
    let mut found = Vec::new();
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let is_imitation = f.role == Role::Generated || crate::vocab::split(f.name()).iter().any(|w| w == "mock");
        if is_imitation || f.path.contains("components/ui/") || !code.texts().any(names::may_be_credential) {
            continue;
        }
        let place = Place { project, file, code };
        for expr in code.expr_ids() {
            found.extend(hash::fast_hash(&place, expr));
            found.extend(stored::written(&place, expr));
            found.extend(stored::compared(&place, expr));
            found.extend(known::compared_with_text(&place, expr));
            found.extend(known::account(&place, expr));
            found.extend(known::published(&place, expr));
        }
    }
    found.extend(stored::filtered(project));
    found.extend(known::accounts_in_sql(project));
    found.sort_by_key(|u| u.at);
    found.dedup_by_key(|u| u.at);
    found
}

/// A file that is being looked at.
struct Place<'p> {
    project: &'p Project,
    file: FileId,
    code: &'p Code,
}

impl Place<'_> {
    fn found(&self, expr: ExprId, what: What, name: &str) -> PasswordUse {
        PasswordUse { at: self.code.range(expr).in_file(self.file), what, name: name.to_owned() }
    }

    /// The last name of an identifier or a member.
    fn name(&self, expr: ExprId) -> Option<&str> {
        names::last(self.code, expr)
    }
}
