create table public.hails (id uuid primary key default gen_random_uuid(), caller_id uuid not null, crew_id uuid not null, state text not null);
alter table public.hails enable row level security;
create index hails_ringing on public.hails (crew_id) where state = 'ringing';
-- One call asks for all that it may see.
create policy party on public.hails for select using (caller_id = (select auth.uid()) or crew_id = (select auth.uid())); -- expect: queries/unindexed-policy-column
