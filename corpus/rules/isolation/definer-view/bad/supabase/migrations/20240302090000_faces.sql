-- Rows of one table: whoever may delete from the view deletes from the table, and Supabase gives all rights on a view to everybody.
create table public.faces (id uuid primary key references auth.users (id), nickname text, phone text);
alter table public.faces enable row level security;
create policy own on public.faces for all to authenticated using (id = auth.uid()) with check (id = auth.uid());
-- expect: isolation/definer-view
create view public.public_faces as select id, nickname from public.faces;

-- Through a view of the view, and only for those with an account.
-- expect: isolation/definer-view
create view public.short_faces as select id from public.public_faces where nickname is not null;
revoke all on public.short_faces from anon;

-- Only worked out columns: none is changed, the rows are deleted.
create table public.drafts (id uuid primary key, author_id uuid references auth.users (id), body text);
alter table public.drafts enable row level security;
create policy own on public.drafts for all to authenticated using (author_id = auth.uid()) with check (author_id = auth.uid());
-- expect: isolation/definer-view
create view public.draft_sizes as select length(body) as size from public.drafts;
