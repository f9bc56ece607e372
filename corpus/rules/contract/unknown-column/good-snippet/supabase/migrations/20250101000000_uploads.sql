create table uploads (id uuid primary key, user_id uuid references auth.users(id), body text);
alter table uploads enable row level security;
create policy p on uploads for all using (auth.uid() = user_id);
