create table public.choirs (
  id uuid primary key default gen_random_uuid(),
  stripe_subscription_id text unique,
  plan text not null default 'free',
  plan_status text,
  paid_until timestamptz
);
alter table public.choirs enable row level security;

create function public.is_pro(choir uuid) returns boolean language sql stable as $$
  select exists (select 1 from public.choirs c where c.id = choir and c.paid_until > now());
$$;
