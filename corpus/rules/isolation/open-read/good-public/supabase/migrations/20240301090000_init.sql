create table public.creator_notes (id uuid primary key, user_id uuid, body text, published boolean);
alter table public.creator_notes enable row level security;
create policy "Published notes are public" on public.creator_notes for select using (published);

create table public.sheets (
  id uuid primary key, teacher_id uuid, title text, share_code text unique, is_public boolean default false);
alter table public.sheets enable row level security;
create policy "Public sheets viewable" on public.sheets for select using (is_public = true);

create table public.help_lines (id uuid primary key, country_code text, name text, phone text, url text, hours text);
alter table public.help_lines enable row level security;
create policy "help_lines: public" on public.help_lines for select using (true);
-- A form that is sent around, while it is open.
create table public.signup_forms (id uuid primary key, event_id uuid, form_title text, form_fields jsonb, is_active boolean default true, shareable_link text);
alter table public.signup_forms enable row level security;
create policy "Anyone can view active signup forms" on public.signup_forms for select to anon, authenticated using (is_active = true);
-- Who made a form does not say whose it is.
create table public.intake_forms (id uuid primary key, event_id uuid, form_title text, form_fields jsonb, is_active boolean, shareable_link text, created_by uuid);
alter table public.intake_forms enable row level security;
create policy "Anyone can view active intake forms" on public.intake_forms for select to anon, authenticated using (is_active = true);
