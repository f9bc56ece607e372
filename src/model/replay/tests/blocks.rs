//! `DO` blocks and called functions.

use super::{applied, run, table};
use crate::model::schema::{Name, Part, Switch};

#[test]
fn guards_are_answered_from_the_model() {
    let schema = applied(
        "CREATE TABLE t (id int);
         DO $$ BEGIN
           IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN
             ALTER TABLE t ADD COLUMN a int;
           END IF;
           IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 't' AND policyname = 'p') THEN
             CREATE POLICY p ON t USING (true);
           END IF;
         END $$;
         DO $$ BEGIN
           IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN
             ALTER TABLE t ADD COLUMN wrong int;
           END IF;
         END $$;",
    );
    let t = table(&schema, "t");
    assert!(t.column("a").is_some() && t.column("wrong").is_none() && t.policies.contains_key("p"));
    assert_eq!(schema.gaps, []);
}

#[test]
fn the_greatest_numbers_end_a_loop() {
    let schema = applied(
        "DO $$ BEGIN
           FOR i IN 9223372036854775806..9223372036854775807 LOOP
             EXECUTE format('CREATE TABLE t%s (id int)', i);
           END LOOP;
           FOR i IN SELECT n FROM generate_series(-9223372036854775807, 9223372036854775807) n LOOP
             EXECUTE format('DROP TABLE t%s', i);
           END LOOP;
         END $$;",
    );
    assert!(schema.table(&Name::new("public", "t9223372036854775807")).is_some());
    assert_ne!(schema.gaps, [], "what a loop of unknown length drops is not known");
}

#[test]
fn an_exception_undoes_the_body() {
    let schema = applied(
        "CREATE TYPE mood AS ENUM ('ok');
         DO $$ BEGIN
           CREATE TABLE undone (id int);
           CREATE TYPE mood AS ENUM ('bad');
         EXCEPTION WHEN duplicate_object THEN NULL;
         END $$;",
    );
    assert!(schema.table(&Name::new("public", "undone")).is_none());
}

#[test]
fn loops_over_constants_and_the_catalogue_run_what_they_build() {
    let schema = applied(
        "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE POLICY old ON a USING (true);
         DO $$
         DECLARE t text; r record;
         BEGIN
           FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP
             EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
           END LOOP;
           FOR r IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public' LOOP
             EXECUTE 'DROP POLICY ' || quote_ident(r.policyname) || ' ON ' || r.tablename;
           END LOOP;
         END $$;",
    );
    assert_eq!(table(&schema, "a").row_security, Switch::On);
    assert_eq!(table(&schema, "b").row_security, Switch::On);
    assert!(table(&schema, "a").policies.is_empty());
}

#[test]
fn what_is_not_known_is_marked_and_never_guessed() {
    let schema = run("CREATE TABLE t (id int);
         DO $$ BEGIN
           IF current_setting('server_version_num')::int > 150000 THEN
             CREATE POLICY p ON t USING (true);
             CREATE TABLE maybe (id int);
           END IF;
         END $$;
         ALTER TABLE maybe ADD COLUMN a int;");
    assert!(!table(&schema, "t").knows(Part::Policies));
    assert_eq!(schema.failures, [], "a table that may be there is not missing");
    assert!(!schema.gaps.is_empty());
}

#[test]
fn what_follows_a_return_that_may_have_run_is_no_failure() {
    let schema = run("CREATE TABLE settings (k text); INSERT INTO settings VALUES ('a');
         DO $$ BEGIN
           IF EXISTS (SELECT 1 FROM settings WHERE k = 'x') THEN RETURN; END IF;
           ALTER TABLE missing ADD COLUMN a int;
         END $$;");
    assert_eq!(schema.failures, []);
}

#[test]
fn functions_that_migrations_call_are_followed() {
    let schema = applied(
        "CREATE TABLE t (id int);
         CREATE FUNCTION open_up(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN
           EXECUTE format('CREATE POLICY %I ON t USING (true)', name);
         END $$;
         SELECT open_up('everybody');",
    );
    assert!(table(&schema, "t").policies.contains_key("everybody"));
}

#[test]
fn a_raised_exception_fails_the_block_and_undoes_it() {
    let schema = run("DO $$ BEGIN
           CREATE TABLE t (id int);
           IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'other') THEN
             RAISE EXCEPTION 'other is missing';
           END IF;
         END $$;");
    assert_eq!(schema.failures.len(), 1);
    assert!(schema.table(&Name::new("public", "t")).is_none());
}
