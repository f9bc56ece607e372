//! Bodies of functions that fail on the schema that is left.

use super::run;
use crate::model::schema::{BodyFault, Missing};

/// What fails in the bodies of the functions that are made of these statements.
fn faults(sql: &str) -> Vec<BodyFault> {
    run(sql).broken.into_values().flatten().collect()
}

/// The reasons, with a mark for those that each call meets.
fn reasons(sql: &str) -> Vec<String> {
    let word = |fault: BodyFault| format!("{}{}", if fault.always { "always: " } else { "" }, fault.reason);
    faults(sql).into_iter().map(word).collect()
}

/// A function with these statements in its body.
fn body(statements: &str) -> String {
    format!("CREATE FUNCTION f(x uuid) RETURNS int LANGUAGE plpgsql AS $$ BEGIN {statements} RETURN 1; END $$;")
}

#[test]
fn a_path_that_is_fixed_later_hides_the_tables() {
    let made = "CREATE TABLE t (id uuid); ";
    let fixed = " ALTER FUNCTION f(uuid) SET search_path = '';";
    let found = faults(&(made.to_owned() + &body("DELETE FROM t WHERE id = x;") + fixed));
    assert_eq!(found.first().map(|fault| &fault.missing), Some(&Missing::BeyondPath("t".to_owned())));
    assert_eq!(faults(&(made.to_owned() + &body("DELETE FROM public.t WHERE id = x;") + fixed)), []);
}

#[test]
fn what_went_after_the_function_is_missing_when_it_runs() {
    let dropped = body("UPDATE t SET used = 1 WHERE id = x;") + "CREATE TABLE t (id uuid);";
    assert_eq!(reasons(&dropped), ["always: column used of public.t does not exist"]);
    let retyped = "CREATE TABLE t (id uuid);".to_owned() + &body("DELETE FROM t WHERE id = x;");
    let retyped = retyped + "ALTER TABLE t ALTER COLUMN id TYPE text USING id::text;";
    assert_eq!(reasons(&retyped), ["always: operator does not exist: text = uuid"]);
}

#[test]
fn only_what_every_call_comes_to_always_fails() {
    assert_eq!(reasons(&body("IF x IS NULL THEN PERFORM gone(); END IF;")), ["function gone does not exist"]);
    assert_eq!(reasons(&body("IF x IS NULL THEN RETURN 2; END IF; PERFORM gone();")), ["function gone does not exist"]);
    let raised = body("IF x IS NULL THEN RAISE EXCEPTION 'no'; END IF; PERFORM gone();");
    assert_eq!(reasons(&raised), ["always: function gone does not exist"]);
    assert_eq!(reasons(&body("FOR i IN 1..2 LOOP PERFORM gone(i); END LOOP;")), ["function gone does not exist"]);
}

#[test]
fn a_handler_takes_up_what_it_is_for() {
    let block = |handler: &str| body(&format!("BEGIN PERFORM gone(); EXCEPTION WHEN {handler} END;"));
    assert_eq!(reasons(&block("undefined_function THEN NULL;")), [""; 0]);
    assert_eq!(reasons(&block("unique_violation THEN NULL;")), ["always: function gone does not exist"]);
    assert_eq!(reasons(&block("others THEN RAISE;")), ["always: function gone does not exist"]);
    let whole = "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM gone(); RETURN 1;
        EXCEPTION WHEN others THEN RETURN 0; END $$;";
    assert!(faults(whole).iter().any(|fault| fault.hidden && fault.always));
}

#[test]
fn a_name_of_a_column_and_a_variable_is_refused() {
    let table = "CREATE TABLE t (id uuid PRIMARY KEY, title text);";
    let listing = |query: &str| {
        format!(
            "{table} CREATE FUNCTION f() RETURNS TABLE (id uuid, title text) LANGUAGE plpgsql AS $$
             BEGIN RETURN QUERY {query}; END $$;"
        )
    };
    assert_eq!(reasons(&listing("SELECT t.id, title FROM t")).len(), 1);
    assert_eq!(reasons(&listing("SELECT t.id, t.title FROM t ORDER BY title")), [""; 0]);
    assert_eq!(reasons(&listing("SELECT t.id, t.id FROM t")).len(), 1, "uuid is no text");
    let insert =
        "INSERT INTO t (id, title) VALUES (gen_random_uuid(), 'a') ON CONFLICT (id) DO NOTHING RETURNING t.id, t.title";
    assert_eq!(reasons(&listing(insert)).len(), 1);
}

#[test]
fn rows_of_triggers_have_the_columns_of_their_tables() {
    let touch =
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := now(); RETURN NEW; END $$;
        CREATE TABLE a (id int, seen timestamptz); CREATE TABLE b (id int);
        CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION touch();";
    assert_eq!(faults(touch), []);
    let both = touch.to_owned() + "CREATE TRIGGER t BEFORE UPDATE ON b FOR EACH ROW EXECUTE FUNCTION touch();";
    let found = faults(&both);
    assert_eq!(
        found.iter().filter_map(|fault| fault.on.as_ref()).map(ToString::to_string).collect::<Vec<_>>(),
        ["public.b"]
    );
}

#[test]
fn what_bodies_make_and_name_for_themselves_is_there() {
    let own = "CREATE TABLE t (id uuid, title text);
        CREATE FUNCTION g(who uuid, n int DEFAULT 1) RETURNS int LANGUAGE sql AS $$ SELECT n $$;
        CREATE FUNCTION f(x uuid) RETURNS int LANGUAGE plpgsql AS $$
        <<main>> DECLARE r record; v t%ROWTYPE; n int := 0; id uuid;
        BEGIN
          CREATE TEMP TABLE seen (id uuid);
          FOR r IN SELECT * FROM t WHERE t.id = f.x LOOP
            v := r;
            CONTINUE WHEN v.title IS NULL;
            INSERT INTO seen VALUES (r.id);
            n := g(who := f.x, n := n);
          END LOOP;
          SELECT count(*) INTO n FROM seen WHERE seen.id = main.id;
          EXECUTE 'select 1' INTO n USING v.title;
          GET DIAGNOSTICS n = ROW_COUNT;
          IF found THEN RETURN n; END IF;
          RETURN NULL;
        END $$;";
    assert_eq!(faults(own), []);
}
