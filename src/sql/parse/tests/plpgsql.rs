use super::kind;
use crate::sql::statement::*;

fn block(body: &str) -> Block {
    match kind(&format!("do $$ {body} $$")) {
        StatementKind::Do(block) => match block.body.code {
            BodyCode::Plpgsql(block) => std::sync::Arc::unwrap_or_clone(block),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

fn only(body: &str) -> BlockKind {
    block(&format!("begin {body} end")).body.remove(0).kind
}

#[test]
fn declarations_and_handlers() {
    let block = block(
        "<<outer>> declare a int := 1; b constant text not null default 'x'; c public.t%rowtype; d t.e%type;
         e cursor for select 1; f text[]; begin null; exception when duplicate_object or unique_violation then raise; when sqlstate '42P07' then null; when others then null; end",
    );
    assert_eq!(block.label.map(|l| l.name).as_deref(), Some("outer"));
    let declared: Vec<(&str, Option<String>, Option<&str>)> = block
        .declarations
        .iter()
        .map(|d| {
            let ty = d.type_name.as_ref().map(TypeName::identity);
            (d.name.name.as_str(), ty, d.value.as_ref().map(|v| v.text.as_str()))
        })
        .collect();
    assert_eq!(declared[0], ("a", Some("integer".into()), Some("1")));
    assert_eq!(declared[1], ("b", Some("text".into()), Some("'x'")));
    assert_eq!(declared[2], ("c", Some("public.t".into()), None));
    assert_eq!(declared[4], ("e", None, Some("select 1")));
    assert_eq!(declared[5], ("f", Some("text[]".into()), None));
    assert!(block.declarations[1].constant && block.declarations[4].cursor);
    let conditions: Vec<Vec<String>> = block.handlers.iter().map(|h| h.conditions.clone()).collect();
    assert_eq!(conditions, [vec!["duplicate_object", "unique_violation"], vec!["sqlstate 42p07"], vec!["others"]]);
    assert!(matches!(&block.handlers[0].body[0].kind, BlockKind::Raise(r) if r.again));
}

#[test]
fn branches() {
    let BlockKind::If { branches, otherwise } = only(
        "if not exists (select 1 from pg_policies where policyname = 'p') then create table a (b int); elsif x > 1 then null; else null; null; end if;",
    ) else {
        panic!()
    };
    assert_eq!(branches[0].condition.text, "not exists (select 1 from pg_policies where policyname = 'p')");
    assert!(
        matches!(&branches[0].body[0].kind, BlockKind::Sql { statement, into: None } if matches!(statement.kind, StatementKind::CreateTable(_)))
    );
    assert_eq!((branches.len(), otherwise.len()), (2, 2));
    let BlockKind::Case { subject, branches, otherwise } =
        only("case x when 1, 2 then null; when 3 then null; end case;")
    else {
        panic!()
    };
    assert_eq!((subject.map(|s| s.text).as_deref(), branches.len(), otherwise.is_none()), (Some("x"), 2, true));
    assert_eq!(branches[0].condition.text, "1, 2");
}

#[test]
fn loops() {
    let over = |body: &str| match only(body) {
        BlockKind::Loop { over, .. } => over,
        other => panic!("{other:?}"),
    };
    assert_eq!(over("loop exit when a; end loop;"), LoopOver::Forever);
    assert!(matches!(over("while a < 1 loop null; end loop;"), LoopOver::While(c) if c.text == "a < 1"));
    let LoopOver::Range { variable, reverse, from, to, step } =
        over("for i in reverse 10..f(1) by 2 loop null; end loop;")
    else {
        panic!()
    };
    assert_eq!((variable.text.as_str(), reverse, from.text.as_str(), to.text.as_str()), ("i", true, "10", "f(1)"));
    assert_eq!(step.map(|s| s.text).as_deref(), Some("2"));
    let LoopOver::Query { targets, query } = over("for r in select tablename from pg_tables loop null; end loop;")
    else {
        panic!()
    };
    assert_eq!(targets[0].text, "r");
    assert!(matches!(&query.kind, StatementKind::Query(q) if q.from[0].name == "pg_tables"));
    let LoopOver::Array { targets, array, slice } =
        over("foreach t slice 1 in array array['a', 'b'] loop null; end loop;")
    else {
        panic!()
    };
    assert_eq!((targets[0].text.as_str(), array.text.as_str(), slice), ("t", "array['a', 'b']", Some(1)));
    let LoopOver::Execute { execute, .. } = over("for r in execute 'select 1' using a loop null; end loop;") else {
        panic!()
    };
    assert_eq!((execute.command.text.as_str(), execute.using.len()), ("'select 1'", 1));
    let BlockKind::Loop { label, body, .. } = only("<<l>> loop continue l when x; end loop l;") else { panic!() };
    assert_eq!(label.map(|l| l.name).as_deref(), Some("l"));
    assert!(matches!(&body[0].kind, BlockKind::Continue(j) if j.label.is_some() && j.when.is_some()));
}

#[test]
fn statements_with_into() {
    let BlockKind::Sql { statement, into: Some(into) } = only("select a, b into strict x, r.y from s.t where c = 1;")
    else {
        panic!()
    };
    assert!(into.strict);
    assert_eq!(into.targets.iter().map(|t| t.text.as_str()).collect::<Vec<_>>(), ["x", "r.y"]);
    assert!(matches!(&statement.kind, StatementKind::Query(q) if q.from[0].to_string() == "s.t"));
    let BlockKind::Sql { statement, into: Some(_) } = only("insert into t (a) values (1) returning id into v;") else {
        panic!()
    };
    assert!(matches!(&statement.kind, StatementKind::Insert(i) if i.columns.len() == 1));
    let BlockKind::Execute(execute) = only("execute format('alter table %I', t) into a, b using c, d;") else {
        panic!()
    };
    assert_eq!(execute.command.text, "format('alter table %I', t)");
    assert_eq!((execute.into.map(|i| i.targets.len()), execute.using.len()), (Some(2), 2));
}

#[test]
fn other_statements() {
    let BlockKind::Perform(statement) = only("perform pg_notify('a', 'b');") else { panic!() };
    let StatementKind::Query(query) = &statement.kind else { panic!() };
    assert_eq!(
        (query.text.text.as_str(), query.calls[0].name.name.as_str()),
        ("SELECT  pg_notify('a', 'b')", "pg_notify")
    );
    let BlockKind::Raise(raise) = only("raise notice 'a % b', x using errcode = 'P0001', hint = y;") else { panic!() };
    assert_eq!((raise.level, raise.message.as_deref(), raise.args.len()), (RaiseLevel::Notice, Some("a % b"), 1));
    assert_eq!(raise.using.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(), ["errcode", "hint"]);
    assert!(
        matches!(only("raise exception unique_violation;"), BlockKind::Raise(r) if r.condition.as_deref() == Some("unique_violation"))
    );
    assert!(
        matches!(only("a.b := c + 1;"), BlockKind::Assign { target, value } if target.text == "a.b" && value.text == "c + 1")
    );
    assert!(matches!(only("return new;"), BlockKind::Return(Some(v)) if v.text == "new"));
    assert_eq!(only("return;"), BlockKind::Return(None));
    assert!(matches!(only("return query select 1;"), BlockKind::ReturnQuery(_)));
    assert!(matches!(only("return query execute 'select 1' using a;"), BlockKind::ReturnExecute(_)));
    assert!(matches!(only("get diagnostics n = row_count;"), BlockKind::GetDiagnostics(d) if d[0].1 == "row_count"));
    assert_eq!(only("null;"), BlockKind::Null);
    assert!(matches!(only("begin null; end;"), BlockKind::Block(_)));
    assert!(matches!(only("fetch c into a;"), BlockKind::Cursor(_)));
    assert!(matches!(only("assert a > 0, 'm';"), BlockKind::Assert(a) if a.text == "a > 0"));
}

#[test]
fn arguments_of_raise_are_counted() {
    for (statement, valid) in [
        ("raise notice '100%% of %', x;", true),
        ("raise notice '% and %', x;", false),
        ("raise exception 'no', x;", false),
        ("raise;", true),
    ] {
        let StatementKind::Do(block) = kind(&format!("do $$ begin {statement} end $$")) else { panic!() };
        assert_eq!(matches!(block.body.code, BodyCode::Plpgsql(_)), valid, "{statement}");
    }
}
