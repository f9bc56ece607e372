create table public.campaigns (id uuid primary key default gen_random_uuid(), spent_cents integer not null default 0, page_views integer not null default 0);
create function public.note_views(campaign uuid, added integer) returns void language sql as $$
  update public.campaigns set spent_cents = spent_cents + added where id = campaign;
$$;
