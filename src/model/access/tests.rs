//! SQL text → verdicts: `select insert update delete` of an anonymous caller, then of a stranger with an account.

use super::{Access, COMMANDS, Caller, Cause};
use crate::{
    frameworks::supabase::platform,
    model::{
        replay::{Migration, replay},
        routines::Routines,
        schema::{Command, Name},
    },
    source::span::FileId,
    sql::parse::parse_file,
    vocab::{Vocabulary, Words},
};

fn access(sql: &str) -> Access {
    let file = parse_file(sql);
    let schema = replay(&platform::fresh("20250101"), &[Migration { file: FileId(0), statements: &file.statements }]);
    assert!(sql.contains("-- fails") || schema.failures.is_empty(), "{:?}: {sql}", schema.failures);
    Access::of(&schema, &Routines::of(&schema, &Words::default()), &Vocabulary::default())
}

fn words(sql: &str, table: &str) -> String {
    let access = access(sql);
    let name = Name::new("public", table);
    let word = |caller, command| access.cell(&name, caller, command).map_or("none", |cell| cell.verdict.as_str());
    let of = |caller| COMMANDS.map(|command| word(caller, command)).join(" ");
    format!("{} / {}", of(Caller::Anonymous), of(Caller::Account))
}

/// A table `docs` of the rows of users, with these policies on it.
fn docs(policies: &str) -> String {
    let sql = format!(
        "create table public.members (org_id uuid, user_id uuid, role text);
         create table public.docs (id uuid primary key, user_id uuid, org_id uuid, published boolean);
         alter table public.docs enable row level security;
         {policies}"
    );
    words(&sql, "docs")
}

#[test]
fn grants_and_row_security() {
    let open = "open open open open / open open open open";
    assert_eq!(words("create table public.t (id int);", "t"), open);
    let sql = "create table public.t (id int); revoke all on public.t from anon;";
    assert_eq!(words(sql, "t"), "denied denied denied denied / open open open open");
    assert_eq!(docs(""), "denied denied denied denied / denied denied denied denied");
}

#[test]
fn what_a_failed_statement_would_have_changed_is_unknown() {
    let table = "create table public.t (id int, owner uuid);";
    let cases = [
        ("alter table public.t enable row level security, add column id int;", "unknown unknown unknown unknown"),
        ("revoke all on public.t from authenticated, nobody;", "unknown unknown unknown unknown"),
        (
            "alter table public.t enable row level security; create policy p on public.t for select using (is_boss());",
            "unknown denied denied denied",
        ),
        // Both with and without the policy that fails anybody can read.
        (
            "alter table public.t enable row level security; create policy a on public.t for select using (true);
             create policy p on public.t for select using (is_boss());",
            "open denied denied denied",
        ),
        (
            "alter table public.t enable row level security; create policy a on public.t for select using (true);
             create policy p on public.t as restrictive for select using (is_boss());",
            "unknown denied denied denied",
        ),
        (
            "alter table public.t enable row level security; create policy a on public.t for select using (true);
             alter policy a on public.t using (is_boss());",
            "unknown denied denied denied",
        ),
    ];
    for (sql, expected) in cases {
        let words = words(&format!("{table} {sql} -- fails"), "t");
        let of_accounts = words.split(" / ").nth(1);
        assert_eq!(of_accounts, Some(expected), "{sql}");
    }
}

#[test]
fn owners_rows_and_public_rows() {
    let words = docs("create policy p on public.docs using ((select auth.uid()) = user_id);");
    assert_eq!(words, "denied denied denied denied / scoped scoped scoped scoped");
    let words = docs("create policy p on public.docs for select using (published or user_id = auth.uid());");
    assert_eq!(words, "open denied denied denied / open denied denied denied");
    let words = docs("create policy p on public.docs for select using (auth.uid() is not null);");
    assert_eq!(words, "denied denied denied denied / open denied denied denied");
    let words = docs("create policy p on public.docs for select using (auth.uid() <> user_id);");
    assert_eq!(words, "denied denied denied denied / open denied denied denied");
}

#[test]
fn memberships_tie_and_roles_do_not() {
    let member = "exists (select 1 from public.members m where m.user_id = auth.uid() and m.org_id = docs.org_id)";
    assert_eq!(
        docs(&format!("create policy p on public.docs for select using ({member});")),
        "denied denied denied denied / scoped denied denied denied"
    );
    let admin = "(select role from public.members where user_id = auth.uid() limit 1) = 'admin'";
    assert_eq!(
        docs(&format!("create policy p on public.docs for delete using ({admin});")),
        "denied denied denied denied / denied denied denied role"
    );
    let claim = "(auth.jwt() -> 'app_metadata' ->> 'role') in ('admin', 'staff')";
    assert_eq!(
        docs(&format!("create policy p on public.docs for delete using ({claim});")),
        "denied denied denied denied / denied denied denied role"
    );
    let captured = "exists (select 1 from public.members m where m.user_id = auth.uid() and m.org_id = org_id)";
    assert_eq!(
        docs(&format!("create policy p on public.docs for select using ({captured});")),
        "denied denied denied denied / role denied denied denied"
    );
}

#[test]
fn functions_are_looked_into() {
    let is_admin = "create function public.is_admin() returns boolean language plpgsql security definer as $$
        declare found_role text;
        begin
          if auth.uid() is null then return false; end if;
          select role into found_role from public.members where user_id = auth.uid();
          return found_role = 'admin';
        end $$;";
    let words = docs(&format!("{is_admin} create policy p on public.docs for all using (public.is_admin());"));
    assert_eq!(words, "denied denied denied denied / role role role role");
    let anybody = "create function public.ok() returns boolean language sql as $$ select true $$;";
    let words = docs(&format!("{anybody} create policy p on public.docs for select using (public.ok());"));
    assert_eq!(words, "open denied denied denied / open denied denied denied");
}

#[test]
fn restrictive_policies_narrow() {
    let words = docs(
        "create policy p on public.docs for select using (true);
         create policy r on public.docs as restrictive for select using (user_id = auth.uid());",
    );
    assert_eq!(words, "denied denied denied denied / scoped denied denied denied");
}

#[test]
fn refusals_deny_with_their_cause() {
    let access = access(
        "create table public.members (org_id uuid, user_id uuid);
         alter table public.members enable row level security;
         create policy p on public.members for select
           using (org_id in (select m.org_id from public.members m where m.user_id = auth.uid()));
         create table public.mails (id int);
         alter table public.mails enable row level security;
         create policy p on public.mails for select using (exists (select 1 from auth.users where id = auth.uid()));",
    );
    let cause = |table| {
        let cell = access.cell(&Name::new("public", table), Caller::Account, Command::Select);
        cell.and_then(|cell| cell.cause.clone())
    };
    assert!(matches!(cause("members"), Some(Cause::Recursion(_))));
    assert!(matches!(cause("mails"), Some(Cause::NoRight(_))));
}
