use super::read;
use crate::sql::statement::*;

fn texts(values: &[Value]) -> Vec<&Literal> {
    values.iter().map(|v| &v.literal).collect()
}

#[test]
fn inserts() {
    let insert = read!(
        Insert,
        "insert into storage.buckets (id, name, public, size, kinds) values ('a', $$b$$, true, -5, array['x', 'y']), ('c', f(), false, null, '{}'::text[])
         on conflict (id) do update set public = excluded.public, name = 'z'"
    );
    assert_eq!((insert.table.to_string().as_str(), insert.columns.len()), ("storage.buckets", 5));
    let InsertSource::Values(rows) = &insert.source else { panic!() };
    let s = |text: &str| Literal::String(text.to_owned());
    assert_eq!(
        texts(&rows[0]),
        [&s("a"), &s("b"), &Literal::Bool(true), &Literal::Number("-5".into()), &Literal::Array(vec![s("x"), s("y")])]
    );
    assert_eq!(texts(&rows[1]), [&s("c"), &Literal::Computed, &Literal::Bool(false), &Literal::Null, &s("{}")]);
    let conflict = insert.on_conflict.expect("on conflict");
    assert_eq!((conflict.columns[0].name.as_str(), conflict.update.len()), ("id", 2));
    let select = read!(Insert, "insert into t select 'a', 1");
    assert!(matches!(&select.source, InsertSource::Values(rows) if rows.len() == 1 && rows[0].len() == 2));
    let select = read!(Insert, "insert into t select a from b on conflict do nothing");
    assert!(matches!(&select.source, InsertSource::Query(q) if q.text == "select a from b"));
    assert!(select.on_conflict.is_some_and(|c| c.update.is_empty()));
    assert_eq!(read!(Insert, "insert into t default values").source, InsertSource::Defaults);
}

#[test]
fn updates_and_deletes() {
    let update =
        read!(Update, "update only s.t as x set a = 1, (b, c) = (2, default), (d, e) = (select 1, 2) where id = 'k'");
    let columns: Vec<&str> = update.set.iter().map(|a| a.column.name.as_str()).collect();
    assert_eq!(columns, ["a", "b", "c", "d", "e"]);
    assert_eq!((&update.set[2].value.literal, &update.set[3].value.literal), (&Literal::Default, &Literal::Computed));
    assert_eq!(
        (update.table.to_string().as_str(), update.filter.map(|f| f.text).as_deref()),
        ("s.t", Some("id = 'k'"))
    );
    let delete = read!(Delete, "delete from s.t using u where t.a = u.a");
    assert_eq!((delete.table.to_string().as_str(), delete.filter.is_some()), ("s.t", true));
    assert_eq!(read!(Merge, "merge into t using s on t.a = s.a when matched then delete").table.name, "t");
    assert_eq!(read!(Truncate, "truncate table a, only s.b restart identity cascade").tables.len(), 2);
    assert!(read!(Copy, "copy s.t (a, b) from stdin").from);
}

#[test]
fn calls_in_queries() {
    let query = read!(Query, "select cron.schedule('job', '0 * * * *', $$ select net.http_post(url := 'x') $$)");
    assert_eq!(query.calls[0].name.to_string(), "cron.schedule");
    assert_eq!(query.calls[0].args[2].value.literal.as_str(), Some(" select net.http_post(url := 'x') "));
    let query = read!(Query, "select set_config('search_path', '', false), 1 from a join s.b on true, f(x => 2) g");
    assert_eq!(query.calls.iter().map(|c| c.name.name.as_str()).collect::<Vec<_>>(), ["set_config", "f"]);
    assert_eq!(query.from.iter().map(ToString::to_string).collect::<Vec<_>>(), ["a", "s.b", "f"]);
    assert_eq!(query.calls[1].args[0].name.as_deref(), Some("x"));
    let query = read!(
        Query,
        "with d as (delete from a returning *), i as (insert into s.b select * from d) select 1 union select g()"
    );
    assert_eq!(query.writes.iter().map(ToString::to_string).collect::<Vec<_>>(), ["a", "s.b"]);
    assert_eq!(query.calls[0].name.name, "g");
    assert_eq!(read!(Query, "call s.p(1, 'x')").calls[0].args.len(), 2);
}

#[test]
fn settings_and_transactions() {
    let set = read!(Set, "set local search_path to public, pg_temp");
    assert!(set.local && set.setting.name.name == "search_path");
    assert_eq!(set.setting.value, SettingValue::Values(vec!["public".into(), "pg_temp".into()]));
    assert_eq!(
        read!(Set, "SET check_function_bodies = false").setting.value,
        SettingValue::Values(vec!["false".into()])
    );
    assert_eq!(read!(Set, "set role anon").setting.value, SettingValue::Values(vec!["anon".into()]));
    assert_eq!(read!(Set, "set role none").setting.value, SettingValue::Default);
    assert_eq!(read!(Set, "reset all").setting.name.name, "all");
    assert_eq!(read!(Set, "set time zone 'UTC'").setting.name.name, "timezone");
    assert_eq!(read!(Transaction, "begin"), Transaction::Begin);
    assert_eq!(read!(Transaction, "end"), Transaction::Commit);
    assert!(matches!(read!(Transaction, "rollback to savepoint a"), Transaction::RollbackTo(n) if n.name == "a"));
    assert!(matches!(read!(Transaction, "set constraints all deferred"), Transaction::Other));
    assert_eq!(read!(Lock, "lock table a, b in share mode").tables.len(), 2);
    assert_eq!(read!(Utility, "vacuum analyze t"), "VACUUM");
}
