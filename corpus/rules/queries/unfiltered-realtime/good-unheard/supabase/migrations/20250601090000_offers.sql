create table public.messages (id uuid primary key, body text);
alter table public.messages enable row level security;
create table public.offers (id uuid primary key, state text);
alter table public.offers enable row level security;
alter publication supabase_realtime add table public.messages;
