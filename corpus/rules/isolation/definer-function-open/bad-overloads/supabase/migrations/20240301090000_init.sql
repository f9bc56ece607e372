create table public.purses (keeper_id uuid primary key, balance numeric);
create table public.purse_notes (keeper_id uuid, note text);
alter table public.purses enable row level security;
alter table public.purse_notes enable row level security;
-- "create or replace" with one argument more makes a second function, and the first stays: one thing to close.
-- expect: isolation/definer-function-open
create function public.fill_purse(p_keeper uuid, p_amount numeric) returns void language plpgsql security definer set search_path = public as $$
begin
  update purses set balance = balance + p_amount where keeper_id = p_keeper;
end $$;
create or replace function public.fill_purse(p_keeper uuid, p_amount numeric, p_note text default null) returns void language plpgsql security definer set search_path = public as $$
begin
  update purses set balance = balance + p_amount where keeper_id = p_keeper;
  insert into purse_notes (keeper_id, note) values (p_keeper, p_note);
end $$;
-- Another of the name that does something else is told for itself.
-- expect: isolation/definer-function-open
create function public.fill_purse(p_keeper uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  delete from purse_notes where keeper_id = p_keeper;
end $$;
