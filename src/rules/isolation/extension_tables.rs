//! Tables that an extension brings into a schema that the API serves.

use super::exposed::Database;
use crate::{
    model::{
        access::Caller,
        schema::{Switch, Table},
    },
    rules::{Severity, Sink},
};

/// Reports those without row security: whoever knows the public key can change what the extension works with.
pub(super) fn report_extension_tables(databases: &[Database<'_>], sink: &mut Sink) {
    for Database { schema, .. } in databases.iter().filter(|database| !database.is_meant) {
        let of_extension = |table: &Table| schema.extensions.get(table.extension.as_deref()?)?.at;
        for (name, table) in schema.tables() {
            let Some((at, extension)) = of_extension(table).zip(table.extension.as_deref()) else { continue };
            let is_exposed = schema.is_exposed(name, &table.acl, &table.columns, &Caller::ALL.map(Caller::role));
            if is_exposed && table.row_security == Switch::Off {
                let message = format!("anybody can change {name}, which {extension} brings: row security is off");
                sink.report(at, name.to_string(), message).severity(Severity::Low).help(format!(
                    "it belongs to the platform, which alone may switch row security on: have the extension in a schema that \
                     the API does not serve (`create extension {extension} schema extensions`)"
                ));
            }
        }
    }
}
