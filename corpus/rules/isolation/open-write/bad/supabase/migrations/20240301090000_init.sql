create table public.donations (id uuid primary key, user_id uuid, amount numeric);
alter table public.donations enable row level security;
-- expect: isolation/open-write
create policy "service role manages donations" on public.donations for all using (true) with check (true);

create table public.contact_messages (id uuid primary key, email text, message text);
alter table public.contact_messages enable row level security;
-- expect: isolation/open-write
create policy "anybody writes to us" on public.contact_messages for insert with check (true);
