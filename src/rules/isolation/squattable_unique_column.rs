//! Unique names that any account can take from others by a direct write.

use super::{databases, exposed};
use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        schema::Command,
    },
    rules::Sink,
    vocab::split,
};

/// Names that people or things are found by.
const NAMES: &[&str] = &["username", "handle", "slug", "subdomain", "nickname", "domain"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        let may_write = |command| {
            table.cell(Caller::Account, command).is_some_and(|cell| {
                matches!(cell.verdict, Verdict::Open | Verdict::Scoped) && cell.effective != Verdict::Denied
            })
        };
        if !table.is_protected() || !may_write(Command::Insert) {
            continue;
        }
        for index in table.table.indexes.values().filter(|index| index.unique && index.keys.len() == 1) {
            let Some(column) = index.keys.first().and_then(|key| key.column.as_deref()) else { continue };
            let is_name = split(column).iter().any(|word| NAMES.contains(&word.as_str()));
            let owned = table.has_owner(project) || table.table.primary_key().first().is_some_and(|key| key == column);
            let Some(at) = table.place(index.at).filter(|_| is_name && owned) else { continue };
            let name = table.name;
            let message =
                format!("one account can take as many of {name}.{column} as it likes: the browser writes it directly");
            sink.report(at, format!("{name}.{column}"), message).help(format!(
                "let a function on the server claim {column}, which checks its form and reserved words and limits how many one \
                 account may have"
            ));
        }
    }
}
