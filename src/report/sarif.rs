//! SARIF for GitHub code scanning: only what it reads. The only file that knows serde-sarif.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, CodeFlow, Location, Message, MultiformatMessageString, PhysicalLocation, PropertyBag, Region,
    ReportingConfiguration, ReportingDescriptor, Result as Alert, ResultLevel, Run, RunAutomationDetails, Sarif,
    ThreadFlow, ThreadFlowLocation, Tool, ToolComponent,
};

use super::{Place, Report, Shown};
use crate::rules::{CUSTOM, Rule, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// More are refused; the worst come first.
const MOST_RESULTS: usize = 25_000;
/// Longer descriptions are refused, in characters.
const LONGEST_DESCRIPTION: usize = 1_024;
/// More tags are refused.
const MOST_TAGS: usize = 10;
/// Related places beyond these are only counted.
const MOST_RELATED: usize = 20;
/// Where the documents of this version can be read, when the package names no repository.
const PUBLISHED: &str = concat!("https://docs.rs/crate/plimsoll/", env!("CARGO_PKG_VERSION"), "/source");
/// What paths are relative to.
const ROOT: &str = "%SRCROOT%";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let log = Sarif::builder().schema(SCHEMA.to_owned()).version(json!("2.1.0")).runs(vec![run(report)]).build();
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn run(report: &Report) -> Run {
    let rules: Vec<&Rule> = report.checks.iter().filter_map(|check| report.rule(&check.rule)).collect();
    let driver = ToolComponent::builder()
        .name("plimsoll".to_owned())
        .version(env!("CARGO_PKG_VERSION").to_owned())
        .semantic_version(env!("CARGO_PKG_VERSION").to_owned())
        .rules(rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>())
        .build();
    let base = ArtifactLocation::builder().description(text("the root of the repository")).build();
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(i, rule)| (&*rule.id, i)).collect();
    let prefix = report.repository_prefix();
    let results = report.worst_first().into_iter().take(MOST_RESULTS).map(|shown| {
        let index = index.get(&*shown.finding.rule).and_then(|&i| i64::try_from(i).ok());
        alert(shown, index.unwrap_or(-1), &prefix)
    });
    let mut run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(json!("utf16CodeUnits"))
        .original_uri_base_ids(BTreeMap::from([(ROOT.to_owned(), base)]))
        .results(results.collect::<Vec<_>>())
        .build();
    // The part before the last slash is the category, and code scanning wants the slash.
    let category = report.sarif_category.as_ref().map(|name| format!("{}/", name.trim_end_matches('/')));
    run.automation_details = category.map(|id| RunAutomationDetails::builder().id(id).build());
    run
}

fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let metadata = &rule.metadata;
    let mut more = BTreeMap::from([("precision".to_owned(), json!(metadata.confidence.word()))]);
    if rule.is_security() {
        more.insert("security-severity".to_owned(), json!(security_severity(metadata.severity)));
    } else {
        more.insert("problem.severity".to_owned(), json!(problem_severity(metadata.severity)));
    }
    let properties = PropertyBag::builder().tags(tags(rule)).additional_properties(more).build();
    let why = rule.section("Why").unwrap_or(&metadata.title);
    let help = MultiformatMessageString::builder().text(metadata.help.clone()).markdown(rule.page.to_string()).build();
    let mut descriptor = ReportingDescriptor::builder()
        .id(rule.id.to_string())
        .name(pascal_case(rule.fault()))
        .short_description(multiformat(&sentence(&metadata.title)))
        .full_description(multiformat(why))
        .help(help)
        .default_configuration(ReportingConfiguration::builder().level(json!(level(metadata.severity))).build())
        .properties(properties)
        .build();
    descriptor.help_uri = help_uri(rule);
    descriptor
}

/// Where the page of a rule can be read: in the documents of this version, which know nothing of a user's own rules.
#[must_use]
pub fn help_uri(rule: &Rule) -> Option<String> {
    if rule.family.id == CUSTOM.id {
        return None;
    }
    let base = match env!("CARGO_PKG_REPOSITORY") {
        "" => PUBLISHED.to_owned(),
        repository => format!("{repository}/blob/v{}", env!("CARGO_PKG_VERSION")),
    };
    Some(format!("{base}/docs/rules/{}.md", rule.id))
}

fn tags(rule: &Rule) -> Vec<String> {
    let mut tags = vec![rule.family.id.to_owned()];
    tags.extend(rule.is_security().then(|| "security".to_owned()));
    tags.extend(rule.metadata.cwe.iter().map(|number| format!("external/cwe/cwe-{number:03}")));
    tags.extend(rule.metadata.tags.iter().cloned());
    tags.truncate(MOST_TAGS);
    tags
}

fn alert(shown: &Shown, rule_index: i64, prefix: &str) -> Alert {
    let finding = &shown.finding;
    let labels = || finding.related.iter().zip(&shown.related);
    let related: Vec<Location> = (1i64..)
        .zip(labels().filter(|(label, _)| !label.is_step).take(MOST_RELATED))
        .map(|(id, (label, place))| location(place, prefix, Some(id), &label.message))
        .collect();
    let steps: Vec<ThreadFlowLocation> =
        labels().filter(|(label, _)| label.is_step).map(|(label, place)| step(place, prefix, &label.message)).collect();
    let mut result = Alert::builder()
        .rule_id(finding.rule.to_string())
        .rule_index(rule_index)
        .level(level(finding.severity))
        .message(message(shown, &related))
        .locations(vec![location(&shown.place, prefix, None, "")])
        .partial_fingerprints(BTreeMap::from([("primaryLocationLineHash".to_owned(), shown.fingerprint.clone())]))
        .build();
    result.related_locations = (!related.is_empty()).then_some(related);
    if !steps.is_empty() {
        let start = step(&shown.place, prefix, &finding.message);
        let flow = ThreadFlow::builder().locations(std::iter::once(start).chain(steps).collect::<Vec<_>>()).build();
        result.code_flows = Some(vec![CodeFlow::builder().thread_flows(vec![flow]).build()]);
    }
    result
}

/// What is wrong, what to do, and links to the related places.
fn message(shown: &Shown, related: &[Location]) -> Message {
    let finding = &shown.finding;
    let mut words = format!("{}.\n{}.", sentence(&finding.message), sentence(&finding.help));
    let links = related.iter().filter_map(|location| {
        let label = location.message.as_ref()?.text.as_deref()?;
        Some(format!("[{}]({})", label.replace(['[', ']'], "|"), location.id?))
    });
    let links = links.collect::<Vec<_>>().join(", ");
    if !links.is_empty() {
        words = format!("{words}\nSee {links}.");
    }
    let more = finding.related.iter().filter(|l| !l.is_step).count().saturating_sub(related.len());
    if more > 0 {
        words = format!("{words} And {more} more places.");
    }
    text(&words)
}

fn step(place: &Place, prefix: &str, label: &str) -> ThreadFlowLocation {
    ThreadFlowLocation::builder().location(location(place, prefix, None, label)).build()
}

fn location(place: &Place, prefix: &str, id: Option<i64>, label: &str) -> Location {
    let artifact = ArtifactLocation::builder()
        .uri(encode(&format!("{prefix}{}", place.path)))
        .uri_base_id(ROOT.to_owned())
        .build();
    let region = Region::builder()
        .start_line(i64::from(place.line))
        .start_column(i64::from(place.column))
        .end_line(i64::from(place.end_line))
        .end_column(i64::from(place.end_column))
        .build();
    let physical = PhysicalLocation::builder().artifact_location(artifact).region(region).build();
    let mut location = Location::builder().physical_location(physical).build();
    location.id = id;
    location.message = match (label.is_empty(), id) {
        (true, None) => None,
        (true, Some(_)) => Some(text(&format!("{}:{}", place.path, place.line))),
        (false, _) => Some(text(label)),
    };
    location
}

/// A path as a relative URI: what is neither unreserved nor `/` is percent-encoded.
fn encode(path: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.extend([byte >> 4, byte & 15].map(|digit| char::from(HEX[usize::from(digit)])));
        }
    }
    uri
}

fn text(words: &str) -> Message {
    Message::builder().text(words.to_owned()).build()
}

fn multiformat(words: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(words.chars().take(LONGEST_DESCRIPTION).collect::<String>()).build()
}

/// With a capital at the start.
fn sentence(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `open-write` → `OpenWrite`.
fn pascal_case(fault: &str) -> String {
    fault.split('-').map(sentence).collect()
}

fn level(severity: Severity) -> ResultLevel {
    match severity {
        Severity::Critical | Severity::High => ResultLevel::Error,
        Severity::Medium => ResultLevel::Warning,
        Severity::Low | Severity::Info => ResultLevel::Note,
    }
}

fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low | Severity::Info => "2.0",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "recommendation",
    }
}

#[cfg(test)]
mod tests {
    use super::{encode, pascal_case};

    #[test]
    fn paths_become_relative_uris() {
        assert_eq!(encode("app/[id]/a page.tsx"), "app/%5Bid%5D/a%20page.tsx");
        assert_eq!(encode("src/ü.ts"), "src/%C3%BC.ts");
    }

    #[test]
    fn names_are_in_pascal_case() {
        assert_eq!(pascal_case("row-security-off"), "RowSecurityOff");
    }
}
