use super::read;
use crate::sql::statement::*;

fn names(idents: &[Ident]) -> Vec<&str> {
    idents.iter().map(|i| i.name.as_str()).collect()
}

#[test]
fn policies() {
    let policy = read!(
        CreatePolicy,
        "create policy \"Own rows\" on public.t as restrictive for update to authenticated, PUBLIC using ((select auth.uid()) = user_id) with check (true)"
    );
    assert_eq!((policy.name.name.as_str(), policy.table.to_string().as_str()), ("Own rows", "public.t"));
    assert!(!policy.permissive && policy.command == PolicyCommand::Update);
    assert_eq!(names(&policy.roles), ["authenticated", "public"]);
    assert_eq!(policy.using.map(|u| u.text).as_deref(), Some("(select auth.uid()) = user_id"));
    assert_eq!(policy.check.map(|u| u.text).as_deref(), Some("true"));
    let plain = read!(CreatePolicy, "create policy p on t using (true)");
    assert!(plain.permissive && plain.command == PolicyCommand::All && plain.roles.is_empty() && plain.check.is_none());
    let altered = read!(AlterPolicy, "alter policy p on t to anon with check (a)");
    assert_eq!((altered.roles.as_deref().map(names), altered.using.is_some()), (Some(vec!["anon"]), false));
    let renamed = read!(AlterObject, "alter policy p on s.t rename to q");
    assert_eq!((renamed.kind, renamed.on.map(|o| o.to_string()).as_deref()), (ObjectKind::Policy, Some("s.t")));
    let dropped = read!(Drop, "drop policy if exists \"P\" on s.t");
    assert!(dropped.if_exists && dropped.objects[0].name.name == "P");
    assert_eq!(dropped.on.map(|o| o.to_string()).as_deref(), Some("s.t"));
}

#[test]
fn grants() {
    let grant =
        read!(Privileges, "grant select (a, b), insert on table s.t, u to anon, authenticated with grant option");
    assert!(grant.direction == GrantDirection::Grant && grant.with_grant_option);
    let Privileges::Listed(listed) = &grant.privileges else { panic!() };
    assert_eq!((listed[0].kind, names(&listed[0].columns)), (PrivilegeKind::Select, vec!["a", "b"]));
    assert_eq!((listed[1].kind, listed[1].columns.len()), (PrivilegeKind::Insert, 0));
    let GrantObjects::Named { kind: ObjectKind::Table, objects } = &grant.objects else { panic!() };
    assert_eq!(objects.iter().map(|o| o.name.to_string()).collect::<Vec<_>>(), ["s.t", "u"]);
    assert_eq!(names(&grant.roles), ["anon", "authenticated"]);
    let all =
        read!(Privileges, "revoke grant option for all privileges on all functions in schema a, b from public cascade");
    assert!(all.grant_option_for && all.cascade && all.privileges == Privileges::All(Vec::new()));
    assert!(
        matches!(&all.objects, GrantObjects::AllInSchema { kind: ObjectKind::Function, schemas } if names(schemas) == ["a", "b"])
    );
    let function = read!(Privileges, "revoke execute on function s.f(a int, text[]), g from anon");
    let GrantObjects::Named { kind: ObjectKind::Function, objects } = &function.objects else { panic!() };
    let identities: Vec<String> = objects[0].args.iter().flatten().map(|a| a.type_name.identity()).collect();
    assert_eq!(
        (objects[0].name.to_string().as_str(), identities),
        ("s.f", vec!["integer".into(), "text[]".to_owned()])
    );
    assert!(objects[1].args.is_none());
    for (text, kind) in [
        ("grant usage on schema s to anon", ObjectKind::Schema),
        ("grant usage on sequence q to anon", ObjectKind::Sequence),
        ("grant all on foreign server q to anon", ObjectKind::Server),
        ("grant usage on type q to anon", ObjectKind::Type),
        ("grant create, temp on database d to anon", ObjectKind::Database),
        ("grant execute on procedure p() to anon", ObjectKind::Procedure),
    ] {
        let GrantObjects::Named { kind: found, .. } = read!(Privileges, text).objects else { panic!() };
        assert_eq!(found, kind, "{text}");
    }
    let member = read!(RoleMembership, "grant a, \"B\" to c with admin option");
    assert_eq!((names(&member.roles), names(&member.members)), (vec!["a", "B"], vec!["c"]));
    assert!(read!(RoleMembership, "revoke admin option for a from c").option_for);
}

#[test]
fn default_privileges() {
    let default = read!(
        DefaultPrivileges,
        "alter default privileges for role postgres in schema public, s revoke select, insert on tables from anon"
    );
    assert_eq!((names(&default.for_roles), names(&default.schemas)), (vec!["postgres"], vec!["public", "s"]));
    assert!(default.direction == GrantDirection::Revoke && default.kind == ObjectKind::Table);
    assert_eq!(names(&default.roles), ["anon"]);
    let default =
        read!(DefaultPrivileges, "alter default privileges grant execute on routines to public with grant option");
    assert!(default.kind == ObjectKind::Function && default.with_grant_option && default.for_roles.is_empty());
}

#[test]
fn types_and_domains() {
    let mood = read!(CreateType, "create type s.mood as enum ('a', 'it''s')");
    let TypeDefinition::Enum(values) = mood.definition else { panic!() };
    assert_eq!(values.iter().map(|v| v.value.as_str()).collect::<Vec<_>>(), ["a", "it's"]);
    let composite = read!(CreateType, "create type c as (a int, b text collate \"C\")");
    assert!(matches!(composite.definition, TypeDefinition::Composite(fields) if fields.len() == 2));
    assert!(matches!(read!(CreateType, "create type r as range (subtype = int4)").definition, TypeDefinition::Range));
    let altered = read!(AlterType, "alter type s.mood add value if not exists 'x' before 'a'");
    let TypeChange::AddValue { value, if_not_exists: true, position } = &altered.changes[0] else { panic!() };
    assert_eq!((value.value.as_str(), position), ("x", &EnumPosition::Before("a".into())));
    let altered = read!(AlterType, "alter type mood rename value 'a' to 'b'");
    assert!(
        matches!(&altered.changes[0], TypeChange::RenameValue { from, to } if from.value == "a" && to.value == "b")
    );
    let altered = read!(AlterType, "alter type c add attribute d int, drop attribute if exists a");
    assert_eq!(altered.changes.len(), 2);
    let renamed = read!(AlterObject, "alter type s.mood rename to feeling");
    assert!(matches!(renamed.change, ObjectChange::RenameTo(n) if n.name == "feeling"));
    let domain =
        read!(CreateDomain, "create domain email as citext not null default 'x' constraint c check (value ~ '@')");
    assert!(domain.not_null && domain.default.is_some() && domain.constraints.len() == 1);
    let altered = read!(AlterDomain, "alter domain d drop constraint if exists c");
    assert!(matches!(altered.change, DomainChange::DropConstraint { if_exists: true, .. }));
    assert!(matches!(read!(AlterObject, "alter domain d set schema s").change, ObjectChange::SetSchema(_)));
}

#[test]
fn triggers_and_rules() {
    let trigger = read!(
        CreateTrigger,
        "create or replace trigger t after insert or update of a, b on s.r referencing new table as n for each row when (new.a > 0) execute procedure s.f('x', 1)"
    );
    assert!(trigger.or_replace && trigger.for_each_row && trigger.timing == TriggerTiming::After);
    assert!(matches!(&trigger.events[1], TriggerEvent::Update(columns) if names(columns) == ["a", "b"]));
    assert_eq!((trigger.table.to_string().as_str(), trigger.function.to_string().as_str()), ("s.r", "s.f"));
    assert_eq!(trigger.args, ["x", "1"]);
    assert_eq!(trigger.when.map(|w| w.text).as_deref(), Some("new.a > 0"));
    let constraint = read!(
        CreateTrigger,
        "create constraint trigger t after delete on r deferrable for each row execute function f()"
    );
    assert!(constraint.constraint && constraint.deferrable);
    let event =
        read!(CreateEventTrigger, "create event trigger e on ddl_command_end when tag in ('X') execute function f()");
    assert_eq!((event.event.as_str(), event.function.name.as_str()), ("ddl_command_end", "f"));
    let rule = read!(CreateRule, "create rule r as on delete to s.t do instead nothing");
    assert_eq!((rule.event.as_str(), rule.table.to_string().as_str(), rule.instead), ("delete", "s.t", true));
    let dropped = read!(Drop, "drop trigger if exists t on auth.users cascade");
    assert!(dropped.kind == ObjectKind::Trigger && dropped.cascade);
    assert_eq!(dropped.on.map(|o| o.to_string()).as_deref(), Some("auth.users"));
}

#[test]
fn drops_of_all_kinds() {
    let dropped = read!(Drop, "drop function if exists s.f(int, out x text), g cascade");
    assert_eq!((dropped.kind, dropped.objects.len()), (ObjectKind::Function, 2));
    assert_eq!(dropped.objects[0].args.as_ref().map(Vec::len), Some(2));
    assert_eq!(dropped.objects[0].args.as_ref().map(|a| a[1].mode), Some(ArgMode::Out));
    for (text, kind, names) in [
        ("drop table a, s.b", ObjectKind::Table, vec!["a", "s.b"]),
        ("drop materialized view v", ObjectKind::MaterializedView, vec!["v"]),
        ("drop view v", ObjectKind::View, vec!["v"]),
        ("drop index concurrently if exists i", ObjectKind::Index, vec!["i"]),
        ("drop type t restrict", ObjectKind::Type, vec!["t"]),
        ("drop extension if exists \"uuid-ossp\"", ObjectKind::Extension, vec!["uuid-ossp"]),
        ("drop schema if exists s cascade", ObjectKind::Schema, vec!["s"]),
        ("drop publication p", ObjectKind::Publication, vec!["p"]),
        ("drop role a, b", ObjectKind::Role, vec!["a", "b"]),
        ("drop user u", ObjectKind::Role, vec!["u"]),
        ("drop aggregate f(int)", ObjectKind::Aggregate, vec!["f"]),
        ("drop routine f()", ObjectKind::Routine, vec!["f"]),
        ("drop sequence q", ObjectKind::Sequence, vec!["q"]),
        ("drop foreign table f", ObjectKind::ForeignTable, vec!["f"]),
        ("drop text search configuration c", ObjectKind::TextSearchConfiguration, vec!["c"]),
        ("drop event trigger e", ObjectKind::EventTrigger, vec!["e"]),
        ("drop cast (int as text)", ObjectKind::Cast, vec![]),
        ("drop server if exists s", ObjectKind::Server, vec!["s"]),
        ("drop domain d", ObjectKind::Domain, vec!["d"]),
    ] {
        let dropped = read!(Drop, text);
        let found: Vec<String> = dropped.objects.iter().map(|o| o.name.to_string()).collect();
        assert_eq!((dropped.kind, found), (kind, names.into_iter().map(str::to_owned).collect()), "{text}");
    }
}

#[test]
fn known_by_name_only() {
    for (text, kind, name) in [
        ("create aggregate s.a(int) (sfunc = f, stype = int)", ObjectKind::Aggregate, Some("s.a")),
        ("create server srv foreign data wrapper w", ObjectKind::Server, Some("srv")),
        ("create statistics s.st on a, b from t", ObjectKind::Statistics, Some("s.st")),
        ("create collation c from \"C\"", ObjectKind::Collation, Some("c")),
        ("create cast (int as text) without function", ObjectKind::Cast, None),
        ("create operator === (leftarg = int, rightarg = int, function = f)", ObjectKind::Operator, Some("===")),
        ("create text search configuration c (copy = simple)", ObjectKind::TextSearchConfiguration, Some("c")),
        ("create database d", ObjectKind::Database, Some("d")),
        ("create language plx", ObjectKind::Language, Some("plx")),
        ("create subscription s connection 'x' publication p", ObjectKind::Subscription, Some("s")),
    ] {
        let created = read!(CreateObject, text);
        assert_eq!((created.kind, created.object.map(|o| o.name.to_string()).as_deref()), (kind, name), "{text}");
    }
    for (text, kind, name) in [
        ("alter function s.f(int) owner to r", ObjectKind::Function, "s.f"),
        ("alter schema s rename to t", ObjectKind::Schema, "s"),
        ("alter extension e set schema x", ObjectKind::Extension, "e"),
        ("alter publication p owner to r", ObjectKind::Publication, "p"),
        ("alter trigger t on r rename to u", ObjectKind::Trigger, "t"),
        ("alter server s options (add a 'b')", ObjectKind::Server, "s"),
        ("alter database d set timezone to 'UTC'", ObjectKind::Database, "d"),
        ("alter event trigger e disable", ObjectKind::EventTrigger, "e"),
        ("alter role a rename to b", ObjectKind::Role, "a"),
    ] {
        let altered = read!(AlterObject, text);
        assert_eq!((altered.kind, altered.object.map(|o| o.name.to_string()).as_deref()), (kind, Some(name)), "{text}");
    }
}

#[test]
fn schemas_roles_sequences_extensions() {
    let schema =
        read!(CreateSchema, "create schema s authorization r create table t (a int) create view v as select 1");
    assert_eq!((schema.name.name.as_str(), schema.elements.len()), ("s", 2));
    assert_eq!(read!(CreateSchema, "create schema authorization r").owner.map(|o| o.name).as_deref(), Some("r"));
    let role = read!(CreateRole, "create role r with nologin bypassrls password 'x' in role a, b");
    assert_eq!(
        (role.options.login, role.options.bypass_rls, role.options.has_password),
        (Some(false), Some(true), true)
    );
    assert_eq!(names(&role.options.member_of), ["a", "b"]);
    assert_eq!(read!(CreateRole, "create user u").options.login, Some(true));
    let role = read!(AlterRole, "alter role authenticator set statement_timeout = '8s'");
    assert_eq!(role.setting.map(|s| s.name.name).as_deref(), Some("statement_timeout"));
    let sequence = read!(CreateSequence, "create sequence if not exists s.q as bigint start 5 owned by s.t.id");
    assert_eq!(sequence.owned_by.map(|o| o.column.name).as_deref(), Some("id"));
    let extension =
        read!(CreateExtension, "create extension if not exists \"uuid-ossp\" with schema extensions cascade");
    assert_eq!(
        (extension.name.name.as_str(), extension.schema.map(|s| s.name).as_deref()),
        ("uuid-ossp", Some("extensions"))
    );
}

#[test]
fn publications() {
    let publication =
        read!(CreatePublication, "create publication p for table s.a (x, y) where (x > 0), b, tables in schema c");
    assert_eq!(publication.objects.len(), 3);
    assert!(
        matches!(&publication.objects[0], PublicationObject::Table { columns, filter: Some(_), .. } if columns.len() == 2)
    );
    assert!(matches!(&publication.objects[1], PublicationObject::Table { name, .. } if name.name == "b"));
    assert!(matches!(&publication.objects[2], PublicationObject::Schema(s) if s.name == "c"));
    assert!(read!(CreatePublication, "create publication p for all tables").all_tables);
    let altered = read!(AlterPublication, "alter publication supabase_realtime add table public.a, only b");
    assert!(matches!(altered.change, PublicationChange::Add(objects) if objects.len() == 2));
    assert!(matches!(read!(AlterPublication, "alter publication p drop table a").change, PublicationChange::Drop(_)));
    assert!(matches!(read!(AlterPublication, "alter publication p set table a").change, PublicationChange::Set(_)));
}

#[test]
fn comments() {
    let comment = read!(Comment, "comment on column s.t.c is 'it''s'");
    assert_eq!((comment.kind, comment.text.as_deref()), (ObjectKind::Column, Some("it's")));
    assert_eq!(comment.object.map(|o| o.name.name).as_deref(), Some("c"));
    assert_eq!(comment.on.map(|o| o.to_string()).as_deref(), Some("s.t"));
    let comment = read!(Comment, "comment on policy p on t is null");
    assert!(comment.text.is_none() && comment.on.is_some());
    assert_eq!(
        read!(Comment, "comment on function f(int) is 'x'").object.and_then(|o| o.args).map(|a| a.len()),
        Some(1)
    );
}
