//! Whole reports on the small apps of the corpus, on record, so that a change of words or order is seen where it is made.
//! After reading what changed: `INSTA_UPDATE=always cargo test --test suite snapshots`.

use crate::{reports, support::name};
use plimsoll::report::Format;
use serde_json::Value;

#[test]
fn whole_reports_are_on_record() {
    for app in reports::apps() {
        let [text, json] = <[String; 2]>::try_from(reports::reports(&app, &[Format::Text, Format::Json], 2)).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!(format!("{}.text", name(&app)), text);
            insta::assert_json_snapshot!(format!("{}.json", name(&app)), skeleton(&json));
        });
    }
}

/// The JSON report without the sentences that the text report shows, and without what each release changes.
fn skeleton(json: &str) -> Value {
    let mut report: Value = serde_json::from_str(json).unwrap();
    report["tool"] = Value::Null;
    for finding in report["findings"].as_array_mut().unwrap() {
        for field in ["prompt", "help", "message"] {
            finding.as_object_mut().unwrap().remove(field);
        }
        let place = |place: &Value| Value::from(format!("{}:{}", place["path"].as_str().unwrap(), place["line"]));
        finding["related"] = finding["related"].as_array().unwrap().iter().map(place).collect();
    }
    let check = |c: &Value| Value::from(format!("{} {}", c["verdict"].as_str().unwrap(), c["rule"].as_str().unwrap()));
    report["checks"] = report["checks"].as_array().unwrap().iter().map(check).collect();
    report
}
