create table public.stripe_events (
  id bigint generated always as identity primary key,
  event_id text not null,
  type text not null,
  received_at timestamptz not null default now()
);

create index stripe_events_event_id on public.stripe_events (event_id);

-- Only the service role writes here: no policy on purpose.
alter table public.stripe_events enable row level security;
