use super::{one, read};
use crate::sql::statement::*;

#[test]
fn functions_with_everything() {
    let function = read!(
        CreateRoutine,
        "create or replace function app.f(a int, inout b text default 'x', variadic c text[] = '{}')
         returns setof app.t language SQL stable strict security definer leakproof
         set search_path = '' set work_mem to '1MB' as $body$ select 1; select 2 $body$"
    );
    assert!(function.or_replace && function.kind == RoutineKind::Function);
    assert_eq!((function.name.to_string().as_str(), function.language.as_str()), ("app.f", "sql"));
    let modes: Vec<ArgMode> = function.args.iter().map(|a| a.mode).collect();
    assert_eq!(modes, [ArgMode::In, ArgMode::InOut, ArgMode::Variadic]);
    assert_eq!(function.args[1].default.as_ref().map(|d| d.text.as_str()), Some("'x'"));
    assert!(matches!(&function.returns, Returns::Type(t) if t.set_of && t.identity() == "app.t"));
    let options = &function.options;
    assert_eq!(
        (options.volatility, options.strict, options.leakproof),
        (Some(Volatility::Stable), Some(true), Some(true))
    );
    assert!(options.security_definer.is_some_and(|(definer, _)| definer));
    assert_eq!(options.settings[0].value, SettingValue::Values(vec![String::new()]));
    let RoutineBody::Text(body) = &function.body else { panic!() };
    assert!(body.quoting == Quoting::Dollar && matches!(&body.code, BodyCode::Sql(s) if s.len() == 2));
}

#[test]
fn other_bodies() {
    let atomic = read!(
        CreateRoutine,
        "create function f() returns int language sql begin atomic insert into t values (1); select 1; end"
    );
    assert!(matches!(&atomic.body, RoutineBody::Atomic(s) if s.len() == 2));
    let ret = read!(CreateRoutine, "create function f(a int) returns int return a + 1");
    assert!(matches!(&ret.body, RoutineBody::Return(e) if e.text == "a + 1") && ret.language == "sql");
    let table =
        read!(CreateRoutine, "create function f() returns table (a int, b text) language sql as 'select 1, ''x'''");
    assert!(matches!(&table.returns, Returns::Table(c) if c.len() == 2));
    let RoutineBody::Text(body) = &table.body else { panic!() };
    assert_eq!((body.text.text.as_str(), body.quoting), ("select 1, 'x'", Quoting::Single));
    let c = read!(CreateRoutine, "create function f() returns int language c as 'lib', 'sym'");
    assert_eq!(c.body, RoutineBody::Library);
    let procedure = read!(CreateRoutine, "create procedure p() language plpgsql as $$ begin commit; end $$");
    assert_eq!((procedure.kind, procedure.returns == Returns::Unspecified), (RoutineKind::Procedure, true));
    let broken = read!(CreateRoutine, "create function f() returns int language sql as $$ selec 1 $$");
    assert!(matches!(&broken.body, RoutineBody::Text(Body { code: BodyCode::Invalid { .. }, .. })));
    let js = read!(CreateRoutine, "create function f() returns int language plv8 as $$ return 1 $$");
    assert!(matches!(&js.body, RoutineBody::Text(Body { code: BodyCode::Opaque, .. })));
}

#[test]
fn alter_function() {
    let altered = read!(AlterRoutine, "alter function s.f(int) security invoker set search_path = public, \"$user\"");
    assert_eq!(altered.routine.args.as_ref().map(Vec::len), Some(1));
    assert!(altered.options.security_definer.is_some_and(|(definer, _)| !definer));
    let SettingValue::Values(path) = &altered.options.settings[0].value else { panic!() };
    assert_eq!(path, &["public", "$user"]);
    assert_eq!(read!(AlterRoutine, "alter function f reset all").options.settings[0].name.name, "all");
    assert!(matches!(read!(AlterObject, "alter procedure f() set schema s").change, ObjectChange::SetSchema(_)));
}

#[test]
fn places_in_quoted_bodies_are_places_in_the_file() {
    let text = "select 1;\ncreate function f() returns trigger language plpgsql as E'begin\\n delete from it\\'s; end'";
    let text = text.replace("it\\'s", "gone");
    let file = super::parse_file(&text);
    let StatementKind::CreateRoutine(routine) = &file.statements[1].kind else { panic!() };
    let RoutineBody::Text(Body { code: BodyCode::Plpgsql(block), .. }) = &routine.body else { panic!("{routine:?}") };
    let BlockKind::Sql { statement, .. } = &block.body[0].kind else { panic!() };
    let range = statement.range;
    assert_eq!(&text[range.start as usize..range.end as usize], "delete from gone");
}

#[test]
fn functions_in_do_blocks_are_read() {
    let text = "do $$ begin create function f() returns int language sql as $f$ select count(*) from a.b $f$; end $$";
    let statement = one(text);
    let StatementKind::Do(block) = statement.kind else { panic!() };
    let BodyCode::Plpgsql(block) = block.body.code else { panic!() };
    let BlockKind::Sql { statement, .. } = &block.body[0].kind else { panic!() };
    let StatementKind::CreateRoutine(routine) = &statement.kind else { panic!() };
    let RoutineBody::Text(Body { code: BodyCode::Sql(statements), .. }) = &routine.body else { panic!() };
    let range = statements[0].range;
    assert_eq!(&text[range.start as usize..range.end as usize], "select count(*) from a.b");
}
