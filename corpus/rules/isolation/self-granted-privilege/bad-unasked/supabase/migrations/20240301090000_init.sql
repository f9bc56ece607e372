create table public.crews (id uuid primary key default gen_random_uuid(), name text not null);
alter table public.crews enable row level security;
-- Who leads a crew is written down, and nothing asks for it.
create table public.crew_seats (
  id uuid primary key default gen_random_uuid(),
  crew_id uuid not null references public.crews (id),
  user_id uuid not null references auth.users (id),
  is_admin boolean not null default false
);
alter table public.crew_seats enable row level security;
create policy "see own seat" on public.crew_seats for select using (auth.uid() = user_id);
-- expect: isolation/self-granted-privilege
create policy "change own seat" on public.crew_seats for update using (auth.uid() = user_id) with check (auth.uid() = user_id);
create function public.leads_crew(crew uuid) returns boolean language sql stable
  as $$ select exists (select 1 from public.crew_seats s where s.crew_id = crew and s.user_id = auth.uid() and s.is_admin) $$;
-- Of this one a page asks.
create table public.club_seats (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  is_admin boolean not null default false
);
alter table public.club_seats enable row level security;
create policy "see own club seat" on public.club_seats for select using (auth.uid() = user_id);
-- expect: isolation/self-granted-privilege
create policy "change own club seat" on public.club_seats for update using (auth.uid() = user_id) with check (auth.uid() = user_id);
