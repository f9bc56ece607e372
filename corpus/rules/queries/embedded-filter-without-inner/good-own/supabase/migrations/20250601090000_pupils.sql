create table public.classes (id uuid primary key, name text, teacher_id uuid not null references auth.users (id));
alter table public.classes enable row level security;
create policy "own" on public.classes for select to authenticated using (teacher_id = auth.uid());
create table public.pupils (id uuid primary key, class_id uuid references public.classes (id));
alter table public.pupils enable row level security;
create policy "of own classes" on public.pupils for select to authenticated
  using (class_id in (select id from public.classes where teacher_id = auth.uid()));
