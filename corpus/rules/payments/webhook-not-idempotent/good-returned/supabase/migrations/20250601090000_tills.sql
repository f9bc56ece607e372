create table public.tills (id uuid primary key, cents bigint not null default 0);
create table public.till_entries (reference text primary key, till_id uuid not null references public.tills (id), cents bigint not null);
create table public.till_payouts (
  id uuid primary key default gen_random_uuid(),
  till_id uuid not null references public.tills (id),
  cents bigint not null,
  transfer_code text not null unique,
  status text not null check (status in ('sent', 'done', 'failed'))
);
