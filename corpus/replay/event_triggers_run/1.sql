create table before_it (id int);
create function protect_new_tables() returns event_trigger language plpgsql as $$
declare cmd record;
begin
  for cmd in select * from pg_event_trigger_ddl_commands()
    where command_tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO') and object_type in ('table', 'partitioned table')
  loop
    if cmd.schema_name in ('public') and cmd.schema_name not like 'pg_temp%' then
      begin
        execute format('alter table if exists %s enable row level security', cmd.object_identity);
        raise log 'protected %', cmd.object_identity;
      exception when others then
        raise log 'not protected %', cmd.object_identity;
      end;
    end if;
  end loop;
end $$;
create event trigger protect_new_tables on ddl_command_end
  when tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO') execute function protect_new_tables();
create schema aside;
create table berths (id serial primary key, length int not null);
create table if not exists before_it (id int);
create table "Crew Members" (id int);
create table long_berths as select id from berths;
create table aside.kept (id int);
create temp table gone (id int);
do $$
begin
  create table if not exists tides (id int);
  execute 'create table winds (id int)';
end $$;
create table parts (id int, day date) partition by range (day);
create view shown as select id from berths;
create function fix_path() returns event_trigger language plpgsql as $$
declare obj record;
begin
  for obj in select * from pg_event_trigger_ddl_commands() where command_tag = 'CREATE FUNCTION' loop
    execute format('alter function %s set search_path = public, pg_temp', obj.object_identity);
  end loop;
end $$;
create event trigger fix_path on ddl_command_end when tag in ('CREATE FUNCTION') execute function fix_path();
create function longest(kind text, n int) returns int language sql as $$ select 1 $$;
create or replace function fix_path_again() returns trigger language plpgsql as $$ begin return new; end $$;
create procedure tidy() language sql as $$ select 1 $$;
create function refuse() returns event_trigger language plpgsql as $$
begin
  if tg_tag = 'CREATE TABLE' then
    raise exception 'no more tables';
  end if;
end $$;
create event trigger refuse on ddl_command_end execute function refuse();
create table too_late (id int);
create view still as select 1 as one;
drop event trigger refuse;
drop event trigger protect_new_tables;
create table after_it (id int);
