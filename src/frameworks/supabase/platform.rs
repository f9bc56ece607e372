//! The database of a fresh Supabase project: what is there before the first migration runs.

use std::sync::OnceLock;

use crate::{
    model::{
        replay::{Fresh, bootstrap},
        schema::{Acl, DefaultFor, ObjectKind, Role, Schema},
    },
    sql::{parse::parse_file, statement::Statement},
};

/// The roles through which callers of the API reach the database.
pub const API_ROLES: [&str; 2] = ["anon", "authenticated"];

/// The role of server code that holds the service key.
pub const SERVICE_ROLE: &str = "service_role";

/// The schemas that the platform manages. Only what migrations put on their tables is the app's.
pub const SCHEMAS: &[&str] = &[
    "auth",
    "storage",
    "realtime",
    "_realtime",
    "graphql",
    "graphql_public",
    "vault",
    "pgbouncer",
    "extensions",
    "cron",
    "net",
    "pgmq",
    "pgsodium",
    "pgsodium_masks",
    "supabase_functions",
    "supabase_migrations",
    "tiger",
    "tiger_data",
    "topology",
    "pgtle",
    "hint_plan",
];

/// From this day on new projects grant nothing on new tables to the roles of the API: the digits that a migration's
/// version begins with.
const NO_DEFAULT_GRANTS_FROM: &str = "20260530";

/// The role that makes the platform's own objects.
const ADMIN: &str = "supabase_admin";
/// The role that runs migrations.
const MIGRATOR: &str = "postgres";

/// The database of a project whose first migration has this version.
#[must_use]
pub fn fresh(first_version: &str) -> Fresh {
    static FRESH: OnceLock<Schema> = OnceLock::new();
    let mut schema = FRESH.get_or_init(built).clone();
    if !grants_by_default(first_version) {
        revoke_default_grants(&mut schema);
    }
    let path = ["public", "extensions"].map(str::to_owned);
    Fresh { schema, role: MIGRATOR.to_owned(), search_path: path.to_vec() }
}

/// The database in which a dump of the schema is read: nothing is given by default, since the dump writes out all rights and
/// sets what is given to new objects at its end.
#[must_use]
pub fn before_dump() -> Fresh {
    let mut fresh = fresh("");
    let keys: Vec<DefaultFor> = fresh.schema.default_privileges.iter().map(|(key, _)| key.clone()).collect();
    for key in &keys {
        fresh.schema.default_privileges.remove(key);
    }
    fresh.schema.commit();
    fresh
}

/// Whether a project that begins with this version gives the API roles what is in its new tables.
#[must_use]
pub fn grants_by_default(first_version: &str) -> bool {
    let day = first_version.get(..8).filter(|d| d.starts_with("20") && d.bytes().all(|b| b.is_ascii_digit()));
    day.is_none_or(|day| day < NO_DEFAULT_GRANTS_FROM)
}

fn revoke_default_grants(schema: &mut Schema) {
    for kind in [ObjectKind::Table, ObjectKind::Sequence, ObjectKind::Function] {
        for creator in [MIGRATOR, ADMIN] {
            let key = DefaultFor { creator: creator.to_owned(), schema: Some("public".to_owned()), kind };
            if let Some(acl) = schema.default_privileges.get_mut(&key) {
                for role in API_ROLES.iter().chain([&SERVICE_ROLE]) {
                    acl.revoke(role, crate::model::schema::Privileges::all(kind));
                }
            }
        }
    }
    schema.commit();
}

fn built() -> Schema {
    let mut schema =
        Schema { api_schemas: vec!["public".to_owned(), "graphql_public".to_owned()], ..Schema::default() };
    roles(&mut schema);
    schema.add_schema("public", MIGRATOR, &Acl::default());
    let start = Fresh { schema, role: ADMIN.to_owned(), search_path: vec!["public".to_owned()] };
    let statements = parse_file(include_str!("../../../rules/vocab/supabase_platform.sql")).statements;
    let mut schema = bootstrap(&start, &statements);
    schema.commit();
    schema
}

fn roles(schema: &mut Schema) {
    let role = |inherits, bypasses_row_security, superuser, member_of: &[&str]| Role {
        inherits,
        bypasses_row_security,
        superuser,
        member_of: member_of.iter().map(|r| (*r).to_owned()).collect(),
    };
    let api = ["anon", "authenticated", SERVICE_ROLE];
    let all = [
        (MIGRATOR, role(true, true, true, &api)),
        (ADMIN, role(true, true, true, &[])),
        ("anon", role(false, false, false, &[])),
        ("authenticated", role(false, false, false, &[])),
        (SERVICE_ROLE, role(false, true, false, &[])),
        ("authenticator", role(false, false, false, &api)),
        ("dashboard_user", role(true, false, false, &[])),
        ("pgbouncer", role(true, false, false, &[])),
        ("supabase_auth_admin", role(false, false, false, &[])),
        ("supabase_storage_admin", role(false, false, false, &["authenticator"])),
        ("supabase_functions_admin", role(false, false, false, &[])),
        ("supabase_realtime_admin", role(false, false, false, &[])),
        ("supabase_replication_admin", role(true, false, false, &[])),
        ("supabase_read_only_user", role(true, true, false, &[])),
        ("supabase_etl_admin", role(true, false, false, &[])),
        ("pgsodium_keyholder", role(true, false, false, &[])),
        ("pgsodium_keyiduser", role(true, false, false, &[])),
        ("pgsodium_keymaker", role(true, false, false, &[])),
        ("pgtle_admin", role(true, false, false, &[])),
    ];
    for (name, role) in all {
        schema.roles.insert(name.to_owned(), role);
    }
}

/// The statements that make the tables of an extension; none for extensions without.
pub(crate) fn extension_tables(extension: &str) -> Vec<Statement> {
    let all = include_str!("../../../rules/vocab/supabase_extensions.sql");
    let mut sections = all.split("-- extension ").skip(1);
    let section = sections.find_map(|s| s.split_once('\n').filter(|(name, _)| name.trim() == extension));
    section.map(|(_, sql)| parse_file(sql).statements).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{fresh, grants_by_default};
    use crate::model::schema::{Name, Privileges};

    #[test]
    fn a_fresh_project_has_accounts_and_files() {
        let schema = fresh("").schema;
        let users = schema.table(&Name::new("auth", "users")).expect("auth.users");
        assert!(users.column("raw_user_meta_data").is_some());
        let objects = schema.table(&Name::new("storage", "objects")).expect("storage.objects");
        assert!(schema.effective(&objects.acl, "anon").has(Privileges::INSERT));
        assert!(schema.may_use("public", "anon"));
        assert!(!schema.may_use("vault", "anon"));
    }

    #[test]
    fn the_first_version_tells_the_regime() {
        assert!(grants_by_default("20250101"));
        assert!(grants_by_default("001_init"));
        assert!(!grants_by_default("20260601123000"));
    }
}
