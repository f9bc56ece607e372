use super::kind;
use crate::sql::statement::StatementKind;

#[test]
fn what_postgresql_refuses_is_invalid() {
    for text in [
        "create policy if not exists p on t using (true)",
        "alter table t add constraint if not exists c check (a > 0)",
        "create type if not exists m as enum ('a')",
        "create trigger if not exists t before insert on a execute function f()",
        "create table t (a int,)",
        "create table t (id integer primary key autoincrement)",
        "insert into t values ('it\\'s')",
        "alter table t add column a int references",
        "create policy p on t for select, insert using (true)",
        "pragma foreign_keys = on",
        "selec 1",
        "create index i on t a",
        "select 'open",
    ] {
        assert!(matches!(kind(text), StatementKind::Invalid(_)), "{text}: {:?}", kind(text));
    }
}

#[test]
fn nothing_common_is_opaque() {
    for text in [
        "security label on table t is 'x'",
        "drop owned by r",
        "reassign owned by a to b",
        "import foreign schema s from server srv into t",
    ] {
        assert!(matches!(kind(text), StatementKind::Opaque(_)), "{text}: {:?}", kind(text));
    }
    for text in [
        "alter system set a = 1",
        "alter large object 5 owner to r",
        "create transform for t language l (from sql with function f(int))",
        "create user mapping for public server s",
        "create operator class c for type int using btree as operator 1 <",
        "alter operator family f using btree rename to g",
        "create access method m type index handler h",
        "alter default privileges in schema s grant select on tables to anon",
        "explain analyze select 1",
        "listen a",
        "notify a, 'b'",
        "prepare p as select 1",
        "execute p(1)",
        "deallocate all",
        "discard all",
        "show all",
        "checkpoint",
        "analyze t (a)",
        "declare c cursor for select 1",
        "table t",
        "values (1), (2)",
        "grant set on parameter a to b",
        "grant select on large object 5 to b",
        "alter group g add user u",
        "alter user all set a = 1",
        "alter table all in tablespace a set tablespace b",
    ] {
        let read = kind(text);
        let misread = matches!(read, StatementKind::Invalid(_))
            || (matches!(read, StatementKind::Opaque(_)) && !text.starts_with("alter table all"));
        assert!(!misread, "{text}: {read:?}");
    }
}

#[test]
fn psql_lines_are_told_apart() {
    assert_eq!(kind("\\i other.sql"), StatementKind::Psql("\\i other.sql".into()));
}

#[test]
fn deep_nesting_never_reaches_the_parser() {
    let text = format!("select {}1{}", "(".repeat(50_000), ")".repeat(50_000));
    assert_eq!(kind(&text), StatementKind::TooDeep);
}
