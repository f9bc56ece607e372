insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
create policy "see avatars" on storage.objects for select using (bucket_id = 'avatars');
create policy "own files" on storage.objects for all to authenticated
  using (bucket_id = 'avatars' and (storage.foldername(name))[1] = (select auth.uid())::text);
