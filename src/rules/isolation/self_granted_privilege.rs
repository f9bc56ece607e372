//! Rights and money that a user can write into his own row.

use super::{client_use, databases, joined};
use crate::{
    model::{Project, schema::Command},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let rights = &project.vocab.tables.rights;
        let counts = |grant: &&crate::model::access::SelfGrant| {
            // A row that sign-up makes cannot be added again; an entry in a table of rights can.
            grant.account_row && (grant.command == Command::Update || rights.has(&grant.table.name))
        };
        for grant in database.access.self_grants.iter().filter(counts) {
            let Some(at) = grant.at.or(database.schema.table(&grant.table).and_then(|t| t.at)) else { continue };
            let name = &grant.table;
            let columns = joined(&grant.columns);
            let verb = if grant.command == Command::Insert { "add a row of his own with any" } else { "set his own" };
            let message = format!(
                "any user can {verb} {columns} in {name}: policy \"{}\" looks at the row, and nothing looks at the column",
                grant.policy
            );
            let help = format!(
                "take the right away (`revoke {verb} on {name} from anon, authenticated`, then grant it on the columns that users may \
                 write), or put {columns} into a table that only the server writes",
                verb = grant.command.as_str()
            );
            let finding = sink.report(at, name.to_string(), message);
            finding.help(help);
            if let Some(call) = client_use(project, name) {
                finding.place(call, "the app uses the table with the public key");
            }
        }
    }
}
