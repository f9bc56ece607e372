create table public.notes (id uuid primary key, owner uuid not null, body text);
create index notes_owner_idx on public.notes (owner);
alter table public.notes enable row level security;
create policy "own notes" on public.notes for all using (auth.uid() = owner);

create table public.tips (id uuid primary key, body text);
alter table public.tips enable row level security;
-- plimsoll-ignore isolation/open-write: anybody may leave a tip, and a job sorts them out
create policy "leave a tip" on public.tips for insert with check (true);

create table public.logs (id uuid primary key, line text);
