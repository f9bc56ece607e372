//! Statements that PostgreSQL refuses, with their causes.

use super::{run, run_files};
use crate::model::schema::{Command, FailureKind, Name, Part, Schema};

fn kinds(sql: &str) -> Vec<FailureKind> {
    run(sql).failures.iter().map(|f| f.kind).collect()
}

#[test]
fn each_refusal_has_its_class() {
    let cases: &[(&str, FailureKind)] = &[
        ("ALTER TABLE nowhere ENABLE ROW LEVEL SECURITY", FailureKind::MissingTable),
        ("CREATE TABLE t (id int); CREATE INDEX ON t (nothing)", FailureKind::MissingColumn),
        ("CREATE TABLE t (id int); CREATE POLICY p ON t USING (is_boss())", FailureKind::MissingFunction),
        ("CREATE TABLE app.t (id int)", FailureKind::MissingSchema),
        ("CREATE TABLE t (id no_type)", FailureKind::MissingObject),
        ("CREATE TABLE t (id int); CREATE TABLE t (id int)", FailureKind::AlreadyExists),
        ("CREATE POLICY IF NOT EXISTS p ON t USING (true)", FailureKind::SyntaxError),
        ("CREATE TABLE t (id uuid); CREATE POLICY p ON t USING (id = auth.role())", FailureKind::MissingFunction),
        ("CREATE TABLE t (id uuid, ok int CHECK (ok))", FailureKind::TypeMismatch),
        ("CREATE TABLE t (id int); CREATE VIEW v AS TABLE t; DROP TABLE t", FailureKind::DependentsExist),
        (
            "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
             CREATE OR REPLACE FUNCTION f(b int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
            FailureKind::CannotReplace,
        ),
        ("CREATE TABLE t (at timestamptz); CREATE INDEX ON t (at) WHERE at > now()", FailureKind::InvalidDefinition),
    ];
    for (sql, kind) in cases {
        assert_eq!(kinds(sql), [*kind], "{sql}");
    }
}

#[test]
fn a_cascade_names_its_root() {
    let schema = run("CREATE TABLE a (id int REFERENCES nowhere);
         CREATE TABLE b (id int REFERENCES a);
         CREATE INDEX ON b (id);");
    let kinds: Vec<FailureKind> = schema.failures.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [FailureKind::MissingTable, FailureKind::Cascade, FailureKind::Cascade]);
    let root = schema.failures.first().map(|f| f.at);
    assert!(schema.failures.iter().skip(1).all(|f| f.root == root));
}

#[test]
fn what_a_later_statement_makes_is_in_the_wrong_order() {
    let schema = run_files(&["CREATE POLICY p ON late USING (true);", "CREATE TABLE late (id int);"]);
    assert_eq!(schema.failures.iter().map(|f| f.kind).collect::<Vec<_>>(), [FailureKind::WrongOrder]);
}

#[test]
fn the_session_is_set_back_before_each_file() {
    let schema = run_files(&["SET search_path = auth;", "CREATE TABLE notes (id int);"]);
    assert!(schema.table(&crate::model::schema::Name::new("public", "notes")).is_some());
}

#[test]
fn what_dashboards_switch_on_is_no_failure() {
    assert_eq!(kinds("CREATE TABLE t (v vector(3), n text); CREATE INDEX ON t USING gin (n gin_trgm_ops)"), []);
}

/// What is in doubt: `notes RowSecurity`, `notes Policies mine`.
fn doubts(schema: &Schema) -> Vec<String> {
    let words = schema.withheld.iter().map(|(t, _)| format!("{} {:?} {}", t.of.name, t.part, t.name));
    words.map(|words| words.trim_end().to_owned()).collect()
}

#[test]
fn what_a_failed_statement_would_have_done_is_in_doubt() {
    let cases: &[(&str, &[&str])] = &[
        ("ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE TABLE t (id int)", &["t RowSecurity"]),
        ("CREATE TABLE t (id int); CREATE POLICY p ON t USING (is_boss())", &["t Policies p"]),
        ("CREATE TABLE t (id int); CREATE POLICY IF NOT EXISTS p ON t USING (true)", &["t Policies"]),
        ("CREATE TABLE t (a text: b)", &["t Existence", "t Columns"]),
        ("CREATE TABLE t (id int, a no_type)", &["t Existence", "t Columns a", "t Columns id"]),
        ("CREATE TABLE t (id int); CREATE INDEX ON t (id, b)", &["t Indexes id,b"]),
        ("CREATE TABLE t (id int); REVOKE ALL ON t FROM anon, nobody", &["t Grants anon,nobody"]),
        ("CREATE VIEW v AS SELECT 1; ALTER VIEW w SET (security_invoker = on)", &["w Options"]),
        (
            "CREATE TABLE t (id int); DO $$ BEGIN ALTER TABLE t ENABLE ROW LEVEL SECURITY; DROP TABLE u; END $$",
            &["t RowSecurity", "u Existence"],
        ),
        (
            "CREATE TABLE t (id int); DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['t', 'u'] LOOP
             EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', n); END LOOP; END $$",
            &["t RowSecurity", "u RowSecurity"],
        ),
        (
            "CREATE TABLE t (id int); DO $$ BEGIN CREATE POLICY p ON t USING (is_boss());
             EXCEPTION WHEN others THEN NULL; END $$",
            &["t Policies p"],
        ),
    ];
    for (sql, expected) in cases {
        assert_eq!(doubts(&run(sql)), *expected, "{sql}");
    }
}

#[test]
fn what_is_refused_in_every_database_is_in_no_doubt() {
    for sql in [
        "CREATE TABLE t (id int); CREATE TABLE t (id int)",
        "CREATE TABLE t (id int); CREATE POLICY p ON t USING (true); CREATE POLICY p ON t USING (false)",
        "CREATE TABLE t (id int); DROP POLICY nothing ON t",
        "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; REVOKE ALL ON FUNCTION f(text) FROM anon",
        "CREATE TABLE t (id int); DO $$ BEGIN ALTER TABLE t ADD COLUMN id int; EXCEPTION WHEN others THEN NULL; END $$",
    ] {
        assert_eq!(doubts(&run(sql)), <[String; 0]>::default(), "{sql}");
    }
}

#[test]
fn what_is_dropped_leaves_no_doubt() {
    for sql in [
        "CREATE OR REPLACE VIEW v AS SELECT a FROM gone; DROP VIEW IF EXISTS v; CREATE VIEW v AS SELECT 1",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; DROP TABLE IF EXISTS t; CREATE TABLE t (id int)",
    ] {
        assert_eq!(doubts(&run(sql)), <[String; 0]>::default(), "{sql}");
    }
}

#[test]
fn a_later_statement_settles_a_doubt() {
    let schema = run_files(&[
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t FOR SELECT USING (true);",
        "CREATE TABLE t (id int); CREATE POLICY p ON t FOR SELECT USING (true);",
    ]);
    assert_eq!(doubts(&schema), ["t RowSecurity"]);
    assert!(schema.withheld.may_narrow(&Name::new("public", "t"), Part::RowSecurity, Command::Select));
    let gap = schema.gaps.first().map(|gap| gap.may_affect.clone());
    assert_eq!(gap, Some(vec!["public.t".to_owned()]), "{:?}", schema.gaps);
}

#[test]
fn broken_text_never_panics() {
    let sql = "CREATE TABLE t (id int PRIMARY KEY, a text CHECK (a IN ('x', 'y')));
        DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM pg_tables LOOP EXECUTE format('%I', r.x); END LOOP; END $$;
        CREATE FUNCTION f(a int DEFAULT 1) RETURNS TABLE (x int) LANGUAGE sql AS $f$ SELECT a $f$;
        ALTER TABLE t RENAME COLUMN a TO é; GRANT ALL ON ALL TABLES IN SCHEMA public TO anon;";
    for end in (0..sql.len()).filter(|end| sql.is_char_boundary(*end)) {
        let _ = run(&sql[..end]);
        let _ = run(&sql[end..]);
    }
}
