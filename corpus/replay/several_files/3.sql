alter table a drop column other;
create policy "all" on a to authenticated using (true);
create policy "all" on a to anon using (true);
drop table a;
create table a (id uuid primary key);
