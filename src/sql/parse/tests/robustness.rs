use proptest::prelude::*;

use super::parse_file;
use crate::{source::span::Range, sql::statement::StatementKind};

const SEED: &str = "create or replace function f(a int default 1) returns setof t language plpgsql security definer set search_path = '' as $f$
declare v int := 1; begin select a, b into x, y.z from t; for r in select 1 loop execute format('drop policy %I on %I', r.p, r.t) using v; end loop;
if exists (select 1) then raise exception 'a %', b using errcode = 'x'; end if; return query select 1; exception when others then null; end $f$;
create table s.t (id uuid primary key default gen_random_uuid(), n numeric(10, 2)[] check (n > 0) references u (a) on delete cascade, exclude using gist (a with =));
alter table t add column if not exists a int, alter b type text using b::text, enable row level security;
create policy \"p\" on t as permissive for all to anon using ((select auth.uid()) = u) with check (true);
grant select (a), update on all tables in schema s to anon; create index i on t using gin (a gin_trgm_ops desc) where (b is null);
insert into b (a, c) values (E'x\\'', array['y']), (default, -1) on conflict (a) do update set a = excluded.a;
do 'begin perform f(''x''); end'; comment on column a.b.c is U&'\\0041'; copy t from stdin;\n1\\t2\n\\.\n\\restrict x\n";

/// Whether every statement lies within the text.
fn is_sound(text: &str) -> bool {
    let whole = Range::new(0, text.len());
    parse_file(text).statements.iter().all(|s| whole.contains(s.range))
}

#[test]
fn the_seed_is_valid() {
    let bad =
        |s: &&crate::sql::statement::Statement| matches!(s.kind, StatementKind::Invalid(_) | StatementKind::Opaque(_));
    let file = parse_file(SEED);
    assert_eq!(file.statements.iter().find(bad), None);
    assert_eq!(file.statements.len(), 11);
}

#[test]
fn every_truncation_is_read() {
    for (end, _) in SEED.char_indices() {
        assert!(is_sound(&SEED[..end]), "{end}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(is_sound(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn any_damage_is_read(at in 0..SEED.len(), length in 0..40_usize, with in "[a-z();$'\"\\\\:,.*/ \n-]{0,6}") {
        let mut bytes = SEED.as_bytes().to_vec();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, with.bytes());
        prop_assert!(is_sound(&String::from_utf8_lossy(&bytes)));
    }
}
