create table lockers (id int primary key, owner uuid, holder uuid, kind text, open boolean);
alter table lockers enable row level security;
create policy "bare" on lockers for select using (auth.uid() = owner);
create policy "wrapped" on lockers for select using ((select auth.uid()) = owner);
create policy "wrapped in capitals" on lockers for select using ((SELECT auth.uid()) = holder);
create policy "named" on lockers for select using ((select auth.uid() as me) = holder);
create policy "everybody" on lockers for select using (TRUE);
create policy "added" on lockers for insert with check (auth.uid()=owner);
create policy "in brackets" on lockers for update using ((true)) with check ((open));
create policy "by kind" on lockers for delete using (exists (select 1 from lockers l where l.holder = auth.uid()));
create table kept (line text);
do $$
declare p record;
begin
  for p in select policyname from pg_policies where tablename = 'lockers' and qual like '%(select auth.uid())%' loop
    execute format('create table lower_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
  for p in select policyname from pg_policies where tablename = 'lockers' and qual like '%( SELECT auth.uid()%' loop
    execute format('create table upper_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
  for p in select policyname from pg_policies where tablename = 'lockers' and qual = 'true' loop
    execute format('create table true_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
  for p in select policyname from pg_policies where tablename = 'lockers' and with_check = '(auth.uid() = owner)' loop
    execute format('create table check_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
  for p in select policyname from pg_policies where tablename = 'lockers' and qual ilike '%select 1 from%' loop
    execute format('create table line_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
  for p in select policyname from pg_policies where tablename = 'lockers' and qual = '(auth.uid() = owner)' loop
    execute format('create table same_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
  for p in select policyname from pg_policies where tablename = 'lockers' and with_check = 'open' loop
    execute format('create table open_%s (id int)', replace(p.policyname, ' ', '_'));
  end loop;
end $$;
do $$
declare p record;
begin
  for p in select policyname, qual from pg_policies where tablename = 'lockers' and cmd = 'SELECT'
    and qual like '%auth.uid()%' and qual not like '%(select auth.uid())%' and qual not like '%(SELECT auth.uid())%' loop
    execute format('drop policy %I on lockers', p.policyname);
    execute format('create policy %I on lockers for select using (%s)', p.policyname || ' again', replace(p.qual, 'auth.uid()', '(select auth.uid())'));
  end loop;
end $$;
do $$
declare p record;
begin
  for p in select pol.polname from pg_policy pol join pg_class c on c.oid = pol.polrelid
    where c.relname = 'lockers' and pg_get_expr(pol.polqual, pol.polrelid) = 'true' loop
    execute format('drop policy %I on lockers', p.polname);
  end loop;
end $$;
