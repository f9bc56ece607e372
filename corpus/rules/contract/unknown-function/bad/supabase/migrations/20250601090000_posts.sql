create table public.posts (id uuid primary key default gen_random_uuid(), views integer not null default 0);
alter table public.posts enable row level security;
create function public.seen(post uuid) returns void language sql as $$ update public.posts set views = views + 1 where id = post $$;
