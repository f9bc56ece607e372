create table public.messages (id uuid primary key, body text);
alter table public.messages enable row level security;
create table public.offers (id uuid primary key, state text);
alter table public.offers enable row level security;
create table public.bids (id uuid primary key, amount integer);
alter table public.bids enable row level security;
alter publication supabase_realtime add table public.messages, public.offers;
-- Each under its own name, as far as it is there.
do $$
declare name text;
begin
  foreach name in array array['bids', 'asks'] loop
    if to_regclass('public.' || name) is not null then
      execute format('alter publication supabase_realtime add table public.%I', name);
    end if;
  end loop;
end $$;
