create table public.clubs (id uuid primary key default gen_random_uuid(), name text not null);
alter table public.clubs enable row level security;
create table public.profiles (id uuid primary key references auth.users (id), full_name text, club_id uuid references public.clubs (id));
alter table public.profiles enable row level security;
create policy "see own" on public.profiles for select using (auth.uid() = id);
-- expect: isolation/self-granted-privilege
create policy "change own" on public.profiles for update using (auth.uid() = id);

-- Who belongs to a club sees its boats.
create function public.my_club() returns uuid language sql stable security definer set search_path = '' as $$
  select club_id from public.profiles where id = auth.uid()
$$;
create table public.boats (id uuid primary key default gen_random_uuid(), club_id uuid not null references public.clubs (id), berth text);
alter table public.boats enable row level security;
create policy "see the club's" on public.boats for select using (club_id = public.my_club());

-- The trigger takes the harbour along, and the harbour decides.
create table public.harbours (id uuid primary key default gen_random_uuid(), name text not null);
alter table public.harbours enable row level security;
create table public.sailors (user_id uuid primary key references auth.users (id), nickname text, company_id uuid);
alter table public.sailors enable row level security;
create policy "see own" on public.sailors for select using (auth.uid() = user_id);
-- expect: isolation/self-granted-privilege
create policy "change own" on public.sailors for update using (auth.uid() = user_id);
create table public.harbour_seats (user_id uuid not null, company_id uuid not null, primary key (user_id, company_id));
alter table public.harbour_seats enable row level security;
create policy "see own" on public.harbour_seats for select using (auth.uid() = user_id);
create function public.seat_sailor() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.harbour_seats (user_id, company_id) values (new.user_id, new.company_id) on conflict do nothing;
  return new;
end $$;
create trigger seat_sailor after update on public.sailors for each row execute function public.seat_sailor();
create table public.moorings (id uuid primary key default gen_random_uuid(), company_id uuid not null, berth text);
alter table public.moorings enable row level security;
create policy "see the harbour's" on public.moorings for select
  using (exists (select 1 from public.harbour_seats s where s.user_id = auth.uid() and s.company_id = moorings.company_id));
