create table public.vouchers (
  id uuid primary key default gen_random_uuid(),
  live boolean not null default true,
  used integer not null default 0,
  max_used integer not null default 1,
  ends_at timestamptz not null
);
alter table public.vouchers enable row level security;

create table public.notices (
  id uuid primary key default gen_random_uuid(),
  person uuid not null,
  text text not null
);
alter table public.notices enable row level security;
create table public.class_pupils (
  class_id uuid not null,
  pupil_id uuid not null,
  primary key (class_id, pupil_id)
);
alter table public.class_pupils enable row level security;

create table public.pass_purchases (
  id uuid primary key default gen_random_uuid(),
  status text not null default 'active',
  previous_status text,
  grace_start timestamptz,
  grace_end timestamptz
);
alter table public.pass_purchases enable row level security;

create table public.deck_labels (id bigint generated always as identity primary key, name text not null unique, slug text);
alter table public.deck_labels enable row level security;
create function public.label_slug() returns trigger language plpgsql set search_path = '' as $$
begin
  new.slug := lower(replace(new.name, ' ', '-'));
  return new;
end $$;
create trigger label_slug before insert or update on public.deck_labels for each row execute function public.label_slug();
