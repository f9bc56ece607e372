create table public.likes (post_id uuid not null, user_id uuid not null, primary key (post_id, user_id));
create table public.visits (page text);
alter table public.visits add column id bigint generated always as identity;
alter table public.visits add primary key (id);
-- A copy from before a change.
create table public.orders_backup_20250601 (id uuid, total numeric);
