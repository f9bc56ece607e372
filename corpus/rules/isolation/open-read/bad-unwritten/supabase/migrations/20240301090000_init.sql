create table public.decks (id uuid primary key default gen_random_uuid(), teacher_id uuid, title text, slides jsonb, share_code text unique);
alter table public.decks enable row level security;
create policy own on public.decks for all using (teacher_id = auth.uid());
-- expect: isolation/open-read
create policy "Public decks viewable by share code" on public.decks for select using (share_code is not null);
