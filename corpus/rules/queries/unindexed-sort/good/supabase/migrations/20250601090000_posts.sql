create table public.posts (id uuid primary key default gen_random_uuid(), author_id uuid not null, created_at timestamptz not null default now());
alter table public.posts enable row level security;
create index posts_created on public.posts (created_at);
create index posts_author on public.posts (author_id, created_at desc);
