//! Tables whose statements fail in a part.

use super::{Migration, replay_as_meant, run, table};
use crate::{
    frameworks::supabase::platform,
    model::schema::{Name, Schema, Switch},
    source::span::FileId,
    sql::parse::parse_file,
};

fn meant(sql: &str) -> Schema {
    let parsed = parse_file(sql);
    let files = [Migration { file: FileId(0), statements: &parsed.statements }];
    let (schema, meant) = replay_as_meant(&platform::fresh("20250101"), &files);
    assert_eq!(format!("{schema:?}"), format!("{:?}", run(sql)));
    meant.unwrap_or(schema)
}

const SQL: &str = "CREATE TABLE people (id uuid PRIMARY KEY, hub uuid REFERENCES hubs (id), mood mood_kind NOT NULL,
      since date DEFAULT founded(), role text CHECK (role IN ('user', 'admin')), UNIQUE (hub));
    ALTER TABLE people ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON people FOR UPDATE USING (id = auth.uid());
    CREATE POLICY hubs ON people FOR SELECT USING (EXISTS (SELECT 1 FROM hubs WHERE hubs.id = hub));";

#[test]
fn a_table_stands_without_the_parts_that_fail() {
    assert!(run(SQL).table(&Name::new("public", "people")).is_none());
    let schema = meant(SQL);
    let people = table(&schema, "people");
    let columns: Vec<&str> = people.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["id", "hub", "mood", "since", "role"]);
    let constraints: Vec<&str> = people.constraints.keys().map(String::as_str).collect();
    assert_eq!(constraints, ["people_hub_key", "people_pkey", "people_role_check"]);
    assert_eq!(people.row_security, Switch::On);
    // What rests on the missing table is still not known.
    assert_eq!(people.policies.keys().collect::<Vec<_>>(), ["own"]);
    assert_eq!(schema.failures.len(), 1);
}

#[test]
fn what_fails_as_a_whole_fails_as_meant_too() {
    assert!(meant("CREATE TABLE pets (id uuid) INHERITS (animals);").table(&Name::new("public", "pets")).is_none());
    let twice = meant("CREATE TABLE pets (id uuid); CREATE TABLE pets (name text);");
    assert!(table(&twice, "pets").column("name").is_none());
}

#[test]
fn a_table_stands_without_the_items_that_are_no_sql() {
    let sql = "CREATE TABLE visits (id uuid, owner uuid, UNIQUE KEY by_owner (owner),);
        ALTER TABLE visits ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON visits FOR SELECT USING (owner = auth.uid());";
    assert!(run(sql).table(&Name::new("public", "visits")).is_none());
    let schema = meant(sql);
    let visits = table(&schema, "visits");
    assert_eq!((visits.columns.len(), visits.row_security), (2, Switch::On));
    assert!(visits.policies.contains_key("own"));
}

#[test]
fn what_fails_within_a_block_fails_there_as_well() {
    let block = "CREATE TABLE hubs (id uuid); DO $$ BEGIN
        CREATE TABLE people (id uuid, mood mood_kind); EXCEPTION WHEN OTHERS THEN NULL; END $$;
        CREATE TABLE pets (id uuid, kind pet_kind);";
    assert!(run(block).table(&Name::new("public", "people")).is_none());
    let schema = meant(block);
    assert_eq!(["hubs", "people", "pets"].map(|name| table(&schema, name).columns.len()), [1, 2, 2]);
    assert_eq!((schema.statements.total, schema.statements.applied), (3, 3));
}

#[test]
fn what_failed_before_is_known_to_both() {
    let sql = "ALTER TABLE ghosts ADD COLUMN name text; CREATE TABLE people (id uuid, mood mood_kind);
        CREATE INDEX ON people (mood); CREATE INDEX ON ghosts (name);";
    let schema = meant(sql);
    assert_eq!((schema.statements.total, schema.statements.failed, schema.failures.len()), (4, 2, 2));
    assert!(schema.withheld.iter().all(|(thing, _)| thing.of.name == "ghosts"));
}
