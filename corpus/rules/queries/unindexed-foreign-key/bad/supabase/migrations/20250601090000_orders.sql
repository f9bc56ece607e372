create table public.orders (id uuid primary key default gen_random_uuid());
create table public.items (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references public.orders (id) on delete cascade -- expect: queries/unindexed-foreign-key
);
create table public.notes (
  id uuid primary key default gen_random_uuid(),
  title text,
  order_id uuid
);
create index notes_title on public.notes (title, order_id);
alter table public.notes add constraint notes_order foreign key (order_id) references public.orders (id);
