//! Grants, default privileges, functions, policies.

use super::{applied, table};
use crate::model::schema::{FunctionKey, Name, Privileges, Schema, SqlType};

fn may_execute(schema: &Schema, function: &str, role: &str) -> bool {
    let key = FunctionKey { name: Name::new("public", function), args: Vec::new() };
    let function = schema.functions.get(&key).expect("the function");
    schema.effective(&function.acl, role).has(Privileges::EXECUTE)
}

const FUNCTION: &str =
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';";

#[test]
fn revoking_execute_from_public_leaves_the_direct_grants() {
    let schema = applied(&format!("{FUNCTION} REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC;"));
    assert!(may_execute(&schema, "f", "anon"));
    let schema = applied(&format!("{FUNCTION} REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC, anon;"));
    assert!(!may_execute(&schema, "f", "anon"));
    assert!(may_execute(&schema, "f", "authenticated"));
}

#[test]
fn a_replaced_function_keeps_its_grants_and_loses_what_is_not_said_again() {
    let schema = applied(&format!(
        "{FUNCTION} REVOKE ALL ON FUNCTION f() FROM PUBLIC, anon;
         CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 2';"
    ));
    assert!(!may_execute(&schema, "f", "anon"));
    let key = FunctionKey { name: Name::new("public", "f"), args: Vec::new() };
    let function = schema.functions.get(&key).expect("the function");
    assert!(!function.security_definer && function.search_path.is_none());
}

#[test]
fn functions_are_told_apart_by_the_types_of_their_arguments() {
    let schema = applied(
        "CREATE FUNCTION g(a integer, b varchar(20)) RETURNS int LANGUAGE sql AS 'SELECT 1';
         CREATE OR REPLACE FUNCTION g(a int4, b character varying) RETURNS int LANGUAGE sql AS 'SELECT 2';
         CREATE FUNCTION g(a bigint) RETURNS int LANGUAGE sql AS 'SELECT 3';",
    );
    let name = Name::new("public", "g");
    let args: Vec<Vec<SqlType>> = schema.functions_named(&name).map(|(key, _)| key.args.clone()).collect();
    assert_eq!(args, [vec![SqlType::pg("int4"), SqlType::pg("varchar")], vec![SqlType::pg("int8")]]);
}

#[test]
fn defaults_of_a_schema_only_add() {
    let schema = applied(
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM anon;
         CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
         ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
         CREATE FUNCTION h() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    );
    assert!(may_execute(&schema, "f", "anon"), "PUBLIC still may");
    assert!(!may_execute(&schema, "h", "anon"));
}

#[test]
fn new_tables_are_open_to_the_api_and_revoking_reaches_columns() {
    let schema = applied(
        "CREATE TABLE t (id int, secret text);
         REVOKE ALL ON t FROM anon;
         REVOKE SELECT ON t FROM authenticated;
         GRANT SELECT (id) ON t TO authenticated;",
    );
    let t = table(&schema, "t");
    assert!(schema.effective(&t.acl, "anon").is_empty());
    assert!(!schema.effective(&t.acl, "authenticated").has(Privileges::SELECT));
    assert!(t.column("id").is_some_and(|c| schema.effective(&c.acl, "authenticated").has(Privileges::SELECT)));
    assert!(t.column("secret").is_some_and(|c| c.acl.is_empty()));
}

#[test]
fn an_altered_policy_keeps_what_is_not_written() {
    let schema = applied(
        "CREATE TABLE t (id int, owner uuid);
         CREATE POLICY p ON t FOR UPDATE TO authenticated USING (owner = auth.uid());
         ALTER POLICY p ON t WITH CHECK (owner = auth.uid());",
    );
    let policy = &table(&schema, "t").policies["p"];
    assert_eq!(policy.roles, ["authenticated"]);
    assert!(policy.using.is_some() && policy.check.is_some());
}

#[test]
fn buckets_jobs_and_publications_are_kept() {
    let schema = applied(
        "INSERT INTO storage.buckets (id, name, public) VALUES ('avatars', 'avatars', false) ON CONFLICT DO NOTHING;
         UPDATE storage.buckets SET public = true WHERE id = 'avatars';
         SELECT cron.schedule('nightly', '0 3 * * *', 'SELECT 1');
         CREATE TABLE t (id int);
         ALTER PUBLICATION supabase_realtime ADD TABLE t;",
    );
    assert_eq!(schema.buckets.get("avatars").and_then(|b| b.public), Some(true));
    assert_eq!(schema.cron_jobs.get("nightly").and_then(|j| j.schedule.clone()).as_deref(), Some("0 3 * * *"));
    let realtime = schema.publications.get("supabase_realtime").expect("the publication");
    assert!(realtime.tables.contains_key(&Name::new("public", "t")));
}
