create table public.clubs (id uuid primary key default gen_random_uuid(), name text not null);
alter table public.clubs enable row level security;
-- The club cannot be changed: the new row must keep it.
create table public.profiles (id uuid primary key references auth.users (id), full_name text, club_id uuid references public.clubs (id));
alter table public.profiles enable row level security;
create policy "see own" on public.profiles for select using (auth.uid() = id);
create function public.my_club() returns uuid language sql stable security definer set search_path = '' as $$
  select club_id from public.profiles where id = auth.uid()
$$;
create policy "change own" on public.profiles for update using (auth.uid() = id) with check (auth.uid() = id and club_id = public.my_club());
create table public.boats (id uuid primary key default gen_random_uuid(), club_id uuid not null references public.clubs (id), berth text);
alter table public.boats enable row level security;
create policy "see the club's" on public.boats for select using (club_id = public.my_club());

-- His favourite harbour: no policy asks for it.
create table public.sailors (user_id uuid primary key references auth.users (id), nickname text, company_id uuid);
alter table public.sailors enable row level security;
create policy "see own" on public.sailors for select using (auth.uid() = user_id);
create policy "change own" on public.sailors for update using (auth.uid() = user_id);
create table public.moorings (id uuid primary key default gen_random_uuid(), company_id uuid not null, keeper uuid not null, berth text);
alter table public.moorings enable row level security;
create policy "see own" on public.moorings for select using (keeper = auth.uid());
