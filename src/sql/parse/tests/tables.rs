use super::read;
use crate::sql::statement::*;

fn names(idents: &[Ident]) -> Vec<&str> {
    idents.iter().map(|i| i.name.as_str()).collect()
}

#[test]
fn columns_with_everything() {
    let table = read!(
        CreateTable,
        "CREATE TABLE IF NOT EXISTS Public.\"Notes\" (
            id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
            n bigint GENERATED ALWAYS AS IDENTITY,
            body text NOT NULL COLLATE \"C\" CONSTRAINT short CHECK (length(body) < 10),
            owner uuid REFERENCES auth.users(id) ON DELETE CASCADE ON UPDATE SET NULL,
            twice int GENERATED ALWAYS AS (n * 2) STORED,
            tags text[] NULL,
            amount numeric(10, 2) UNIQUE NULLS NOT DISTINCT
        );"
    );
    assert_eq!(table.name.to_string(), "public.Notes");
    assert!(table.if_not_exists);
    let column = |name: &str| table.columns.iter().find(|c| c.name.name == name).expect("a column");
    assert_eq!(column("id").default.as_ref().map(|d| d.text.as_str()), Some("gen_random_uuid()"));
    let ConstraintKind::PrimaryKey(key) = &column("id").constraints[0].kind else { panic!() };
    assert_eq!(names(&key.columns), ["id"], "the key of a column names it");
    assert_eq!(column("n").identity, Some(Identity { always: true }));
    let body = column("body");
    assert!(body.not_null.is_some() && body.collation.as_ref().is_some_and(|c| c.name == "C"));
    assert_eq!(body.constraints[0].name.as_ref().map(|n| n.name.as_str()), Some("short"));
    let ConstraintKind::Check(check) = &body.constraints[0].kind else { panic!() };
    assert_eq!(check.text, "length(body) < 10");
    let ConstraintKind::ForeignKey(key) = &column("owner").constraints[0].kind else { panic!() };
    assert_eq!((key.table.to_string().as_str(), names(&key.referenced)), ("auth.users", vec!["id"]));
    assert_eq!((key.on_delete, key.on_update), (ReferentialAction::Cascade, ReferentialAction::SetNull));
    assert!(column("twice").generated.as_ref().is_some_and(|g| g.stored && g.expression.text == "n * 2"));
    assert!(column("tags").null && column("tags").type_name.as_ref().is_some_and(|t| t.to_string() == "text[]"));
    assert_eq!(column("amount").type_name.as_ref().map(ToString::to_string).as_deref(), Some("numeric(10,2)"));
    let ConstraintKind::Unique(key) = &column("amount").constraints[0].kind else { panic!() };
    assert!(key.nulls_not_distinct);
}

#[test]
fn table_constraints() {
    let table = read!(
        CreateTable,
        "create unlogged table t (a int, b int, period tstzrange,
            primary key (a, b), constraint u unique (b) include (a) deferrable initially deferred,
            foreign key (a, b) references other (x, y) match full on delete set null,
            exclude using gist (a with =, period with &&) where (b > 0), check (a > b) no inherit)"
    );
    assert_eq!(table.persistence, Persistence::Unlogged);
    let kinds: Vec<&ConstraintKind> = table.constraints.iter().map(|c| &c.kind).collect();
    let [
        ConstraintKind::PrimaryKey(primary),
        ConstraintKind::Unique(unique),
        ConstraintKind::ForeignKey(foreign),
        ConstraintKind::Exclude(exclude),
        ConstraintKind::Check(_),
    ] = kinds[..]
    else {
        panic!("{kinds:?}")
    };
    assert_eq!(names(&primary.columns), ["a", "b"]);
    assert_eq!((names(&unique.columns), names(&unique.include)), (vec!["b"], vec!["a"]));
    assert!(table.constraints[1].deferrable && table.constraints[1].initially_deferred);
    assert_eq!((names(&foreign.columns), names(&foreign.referenced)), (vec!["a", "b"], vec!["x", "y"]));
    assert!(foreign.match_full);
    let compared: Vec<(&str, &str)> = exclude.elements.iter().map(|(e, o)| (e.text.as_str(), o.as_str())).collect();
    assert_eq!((exclude.method.as_str(), compared), ("gist", vec![("a", "="), ("period", "&&")]));
    assert_eq!(exclude.predicate.as_ref().map(|p| p.text.as_str()), Some("b > 0"));
    assert!(table.constraints[4].no_inherit);
}

#[test]
fn other_forms_of_create_table() {
    let like = read!(CreateTable, "create temp table t (a int, like s.o including all excluding indexes)");
    assert_eq!(like.persistence, Persistence::Temporary);
    assert_eq!((like.likes[0].table.to_string().as_str(), like.likes[0].position), ("s.o", 1));
    assert_eq!(
        (like.likes[0].including.as_slice(), like.likes[0].excluding.as_slice()),
        (&["all".to_owned()][..], &["indexes".to_owned()][..])
    );
    let copy = read!(CreateTable, "create table if not exists t (a, b) as select 1, 2 with no data");
    assert_eq!((copy.query.map(|q| q.text).as_deref(), copy.no_data), (Some("select 1, 2"), true));
    assert_eq!(copy.columns.len(), 2);
    let into = read!(CreateTable, "select a into s.t from u");
    assert_eq!(into.name.to_string(), "s.t");
    let part = read!(CreateTable, "create table p partition of t for values in ('x') partition by hash (a, lower(b))");
    let of = part.partition_of.expect("a parent");
    assert_eq!((of.parent.name.as_str(), of.bound.map(|b| b.text).as_deref()), ("t", Some("for values in ('x')")));
    let by = part.partition_by.expect("a key");
    assert_eq!((by.method.as_str(), by.keys.len()), ("hash", 2));
    let child = read!(CreateTable, "create table c () inherits (a, s.b)");
    assert_eq!(child.inherits.iter().map(ToString::to_string).collect::<Vec<_>>(), ["a", "s.b"]);
    let foreign = read!(CreateTable, "create foreign table f (a int) server srv options (x 'y')");
    assert_eq!(foreign.server.map(|s| s.name).as_deref(), Some("srv"));
    let options = read!(CreateTable, "create table t (a int) with (fillfactor = 70, toast.autovacuum_enabled = false)");
    assert_eq!(options.options[1].name, "toast.autovacuum_enabled");
    assert_eq!((options.options[0].value.as_deref(), options.options[1].is_on()), (Some("70"), Some(false)));
}

fn actions(text: &str) -> Vec<AlterActionKind> {
    read!(AlterTable, text).actions.into_iter().map(|a| a.kind).collect()
}

#[test]
fn alter_table_columns_and_constraints() {
    let alter = read!(AlterTable, "alter table if exists only S.T add column if not exists a int not null default 1");
    assert!(alter.if_exists && alter.only && alter.kind == RelationKind::Table);
    assert_eq!(alter.name.to_string(), "s.t");
    let AlterActionKind::AddColumn { column, if_not_exists: true } = &alter.actions[0].kind else { panic!() };
    assert!(column.not_null.is_some() && column.default.is_some());
    let found = actions(
        "alter table t add b text references u, drop column if exists c cascade, alter d type int using d::int,
         alter column e set default now(), alter f drop not null, alter g add generated by default as identity,
         alter h drop identity if exists, add constraint k check (a > 0) not valid, add primary key using index i,
         drop constraint if exists l cascade, validate constraint m, alter constraint n deferrable",
    );
    assert!(matches!(&found[0], AlterActionKind::AddColumn { if_not_exists: false, .. }));
    assert!(matches!(&found[1], AlterActionKind::DropColumn { if_exists: true, cascade: true, .. }));
    let AlterActionKind::AlterColumn { change: ColumnChange::SetType { type_name, using }, .. } = &found[2] else {
        panic!()
    };
    assert_eq!((type_name.name.as_str(), using.as_ref().map(|u| u.text.as_str())), ("integer", Some("d::int")));
    assert!(
        matches!(&found[3], AlterActionKind::AlterColumn { change: ColumnChange::SetDefault(d), .. } if d.text == "now()")
    );
    assert!(matches!(&found[4], AlterActionKind::AlterColumn { change: ColumnChange::DropNotNull, .. }));
    let identity = ColumnChange::AddIdentity(Identity { always: false });
    assert!(matches!(&found[5], AlterActionKind::AlterColumn { change, .. } if *change == identity));
    let dropped = ColumnChange::DropIdentity { if_exists: true };
    assert!(matches!(&found[6], AlterActionKind::AlterColumn { change, .. } if *change == dropped));
    assert!(matches!(&found[7], AlterActionKind::AddConstraint(c) if c.not_valid && c.name.is_some()));
    let AlterActionKind::AddConstraint(constraint) = &found[8] else { panic!() };
    assert!(
        matches!(&constraint.kind, ConstraintKind::PrimaryKey(k) if k.using_index.is_some() && k.columns.is_empty())
    );
    assert!(matches!(&found[9], AlterActionKind::DropConstraint { if_exists: true, cascade: true, .. }));
    assert!(matches!(&found[10], AlterActionKind::ValidateConstraint(n) if n.name == "m"));
    assert!(matches!(&found[11], AlterActionKind::AlterConstraint(n) if n.name == "n"));
}

#[test]
fn alter_table_behaviour() {
    let single = |text: &str| actions(text).remove(0);
    let security = [
        ("enable", RowSecurity::Enable),
        ("disable", RowSecurity::Disable),
        ("force", RowSecurity::Force),
        ("no force", RowSecurity::NoForce),
    ];
    for (words, expected) in security {
        assert_eq!(
            single(&format!("alter table t {words} row level security")),
            AlterActionKind::RowSecurity(expected)
        );
    }
    assert!(
        matches!(single("alter table a rename b to c"), AlterActionKind::RenameColumn { from, to } if from.name == "b" && to.name == "c")
    );
    assert!(matches!(single("alter table a rename constraint b to c"), AlterActionKind::RenameConstraint { .. }));
    assert!(matches!(single("alter table a rename to \"B\""), AlterActionKind::RenameTo(n) if n.name == "B"));
    assert!(matches!(single("alter table a set schema s"), AlterActionKind::SetSchema(n) if n.name == "s"));
    assert!(
        matches!(single("alter table a owner to current_user"), AlterActionKind::OwnerTo(n) if n.name == "current_user")
    );
    assert_eq!(
        single("alter table a disable trigger all"),
        AlterActionKind::Trigger { which: WhichTrigger::All, firing: Firing::Disabled }
    );
    assert!(matches!(
        single("alter table a enable always trigger t"),
        AlterActionKind::Trigger { which: WhichTrigger::Named(n), firing: Firing::Always } if n.name == "t"
    ));
    assert_eq!(single("alter table a replica identity full"), AlterActionKind::ReplicaIdentity(ReplicaIdentity::Full));
    assert!(matches!(single("alter table a set (fillfactor = 5)"), AlterActionKind::SetOptions(o) if o.len() == 1));
    assert!(
        matches!(single("alter table a reset (fillfactor)"), AlterActionKind::ResetOptions(o) if o == ["fillfactor"])
    );
    assert!(matches!(
        single("alter table a attach partition s.b default"),
        AlterActionKind::AttachPartition { bound: None, .. }
    ));
    assert!(matches!(single("alter table a detach partition b concurrently"), AlterActionKind::DetachPartition(_)));
    assert!(matches!(single("alter table a inherit b"), AlterActionKind::Inherit(_)));
    assert_eq!(single("alter table a set unlogged"), AlterActionKind::SetPersistence(Persistence::Unlogged));
    assert!(matches!(single("alter table a cluster on i"), AlterActionKind::Other(_)));
}

#[test]
fn relations_share_the_actions() {
    let view = read!(AlterTable, "alter view if exists v set (security_invoker = on)");
    assert_eq!((view.kind, view.if_exists), (RelationKind::View, true));
    assert!(matches!(&view.actions[0].kind, AlterActionKind::SetOptions(o) if o[0].is_on() == Some(true)));
    let view = read!(AlterTable, "alter materialized view s.v rename to w");
    assert!(
        view.kind == RelationKind::MaterializedView && matches!(&view.actions[0].kind, AlterActionKind::RenameTo(_))
    );
    let index = read!(AlterTable, "alter index i rename to j");
    assert!(index.kind == RelationKind::Index && matches!(&index.actions[0].kind, AlterActionKind::RenameTo(_)));
    let sequence = read!(AlterTable, "alter sequence s.q owned by s.t.c");
    let AlterActionKind::OwnedBy(Some(owner)) = &sequence.actions[0].kind else { panic!() };
    assert_eq!((owner.table.to_string().as_str(), owner.column.name.as_str()), ("s.t", "c"));
    assert!(matches!(&read!(AlterTable, "alter sequence q owner to r").actions[0].kind, AlterActionKind::OwnerTo(_)));
}

#[test]
fn indexes() {
    let index = read!(
        CreateIndex,
        "create unique index concurrently if not exists i on only s.t using gin (a gin_trgm_ops, lower(b) desc nulls last, (c + 1), d collate \"C\" text_pattern_ops) include (e) nulls not distinct with (fillfactor = 5) where e is null"
    );
    assert!(index.unique && index.concurrently && index.if_not_exists && index.only && index.nulls_not_distinct);
    assert_eq!((index.table.to_string().as_str(), index.method.as_str()), ("s.t", "gin"));
    assert!(matches!(&index.keys[0].target, IndexTarget::Column(c) if c.name == "a"));
    assert_eq!(index.keys[0].opclass.as_ref().map(|o| o.name.as_str()), Some("gin_trgm_ops"));
    assert!(matches!(&index.keys[1].target, IndexTarget::Expression(e) if e.text == "lower(b)"));
    assert_eq!((index.keys[1].descending, index.keys[1].nulls_first), (true, Some(false)));
    assert!(matches!(&index.keys[2].target, IndexTarget::Expression(e) if e.text == "c + 1"));
    assert!(matches!(&index.keys[3].target, IndexTarget::Column(c) if c.name == "d"));
    assert_eq!(index.keys[3].collation.as_ref().map(|c| c.name.as_str()), Some("C"));
    assert_eq!((names(&index.include), index.predicate.map(|p| p.text).as_deref()), (vec!["e"], Some("e is null")));
    let plain = read!(CreateIndex, "create index on t (a)");
    assert!(plain.name.is_none() && plain.method == "btree");
    let again = read!(Reindex, "reindex table concurrently s.t");
    assert_eq!((again.what.as_str(), again.concurrently), ("table", true));
}

#[test]
fn views() {
    let view = read!(
        CreateView,
        "create or replace view s.v (a, b) with (security_invoker, security_barrier = false) as select 1, 2 with local check option"
    );
    assert!(view.or_replace && !view.materialized && view.options[0].is_on() == Some(true));
    assert_eq!((names(&view.columns), view.query.text.as_str()), (vec!["a", "b"], "select 1, 2"));
    assert_eq!(view.check_option, Some(CheckOption::Local));
    let view = read!(CreateView, "create materialized view if not exists m as (select 1) with no data");
    assert!(view.materialized && view.no_data && view.if_not_exists);
    assert!(read!(RefreshView, "refresh materialized view concurrently m").concurrently);
}
