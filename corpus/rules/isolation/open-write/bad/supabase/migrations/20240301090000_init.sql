-- Whoever adds a row here is let in as anybody.
create table public.refresh_tokens (id uuid primary key, user_id uuid not null references auth.users (id), token_hash text not null, expires_at timestamptz);
alter table public.refresh_tokens enable row level security;
create policy own on public.refresh_tokens for select using (user_id = (select auth.uid()));
-- expect: isolation/open-write
create policy "System can insert refresh tokens" on public.refresh_tokens for insert with check (true);

create table public.donations (id uuid primary key, user_id uuid, amount numeric);
alter table public.donations enable row level security;
-- expect: isolation/open-write
create policy "service role manages donations" on public.donations for all using (true) with check (true);

create table public.contact_messages (id uuid primary key, email text, message text);
alter table public.contact_messages enable row level security;
-- expect: isolation/open-write
create policy "anybody writes to us" on public.contact_messages for insert with check (true);

-- What happened, and no rights or money in it: bad, but no ruin.
create table public.room_events (id uuid primary key, user_id uuid, room_name text, kind text);
alter table public.room_events enable row level security;
-- expect: isolation/open-write
create policy "bot manages events" on public.room_events for all using (true) with check (true);

-- A log tells of rights, it gives none.
create table public.role_changes_log (id uuid primary key, room_name text, role_name text, role_id text);
alter table public.role_changes_log enable row level security;
-- expect: isolation/open-write
create policy "bot writes the log" on public.role_changes_log for all using (true) with check (true);
-- Shared on purpose, by people without an account too.
create table public.list_codes (id uuid primary key, code text unique not null, items jsonb not null, created_by uuid, load_count integer not null default 0);
alter table public.list_codes enable row level security;
create policy share on public.list_codes for insert with check (true);
-- expect: isolation/open-write
create policy "Anyone can update load count" on public.list_codes for update using (true);
create policy seen on public.list_codes for select using (true);
-- One word about a person in a record of work.
create table public.shift_records (id uuid primary key, operator_email text, started_at timestamptz, total_items integer);
alter table public.shift_records enable row level security;
create policy see on public.shift_records for select using (true);
-- expect: isolation/open-write
create policy change on public.shift_records for update to anon using (true);
-- That somebody came by, with an account or without.
create table public.deal_clicks (id uuid primary key, deal_id uuid not null, user_id uuid references auth.users (id), session_id text, click_type text not null, clicked_at timestamptz default now());
alter table public.deal_clicks enable row level security;
-- expect: isolation/open-write
create policy "System can insert clicks" on public.deal_clicks for insert with check (true);
-- Limits of use: no rows of anybody's.
create table public.daily_limits (id uuid primary key, user_id text not null unique, images int default 0, last_reset timestamptz);
alter table public.daily_limits enable row level security;
create policy seen on public.daily_limits for select using (true);
-- expect: isolation/open-write
create policy up on public.daily_limits for update using (true);
-- The form of those without an account: who has one is left out of it.
create table public.crew_papers (id uuid primary key, user_id uuid references auth.users (id), first_name text not null, email text not null, notes text);
alter table public.crew_papers enable row level security;
-- expect: isolation/open-write
create policy "visitors apply" on public.crew_papers for insert to anon with check (user_id is null and notes is null and email is not null);
