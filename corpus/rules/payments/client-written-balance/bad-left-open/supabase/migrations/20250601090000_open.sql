-- The tables were made by hand. One is left open, the other is closed again.
alter table public.skippers enable row level security;
alter table public.skippers disable row level security;
alter table public.wallets disable row level security;
alter table public.wallets enable row level security;
-- A trigger on a table left open puts the sum back.
alter table public.purses disable row level security;
create function public.keep_sum() returns trigger language plpgsql as $$
begin
  new.balance := old.balance;
  return new;
end $$;
create trigger keep_sum before update on public.purses for each row execute function public.keep_sum();
