//! Migrations that were cut off, put into another order, or damaged: nothing panics, and nothing is passed over in silence.

use proptest::prelude::*;

use super::run_files;
use crate::model::schema::Schema;

/// A small history in which each file rests on those before it.
const FILES: [&str; 5] = [
    "create type public.mood as enum ('good', 'bad');
     create table public.people (id uuid primary key, name text not null, mood public.mood default 'good');",
    "create table public.notes (id uuid primary key, person uuid references public.people (id), body text);
     alter table public.notes enable row level security;
     create policy own on public.notes using (person = auth.uid());",
    "create function public.names() returns setof text language sql as $$ select name from public.people $$;
     create view public.moods as select p.mood, count(*) as n from public.people p group by p.mood;
     do $$ begin if not exists (select 1 from pg_policies where policyname = 'all') then
       create policy \"all\" on public.notes for select using (true); end if; end $$;",
    "alter table public.people add column email text;
     create unique index people_email on public.people (email);
     alter policy own on public.notes using (person = (select auth.uid()));",
    "drop view public.moods;
     alter table public.people rename column name to full_name;
     insert into public.people (id, full_name) values ('00000000-0000-0000-0000-000000000001', 'Ann');",
];

/// Everything that a history leaves behind, by name.
fn names(schema: &Schema) -> Vec<String> {
    let tables = schema.tables().filter(|(_, table)| table.at.is_some());
    let of_table = tables.flat_map(|(name, table)| {
        let columns = table.columns.iter().map(move |column| format!("{name}.{}", column.name));
        columns.chain(table.policies.keys().map(move |policy| format!("{name}/{policy}")))
    });
    let functions = schema.functions.iter().filter(|(_, f)| f.at.is_some()).map(|(key, _)| key.to_string());
    of_table.chain(functions).collect()
}

/// Every statement applied, failed with a reason, or is named as unread.
fn accounts_for_all(schema: &Schema) -> bool {
    let counts = &schema.statements;
    counts.total == counts.applied + counts.failed + counts.opaque
}

/// Whether the outcome says that something is not as it should be.
fn reports(schema: &Schema) -> bool {
    !schema.failures.is_empty() || !schema.gaps.is_empty()
}

fn cut(text: &str, at: prop::sample::Index) -> &str {
    let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    &text[..*at.get(&ends)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn another_order_is_the_same_or_reported(order in Just((0..FILES.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let whole = names(&run_files(&FILES));
        let files: Vec<&str> = order.iter().map(|i| FILES[*i]).collect();
        let schema = run_files(&files);
        prop_assert!(accounts_for_all(&schema));
        prop_assert!(names(&schema) == whole || reports(&schema));
    }

    #[test]
    fn a_missing_file_is_reported_where_others_rest_on_it(missing in 0..3_usize) {
        let files: Vec<&str> = FILES.iter().enumerate().filter(|(i, _)| *i != missing).map(|(_, text)| *text).collect();
        let schema = run_files(&files);
        prop_assert!(accounts_for_all(&schema));
        prop_assert!(reports(&schema));
    }

    #[test]
    fn files_that_were_cut_off_are_accounted_for(file in 0..FILES.len(), at in any::<prop::sample::Index>()) {
        let mut files = FILES;
        files[file] = cut(FILES[file], at);
        prop_assert!(accounts_for_all(&run_files(&files)));
    }

    #[test]
    fn damaged_files_are_accounted_for(
        file in 0..FILES.len(), at in any::<prop::sample::Index>(), length in 0..6_usize,
        with in "[ -~\\n$';()äß€]{0,6}",
    ) {
        let text = FILES[file];
        let before = cut(text, at);
        let after: String = text[before.len()..].chars().skip(length).collect();
        let damaged = format!("{before}{with}{after}");
        let mut files = FILES;
        files[file] = &damaged;
        prop_assert!(accounts_for_all(&run_files(&files)));
    }
}
