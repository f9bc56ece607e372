create table a (id int, owner uuid);
create table b (id int, owner uuid);
create table c (id int);
do $$
declare r record;
begin
  for r in select tablename from pg_tables where schemaname = 'public' loop
    execute format('alter table public.%I enable row level security', r.tablename);
  end loop;
end $$;
do $$
declare t text;
begin
  foreach t in array array['a', 'b'] loop
    execute format('create policy %I on public.%I for select using (owner = auth.uid())', t || '_read', t);
    execute 'create index on ' || quote_ident(t) || ' (owner)';
  end loop;
end $$;
do $$
declare p record;
begin
  for p in select policyname, tablename from pg_policies where schemaname = 'public' and tablename = 'a' loop
    execute format('drop policy if exists %I on public.%I', p.policyname, p.tablename);
  end loop;
end $$;
do $$
begin
  for i in 1..3 loop
    execute format('create table part_%s (id int primary key)', i);
  end loop;
end $$;
do $$
declare n int := 0;
begin
  while n < 2 loop
    n := n + 1;
    execute format('alter table c add column extra_%s text', n);
    continue when n = 1;
    exit;
  end loop;
end $$;
do $$
declare c text;
begin
  select conname into c from pg_constraint where conrelid = 'public.part_1'::regclass and contype = 'p';
  if c is not null then execute format('alter table part_1 drop constraint %I', c); end if;
end $$;
