create table public.chat_links (id uuid primary key, user_id uuid not null unique references auth.users (id), chat_user_id text, verified boolean not null default false);
alter table public.chat_links enable row level security;
-- expect: isolation/self-granted-privilege
create policy own on public.chat_links for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
create policy "Brands can view links" on public.chat_links for select using (true);
create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null, body text);
alter table public.notes enable row level security;
create policy own on public.notes for all using (auth.uid() = user_id) with check (auth.uid() = user_id);
