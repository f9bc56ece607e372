create table users_list (id int primary key, name text);
do $$ begin
  if not exists (select 1 from pg_type where typname = 'plan') then create type plan as enum ('free', 'paid'); end if;
end $$;
do $$ begin
  if not exists (select 1 from pg_type where typname = 'plan') then create type plan as enum ('other'); end if;
end $$;
do $$ begin
  if not exists (select 1 from information_schema.columns where table_schema = 'public' and table_name = 'users_list' and column_name = 'plan') then
    alter table users_list add column plan plan default 'free';
  end if;
end $$;
do $$ begin
  if exists (select 1 from information_schema.tables where table_name = 'nothing') then drop table nothing; else create table nothing (id int); end if;
end $$;
do $$ begin
  if not exists (select 1 from pg_policies where tablename = 'users_list' and policyname = 'read') then
    create policy "read" on users_list for select using (true);
  end if;
end $$;
do $$ begin
  if not exists (select 1 from pg_constraint where conname = 'users_list_name_key') then
    alter table users_list add constraint users_list_name_key unique (name);
  end if;
end $$;
do $$ begin
  if exists (select 1 from pg_publication_tables where pubname = 'supabase_realtime' and tablename = 'users_list') then
    null;
  else
    alter publication supabase_realtime add table users_list;
  end if;
end $$;
do $$ begin
  if to_regclass('public.users_list') is not null then alter table users_list enable row level security; end if;
  if to_regclass('public.no_such') is null then create table no_such (id int primary key); end if;
end $$;
do $$ begin
  if not exists (select 1 from pg_indexes where indexname = 'users_list_by_name') then create index users_list_by_name on users_list (name); end if;
  if exists (select from pg_trigger where tgname = 'nothing') then drop trigger nothing on users_list; end if;
  if exists (select 1 from pg_proc where proname = 'nothing') then drop function nothing(); end if;
end $$;
