create table public.profiles (id uuid primary key, full_name text, role text default 'user');
alter table public.profiles enable row level security;
create policy "own" on public.profiles for select using (auth.uid() = id);
create policy "change own" on public.profiles for update using (auth.uid() = id);
revoke update on public.profiles from anon, authenticated;
grant update (full_name) on public.profiles to authenticated;

create table public.wallets (user_id uuid primary key, balance numeric);
alter table public.wallets enable row level security;
create policy "own wallet" on public.wallets for select using (auth.uid() = user_id);
create policy "change own wallet" on public.wallets for update using (auth.uid() = user_id);
create function public.keep_balance() returns trigger language plpgsql as $$
begin
  if new.balance is distinct from old.balance then
    raise exception 'the balance is not yours to set';
  end if;
  return new;
end $$;
create trigger keep_balance before update on public.wallets for each row execute function public.keep_balance();

create table public.accounts (id uuid primary key, plan text, name text);
alter table public.accounts enable row level security;
create policy "see" on public.accounts for select using (auth.uid() = id);
create policy "change" on public.accounts for update using (auth.uid() = id)
  with check (auth.uid() = id and plan = (select a.plan from public.accounts a where a.id = auth.uid()));

-- The function of the trigger is in no migration: it may look after the column.
create table public.members (id uuid primary key, role text default 'user');
alter table public.members enable row level security;
create policy "see member" on public.members for select using (auth.uid() = id);
create policy "change member" on public.members for update using (auth.uid() = id);
create trigger keep_role before update on public.members for each row execute function public.keep_role();

-- What kind of customer somebody is he says himself.
create table public.people (
  id uuid primary key, account_type text not null default 'creator' check (account_type in ('creator', 'brand')));
alter table public.people enable row level security;
create policy "see person" on public.people for select using (auth.uid() = id);
create policy "change person" on public.people for update using (auth.uid() = id);
-- A budgeting book: the balance lies at the bank.
create table public.money_places (id uuid primary key, user_id uuid not null, institution_name text, balance numeric not null default 0);
alter table public.money_places enable row level security;
create policy own on public.money_places for all to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());
-- Without a condition for the new row, the one for the old row holds for it, too: what is changed is still a free plan.
create table public.trials (id uuid primary key, plan text not null default 'free', name text);
alter table public.trials enable row level security;
create policy "see trial" on public.trials for select using (auth.uid() = id);
create policy "change trial" on public.trials for update using (auth.uid() = id and plan = 'free');
