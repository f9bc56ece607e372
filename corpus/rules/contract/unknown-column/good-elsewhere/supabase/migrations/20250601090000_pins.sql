create table public.boards (id uuid primary key);
-- Applied by hand on top of base-schema.sql, which no migration makes.
alter table public.shapes drop constraint if exists shapes_kind_check;
alter table public.shapes add constraint shapes_kind_check check (kind in ('line', 'box', 'pin'));
alter table public.shapes add column if not exists depth integer;
create trigger label_shapes before insert on public.shapes for each row execute function public.label_shape();
-- Here the column was added before the table moved to the other file.
create table public.stamps (id uuid primary key default gen_random_uuid());
alter table public.stamps add column shade text;
drop table public.stamps;
