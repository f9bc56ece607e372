create table berths (id int primary key, changed timestamptz);
create function touched() returns trigger language plpgsql as $$ begin new.changed = now(); return new; end $$;
create function watched() returns event_trigger language plpgsql as $$ begin return; end $$;
create function plain() returns int language plpgsql as $$ begin return 1; end $$;
select touched();
select watched();
select plain();
select touched() from berths;
do $$ begin perform touched(); end $$;
create trigger touched before update on berths for each row execute function touched();
do $$
begin
  if not exists (select 1 from pg_trigger where tgname = 'a_trigger_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all') then
    create trigger a_trigger_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all
      before insert on berths for each row execute function touched();
  end if;
end $$;
do $$
begin
  if not exists (select 1 from pg_trigger where tgname = 'a_trigger_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all') then
    create trigger a_trigger_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all
      before insert on berths for each row execute function touched();
  end if;
end $$;
create table a_table_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all (id int);
do $$
begin
  if not exists (select 1 from pg_tables where tablename = 'a_table_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all') then
    create table a_table_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all (id int);
  end if;
  if not exists (select 1 from information_schema.tables where table_name = 'a_table_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all') then
    create table a_table_whose_name_is_longer_than_the_database_keeps_of_any_name_at_all (id int);
  end if;
end $$;
