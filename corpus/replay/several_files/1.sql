create table a (id int primary key, name text);
alter table a enable row level security;
create policy "all" on a using (true);
