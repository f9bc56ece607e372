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


create table public.lessons_done (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  points integer not null  check (points between 1 and 5)
);
alter table public.lessons_done enable row level security;
create policy done_read on public.lessons_done for select to authenticated using (user_id = auth.uid());
create policy done_add on public.lessons_done for insert to authenticated with check (user_id = auth.uid());

create function public.add_points() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.purses set balance = coalesce(balance, 0) + new.points where user_id = new.user_id;
  return new;
end $$;
create trigger add_points after insert on public.lessons_done for each row execute function public.add_points();
revoke execute on function public.add_points() from public, anon, authenticated;

-- What comes back was taken when the row was added.
create table public.payouts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id),
  sum numeric not null check (sum > 0),
  state text not null default 'open'
);
alter table public.payouts enable row level security;
create policy payouts_read on public.payouts for select to authenticated using (user_id = auth.uid());
create policy payouts_add on public.payouts for insert to authenticated with check (user_id = auth.uid());
create function public.take_payout() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update public.purses set balance = balance - new.sum where user_id = new.user_id and balance >= new.sum;
  if not found then raise exception 'not enough'; end if;
  return new;
end $$;
create trigger take_payout after insert on public.payouts for each row execute function public.take_payout();
revoke execute on function public.take_payout() from public, anon, authenticated;
create function public.give_back() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'refused' then
    update public.purses set balance = balance + new.sum where user_id = new.user_id;
  end if;
  return new;
end $$;
create trigger give_back after update on public.payouts for each row execute function public.give_back();
revoke execute on function public.give_back() from public, anon, authenticated;
