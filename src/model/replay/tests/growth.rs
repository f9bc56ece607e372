//! A long history costs no more by the statement than a short one.

use super::run_files;
use crate::model::schema::versioned::work;

/// How much more work a statement may be in a history ten times as long.
const MOST: f64 = 1.5;

/// A file of an app that grows: a table that refers to the last one, what protects it, and changes of an earlier one.
fn migration(i: usize) -> String {
    let (last, middle) = (i.saturating_sub(1), i / 2);
    format!(
        "CREATE TABLE IF NOT EXISTS public.t{i} (
           id uuid PRIMARY KEY DEFAULT gen_random_uuid(), owner uuid NOT NULL REFERENCES auth.users (id),
           parent uuid REFERENCES public.t{last} (id), name text UNIQUE, state text CHECK (state IN ('a', 'b')));
         ALTER TABLE public.t{i} ENABLE ROW LEVEL SECURITY;
         CREATE INDEX t{i}_owner ON public.t{i} (owner);
         CREATE POLICY \"own\" ON public.t{i} FOR SELECT USING (auth.uid() = owner);
         CREATE POLICY \"member\" ON public.t{i} FOR UPDATE
           USING (EXISTS (SELECT 1 FROM public.t{last} m WHERE m.id = parent AND m.owner = auth.uid()));
         CREATE OR REPLACE FUNCTION public.f{i}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
           $$ BEGIN NEW.name := lower(NEW.name); RETURN NEW; END $$;
         CREATE TRIGGER lower BEFORE UPDATE ON public.t{i} FOR EACH ROW EXECUTE FUNCTION public.f{i}();
         GRANT SELECT ON public.t{i} TO anon;
         REVOKE INSERT ON public.t{i} FROM anon;
         CREATE OR REPLACE VIEW public.v{i} AS SELECT id, owner FROM public.t{i};
         DROP POLICY IF EXISTS \"own\" ON public.t{middle};
         CREATE POLICY \"own\" ON public.t{middle} FOR SELECT USING (auth.uid() = owner);
         ALTER TABLE public.t{middle} RENAME COLUMN name TO title;
         ALTER TABLE public.t{middle} RENAME COLUMN title TO name;
         CREATE INDEX t{i}_gone ON public.t{i} (nothing);
         DO $$ BEGIN
           IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 't{i}' AND policyname = 'new') THEN
             CREATE POLICY \"new\" ON public.t{i} FOR INSERT WITH CHECK (auth.uid() = owner);
           END IF;
           IF NOT EXISTS (SELECT 1 FROM information_schema.columns
                          WHERE table_schema = 'public' AND table_name = 't{i}' AND column_name = 'z') THEN
             ALTER TABLE public.t{i} ADD COLUMN z int;
           END IF;
           IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 't{i}_z') THEN
             CREATE INDEX t{i}_z ON public.t{i} (z);
           END IF;
         END $$;"
    )
}

/// Entries of the catalogue that are looked at for a statement, on average.
fn work_per_statement(files: usize) -> f64 {
    let texts: Vec<String> = (0..files).map(migration).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let before = work::so_far();
    let schema = run_files(&texts);
    let done = work::so_far() - before;
    assert_eq!(schema.failures.len(), files, "one statement of each file fails: {:?}", schema.failures.first());
    f64::from(u32::try_from(done).unwrap_or(u32::MAX)) / f64::from(schema.statements.total)
}

#[test]
fn a_statement_is_no_more_work_in_a_history_ten_times_as_long() {
    let (short, long) = (work_per_statement(100), work_per_statement(1000));
    assert!(long <= short * MOST, "{short:.1} entries for a statement of 100 files, {long:.1} of 1,000");
}
