//! What the command line promises: arguments, folder, output and exit code, one file a case in `tests/cmd`. After changing
//! words: `TRYCMD=overwrite cargo test --test cli`.

#[test]
fn contract() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
