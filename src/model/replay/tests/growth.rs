//! A long history costs as much for each statement as a short one. Counted, not timed: how many entries of the schema are
//! passed while the statements run.

use std::fmt::Write;

use super::run_files;
use crate::model::schema::passes;

/// A migration such as assistants write them: a table with all that belongs to it, and a block that looks things up.
fn migration(number: usize) -> String {
    let mut sql = String::new();
    let _ = write!(
        sql,
        "create table if not exists public.t{number} (
           id uuid primary key default gen_random_uuid(), owner uuid references auth.users (id) on delete cascade, note text);
         alter table public.t{number} enable row level security;
         drop policy if exists own on public.t{number};
         create policy own on public.t{number} using (owner = auth.uid()) with check (owner = auth.uid());
         create index if not exists t{number}_owner on public.t{number} (owner);
         create or replace function public.touch{number}() returns trigger language plpgsql as $$
           begin new.note := upper(new.note); return new; end $$;
         drop trigger if exists touch on public.t{number};
         create trigger touch before update on public.t{number} for each row execute function public.touch{number}();
         create view public.v{number} as select t.id, t.note from public.t{number} t;
         grant select on public.v{number} to authenticated;
         do $$ begin
           if not exists (select 1 from pg_policies where schemaname = 'public' and tablename = 't{number}' and policyname = 'more') then
             create policy more on public.t{number} for select using (true);
           end if;
           if not exists (select 1 from information_schema.columns
                          where table_schema = 'public' and table_name = 't{number}' and column_name = 'extra') then
             alter table public.t{number} add column extra integer;
           end if;
         exception when duplicate_object then null; end $$;
         insert into public.t{number} (note) values ('first');
         update public.t{number} set extra = 1 where note = 'first';
         alter table public.t{number} rename column extra to more;
         alter table public.t{number} drop column more;
         drop view public.v{number};"
    );
    sql
}

fn entries_per_statement(files: usize) -> f64 {
    let texts: Vec<String> = (0..files).map(migration).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut statements = 0;
    let passed = passes::during(|| {
        let schema = run_files(&texts);
        assert_eq!(schema.failures, []);
        assert_eq!(schema.gaps, []);
        statements = schema.statements.total;
    });
    // Histories of this size are far below what a float holds exactly.
    f64::from(u32::try_from(passed).unwrap()) / f64::from(statements)
}

#[test]
fn a_statement_passes_as_much_of_a_large_schema_as_of_a_small_one() {
    let (short, long) = (entries_per_statement(20), entries_per_statement(200));
    assert!(long <= 1.5 * short, "{short:.1} entries a statement in 20 files, {long:.1} in 200");
}
