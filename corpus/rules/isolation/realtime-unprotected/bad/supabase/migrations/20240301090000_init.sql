create table public.messages (id uuid primary key, body text);
-- expect: isolation/realtime-unprotected
alter publication supabase_realtime add table public.messages;
