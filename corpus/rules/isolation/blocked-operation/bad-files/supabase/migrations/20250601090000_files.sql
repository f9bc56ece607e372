insert into storage.buckets (id, name, public) values
  ('portraits', 'portraits', true),
  ('plans', 'plans', false),
  ('harvest', 'harvest', true),
  ('tools', 'tools', true);

create policy "gardeners see portraits" on storage.objects for select using (bucket_id in ('portraits', 'harvest', 'tools'));
create policy "gardeners see plans" on storage.objects for select to authenticated using (bucket_id = 'plans');
create policy "harvest is seen" on storage.objects for select using (bucket_id = 'harvest');
create policy "gardeners put portraits" on storage.objects for insert to authenticated
  with check (bucket_id = 'portraits' and (storage.foldername(name))[1] = (select auth.uid())::text);
create policy "gardeners put plans" on storage.objects for insert to authenticated
  with check (bucket_id = 'plans' and auth.uid()::text = split_part(name, '/', 2) and name like 'beds/%');
create policy "gardeners put tools" on storage.objects for insert to authenticated
  with check (bucket_id = 'tools' and (storage.foldername(name))[1] = (select auth.uid())::text);
