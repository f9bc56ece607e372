//! A view that shows the accounts of the app to its callers.

use super::{databases, definer_view::is_served};
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{Project, schema::Name},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let accounts = Name::new(ACCOUNTS.0, ACCOUNTS.1);
    for database in databases(project, sink) {
        for (name, view) in database.schema.views() {
            let shows = view.reads.contains(&accounts) && (view.materialized || !view.security_invoker);
            let Some(at) =
                view.at.filter(|_| shows && database.is_first(name) && is_served(database.schema, name, &view.acl))
            else {
                continue;
            };
            let message =
                format!("{name} shows the accounts of your users, with their e-mail addresses, to callers of the API");
            sink.report(at, name.to_string(), message).help(format!(
                "keep what others may see of a user in a table of its own with policies, and run `revoke select on {name} from anon, \
                 authenticated`"
            ));
        }
    }
}
