create table public.creator_notes (id uuid primary key, user_id uuid, body text, published boolean);
alter table public.creator_notes enable row level security;
create policy "Published notes are public" on public.creator_notes for select using (published);
