create table public.posts (id uuid primary key default gen_random_uuid(), author_id uuid not null, created_at timestamptz not null default now());
alter table public.posts enable row level security;
create index posts_author on public.posts (author_id);
create table public.safety_findings (id uuid primary key default gen_random_uuid(), found_at timestamptz not null default now());
alter table public.safety_findings enable row level security;
create table public.payout_batches (id uuid primary key default gen_random_uuid(), made_at timestamptz not null default now());
alter table public.payout_batches enable row level security;
