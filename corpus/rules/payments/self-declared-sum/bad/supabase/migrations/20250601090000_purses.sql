create table public.purses (user_id uuid primary key references auth.users (id), balance numeric not null default 0);
alter table public.purses enable row level security;
create policy own on public.purses for select to authenticated using (user_id = auth.uid());

create table public.guesses (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  stake numeric not null check (stake > 0),
  gain numeric not null,
  state text not null default 'open'
);
alter table public.guesses enable row level security;
create policy own_read on public.guesses for select to authenticated using (user_id = auth.uid());
-- expect: payments/self-declared-sum
create policy own_add on public.guesses for insert to authenticated with check (user_id = auth.uid());

create table public.lessons_done (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  points integer not null
);
alter table public.lessons_done enable row level security;
create policy done_read on public.lessons_done for select to authenticated using (user_id = auth.uid());
-- expect: payments/self-declared-sum
create policy done_add on public.lessons_done for insert to authenticated with check (user_id = auth.uid());

create function public.add_points() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.purses set balance = coalesce(balance, 0) + new.points where user_id = new.user_id;
  return new;
end $$;
create trigger add_points after insert on public.lessons_done for each row execute function public.add_points();
revoke execute on function public.add_points() from public, anon, authenticated;
