create table public.outbox (id uuid primary key, address text not null, text text not null, status text not null default 'queued');
alter table public.outbox enable row level security;
create table public.leads (id uuid primary key, name text not null);
alter table public.leads enable row level security;
