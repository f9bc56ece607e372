//! Tables, constraints, indexes, views, renames, drops.

use super::{applied, run, table};
use crate::model::schema::{Action, ConstraintKind, Name, Switch};

#[test]
fn constraints_and_indexes_get_the_names_that_postgresql_gives() {
    let schema = applied(
        "CREATE TABLE owners (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text UNIQUE NOT NULL);
         CREATE TABLE pets (id bigserial PRIMARY KEY, owner uuid REFERENCES owners ON DELETE CASCADE,
           kind text CHECK (kind IN ('cat', 'dog')), a int, b int, CHECK (a < b), UNIQUE (a, b));
         CREATE INDEX ON pets (owner);
         CREATE INDEX ON pets (lower(kind));
         CREATE INDEX ON pets (owner) WHERE kind = 'cat';",
    );
    let pets = table(&schema, "pets");
    let constraints: Vec<&str> = pets.constraints.keys().map(String::as_str).collect();
    assert_eq!(constraints, ["pets_a_b_key", "pets_check", "pets_kind_check", "pets_owner_fkey", "pets_pkey"]);
    let indexes: Vec<&str> = pets.indexes.keys().map(String::as_str).collect();
    assert_eq!(indexes, ["pets_a_b_key", "pets_lower_idx", "pets_owner_idx", "pets_owner_idx1", "pets_pkey"]);
    let (_, key) = pets.foreign_keys().next().expect("a foreign key");
    assert_eq!((key.on_delete, key.columns.as_slice()), (Action::Cascade, ["id".to_owned()].as_slice()));
    let allowed = match &pets.constraints["pets_kind_check"].kind {
        ConstraintKind::Check { allowed, .. } => allowed.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(allowed, Some(vec!["cat".to_owned(), "dog".to_owned()]));
    assert!(pets.column("id").is_some_and(|c| c.has_default() && c.not_null));
}

#[test]
fn a_dropped_table_leaves_its_names_free() {
    let schema = applied(
        "CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE);
         DROP TABLE t;
         CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE);",
    );
    let indexes: Vec<&String> = table(&schema, "t").indexes.keys().collect();
    assert_eq!(indexes, ["t_a_key", "t_pkey"]);
}

#[test]
fn dropping_a_column_takes_its_index_but_not_a_view() {
    let sql = "CREATE TABLE t (id int PRIMARY KEY, a int, b int);
        CREATE INDEX i ON t (a, b);
        CREATE VIEW v AS SELECT id, b FROM t;";
    let schema = applied(&format!("{sql} ALTER TABLE t DROP COLUMN a;"));
    assert!(!table(&schema, "t").indexes.contains_key("i"));
    let schema = run(&format!("{sql} ALTER TABLE t DROP COLUMN b;"));
    assert_eq!(schema.failures.len(), 1);
    assert!(table(&schema, "t").column("b").is_some());
    let schema = applied(&format!("{sql} ALTER TABLE t DROP COLUMN b CASCADE;"));
    assert!(schema.view(&Name::new("public", "v")).is_none());
}

#[test]
fn what_refers_to_a_renamed_table_follows() {
    let schema = applied(
        "CREATE TABLE orgs (id int PRIMARY KEY, owner_id uuid);
         CREATE TABLE notes (id int PRIMARY KEY, org int REFERENCES orgs);
         CREATE POLICY p ON notes USING (EXISTS (SELECT 1 FROM orgs WHERE orgs.id = org AND owner_id = auth.uid()));
         ALTER TABLE orgs RENAME TO teams;
         ALTER TABLE teams RENAME COLUMN owner_id TO holder_id;",
    );
    let notes = table(&schema, "notes");
    assert_eq!(notes.foreign_keys().next().map(|(_, key)| key.table.name.as_str()), Some("teams"));
    let using = notes.policies["p"].using.as_ref().map(|t| t.text.to_string()).unwrap_or_default();
    assert!(using.contains("teams.id = org AND holder_id"), "{using}");
}

#[test]
fn a_replaced_view_without_options_reads_with_its_owners_rights_again() {
    let schema = applied(
        "CREATE TABLE t (id int);
         CREATE VIEW v WITH (security_invoker = true) AS SELECT id FROM t;
         CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM t;",
    );
    let view = schema.view(&Name::new("public", "v")).expect("the view");
    assert!(!view.security_invoker);
    assert_eq!(view.columns.as_ref().map(Vec::len), Some(2));
}

#[test]
fn a_failed_statement_of_several_actions_changes_nothing() {
    let schema =
        run("CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN a int, ENABLE ROW LEVEL SECURITY, DROP COLUMN missing;");
    let t = table(&schema, "t");
    assert!(t.column("a").is_none());
    assert_eq!((t.row_security, schema.failures.len()), (Switch::Off, 1));
}

#[test]
fn partitions_get_columns_keys_and_indexes_of_their_parent() {
    let schema = applied(
        "CREATE TABLE events (id int, at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
         CREATE INDEX by_day ON events (at);
         CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');",
    );
    let part = table(&schema, "events_1");
    assert_eq!(part.primary_key(), ["id", "at"]);
    assert_eq!(part.indexes.keys().collect::<Vec<_>>(), ["events_1_at_idx", "events_1_pkey"]);
}
