-- Twelve tables: more than the catalogue is asked for one by one.
do $$
begin
  for i in 1..12 loop
    execute format('create table crate_%s (id int primary key, owner uuid, note text)', i);
    execute format('create index crate_%s_owner on crate_%s (owner)', i, i);
    execute format('create index crate_%s_note on crate_%s (note)', i, i);
  end loop;
end $$;
alter table crate_3 enable row level security;
create policy seen on crate_3 for select using (true);
-- An oid that several joins follow; an outer join at the end.
do $$
declare r record;
begin
  for r in
    select i.indexrelid::regclass as index_name
    from pg_index i
    join pg_class c on i.indexrelid = c.oid
    join pg_namespace n on c.relnamespace = n.oid
    left join pg_stat_user_indexes s on s.indexrelid = i.indexrelid
    where n.nspname = 'public' and not i.indisprimary and coalesce(s.idx_scan, 0) = 0 and c.relname like '%\_note'
  loop
    execute format('drop index %s', r.index_name);
  end loop;
end $$;
-- A comma and equal texts: what the condition says differs from row to row.
do $$
declare r record;
begin
  for r in
    select t.tablename, x.indexname
    from pg_tables t, pg_indexes x
    where t.schemaname = 'public' and x.schemaname = t.schemaname and x.tablename = t.tablename and x.indexname like '%owner'
  loop
    execute format('alter index %I rename to %I', r.indexname, r.tablename || '_by_owner');
  end loop;
end $$;
-- What has no partner.
do $$
declare r record;
begin
  for r in
    select t.tablename
    from pg_tables t
    left join pg_policies p on p.schemaname = t.schemaname and p.tablename = t.tablename
    where t.schemaname = 'public' and p.policyname is null
  loop
    execute format('alter table %I add column lonely boolean', r.tablename);
  end loop;
end $$;
