create table public.letters (id uuid primary key default gen_random_uuid(), user_id uuid not null default auth.uid(), body text not null);
alter table public.letters enable row level security;
create policy own on public.letters for all using (user_id = auth.uid()) with check (user_id = auth.uid());
