create policy "read files" on storage.objects for select using (bucket_id = 'pictures');
create policy "add files" on storage.objects for insert to authenticated with check (bucket_id = 'pictures' and (storage.foldername(name))[1] = auth.uid()::text);
create policy "read files" on storage.objects for select using (bucket_id = 'others');
drop policy if exists "add files" on storage.objects;
insert into storage.buckets (id, name, public) values ('pictures', 'pictures', true) on conflict (id) do nothing;
insert into storage.buckets (id, name, nothing) values ('x', 'x', true);
alter table storage.objects enable row level security;
create policy "rooms" on realtime.messages for select to authenticated using (realtime.topic() = 'room');
