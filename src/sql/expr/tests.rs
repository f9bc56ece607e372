use super::*;

fn kind(text: &str) -> ExprKind {
    parse_expr(text).unwrap_or_else(|error| panic!("{text}: {error}")).kind
}

#[test]
fn named_arguments_have_names_whichever_sign_stands_between() {
    for text in ["f(who := x)", "f(who => x)"] {
        let tree = parse_expr(text).expect("it parses");
        let ExprKind::Call(call) = &tree.kind else { panic!("{text} is a call") };
        assert_eq!(call.args.first().and_then(|arg| arg.name.as_deref()), Some("who"), "{text}");
    }
}

#[test]
fn owner_condition() {
    let text = "(( select auth.uid() ) = \"user_Id\")";
    let ExprKind::Binary(left, op, right) = kind(text) else { panic!("no comparison") };
    assert_eq!(op, "=");
    assert!(matches!(left.kind, ExprKind::Subquery(_)));
    assert_eq!(right.kind, ExprKind::Column(vec!["user_Id".to_owned()]));
    assert_eq!(&text[right.range.start as usize..right.range.end as usize], "\"user_Id\"");
}

#[test]
fn claims() {
    let ExprKind::Binary(path, op, key) = kind("(auth.jwt() -> 'app_metadata' ->> 'role')") else { panic!() };
    assert_eq!((op.as_str(), key.as_text()), ("->>", Some("role")));
    let ExprKind::Binary(base, _, key) = path.kind else { panic!() };
    assert!(base.is_call(&["auth", "jwt"]));
    assert_eq!(key.as_text(), Some("app_metadata"));
    assert!(parse_expr("current_setting('request.jwt.claims', true)::json->>'sub' = user_id::text").is_ok());
}

#[test]
fn negations_are_one_form() {
    for text in ["a NOT IN (1, 2)", "a IS NOT NULL", "a NOT LIKE 'x%'", "a IS NOT DISTINCT FROM b", "a !~~ 'x'"] {
        assert!(matches!(kind(text), ExprKind::Not(_)), "{text}");
    }
}

#[test]
fn chains_are_flat() {
    let ExprKind::And(items) = kind("a AND b AND c AND (d OR e OR f)") else { panic!() };
    assert_eq!(items.len(), 4);
    assert!(matches!(&items[3].kind, ExprKind::Or(parts) if parts.len() == 3));
}

#[test]
fn what_policies_hold_is_read() {
    for text in [
        "EXISTS (SELECT 1 FROM public.members m JOIN orgs o ON o.id = m.org_id WHERE m.user_id = (SELECT auth.uid()))",
        "org_id = ANY (ARRAY(SELECT get_my_orgs()))",
        "role = ANY (ARRAY['admin'::app_role, 'owner'::app_role])",
        "(storage.foldername(name))[1] = auth.uid()::text",
        "CASE WHEN is_public THEN true ELSE owner = auth.uid() END",
        "COALESCE((auth.jwt() ->> 'is_anonymous')::boolean, false) IS FALSE",
        "(a, b) IN (SELECT x, y FROM t)",
        "starts_at BETWEEN now() - interval '1 day' AND now() + '1 day'::interval",
        "tags @> ARRAY['x'] AND data ? 'k' AND NOT (a && b)",
        "has_role(_user_id => auth.uid(), _role => 'admin')",
        "\"current_role\"() = 'x' AND current_user = 'postgres'",
        "id IN (WITH a AS (SELECT 1 AS id) SELECT id FROM a UNION ALL SELECT 2)",
        "EXTRACT(EPOCH FROM now() - created_at) > 5 AND email ILIKE '%@example.com'",
        "x IS DISTINCT FROM y OR (t.*) IS NULL",
    ] {
        assert!(parse_expr(text).is_ok(), "{text}: {:?}", parse_expr(text));
    }
}

#[test]
fn statements_of_bodies() {
    let text =
        "INSERT INTO public.profiles (id, role) VALUES (new.id, 'user') ON CONFLICT (id) DO UPDATE SET role = 'x';
        UPDATE accounts a SET balance = balance - 1, (x, y) = (1, 2) FROM b WHERE a.id = b.id;
        DELETE FROM ONLY logs USING b WHERE logs.id = b.id RETURNING *;";
    let text = text.replace("ONLY ", "");
    let statements = parse_statements(&text).expect("reads");
    let Statement::Insert(insert) = &statements[0] else { panic!() };
    assert_eq!((insert.columns.join(","), insert.conflict_columns.join(",")), ("id,role".into(), "id".into()));
    let Statement::Update(update) = &statements[1] else { panic!() };
    assert_eq!(update.set.iter().flat_map(|set| &set.columns).cloned().collect::<Vec<_>>(), ["balance", "x", "y"]);
    assert!(matches!(&statements[2], Statement::Delete(delete) if delete.using.len() == 1));
}

#[test]
fn walking_meets_every_table() {
    let query = parse_query("WITH w AS (DELETE FROM gone RETURNING id) SELECT (SELECT 1 FROM c) FROM a JOIN (b JOIN d ON true) ON b.x IN (SELECT y FROM e), w;")
        .expect("reads");
    let (mut read, mut written) = (Vec::new(), Vec::new());
    query.walk(&mut |node| match node {
        Node::Read(table) => read.push(table.name.clone()),
        Node::Write(table, _) => written.push(table.name.clone()),
        _ => {}
    });
    read.sort();
    assert_eq!(read, ["a", "b", "c", "d", "e", "w"]);
    assert_eq!(written, ["gone"]);
}

#[test]
fn places_are_bytes_also_after_wide_characters() {
    let text = "name = 'ção' AND\n  owner_id = 1";
    let ExprKind::And(items) = kind(text) else { panic!() };
    let range = items[1].range;
    assert_eq!(&text[range.start as usize..range.end as usize], "owner_id = 1");
}

#[test]
fn excess_is_an_error_not_a_crash() {
    let nested = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    assert_eq!(parse_expr(&nested), Err(ExprError::TooDeep));
    let chain = format!("a{}", " + a".repeat(100_000));
    assert_eq!(parse_expr(&chain), Err(ExprError::TooDeep));
    assert!(parse_expr(&format!("a{}", " OR a = 1".repeat(1_000))).is_ok());
    for text in ["", ")", "'", "a b c", "\0", "SELECT 1"] {
        assert!(parse_expr(text).is_err(), "{text:?}");
    }
}
