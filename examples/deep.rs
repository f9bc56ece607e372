use plimsoll::sql::parse::parse_file;
fn main() {
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let k = std::env::args().nth(1).unwrap();
    let mb: usize = std::env::args().nth(3).unwrap().parse().unwrap();
    let s = match k.as_str() {
        "or" => format!("select {}", vec!["a"; n].join(" or ")),
        "plus" => format!("select {}", vec!["1"; n].join("+")),
        "not" => format!("select {} a", "not ".repeat(n)),
        "case" => format!("select {} 1 {}", "case when ".repeat(n), " then 1 end".repeat(n)),
        "union" => vec!["select 1"; n].join(" union "),
        "dot" => format!("select a{}", ".b".repeat(n)),
        "cast" => format!("select a{}", "::text".repeat(n)),
        "sub" => format!("select a{}", "[1]".repeat(n)),
        "join" => format!("select 1 from a{}", " join b on true".repeat(n)),
        "paren" => format!("select {}1{}", "(".repeat(n), ")".repeat(n)),
        "neg" => format!("select {} 1", "- ".repeat(n)),
        "begin" => format!("do $$ {} null; {} $$", "begin ".repeat(n), "end; ".repeat(n)),
        "if" => format!("do $$ begin {} null; {} end $$", "if a then ".repeat(n), "end if; ".repeat(n)),
        "elsif" => format!("do $$ begin if a then null; {} end if; end $$", "elsif b then null; ".repeat(n)),
        "collate" => format!("select a{}", " collate c".repeat(n)),
        "isnull" => format!("select a{}", " is null".repeat(n)),
        "with" => format!("{} select 1 {}", "with a as (".repeat(n), ") select 1".repeat(n)),
        "atz" => format!("select a{}", " at time zone b".repeat(n)),
        "values" => format!("insert into a values {}", vec!["(1,2)"; n].join(",")),
        "explain" => format!("{} select 1", "explain ".repeat(n)),
        "array" => format!("create table a (b int{})", "[]".repeat(n)),
        "rename" => format!("alter table a {}", vec!["add column b int"; n].join(",")),
        "loopx" => format!("do $$ begin {} null; {} end $$", "loop ".repeat(n), "end loop; ".repeat(n)),
        "between" => format!("select a{}", " between b and c".repeat(n)),
        "in" => format!("select a in ({})", vec!["1"; n].join(",")),
        "str" => format!("select 'a'{}", "\n'b'".repeat(n)),
        "label" => format!("do $$ {} begin null; end $$", "<<a>> ".repeat(n)),
        "schema" => format!("create schema a {}", "create table b (c int) ".repeat(n)),
        "ops" => format!("select 1 {} 1", "+ @ ".repeat(n)),
        "whenx" => format!("select case {} end", "when a then b ".repeat(n)),
        "json" => format!("select a{}", "->'b'".repeat(n)),
        "intersect" => vec!["select 1"; n].join(" except all "),
        "like" => format!("select a{}", " like b".repeat(n)),
        _ => panic!(),
    };
    let h = std::thread::Builder::new()
        .stack_size(mb << 20)
        .spawn(move || {
            let t = std::time::Instant::now();
            let f = parse_file(&s);
            println!(
                "{} {:?} {:?}",
                f.statements.len(),
                f.statements.first().map(|s| format!("{:?}", s.kind).chars().take(90).collect::<String>()),
                t.elapsed()
            );
        })
        .unwrap();
    h.join().unwrap();
}
