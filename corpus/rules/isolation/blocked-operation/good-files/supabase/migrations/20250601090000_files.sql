insert into storage.buckets (id, name, public) values
  ('portraits', 'portraits', true),
  ('plans', 'plans', false),
  ('harvest', 'harvest', true),
  ('byhand', 'byhand', true),
  ('tools', 'tools', true);

create function public.is_warden() returns boolean language sql stable security definer set search_path = ''
  as $$ select (auth.jwt() -> 'app_metadata' ->> 'warden')::boolean $$;

create policy "gardeners see" on storage.objects for select using (bucket_id in ('portraits', 'harvest', 'tools'));
create policy "gardeners put portraits" on storage.objects for insert to authenticated
  with check (bucket_id = 'portraits' and (storage.foldername(name))[1] = (select auth.uid())::text);
create policy "gardeners put plans" on storage.objects for insert to authenticated
  with check (bucket_id = 'plans' and (storage.foldername(name))[1] = 'beds' and (storage.foldername(name))[2] = auth.uid()::text);
create policy "gardeners put harvest" on storage.objects for insert to authenticated
  with check (bucket_id = 'harvest' and ((storage.foldername(name))[1] = (select auth.uid())::text or public.is_warden()));
create policy "gardeners put tools" on storage.objects for insert to authenticated
  with check (bucket_id = 'tools' and (storage.foldername(name))[1] = (select auth.uid())::text);
create policy "gardeners take tools away" on storage.objects for delete to authenticated
  using (bucket_id = 'tools' and (storage.foldername(name))[1] = auth.uid()::text);
