create table public.berths (
  id uuid primary key default gen_random_uuid(),
  marina_id uuid not null references public.marinas (id) on delete cascade,
  name text not null check (length(name) between 1 and 60),
  description text not null default '' check (length(description) <= 2000),
  length_cm integer not null check (length_cm between 100 and 20000),
  price_cents integer not null check (price_cents > 0),
  is_listed boolean not null default false,
  photo_path text,
  created_at timestamptz not null default now(),
  unique (marina_id, name)
);

alter table public.berths enable row level security;
revoke all on public.berths from anon, authenticated;
grant select on public.berths to anon, authenticated;
grant insert (marina_id, name, description, length_cm, price_cents, is_listed) on public.berths to authenticated;
grant update (name, description, length_cm, price_cents, is_listed, photo_path) on public.berths to authenticated;
grant all on public.berths to service_role;

create policy "guests browse listed berths" on public.berths for select to anon
  using (is_listed);
create policy "people browse listed berths, staff their own" on public.berths for select to authenticated
  using (is_listed or marina_id in (select private.my_marinas()));
create policy "staff add berths" on public.berths for insert to authenticated
  with check (marina_id in (select private.my_marinas()));
create policy "staff edit berths" on public.berths for update to authenticated
  using (marina_id in (select private.my_marinas()))
  with check (marina_id in (select private.my_marinas()));

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('berth-photos', 'berth-photos', false, 5242880, array['image/jpeg', 'image/png', 'image/webp'])
on conflict (id) do nothing;

-- The first folder of a photo's path is its marina.
create policy "staff see photos of their marina" on storage.objects for select to authenticated
  using (bucket_id = 'berth-photos' and (storage.foldername(name))[1] in (select m::text from private.my_marinas() as m));
create policy "staff upload photos of their marina" on storage.objects for insert to authenticated
  with check (bucket_id = 'berth-photos' and (storage.foldername(name))[1] in (select m::text from private.my_marinas() as m));
