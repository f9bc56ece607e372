use super::*;
use crate::sql::{
    parse::parse_file,
    statement::{BodyCode, StatementKind},
};

/// A host that notes what runs, fails where it is told to, and has one catalog.
#[derive(Default)]
struct Notes {
    ran: Vec<String>,
    unsure: Vec<String>,
    refuses: Option<(&'static str, &'static str)>,
    incomplete: bool,
}

impl Tables for Notes {
    fn rows(&mut self, _schema: Option<&str>, name: &str) -> Option<Rows> {
        let texts = |row: &[&str]| row.iter().map(|t| Datum::text(*t)).collect();
        let mut rows = match name {
            "pg_policies" => Rows::new(
                &["schemaname", "tablename", "policyname"],
                vec![texts(&["public", "t", "A b"]), texts(&["public", "t", "c"]), texts(&["public", "u", "d"])],
            ),
            "pg_class" => Rows::new(
                &["oid", "relname", "relnamespace"],
                vec![texts(&["public.t", "t", "public"]), texts(&["other.u", "u", "other"])],
            ),
            "pg_namespace" => {
                Rows::new(&["oid", "nspname"], vec![texts(&["public", "public"]), texts(&["other", "other"])])
            }
            _ => return None,
        };
        rows.complete = !self.incomplete;
        Some(rows)
    }

    fn identify(&mut self, _kind: Reg, text: &str) -> Datum {
        if text == "public.t" { Datum::text("public.t") } else { Datum::Null }
    }

    fn session(&self, name: &str) -> Datum {
        if name == "current_user" { Datum::text("postgres") } else { Datum::Unknown }
    }
}

impl Host for Notes {
    type Failure = String;
    type Savepoint = usize;

    fn execute(&mut self, statement: &Statement, _variables: &[String]) -> Result<(), String> {
        let text = format!("{:?}", statement.kind);
        if let Some((part, condition)) = self.refuses
            && text.contains(part)
        {
            return Err(condition.to_owned());
        }
        let what = match &statement.kind {
            StatementKind::Drop(drop) => format!("drop {}", drop.objects[0].name),
            StatementKind::CreateTable(table) => format!("create {}", table.name),
            StatementKind::AlterTable(alter) => format!("alter {}", alter.name),
            StatementKind::Query(query) => {
                let args: Vec<_> = query.calls.iter().flat_map(|c| &c.args).map(|a| a.value.literal.clone()).collect();
                format!("query {args:?}")
            }
            other => format!("{other:?}"),
        };
        self.ran.push(what);
        Ok(())
    }

    fn raise(&mut self, condition: Option<&str>, _message: Option<&str>) -> String {
        condition.unwrap_or("raise_exception").to_owned()
    }

    fn catches(failure: &String, condition: &str) -> bool {
        condition == "others" || failure == condition
    }

    fn savepoint(&mut self) -> usize {
        self.ran.len()
    }

    fn rollback(&mut self, to: usize) {
        self.ran.truncate(to);
    }

    fn unsure(&mut self, why: &str, _statements: &[BlockStatement]) {
        self.unsure.push(why.to_owned());
    }
}

fn interpret(mut notes: Notes, body: &str) -> (Notes, Result<(), String>) {
    let file = parse_file(&format!("do $$ {body} $$"));
    let StatementKind::Do(block) = &file.statements[0].kind else { panic!("{:?}", file.statements) };
    let BodyCode::Plpgsql(block) = &block.body.code else { panic!("{:?}", block.body.code) };
    let result = run(&mut notes, block, Vec::new());
    (notes, result)
}

fn ran(body: &str) -> Vec<String> {
    let (notes, result) = interpret(Notes::default(), body);
    assert_eq!((result, notes.unsure), (Ok(()), Vec::<String>::new()), "{body}");
    notes.ran
}

#[test]
fn catalogs_answer_conditions() {
    let create = "then create table x (a int); else create table y (a int); end if; end";
    for (condition, expected) in [
        ("not exists (select 1 from pg_policies where tablename = 't' and policyname = 'z')", "create x"),
        (
            "exists (select from pg_catalog.pg_policies p where p.policyname = 'A b' and p.schemaname = 'public')",
            "create x",
        ),
        ("(select count(*) from pg_policies where tablename = 't') = 2", "create x"),
        (
            "exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'other' and relname = 't')",
            "create y",
        ),
        ("to_regclass('public.missing') is null", "create x"),
        ("'d' = any (select policyname from pg_policies) and current_user in ('postgres', 'x')", "create x"),
        ("exists (select 1 from pg_class where oid = 'public.t'::regclass)", "create x"),
        (
            "exists (select 1 from pg_class c where not exists (select 1 from pg_policies p where p.tablename = c.relname))",
            "create y",
        ),
        ("(select string_agg(policyname, ',') from pg_policies where tablename like 't%') = 'A b,c'", "create x"),
        ("(case when true then 1 = 2 end or null)", "create y"),
        ("exists (select 1 from unknown_table) and false", "create y"),
    ] {
        assert_eq!(ran(&format!("begin if {condition} {create}")), [expected], "{condition}");
    }
}

#[test]
fn loops_run_over_catalogs_and_arrays() {
    let body =
        "declare r record; begin for r in select policyname, tablename from pg_policies where tablename = 't' loop
                execute format('drop policy %I on public.%I', r.policyname, r.tablename); end loop; end";
    assert_eq!(ran(body), ["drop A b", "drop c"]);
    let body = "declare t text; begin foreach t in array array['a', 'B'] loop execute 'alter table ' || quote_ident(t) || ' enable row level security'; end loop; end";
    assert_eq!(ran(body), ["alter a", "alter B"]);
    let body = "declare names text[] := '{p,q}'; n text; begin for n in select unnest(names) loop execute format('drop table %s', n); end loop; end";
    assert_eq!(ran(body), ["drop p", "drop q"]);
    let body = "begin for i in reverse 3..1 by 2 loop execute 'create table t' || i || ' ()'; end loop; end";
    assert_eq!(ran(body), ["create t3", "create t1"]);
    let body = "declare i int := 0; begin <<outer>> loop loop i := i + 1; continue when i < 3; exit outer; end loop; end loop; execute format('drop table a%s', i); end";
    assert_eq!(ran(body), ["drop a3"]);
    let body = "declare v text; n int; begin select policyname into v from pg_policies where tablename = 'u'; select count(*) into n from pg_policies; if found and n = 3 then execute 'drop table ' || v; end if; end";
    assert_eq!(ran(body), ["query []", "query []", "drop d"]);
}

#[test]
fn failures_are_caught() {
    let refusing = || Notes { refuses: Some(("\"dup\"", "duplicate_object")), ..Notes::default() };
    let body = "begin begin create table a (x int); create table dup (x int); exception when duplicate_object then null; end; create table b (x int); end";
    let (notes, result) = interpret(refusing(), body);
    assert_eq!((notes.ran, result), (vec!["create b".to_owned()], Ok(())));
    let body = "begin create table dup (x int); exception when undefined_table then null; end";
    assert_eq!(interpret(refusing(), body).1, Err("duplicate_object".to_owned()));
    let body = "begin create table dup (x int); exception when others then raise; end";
    assert_eq!(interpret(refusing(), body).1, Err("duplicate_object".to_owned()));
    let body = "begin raise exception 'no' using errcode = 'P0002'; end";
    assert_eq!(interpret(refusing(), body).1, Err("p0002".to_owned()));
    let body = "begin raise notice 'x'; return; create table c (a int); end";
    assert!(ran(body).is_empty());
}

#[test]
fn what_is_not_known_is_told() {
    let told = |notes: Notes, body: &str| {
        let (notes, result) = interpret(notes, body);
        assert_eq!(result, Ok(()));
        (notes.ran, notes.unsure.len())
    };
    let body = "begin if exists (select 1 from users) then create table a (x int); end if; create table b (x int); end";
    assert_eq!(told(Notes::default(), body), (vec!["create b".into()], 1));
    let body = "begin if exists (select 1 from users) then return; end if; create table b (x int); end";
    assert_eq!(told(Notes::default(), body).0, Vec::<String>::new());
    let body = "declare n text; begin select name into n from users; execute 'drop table ' || n; end";
    assert_eq!(told(Notes::default(), body), (vec!["query []".into()], 1));
    let body = "begin for r in select policyname from pg_policies loop execute format('drop policy %I on t', r.policyname); end loop; end";
    let incomplete = || Notes { incomplete: true, ..Notes::default() };
    assert_eq!(told(incomplete(), body), (vec!["drop A b".into(), "drop c".into(), "drop d".into()], 1));
    let body = "begin if not exists (select 1 from pg_policies where policyname = 'zz') then create table a (x int); end if; end";
    assert_eq!(told(incomplete(), body).1, 1);
    let body = "begin loop null; end loop; end";
    assert_eq!(told(Notes::default(), body).0, Vec::<String>::new(), "an endless loop ends");
}

#[test]
fn variables_reach_calls() {
    let body = "declare n text := 'job'; begin perform cron.schedule(n || '-1', '* * * * *', 'select 1'); end";
    assert_eq!(ran(body), ["query [String(\"job-1\"), String(\"* * * * *\"), String(\"select 1\")]"]);
}

#[test]
fn texts_are_put_together_as_postgresql_does() {
    let variables = std::collections::BTreeMap::new();
    let mut notes = Notes::default();
    for (expression, expected) in [
        ("format('%I.%I = %L %% %2$s', 'public', 'My T', 'it''s')", "public.\"My T\" = 'it''s' % My T"),
        ("format('%s%L', null, null)", "NULL"),
        ("quote_ident('order')", "\"order\""),
        ("quote_literal('a''b')", "'a''b'"),
        ("concat('a', null, 1, true)", "a1true"),
        ("concat_ws('-', 'a', null, 'b')", "a-b"),
        ("replace(lower('ABC'), 'b', 'x') || upper('d')", "axcD"),
        ("split_part('a.b.c', '.', 2)", "b"),
        ("array_to_string(array['a', 'b'] || 'c', ',')", "a,b,c"),
        ("coalesce(null, 'x')", "x"),
        ("(array['a', 'b'])[2]", "b"),
        ("left('abc', 2) || right('abc', 1)", "abc"),
    ] {
        let value = expression::Evaluator::new(&mut notes, &variables).text(expression);
        assert_eq!(value.printed().as_deref(), Some(expected), "{expression}");
    }
    for (text, pattern, matches) in
        [("abc", "a%", true), ("abc", "_b_", true), ("a%c", r"a\%c", true), ("abc", "b%", false), ("", "%", true)]
    {
        assert_eq!(functions::like(text, pattern, false), Some(matches), "{text} {pattern}");
    }
}
