//! What the command line promises: arguments, folder, output and exit code, one file a case in `tests/cmd`. After changing
//! words: `TRYCMD=overwrite cargo test --test cli`.

#[test]
fn contract() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}

#[test]
fn init_writes_what_is_missing_and_leaves_what_is_there() {
    let app = tempfile::tempdir().unwrap();
    std::fs::create_dir(app.path().join(".git")).unwrap();
    std::fs::create_dir(app.path().join("web")).unwrap();
    let init = || {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_plimsoll")).arg("init").arg(app.path().join("web")).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let first = init();
    assert_eq!(first.matches("written").count(), 3, "{first}");
    let config = app.path().join("web/plimsoll.toml");
    for path in [&config, &app.path().join(".githooks/pre-commit"), &app.path().join(".github/workflows/plimsoll.yml")]
    {
        assert!(path.is_file(), "{}", path.display());
    }
    std::fs::write(&config, "exclude = ['legacy/']\n").unwrap();
    let second = init();
    assert_eq!(second.matches("left").count(), 3, "{second}");
    assert_eq!(std::fs::read_to_string(config).unwrap(), "exclude = ['legacy/']\n");
}
